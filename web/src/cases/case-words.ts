import type { ResultOf } from '../app/graphql.js';
import type { caseListQuery } from './cases.queries.js';

export type CaseList = Extract<ResultOf<typeof caseListQuery>['caseList'], { __typename: 'CaseList' }>;
export type ListedCase = CaseList['cases'][number];
export type CaseSeat = CaseList['seats'][number];
export type WaitingPerson = CaseList['waiting'][number];
export type ListedAction = ListedCase['actions'][number];
export type CaseState = ListedCase['state'];
export type CaseOutcome = NonNullable<ListedCase['outcome']>;
export type ActionState = ListedAction['state'];
export type ActionStep = ListedAction['steps'][number];

export const CASE_STATES: Readonly<Record<CaseState, string>> = {
  LISTED: 'Listed',
  DISCUSSED: 'Discussed',
  DEFERRED: 'Deferred',
  DEFERRED_SEAT_ABSENT: 'Deferred, a seat was absent',
  WITHDRAWN: 'Taken off the list',
  CARRIED_FORWARD: 'Carried over',
};

export const ACTION_STATES: Readonly<Record<ActionState, string>> = {
  OPEN: 'Open',
  IN_PROGRESS: 'In progress',
  DONE: 'Done',
  NOT_DONE: 'Not done',
  CANCELLED: 'Cancelled',
};

export const ACTION_STEPS: Readonly<Record<ActionStep, string>> = {
  START: 'Start',
  PAUSE: 'Pause',
  COMPLETE: 'Done',
  FAIL: 'Not done',
  CANCEL: 'Cancel',
};

/** Steps that are taken with a reason only. */
export const NEEDS_REASON: ReadonlySet<ActionStep> = new Set(['FAIL', 'CANCEL']);

/** "Geriatrician, Northgate Acute NHS Trust". */
export function seatName(seat: Pick<CaseSeat, 'roleName' | 'providerName'>): string {
  const role = seat.roleName.charAt(0).toLocaleUpperCase('en-GB') + seat.roleName.slice(1);
  return `${role}, ${seat.providerName}`;
}

const RESPONSES: Readonly<Record<string, string>> = {
  accepted: 'Accepted',
  declined: 'Declined',
  tentative: 'Tentative',
  delegated: 'A deputy comes',
  needsAction: 'No reply yet',
};

/** Whether a seat is covered for one person, in a word: what was recorded for them, else the register, else the reply. */
export function seatCover(seat: CaseSeat, item: ListedCase): string {
  if (item.missingSeatIds.includes(seat.seatId)) return 'Absent';
  if (item.presentSeatIds.includes(seat.seatId)) return 'Present';
  if (seat.isPresent !== null) return seat.isPresent ? 'Present' : 'Absent';
  if (seat.practitionerName === null) return 'Vacant';
  return RESPONSES[seat.response ?? ''] ?? 'Not invited';
}

/** "1 person you are not involved with". */
export function notInvolved(count: number): string {
  return count === 1 ? '1 person you are not involved with' : `${count} people you are not involved with`;
}
