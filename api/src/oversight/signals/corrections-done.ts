import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/commands.js';

/** A signal whose registers were put right after its reply: its months have to be judged again. First days of months. */
export interface CorrectedSignal {
  readonly signalId: string;
  readonly openedMonth: string;
  readonly latestMonth: string;
}

type Observer = (tx: Transaction, signal: CorrectedSignal) => Promise<void>;

/** Tells whoever judges months, in the transaction of the last correction. */
@Injectable()
export class CorrectionsDone {
  private readonly observers: Observer[] = [];

  observe(observer: Observer): void {
    this.observers.push(observer);
  }

  async tell(tx: Transaction, signal: CorrectedSignal): Promise<void> {
    for (const observer of this.observers) await observer(tx, signal);
  }
}
