import type { NextFunction, Request, Response } from 'express';
import { isDatabaseAway } from '../platform/describe-fault.js';
import type { PublicUrl } from '../platform/http/public-url.js';
import type { ServerRequest } from '../platform/http/server-request.js';
import { sessionTokenOf } from './session-cookie.js';
import type { SessionKey } from './sessions.service.js';
import type { SessionState, ViewerLookup } from './viewer-lookup.js';

/** A request with the session that was found for it. */
export type SessionRequestState = ServerRequest & { session: SessionState };

/** Puts the viewer on the request. Says 503 where nobody can be recognised because the database is away. */
export function sessionMiddleware(lookup: ViewerLookup, publicUrl: PublicUrl) {
  return async (plain: Request, response: Response, next: NextFunction): Promise<void> => {
    const request = plain as SessionRequestState;
    request.session = null;
    request.viewer = null;
    const token = sessionTokenOf(request, publicUrl);
    if (!token) return next();
    try {
      request.session = await lookup.ofToken(token, {
        requestId: request.requestId,
        idempotencyKey: single(request.headers['idempotency-key']),
        isBackground: request.headers['x-quorate-background'] === '1',
      });
    } catch (cause) {
      if (!isDatabaseAway(cause)) throw cause;
      response.setHeader('Retry-After', '2');
      response.status(503).json({
        errors: [
          {
            message: 'The database cannot be reached at the moment. Nothing was saved. Try again in a moment.',
            extensions: { code: 'SERVICE_UNAVAILABLE' },
          },
        ],
      });
      return;
    }
    request.viewer = request.session?.kind === 'open' ? request.session.viewer : null;
    request.isLocked = request.session?.kind === 'locked';
    next();
  };
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && value.length > 0 ? value : null;
}

/** The session of this request, open or locked. */
export function heldSession({ session }: SessionRequestState): SessionKey | null {
  if (!session) return null;
  return session.kind === 'open' ? session.viewer : session.session;
}
