import type { Writable } from 'node:stream';
import { types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { describeFault } from './describe-fault.js';
import type { Settings } from './settings.js';

/** Injects the pino logger. */
export const LOGGER = Symbol('logger');

/** JSON lines on standard error. What may be in them is listed in `request-log.ts` and `describe-fault.ts`, not filtered out afterwards. */
export function createLogger(settings: Pick<Settings, 'LOG_LEVEL'>, stream?: Writable): Logger {
  return pino(
    { level: settings.LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    stream ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** Nest's own messages in the same log. A thrown exception is described without its message, which may hold what somebody typed. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(): void {}

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: 'warn' | 'error' | 'fatal', message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    // What a resolver throws is logged once, with the id that the client is told.
    if (context === 'ExternalExceptionFilter') return;
    const from = typeof context === 'string' && context.length < 60 ? { from: context } : {};
    if (types.isNativeError(message)) this.logger[level]({ ...from, fault: describeFault(message) }, 'fault');
    else this.logger[level](from, typeof message === 'string' ? message.split('\n')[0] : 'message');
  }
}
