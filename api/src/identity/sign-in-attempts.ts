import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import { cookieOf } from '../platform/http/credentials.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { newSecret } from '../platform/ids.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { secretFile } from './key-file.js';
import { seal, unseal } from './seal.js';

const attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  startedAt: z.number(),
});

/** What the server has to know again when the identity provider sends the browser back. */
export type SignInAttempt = z.infer<typeof attempt>;

const PREFIX = 'quorate-sign-in-';
const MINUTES = 10;
const MOST = 4;

/**
 * Sign-ins under way, kept by the browser itself in sealed cookies, one an attempt so that two tabs do not disturb each
 * other. A cookie is good once and for ten minutes.
 */
@Injectable()
export class SignInAttempts {
  private readonly settings: Settings;
  private key: Buffer | null = null;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {
    this.settings = settings;
  }

  start(request: Request, response: Response, started: SignInAttempt): void {
    const others = Object.keys(cookiesOf(request)).filter((name) => name.startsWith(PREFIX));
    for (const old of others.slice(0, Math.max(0, others.length - MOST + 1))) response.clearCookie(old, this.options());
    const name = nameFor(started.state);
    const maxAge = MINUTES * 60_000;
    response.cookie(name, seal(this.sealingKey(), name, started), { ...this.options(), maxAge });
  }

  /** The attempt that this state belongs to, taken away from the browser; null when it is not this browser's, used or too old. */
  take(request: Request, response: Response, state: unknown, now: Date): SignInAttempt | null {
    if (typeof state !== 'string') return null;
    const name = nameFor(state);
    const sealed = cookieOf(request, name);
    if (!sealed) return null;
    response.clearCookie(name, this.options());
    const parsed = attempt.safeParse(unseal(this.sealingKey(), name, sealed));
    if (!parsed.success || parsed.data.state !== state) return null;
    return now.getTime() - parsed.data.startedAt <= MINUTES * 60_000 ? parsed.data : null;
  }

  private options(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.publicUrl.isSecure, path: '/auth' };
  }

  private sealingKey(): Buffer {
    this.key ??= Buffer.from(
      secretFile(join(this.settings.dataDirectory, 'keys', 'sign-in.key'), newSecret),
      'base64url',
    );
    return this.key;
  }
}

function nameFor(state: string): string {
  return PREFIX + createHash('sha256').update(state).digest('hex').slice(0, 12);
}

function cookiesOf(request: Request): Record<string, true> {
  const names = (request.headers.cookie ?? '').split(';').map((part) => part.split('=', 1)[0]?.trim() ?? '');
  return Object.fromEntries(names.map((name) => [name, true]));
}
