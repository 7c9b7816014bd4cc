import { Global, Injectable, Module } from '@nestjs/common';
import type { Transaction } from '../platform/commands.js';
import { asOwnWork } from '../platform/tenant-session.js';
import type { Viewer } from '../platform/viewer.js';

/** Where somebody works is another from a day on: a role that began or ended. */
export interface StaffChange {
  readonly practitionerId: string;
  /** The first local date that is told otherwise than before; it may lie in the past. */
  readonly from: string;
}

/** Runs inside the command that changed the roles; what it throws rolls that command back. */
export type StaffObserver = (tx: Transaction, viewer: Viewer, change: StaffChange) => Promise<void>;

/**
 * How the domains above staff learn in the same transaction that somebody began or left, without staff knowing them.
 * Meetings then take away what a leaver held, and attendance counts the meetings since that day anew.
 */
@Injectable()
export class StaffChanges {
  private readonly observers: StaffObserver[] = [];

  /** Registered once, when a module starts. Observers run in the order in which they were registered. */
  observe(observer: StaffObserver): void {
    this.observers.push(observer);
  }

  /**
   * Call it after the last write to the person's roles. Resolves when all have done their part in `tx`, behind no
   * organisation's wall: a leaver's seats and requests are those of any host.
   */
  async announce(tx: Transaction, viewer: Viewer, change: StaffChange): Promise<void> {
    await asOwnWork(tx.query, async () => {
      for (const observer of this.observers) await observer(tx, viewer, change);
    });
  }
}

/** Global and by itself, so that no domain has to import another's module. */
@Global()
@Module({ providers: [StaffChanges], exports: [StaffChanges] })
export class StaffChangesModule {}
