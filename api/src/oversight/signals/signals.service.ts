import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/commands.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import { followRun } from './follow-run.js';

/** The life of signals as far as rules decide it. */
@Injectable()
export class SignalsService {
  /**
   * Opens, raises, lowers, keeps and ends signals by what a run has found, in the transaction in which its provider_month
   * rows were written. Once a run: repeated, it changes nothing. A later version of a month judges the signal's months
   * again; of a month that is not the newest it opens nothing.
   */
  follow(tx: Transaction, runId: string): Promise<void> {
    return asOwnWork(tx.query, () => followRun(tx, runId));
  }
}
