import type { Request } from 'express';
import { bearerOf } from './credentials.js';
import type { PublicUrl } from './public-url.js';

/**
 * Whether a write comes from our own page, by what the browser itself says of it. Sec-Fetch-Site goes first: under our
 * referrer policy a form of our own page comes with `Origin: null`. A request that says nothing is no browser's, and may
 * go on only with a bearer, which no foreign page could have added.
 */
export function isOwnPageWrite(request: Request, publicUrl: PublicUrl): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined)
    return site === 'same-origin' && (origin === undefined || origin === 'null' || publicUrl.isOwnOrigin(origin));
  if (origin !== undefined) return publicUrl.isOwnOrigin(origin);
  return bearerOf(request.headers.authorization) !== null;
}
