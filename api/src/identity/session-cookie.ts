import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import type { PublicUrl } from '../server/public-url.js';

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

/** One cookie of a request, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/** The session's token: a bearer, else the cookie. */
export function sessionTokenOf(request: IncomingMessage, publicUrl: PublicUrl): string | null {
  return bearerOf(request.headers.authorization) ?? cookieOf(request, sessionCookieName(publicUrl));
}

/** The token of an Authorization value. */
export function bearerOf(authorization: unknown): string | null {
  return typeof authorization === 'string' ? (/^Bearer ([\w.-]{20,200})$/i.exec(authorization)?.[1] ?? null) : null;
}
