import type { ResultOf } from '../../app/graphql.js';
import { formatDate, formatMonth } from '../../ui/dates.js';
import type { ownReturnsQuery, providerReturnQuery, returnsOfQuarterQuery } from './returns.queries.js';

export type OwnReturn = ResultOf<typeof ownReturnsQuery>['ownReturns']['items'][number];
export type ReturnInfo = NonNullable<ResultOf<typeof providerReturnQuery>['providerReturn']>;
export type Quarter = ResultOf<typeof returnsOfQuarterQuery>['returnsOfQuarter'];
type Line = ReturnInfo['lines'][number];
type State = ReturnInfo['state'];
type StepKind = ReturnInfo['steps'][number]['kind'];

/** How far a return is, for its provider. */
export const STATES: Readonly<
  Record<State, { readonly word: string; readonly tone: 'attention' | 'info' | 'neutral' }>
> = {
  IN_PREPARATION: { word: 'To be checked', tone: 'attention' },
  WITH_EXECUTIVE: { word: 'Waits for a signature', tone: 'info' },
  SIGNED: { word: 'Signed', tone: 'neutral' },
  WITHDRAWN: { word: 'Withdrawn', tone: 'neutral' },
};

export const STEPS: Readonly<Record<StepKind, string>> = {
  MADE: 'Figures counted',
  FIGURES_TAKEN: 'Figures counted anew from the registers',
  COMMENTED: 'Comments saved',
  HANDED_OVER: 'Handed over to be signed',
  SENT_BACK: 'Sent back',
  SIGNED: 'Signed',
  WITHDRAWN: 'Withdrawn',
  REMINDED: 'Asked for again by mail',
  TOLD_OVERDUE: 'Told by mail that it is overdue',
};

/** "Return for August 2026, version 2". */
export function returnName({ month, versionNo }: { readonly month: string; readonly versionNo: number }): string {
  return `Return for ${formatMonth(month)}${versionNo > 1 ? `, version ${versionNo}` : ''}`;
}

/** When it was signed, or by when it is to be. */
export function dayWords({
  state,
  dueOn,
  isOverdue,
  signedAt,
}: Pick<OwnReturn, 'state' | 'dueOn' | 'isOverdue' | 'signedAt'>): string {
  if (state === 'SIGNED') return signedAt ? `Signed on ${formatDate(signedAt)}` : 'Signed';
  if (state === 'WITHDRAWN') return 'The version before stands';
  if (dueOn === null) return 'No due date: the version before stands until this one is signed';
  return isOverdue ? `Was due on ${formatDate(dueOn)}` : `Due on ${formatDate(dueOn)}`;
}

/** A line with what it is part of: "Lost: no reason was given". */
export function lineName(
  lines: readonly Pick<Line, 'code' | 'label'>[],
  { label, of }: Pick<Line, 'label' | 'of'>,
): string {
  const whole = of === 'expected' ? undefined : lines.find(({ code }) => code === of);
  return whole ? `${whole.label}: ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** How many of those that are not signed yet are late, as the end of a sentence. */
export function overdueWords(due: number, overdue: number): string {
  if (overdue < due) return `${overdue} of them ${overdue === 1 ? 'is' : 'are'} overdue`;
  return due === 1 ? 'it is overdue' : 'all are overdue';
}
