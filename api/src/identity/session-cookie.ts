import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import { bearerOf, cookieOf } from '../platform/http/credentials.js';
import type { PublicUrl } from '../platform/http/public-url.js';

const PLAIN = 'quorate-session';

/** `__Host-` binds the cookie to this host and to TLS; browsers accept it with Secure only. */
export function sessionCookieName(publicUrl: PublicUrl): string {
  return publicUrl.isSecure ? `__Host-${PLAIN}` : PLAIN;
}

/** Scripts cannot read it, and no foreign page can send it with a write. */
export function cookieOptions(publicUrl: PublicUrl): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: publicUrl.isSecure, path: '/' };
}

export function setSessionCookie(response: Response, publicUrl: PublicUrl, token: string, expires: Date): void {
  response.cookie(sessionCookieName(publicUrl), token, { ...cookieOptions(publicUrl), expires });
}

export function clearSessionCookie(response: Response, publicUrl: PublicUrl): void {
  response.clearCookie(sessionCookieName(publicUrl), cookieOptions(publicUrl));
}

/** The session's token: a bearer, else the cookie. */
export function sessionTokenOf(request: IncomingMessage, publicUrl: PublicUrl): string | null {
  return bearerOf(request.headers.authorization) ?? cookieOf(request, sessionCookieName(publicUrl));
}
