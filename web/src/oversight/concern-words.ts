import type { ResultOf } from '../app/graphql.js';
import { formatDate } from '../ui/dates.js';
import type { concernQuery } from './concerns.queries.js';

export type Concern = NonNullable<ResultOf<typeof concernQuery>['concern']>;
export type ConcernEvent = Concern['nextSteps'][number];
export type ConcernStep = Concern['steps'][number];

export const CONCERN_STATES: Readonly<Record<Concern['state'], string>> = {
  RECEIVED: 'Received',
  LOOKED_INTO: 'Being looked into',
  LINKED: 'Linked to a signal',
  REFERRED: 'Referred to another body',
  STOPPED: 'Stopped',
};

export const CONCERN_EVENTS: Readonly<Record<ConcernEvent, string>> = {
  LOOK_INTO: 'Look into it',
  LINK: 'Link it to a signal',
  REFER: 'Refer to another body',
  STOP: 'Stop with reasons',
};

/** What a step has done, for the word after it. */
export const CONCERN_DONE: Readonly<Record<ConcernEvent, string>> = {
  LOOK_INTO: 'you look into it',
  LINK: 'it is linked',
  REFER: 'it is referred',
  STOP: 'it is stopped',
};

/** What should have happened by the due date of a stage. */
export const CONCERN_UNTIL: Readonly<Partial<Record<Concern['state'], string>>> = {
  RECEIVED: 'Somebody looks into it',
  LOOKED_INTO: 'It is linked to a signal, referred or stopped',
  REFERRED: 'The other body is asked what came of it',
};

/** "Due 1 December 2026, 3 working days ago"; null where nothing is due. */
export function dueWords({ dueOn, overdueWorkingDays }: Pick<Concern, 'dueOn' | 'overdueWorkingDays'>): string | null {
  if (dueOn === null) return null;
  if (overdueWorkingDays === null) return `Due ${formatDate(dueOn)}`;
  return `Due ${formatDate(dueOn)}, overdue by ${daysWords(overdueWorkingDays)}`;
}

function daysWords(days: number): string {
  if (days === 0) return 'less than a working day';
  return days === 1 ? '1 working day' : `${days} working days`;
}

/** What a step was, as the heading of its entry. */
export function concernStepWords({
  kind,
  toState,
  bodyName,
  organisationName,
  isWithin,
  dueOn,
  toDue,
}: ConcernStep): string {
  switch (kind) {
    case 'DUE_SOON':
      return `Due soon: ${dueOn ? formatDate(dueOn) : ''}`;
    case 'OVERDUE':
      return `Not done by ${dueOn ? formatDate(dueOn) : 'the due date'}`;
    case 'SLIPPED':
      return `Due date moved to ${toDue ? formatDate(toDue) : 'a later day'}`;
    case 'SIGNAL_ENDED':
      return 'The signal ended; being looked into again';
    case 'NAMED':
      return `Said to be about ${organisationName ?? 'an organisation'}`;
    case 'NAME_CONFIRMED':
      return `Confirmed to be about ${organisationName ?? 'that organisation'}${isWithin ? ', within the same organisation' : ''}`;
    case 'NAME_DECLINED':
      return `Not confirmed to be about ${organisationName ?? 'that organisation'}${isWithin ? ', within the same organisation' : ''}`;
    case 'RECEIVED':
    case 'LOOK_INTO':
    case 'LINK':
    case 'REFER':
    case 'STOP':
      return [CONCERN_STATES[toState], bodyName].filter(Boolean).join(': ');
  }
}
