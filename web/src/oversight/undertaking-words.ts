import type { ResultOf } from '../app/graphql.js';
import { formatDate } from '../ui/dates.js';
import type { TagTone } from '../ui/tag.js';
import type { signalUndertakingsQuery } from './undertakings.queries.js';

export type Undertakings = NonNullable<ResultOf<typeof signalUndertakingsQuery>['signalUndertakings']>;
export type Undertaking = Undertakings['items'][number];
export type UndertakingStep = Undertaking['steps'][number];
export type UndertakingTerms = NonNullable<UndertakingStep['terms']>;
export type UndertakingKind = Undertaking['kind'];
export type UndertakingEvent = Undertaking['nextSteps'][number]['event'];
/** Steps that are one press and a reason. */
export type UndertakingMove = Exclude<UndertakingEvent, 'REWRITE'>;
type State = Undertaking['state'];
type Party = Undertaking['writtenBy'];

export const UNDERTAKING_KINDS: Readonly<Record<UndertakingKind, string>> = {
  STOP: 'To end what holds staff back',
  RESTORE: 'To put right what was missed',
  OTHER: 'Something else',
};

export const UNDERTAKING_STATES: Readonly<Record<State, { readonly word: string; readonly tone: TagTone }>> = {
  PROPOSED: { word: 'Proposed', tone: 'info' },
  CHANGE_ASKED: { word: 'A change is asked for', tone: 'info' },
  DECLINED: { word: 'Declined', tone: 'neutral' },
  WITHDRAWN: { word: 'Withdrawn', tone: 'neutral' },
  ACCEPTED: { word: 'Agreed by both', tone: 'info' },
  REPORTED_DONE: { word: 'Reported done', tone: 'info' },
  DONE: { word: 'Done', tone: 'done' },
  NOT_DONE: { word: 'Not done', tone: 'attention' },
};

export const REMEDIES: Readonly<Record<NonNullable<Undertaking['remedy']>, string>> = {
  NEW_UNDERTAKING: 'A new undertaking is to be agreed',
  STOP: 'Steps are asked for so that it ends and does not happen again',
  RESTORE: 'Action is asked for to put right what was missed',
  PENALTY: 'A financial penalty is asked for, from whoever may set one',
};

const PARTIES: Readonly<Record<Party, string>> = { PROVIDER: 'the provider', COMMISSIONER: 'the commissioner' };

/** Whose step is waited for and until when; what to do where it is the reader's. */
export function waitWords(undertaking: Undertaking): string {
  const { state, waitsFor, waitsForViewer, answerDueOn, doneBy, isOverdue, remedy } = undertaking;
  const by = answerDueOn ? ` by ${formatDate(answerDueOn)}` : '';
  switch (state) {
    case 'PROPOSED':
    case 'CHANGE_ASKED':
      if (!waitsFor) return 'The signal is closed, so it waits for nobody any more.';
      return waitsForViewer
        ? `It waits for your answer${by}.`
        : `It waits for the answer of ${PARTIES[waitsFor]}${by}.`;
    case 'ACCEPTED':
      return isOverdue
        ? `It was to be done by ${formatDate(doneBy)}. Nobody has reported it done yet.`
        : `To be done by ${formatDate(doneBy)}.`;
    case 'REPORTED_DONE':
      return waitsForViewer
        ? `The provider says that it is done. Confirm that, or say what is missing${by}.`
        : `The commissioner looks whether it is done${by}.`;
    case 'NOT_DONE':
      return `${remedy ? `${REMEDIES[remedy]}. ` : ''}It can still be reported done.`;
    case 'DONE':
      return 'Both say that it is done.';
    case 'DECLINED':
      return 'It was not agreed.';
    case 'WITHDRAWN':
      return 'Who proposed it has taken it back.';
  }
}

interface MoveWords {
  readonly button: string;
  /** Of the field for the reason. */
  readonly label: string;
  readonly hint?: string;
  /** What is said when it was done. */
  readonly said: string;
}

export const UNDERTAKING_MOVES: Readonly<Record<UndertakingMove, MoveWords>> = {
  ACCEPT: {
    button: 'Accept',
    label: 'Note',
    hint: 'What is accepted can no longer be changed. From its day on both of you see taking part month by month, until it is done.',
    said: 'Accepted: the undertaking is agreed by both',
  },
  ASK_FOR_CHANGE: { button: 'Ask for a change', label: 'What should change, and why', said: 'A change was asked for' },
  DECLINE: { button: 'Decline', label: 'Why you decline', said: 'Declined' },
  WITHDRAW: { button: 'Withdraw', label: 'Note', said: 'Withdrawn' },
  REPORT_DONE: {
    button: 'Report that it is done',
    label: 'What was done, and what shows it',
    hint: 'A rota, a policy, minutes: say where it can be looked at. Name no person cared for and nobody of your staff.',
    said: 'Reported done: the commissioner looks at it next',
  },
  CONFIRM_DONE: { button: 'Confirm that it is done', label: 'Note', said: 'Confirmed as done' },
  FIND_NOT_DONE: { button: 'It was not done', label: 'What was not done', said: 'Recorded as not done' },
};

/** A step of its history in a sentence. */
export function undertakingStepWords({ kind, dueOn, remedy }: UndertakingStep): string {
  const day = dueOn ? formatDate(dueOn) : '';
  switch (kind) {
    case 'PROPOSED':
      return 'Proposed.';
    case 'REWRITTEN':
      return 'Proposed with other terms.';
    case 'CHANGE_ASKED':
      return 'A change was asked for.';
    case 'ACCEPTED':
      return 'Accepted: agreed by both.';
    case 'DECLINED':
      return 'Declined.';
    case 'WITHDRAWN':
      return 'Withdrawn.';
    case 'PROGRESS':
      return 'Progress.';
    case 'REPORTED_DONE':
      return 'Reported done.';
    case 'DONE':
      return 'Confirmed as done.';
    case 'NOT_DONE':
      return `Not done.${remedy ? ` ${REMEDIES[remedy]}.` : ''}`;
    case 'ANSWER_DUE_SOON':
      return `A reminder: an answer was asked for by ${day}.`;
    case 'DUE_SOON':
      return `A reminder: to be done by ${day}.`;
    case 'OVERDUE':
      return `It was to be done by ${day}; both were told.`;
  }
}

/** The terms in one line, as an earlier version shows them. */
export function termsWords({ kind, words, owner, actionOn, doneBy, seenBy }: UndertakingTerms): string {
  return `${words} (${UNDERTAKING_KINDS[kind].toLowerCase()}). ${owner}, from ${formatDate(actionOn)}, done by ${formatDate(doneBy)}. Seen by: ${seenBy}`;
}
