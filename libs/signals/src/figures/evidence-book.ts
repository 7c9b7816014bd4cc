import { dayNumber } from '@quorate/libs/time';
import type { EvidenceRow } from '../evidence-row.js';
import type { SetAsideReason } from '../provider-figures.js';
import { kindsOfSeat } from './kinds-of-seat.js';

/** Leave of the same person within so many days before and after a lost seat makes it part of one long spell. */
const SPELL_DAYS = 21;

/** A row with what is asked of it again and again. */
export interface BookRow extends EvidenceRow {
  readonly day: number;
  /** The meeting is another organisation's. */
  readonly isElsewhere: boolean;
  /** Days from the invitation to the meeting; null where not known. */
  readonly noticeDays: number | null;
  /** Numbers of what the row is of, counted from 0 in the book: its kinds (`kindsOfSeat`), MDT, provider and member. */
  readonly kinds: readonly number[];
  readonly mdt: number;
  readonly provider: number;
  readonly person: number;
}

/** Day numbers, the first with it and the last without. */
export interface DaysLooked {
  readonly from: number;
  readonly to: number;
}

export type RowStanding =
  | { readonly kind: 'tookPart' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'setAside'; readonly why: SetAsideReason };

/**
 * An economy's evidence in one order, whatever order it came in, with everybody's days of leave: what the figures of all
 * its providers are made from. Make it once a run.
 */
export class EvidenceBook {
  readonly rows: readonly BookRow[];
  /** How many kinds, MDTs, providers and people there are. */
  readonly kinds: number;
  readonly mdts: number;
  readonly people: number;
  private readonly standings = new Map<string, Uint8Array>();
  private readonly providers = new Map<string, BookRow[]>();
  private readonly leave = new Map<string, number[]>();

  constructor(rows: Iterable<EvidenceRow>) {
    const [kinds, mdts, providers, people] = [new Numbers(), new Numbers(), new Numbers(), new Numbers()];
    this.rows = [...rows]
      .map((row) => ({
        ...row,
        day: dayNumber(row.meetingDate),
        isElsewhere: row.providerId !== row.hostId,
        noticeDays: row.invitedOn === null ? null : dayNumber(row.meetingDate) - dayNumber(row.invitedOn),
        kinds: kindsOfSeat(row).map((kind) => kinds.of(kind)),
        mdt: mdts.of(row.mdtId),
        provider: providers.of(row.providerId),
        person: people.of(row.practitionerId ?? row.seatId),
      }))
      .sort((a, b) => a.day - b.day || compare(a.meetingId, b.meetingId) || compare(a.seatId, b.seatId));
    [this.kinds, this.mdts, this.people] = [kinds.count, mdts.count, people.count];
    for (const row of this.rows) {
      addTo(this.providers, row.providerId, row);
      if (row.countClass === 'excludedLeave' && row.practitionerId) addTo(this.leave, personOf(row), row.day);
    }
  }

  /** Oldest first; empty for a provider without rows. */
  ofProvider(providerId: string): readonly BookRow[] {
    return this.providers.get(providerId) ?? [];
  }

  /**
   * What a row counts as, going by the days looked at: the detector's rule of what is at risk. A lost seat with leave of
   * the same person on record within 21 days before it and within 21 days after it is one long spell, patchily recorded,
   * and is set aside.
   */
  standing(row: BookRow, looked: DaysLooked): RowStanding {
    if (row.countClass === 'tookPart') return TOOK_PART;
    if (row.countClass !== 'lost') return row.isStrikeDay ? STRIKE_DAY : { kind: 'setAside', why: row.countClass };
    return this.isInsideLeave(row, looked) ? INSIDE_LEAVE : LOST;
  }

  /** 1 where a row was taken part in, 0 where it was lost, 2 where it is set aside or not looked at; in the order of `rows`. */
  standingsIn(looked: DaysLooked): Uint8Array {
    const key = `${looked.from} ${looked.to}`;
    const known = this.standings.get(key);
    if (known) return known;
    const found = Uint8Array.from(this.rows, (row) => {
      if (row.day < looked.from || row.day >= looked.to) return 2;
      const { kind } = this.standing(row, looked);
      return kind === 'tookPart' ? 1 : kind === 'lost' ? 0 : 2;
    });
    // One month's at a time: its providers are worked out one after the other.
    this.standings.clear();
    this.standings.set(key, found);
    return found;
  }

  private isInsideLeave(row: BookRow, { from, to }: DaysLooked): boolean {
    const days = this.leave.get(personOf(row));
    if (!days) return false;
    const { day } = row;
    const isBefore = days.some((on) => on >= from && on < day && day - on <= SPELL_DAYS);
    return isBefore && days.some((on) => on >= day && on - day <= SPELL_DAYS && on < to);
  }
}

/** Gives each different text a number, from 0. */
class Numbers {
  private readonly known = new Map<string, number>();

  get count(): number {
    return this.known.size;
  }

  of(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.known.set(text, this.known.size);
    return this.known.size - 1;
  }
}

const TOOK_PART: RowStanding = { kind: 'tookPart' };
const LOST: RowStanding = { kind: 'lost' };
const STRIKE_DAY: RowStanding = { kind: 'setAside', why: 'strikeDay' };
const INSIDE_LEAVE: RowStanding = { kind: 'setAside', why: 'insideLeave' };

/** As in the detector, somebody with two employers is two people; an empty seat is nobody, and nobody's leave is kept. */
function personOf({ practitionerId, providerId }: EvidenceRow): string {
  return `${practitionerId} ${providerId}`;
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
