import { type Frame, Outcome } from './frame.js';

/** Days on both sides of a lost row within which coded leave of the same person makes it part of one long spell. */
const SPELL_DAYS = 21;

/** What counts on an evaluation day, over the rows of a frame. */
export interface AtRisk {
  /** Rows at risk: known by then, not leave, not unrecorded, not on strike, not inside a spell of leave. */
  readonly rows: Int32Array;
  /** 1 where participation was lost; for all rows. */
  readonly lost: Uint8Array;
  readonly isAtRisk: Uint8Array;
}

/**
 * Rows at risk on an evaluation day.
 *   edges   a lost row with leave on record for the same person within 21 days before and within 21 days after it is
 *           one long spell, patchily coded, and is left out
 */
export function atRisk(frame: Frame, day: number): AtRisk {
  const lost = new Uint8Array(frame.rows);
  const isAtRisk = new Uint8Array(frame.rows);
  const leave = leaveDays(frame, day);
  const rows: number[] = [];
  for (let i = 0; i < frame.rows; i += 1) {
    const outcome = frame.outcome[i] as number;
    lost[i] = outcome === Outcome.tookPart ? 0 : 1;
    if ((frame.day[i] as number) >= day) continue;
    if (outcome === Outcome.leave || outcome === Outcome.notRecorded || frame.onStrike[i]) continue;
    if (lost[i] && isInsideSpell(leave[frame.person[i] as number], frame.day[i] as number)) continue;
    isAtRisk[i] = 1;
    rows.push(i);
  }
  return { rows: Int32Array.from(rows), lost, isAtRisk };
}

function leaveDays(frame: Frame, before: number): (number[] | undefined)[] {
  const days: (number[] | undefined)[] = new Array(frame.persons).fill(undefined);
  for (let i = 0; i < frame.rows; i += 1) {
    if (!frame.ownLeave[i] || (frame.day[i] as number) >= before) continue;
    const person = frame.person[i] as number;
    const list = days[person] ?? [];
    list.push(frame.day[i] as number);
    days[person] = list;
  }
  return days;
}

function isInsideSpell(leave: readonly number[] | undefined, day: number): boolean {
  if (!leave) return false;
  let isBefore = false;
  let isAfter = false;
  for (const on of leave) {
    if (on < day && day - on <= SPELL_DAYS) isBefore = true;
    if (on >= day && on - day <= SPELL_DAYS) isAfter = true;
  }
  return isBefore && isAfter;
}
