import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DemoProvider } from './demo/demo-provider.js';
import { type SessionKey, SessionsService } from './sessions.service.js';
import { SignInProvider } from './sign-in-provider.js';

/** Ends a session here and at the identity provider, so that the next person at this computer is asked who they are. */
@Injectable()
export class SignOutService {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(SignInProvider) private readonly provider: SignInProvider,
    @Inject(DemoProvider) private readonly demo: DemoProvider,
  ) {}

  /** Gives the provider's address that the browser should go to next, or null. The session here is over in any case. */
  async signOut(
    request: Request,
    response: Response,
    session: SessionKey,
    everywhere: boolean,
  ): Promise<string | null> {
    const idToken = await this.sessions.end(session, everywhere);
    await this.demo.endSession(request, response);
    return this.provider.endUrl(idToken);
  }
}
