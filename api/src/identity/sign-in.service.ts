import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../platform/clock.js';
import { FaultLog } from '../platform/fault-log.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { AccountsReads } from './accounts.reads.js';
import { DemoProvider } from './demo/demo-provider.js';
import { safeReturnPath } from './safe-return-path.js';
import { heldSession, type SessionRequestState } from './session-middleware.js';
import { type IssuedToken, SessionsService } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.js';
import type { SignInProblem } from './sign-in-pages.js';
import { type Identified, SignInProvider, type SignInSecrets } from './sign-in-provider.js';
import { demoSubject } from './sign-in-subject.js';

/** A sign-in that came to nothing; `errorId` where the log says more. */
export interface SignInFailure {
  readonly kind: 'problem';
  readonly problem: SignInProblem;
  readonly errorId?: string;
}

/** One sign-in from the first request to the session. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(SignInProvider) private readonly provider: SignInProvider,
    @Inject(SignInAttempts) private readonly attempts: SignInAttempts,
    @Inject(AccountsReads) private readonly accounts: AccountsReads,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(DemoProvider) private readonly demo: DemoProvider,
    @Inject(FaultLog) private readonly faults: FaultLog,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Where to send the browser; what has to be known again later goes into its sealed cookie. */
  async start(
    request: SessionRequestState,
    response: Response,
  ): Promise<{ readonly kind: 'started'; readonly url: string } | SignInFailure> {
    const again = request.query.prompt === 'login' || request.session?.kind === 'locked';
    const secrets = this.provider.newSecrets();
    try {
      const url = await this.provider.startUrl(secrets, { again, loginHint: this.loginHint(request) });
      const startedAt = this.clock.now().getTime();
      const returnTo = safeReturnPath(request.query.returnTo);
      this.attempts.start(request, response, { ...secrets, returnTo, startedAt });
      return { kind: 'started', url: url.href };
    } catch (cause) {
      return { kind: 'problem', problem: 'unreachable', errorId: this.faults.note(cause, '/auth/sign-in') };
    }
  }

  /** A session for whoever the provider says it is, or why there is none. Each attempt and each code is good once. */
  async finish(
    request: SessionRequestState,
    response: Response,
  ): Promise<{ readonly kind: 'finished'; readonly session: IssuedToken; readonly returnTo: string } | SignInFailure> {
    const attempt = this.attempts.take(request, response, request.query.state, this.clock.now());
    if (!attempt) return problem('used');
    if (typeof request.query.error === 'string') return problem('cancelled');
    const who = await this.identify(request, attempt);
    if ('kind' in who) return who;
    await this.demo.forget(request, response);
    const account = await this.accounts.ofSubject(who);
    if (!account) return problem('unknown');
    const session = await this.sessions.open({
      ...account,
      kind: 'browser',
      hours: this.settings.SESSION_HOURS,
      idToken: who.idToken,
      previous: heldSession(request),
    });
    return session ? { kind: 'finished', session, returnTo: attempt.returnTo } : problem('accessEnded');
  }

  private async identify(request: SessionRequestState, secrets: SignInSecrets): Promise<Identified | SignInFailure> {
    const query = request.originalUrl.slice(request.originalUrl.indexOf('?'));
    try {
      return await this.provider.identify(query, secrets);
    } catch (cause) {
      return problem(isUnreachable(cause) ? 'unreachable' : 'refused', this.faults.note(cause, '/auth/callback'));
    }
  }

  /** Of a locked page the demo's picker shows that person first. Another provider has other names for people. */
  private loginHint({ session }: SessionRequestState): string | null {
    if (!this.settings.isDemoSignIn || !session) return null;
    const { login, tenantKey } = session.kind === 'open' ? session.viewer : session;
    return demoSubject(tenantKey, login);
  }
}

function problem(which: SignInProblem, errorId?: string): SignInFailure {
  return { kind: 'problem', problem: which, errorId };
}

/** Not reaching the provider is no fault of the one who signs in. */
function isUnreachable(cause: unknown): boolean {
  const { name, cause: inner } = cause as { name?: string; cause?: { name?: string } };
  return [name, inner?.name].some((known) => known === 'TypeError' || known === 'TimeoutError');
}
