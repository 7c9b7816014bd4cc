import type { Request } from 'express';
import { bearerOf } from '../identity/session-cookie.js';
import type { PublicUrl } from './public-url.js';

/**
 * Whether a write comes from our own page: by what the browser itself says of it. A request that says nothing is no
 * browser's, and may go on only with a bearer, which no foreign page could have added.
 */
export function isOwnPageWrite(request: Request, publicUrl: PublicUrl): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !publicUrl.isOwnOrigin(origin)) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin !== undefined || site !== undefined || bearerOf(request.headers.authorization) !== null;
}
