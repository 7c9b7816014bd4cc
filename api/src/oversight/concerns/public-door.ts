import { isIPv6 } from 'node:net';
import type { Response } from 'express';
import { sendPlainPage } from '../../platform/http/plain-page.js';
import type { RateLimits } from '../../platform/http/rate-limits.js';
import type { ServerRequest } from '../../platform/http/server-request.js';

/** Takes so many points of the sender's; answers 429 where none are left. Resolves to whether the request may go on. */
export async function admit(
  limits: RateLimits,
  request: ServerRequest,
  response: Response,
  points: number,
): Promise<boolean> {
  const wait = await limits.take('anonymous', senderOf(request.ip ?? 'unknown'), points);
  if (wait === null) return true;
  response.setHeader('Retry-After', wait);
  sendPlainPage(response, 429, 'Too many requests', `<p>Wait ${wait} seconds, then try again.</p>`);
  return false;
}

/** An IPv6 address by its /64, the least that one household is given: it could send from any address of it. */
export function senderOf(ip: string): string {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [before = '', after] = ip.replace(/%.*$/, '').split('::');
  const head = before.split(':').filter(Boolean);
  const tail = after?.split(':').filter(Boolean) ?? [];
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/**
 * Texts of a form, and lists of them; anything else that a body can hold is left out, and so is the one character that the
 * database does not take.
 */
export function typedIn(body: unknown): Record<string, string | readonly string[]> {
  if (typeof body !== 'object' || body === null) return {};
  const texts = Object.entries(body).flatMap(([name, value]: [string, unknown]): [string, string | string[]][] => {
    if (typeof value === 'string') return [[name, value.replaceAll('\0', '')]];
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [[name, value]] : [];
  });
  return Object.fromEntries(texts);
}
