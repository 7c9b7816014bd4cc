import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { FaultLog } from '../server/fault-log.js';
import { plainPageCss } from '../server/plain-page.js';
import { PublicUrl } from '../server/public-url.js';
import { RateLimits } from '../server/rate-limits.js';
import { isOwnPageWrite } from '../server/same-origin.js';
import { AccountsReads } from './accounts.reads.js';
import { safeReturnPath } from './safe-return-path.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import type { SessionRequestState } from './session-middleware.js';
import { type SessionKey, SessionsService } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { type SignInProblem, sendSignInProblem } from './sign-in-pages.js';
import { SignInProvider } from './sign-in-provider.js';
import { SignOutService } from './sign-out.service.js';

/** The doors of identity that a browser walks through: sign-in, the way back, lock and sign-out. */
@Controller('/auth')
export class AuthController {
  constructor(
    @Inject(SignInProvider) private readonly provider: SignInProvider,
    @Inject(SignInAttempts) private readonly attempts: SignInAttempts,
    @Inject(AccountsReads) private readonly accounts: AccountsReads,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(SignOutService) private readonly signOuts: SignOutService,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(FaultLog) private readonly faults: FaultLog,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `?returnTo=/path` of this product; `prompt=login` asks for the password again, as after an idle lock. */
  @Get('/sign-in')
  async signIn(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    if (!(await this.admit(request, response))) return;
    const host = new URL(this.publicUrl.origin()).host;
    // A cookie set under one name of this machine is not sent to another, so sign-in starts under the right one.
    if (request.headers.host !== host)
      return response.redirect(302, `${this.publicUrl.origin()}${request.originalUrl}`);
    const again = request.query.prompt === 'login' || request.session?.kind === 'locked';
    const secrets = this.provider.newSecrets();
    try {
      const url = await this.provider.startUrl(secrets, { again, loginHint: this.loginHint(request) });
      const startedAt = this.clock.now().getTime();
      this.attempts.start(request, response, {
        ...secrets,
        returnTo: safeReturnPath(request.query.returnTo),
        startedAt,
      });
      response.redirect(302, url.href);
    } catch (cause) {
      sendSignInProblem(response, 'unreachable', this.faults.note(cause, '/auth/sign-in'));
    }
  }

  /** Where the identity provider sends the browser back to. */
  @Get('/callback')
  async callback(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    if (!(await this.admit(request, response))) return;
    const attempt = this.attempts.take(request, response, request.query.state, this.clock.now());
    if (!attempt) return this.refuse(request, response, 'used');
    if (typeof request.query.error === 'string') return this.refuse(request, response, 'cancelled');
    const query = request.originalUrl.slice(request.originalUrl.indexOf('?'));
    const who = await this.provider.identify(query, attempt).catch((cause: unknown) => {
      const errorId = this.faults.note(cause, '/auth/callback');
      return this.refuse(request, response, isAnswerOf(cause) ? 'refused' : 'unreachable', errorId);
    });
    if (!who) return;
    const account = await this.accounts.ofSubject(who);
    if (!account) return this.refuse(request, response, 'unknown');
    const opened = await this.sessions.open({
      ...account,
      kind: 'browser',
      hours: this.settings.SESSION_HOURS,
      idToken: who.idToken,
      previous: heldSession(request),
    });
    if (!opened) {
      clearSessionCookie(response, this.publicUrl);
      return this.refuse(request, response, 'accessEnded');
    }
    setSessionCookie(response, this.publicUrl, opened.token, opened.expiresAt);
    response.redirect(303, attempt.returnTo);
  }

  @Post('/sign-out')
  signOut(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    return this.leave(request, response, false);
  }

  @Post('/sign-out-everywhere')
  signOutEverywhere(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    return this.leave(request, response, true);
  }

  /** The page has seen nobody for a while: from now on the server refuses this session until a fresh sign-in. */
  @Post('/lock')
  async lock(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    if (!this.isOwnWrite(request, response)) return;
    if (request.viewer) await this.sessions.lock(request.viewer);
    response.status(204).end();
  }

  /** Somebody is typing, though nothing has been sent for a while: keeps the session open. 401 where there is none to keep. */
  @Post('/active')
  active(@Req() request: SessionRequestState, @Res() response: Response): void {
    if (!this.isOwnWrite(request, response)) return;
    response.status(request.viewer ? 204 : 401).end();
  }

  @Get('/page.css')
  css(@Res() response: Response): void {
    response.setHeader('Cache-Control', 'public, max-age=3600');
    response.type('css').send(plainPageCss);
  }

  private async leave(request: SessionRequestState, response: Response, everywhere: boolean): Promise<void> {
    if (!this.isOwnWrite(request, response)) return;
    const held = heldSession(request);
    const next = held ? await this.signOuts.signOut(request, response, held, everywhere) : null;
    clearSessionCookie(response, this.publicUrl);
    if (request.accepts(['json', 'html']) === 'html') return response.redirect(303, next ?? '/signed-out');
    response.json({ next });
  }

  private isOwnWrite(request: Request, response: Response): boolean {
    response.setHeader('Cache-Control', 'no-store');
    if (isOwnPageWrite(request, this.publicUrl)) return true;
    response.status(403).json({ message: 'This has to come from a page of Quorate.' });
    return false;
  }

  private admit(request: Request, response: Response): Promise<boolean> {
    response.setHeader('Cache-Control', 'no-store');
    return this.limits.admit('auth', request, response);
  }

  private async refuse(request: Request, response: Response, problem: SignInProblem, errorId?: string): Promise<void> {
    await this.limits.noteFailure(request);
    sendSignInProblem(response, problem, errorId);
  }

  /** Of a locked page the demo's picker shows that person first. Another provider has other names for people. */
  private loginHint({ session }: SessionRequestState): string | null {
    if (!this.settings.isDemoSignIn || !session) return null;
    return session.kind === 'open' ? session.viewer.login : session.login;
  }
}

/** The session of this browser, open or locked. A bearer's is none of a browser's. */
function heldSession(request: SessionRequestState): SessionKey | null {
  if (!request.session) return null;
  return request.session.kind === 'open' ? request.session.viewer : request.session.session;
}

/** Whether the provider answered at all. Not reaching it is no fault of the one who signs in. */
function isAnswerOf(cause: unknown): boolean {
  const { name, cause: inner } = cause as { name?: string; cause?: { name?: string } };
  return !(
    name === 'TypeError' ||
    name === 'TimeoutError' ||
    inner?.name === 'TimeoutError' ||
    inner?.name === 'TypeError'
  );
}
