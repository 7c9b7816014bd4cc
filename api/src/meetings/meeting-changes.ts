import { Global, Injectable, Module } from '@nestjs/common';
import type { Transaction } from '../platform/commands.js';

/** Runs inside the command that changed the meetings; what it throws rolls that command back. `movedIds` got another hour. */
export type MeetingObserver = (
  tx: Transaction,
  meetingIds: readonly string[],
  movedIds: readonly string[],
) => Promise<void>;

/**
 * How the domains above meetings learn of a change in the same transaction, without meetings knowing them.
 * A command that cancels or moves meetings, or changes who is invited to them, calls `announce` once, after its last
 * write to those meetings; attendance then counts them anew.
 */
@Injectable()
export class MeetingChanges {
  private readonly observers: MeetingObserver[] = [];

  /** Registered once, when a module starts. Observers run in the order in which they were registered. */
  observe(observer: MeetingObserver): void {
    this.observers.push(observer);
  }

  /** Tells every observer; resolves when all have done their part in `tx`. */
  async announce(tx: Transaction, meetingIds: readonly string[], movedIds: readonly string[] = []): Promise<void> {
    if (meetingIds.length === 0) return;
    for (const observer of this.observers) await observer(tx, meetingIds, movedIds);
  }
}

/** Global and by itself, so that neither domain has to import the other's module. */
@Global()
@Module({ providers: [MeetingChanges], exports: [MeetingChanges] })
export class MeetingChangesModule {}
