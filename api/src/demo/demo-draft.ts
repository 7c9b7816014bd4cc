import { createHash } from 'node:crypto';
import { createRandom } from '@quorate/libs/random';

export type Random = ReturnType<typeof createRandom>;

/** Rows in the making, by table, with column names as the table spells them. */
export class DemoDraft {
  readonly rows = new Map<string, Record<string, unknown>[]>();
  readonly tenantId: string;

  constructor(
    readonly tenantKey: string,
    readonly seed: number,
  ) {
    this.tenantId = this.id('tenant');
  }

  /** The same id for the same seed, tenant and name, whenever it is made. A version 8 UUID. */
  id(...name: (string | number)[]): string {
    const hex = createHash('sha256')
      .update([this.seed, this.tenantKey, ...name].join('|'))
      .digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** Chance of its own for each name, so that more of one thing does not change another. */
  random(...name: (string | number)[]): Random {
    return createRandom([this.seed, this.tenantKey, ...name].join('|'));
  }

  /** Adds a row and gives it back: what happened later may still change it. */
  add(table: string, columns: Record<string, unknown>): Record<string, unknown> {
    const row = { tenant_id: this.tenantId, ...columns };
    const rows = this.rows.get(table) ?? [];
    rows.push(row);
    this.rows.set(table, rows);
    return row;
  }
}

/** A member of staff as the generator knows them. */
export interface DemoStaff {
  readonly practitionerId: string;
  readonly name: string;
  readonly employer: string;
  readonly roleCode: string;
}

export interface DemoPerson {
  readonly patientId: string;
  readonly mdtKey: string;
  readonly isDeceased: boolean;
}

export interface DemoSeat {
  readonly seatId: string;
  readonly roleCode: string;
  readonly provider: string;
  readonly isCore: boolean;
  readonly countsForQuorum: boolean;
  readonly holder: DemoStaff | null;
  readonly deputy: DemoStaff | null;
}

export interface DemoMdt {
  readonly key: string;
  readonly mdtId: string;
  readonly name: string;
  readonly host: string;
  readonly termsId: string;
  readonly minimumNotice: number;
  readonly minimumSeats: number;
  readonly seats: readonly DemoSeat[];
  readonly coordinatorAccount: string;
}

export interface DemoMeeting {
  readonly meetingId: string;
  readonly mdt: DemoMdt;
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isPast: boolean;
}
