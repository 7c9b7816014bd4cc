import type { AttendanceOutcome } from '@quorate/libs/attendance';
import { isAttendanceOutcome, isSeatFilled } from '@quorate/libs/attendance';

/** A seat of the meeting with what the register says of it so far. */
export interface SeatMark {
  readonly seatId: string;
  /** 'notMarked' and null both say that nobody has marked it. */
  readonly outcome: string | null;
  readonly minutes: number | null;
}

export interface PresenceAsked {
  readonly seats: readonly SeatMark[];
  readonly durationMinutes: number;
  readonly relevantSeatIds: readonly string[];
  /** Null leaves it to the register. */
  readonly presentSeatIds: readonly string[] | null;
  /** Null leaves it to who was present. */
  readonly missingSeatIds: readonly string[] | null;
}

export type Presence =
  | {
      readonly kind: 'known';
      /** Null when nobody said and the register has no mark. */
      readonly present: readonly string[] | null;
      /** Relevant seats with whether they were there; null where that is not known. */
      readonly relevant: readonly { readonly seatId: string; readonly wasPresent: boolean | null }[];
    }
  | { readonly kind: 'refused'; readonly path: 'presentSeatIds' | 'missingSeatIds'; readonly message: string };

/**
 * Who was in the room for one person, and which of the seats relevant to them were missing.
 *   edges   what the register does not say stays unknown and is not taken as absent; a seat named as missing becomes a
 *           relevant one; a seat cannot be present and missing
 */
export function decidePresence(asked: PresenceAsked): Presence {
  const seatIds = new Set(asked.seats.map((seat) => seat.seatId));
  if (asked.presentSeatIds?.some((id) => !seatIds.has(id)))
    return { kind: 'refused', path: 'presentSeatIds', message: 'Choose seats of this meeting.' };
  if (asked.missingSeatIds?.some((id) => !seatIds.has(id)))
    return { kind: 'refused', path: 'missingSeatIds', message: 'Choose seats of this meeting.' };
  if (asked.missingSeatIds?.some((id) => asked.presentSeatIds?.includes(id)))
    return { kind: 'refused', path: 'missingSeatIds', message: 'A seat cannot be both present and absent.' };
  const marked = new Map(asked.seats.map((seat) => [seat.seatId, fillOf(seat, asked.durationMinutes)]));
  const present = asked.presentSeatIds ?? presentByRegister(marked, asked.missingSeatIds ?? []);
  const relevant = [...new Set([...asked.relevantSeatIds, ...(asked.missingSeatIds ?? [])])];
  return {
    kind: 'known',
    present: present === null ? null : [...new Set(present)],
    relevant: relevant.map((seatId) => ({ seatId, wasPresent: wasPresent(seatId, asked, marked, present) })),
  };
}

function wasPresent(
  seatId: string,
  asked: PresenceAsked,
  marked: ReadonlyMap<string, boolean | null>,
  present: readonly string[] | null,
): boolean | null {
  if (asked.missingSeatIds?.includes(seatId)) return false;
  if (present?.includes(seatId)) return true;
  return asked.presentSeatIds === null ? (marked.get(seatId) ?? null) : false;
}

/** Whether the register has the seat as filled; null when it was not marked. */
export function fillOf(seat: Omit<SeatMark, 'seatId'>, durationMinutes: number): boolean | null {
  const outcome: AttendanceOutcome | null =
    seat.outcome !== null && isAttendanceOutcome(seat.outcome) ? seat.outcome : null;
  return outcome === null ? null : isSeatFilled(outcome, seat.minutes, durationMinutes);
}

function presentByRegister(marked: ReadonlyMap<string, boolean | null>, missing: readonly string[]): string[] | null {
  const entries = [...marked];
  if (entries.every(([, filled]) => filled === null)) return null;
  return entries.filter(([id, filled]) => filled === true && !missing.includes(id)).map(([id]) => id);
}
