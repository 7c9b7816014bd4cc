import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { plainPageCss } from '../platform/http/plain-page.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { RateLimits } from '../platform/http/rate-limits.js';
import { isOwnPageWrite } from '../platform/http/same-origin.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { heldSession, type SessionRequestState } from './session-middleware.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { sendSignInProblem } from './sign-in-pages.js';
import { SignInProvider } from './sign-in-provider.js';

/** The doors of identity that a browser walks through: sign-in, the way back, lock and sign-out. */
@Controller('/auth')
export class AuthController {
  constructor(
    @Inject(SignInService) private readonly signIns: SignInService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(SignInProvider) private readonly provider: SignInProvider,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  /** `?returnTo=/path` of this product; `prompt=login` asks for the password again, as after an idle lock. */
  @Get('/sign-in')
  async signIn(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    if (!(await this.admit(request, response))) return;
    const { host } = new URL(this.publicUrl.origin());
    // A cookie set under one name of this machine is not sent to another, so sign-in starts under the right one.
    const isHere = request.headers.host === host;
    const started = isHere ? await this.signIns.start(request, response) : null;
    if (started?.kind === 'problem') return sendSignInProblem(response, started.problem, started.errorId);
    response.redirect(302, started?.url ?? `${this.publicUrl.origin()}${request.originalUrl}`);
  }

  /** Where the identity provider sends the browser back to. */
  @Get('/callback')
  async callback(@Req() request: SessionRequestState, @Res() response: Response): Promise<void> {
    if (!(await this.admit(request, response))) return;
    const finished = await this.signIns.finish(request, response);
    if (finished.kind === 'problem') {
      await this.limits.noteFailure(request);
      return sendSignInProblem(response, finished.problem, finished.errorId);
    }
    setSessionCookie(response, this.publicUrl, finished.session.token, finished.session.expiresAt);
    response.redirect(303, finished.returnTo);
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
    // At the provider too, so that the next person at this computer is asked who they are.
    const next = held ? await this.provider.endUrl(await this.sessions.end(held, everywhere)) : null;
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
}
