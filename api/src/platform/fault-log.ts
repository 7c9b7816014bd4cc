import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { describeFault } from './describe-fault.js';
import { LOGGER } from './logger.js';
import { Metrics } from './metrics.js';

/** Writes down exceptions under an id that the client is told and nothing else of it. */
@Injectable()
export class FaultLog {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Logs it and gives the id. `where` is a route template or an operation's name, never an address with ids in it. */
  note(fault: unknown, where: string): string {
    this.metrics.faults.inc();
    const errorId = randomBytes(5).toString('hex');
    this.logger.error({ errorId, where, fault: describeFault(fault) }, 'fault');
    return errorId;
  }
}
