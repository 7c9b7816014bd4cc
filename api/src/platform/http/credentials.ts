import type { IncomingMessage } from 'node:http';

/** One cookie of a request, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/** The token of an Authorization value, or null. */
export function bearerOf(authorization: unknown): string | null {
  return typeof authorization === 'string' ? (/^Bearer ([\w.-]{20,200})$/i.exec(authorization)?.[1] ?? null) : null;
}
