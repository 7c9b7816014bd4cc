import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/*
 * Per address and minute. A hospital is one address for all its staff, so the limits are for programs, not people; a
 * failed sign-in costs as much as twenty good steps, which leaves thirty wrong ones a minute.
 */
const LIMITS = { auth: 600, anonymous: 600 } as const;
const FAILURE = 20;

export type LimitedDoor = keyof typeof LIMITS;

/** Slows down whoever tries many times without a session. In memory: each instance counts for itself. */
@Injectable()
export class RateLimits {
  private readonly limiters = {
    auth: new RateLimiterMemory({ points: LIMITS.auth, duration: 60 }),
    anonymous: new RateLimiterMemory({ points: LIMITS.anonymous, duration: 60 }),
  };

  /** Seconds to wait, or null when this request may go on. `points` of more than one are for failures. */
  async take(door: LimitedDoor, address: string, points = 1): Promise<number | null> {
    try {
      await this.limiters[door].consume(address, points);
      return null;
    } catch (cause) {
      if (cause instanceof RateLimiterRes) return Math.max(1, Math.ceil(cause.msBeforeNext / 1000));
      throw cause;
    }
  }

  /** Takes one, and answers 429 when there is none left. Resolves to whether the request may go on. */
  async admit(door: LimitedDoor, request: Request, response: Response): Promise<boolean> {
    const wait = await this.take(door, addressOf(request));
    if (wait === null) return true;
    response.setHeader('Retry-After', wait);
    response.status(429).json({
      errors: [
        { message: `Too many requests. Try again in ${wait} seconds.`, extensions: { code: 'TOO_MANY_REQUESTS' } },
      ],
    });
    return false;
  }

  /** A sign-in that went wrong. */
  async noteFailure(request: Request): Promise<void> {
    await this.take('auth', addressOf(request), FAILURE);
  }
}

function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}
