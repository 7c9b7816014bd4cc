import type { ResultOf } from '../app/graphql.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import type { TagTone } from '../ui/tag.js';
import type { signalQuery, signalsQuery } from './signals.queries.js';

export type Signal = NonNullable<ResultOf<typeof signalQuery>['signal']>;
export type SignalItem = ResultOf<typeof signalsQuery>['signals']['items'][number];
export type Level = Signal['level'];
export type Stage = Signal['stage'];
export type NextStep = Signal['nextSteps'][number];
export type Step = Signal['steps'][number];
export type Reply = NonNullable<Signal['reply']>;
export type Point = Reply['points'][number];
export type PointKind = Point['kind'];

/** A level in a word, its tone, and what it says. No colour says good or bad. */
export const LEVELS: Readonly<Record<Level, { readonly word: string; readonly tone: TagTone; readonly says: string }>> =
  {
    EARLY_NOTICE: {
      word: 'Early notice',
      tone: 'neutral',
      says: 'A first sign that only your organisation sees. Nothing is asked of you; it is a good time to look.',
    },
    WATCH: {
      word: 'Watch',
      tone: 'info',
      says: 'The pattern stands out. No effect on people cared for is known.',
    },
    ALERT: {
      word: 'Alert',
      tone: 'attention',
      says: 'The pattern stands out, and people cared for were affected.',
    },
    ALARM: {
      word: 'Alarm',
      tone: 'strong',
      says: 'The pattern is strong, has gone on for months, and people cared for were affected.',
    },
  };

export const STAGES: Readonly<Record<Stage, string>> = {
  SIGNAL: 'Opened',
  DATA_CHECK: 'Records are being checked',
  WITH_PROVIDER: 'With the provider',
  EXPLAINED: 'Explained',
  LOCAL_RESOLUTION: 'Being resolved locally',
  IMPROVEMENT_AGREED: 'Improvement agreed',
  WITH_COMMISSIONER: 'With the commissioner',
  CONCERN: 'Concern raised',
  REFERRED: 'Referred to another body',
  CLOSED: 'Closed',
};

/** What happens when a stage's due date passes without anybody acting. */
export const BY_DEFAULT: Readonly<Partial<Record<Stage, string>>> = {
  SIGNAL: 'the records count as they are and the provider is asked to reply',
  DATA_CHECK: 'the records count as they are and the provider is asked to reply',
  WITH_PROVIDER: 'it goes to the commissioner as it is',
  EXPLAINED: 'it goes to the commissioner',
  LOCAL_RESOLUTION: 'it goes to the commissioner',
  IMPROVEMENT_AGREED: 'it goes to the commissioner',
  WITH_COMMISSIONER: 'the delay is recorded and the commissioner is reminded',
  CONCERN: 'the delay is recorded and the commissioner is reminded',
};

interface EventWords {
  readonly button: string;
  readonly heading: string;
  readonly hint: string;
}

export const EVENTS: Readonly<Record<NextStep['event'], EventWords>> = {
  CHECK_RECORDS: {
    button: 'Check the records first',
    heading: 'Check the records',
    hint: 'Your time to reply begins when the check is over.',
  },
  ASK_PROVIDER: {
    button: 'The records are right',
    heading: 'Go on to your reply',
    hint: 'Your time to reply begins today.',
  },
  ACCEPT_EXPLANATION: {
    button: 'Accept the explanation',
    heading: 'Accept the explanation',
    hint: 'Say what explains the pattern.',
  },
  RESOLVE_LOCALLY: {
    button: 'Resolve it locally',
    heading: 'Resolve it locally',
    hint: 'Say who talks to whom, and about what.',
  },
  AGREE_IMPROVEMENT: {
    button: 'Agree to an improvement',
    heading: 'Agree to an improvement',
    hint: 'What was undertaken is followed on the chart from its day.',
  },
  TAKE_TO_COMMISSIONER: {
    button: 'Take it to the commissioner',
    heading: 'Take it to the commissioner',
    hint: 'Say why it was not resolved before.',
  },
  RAISE_CONCERN: {
    button: 'Escalate as a concern',
    heading: 'Escalate as a concern',
    hint: 'Say in short what the concern is.',
  },
  REFER: {
    button: 'Refer to another body',
    heading: 'Refer to another body',
    hint: 'Say why that body is the right one.',
  },
  STOP: {
    button: 'Stop with reasons',
    heading: 'Stop with reasons',
    hint: 'The parties read this reason.',
  },
};

export const POINT_KINDS: Readonly<Record<PointKind, { readonly word: string; readonly hint: string }>> = {
  SLIP: { word: 'A slip of typing or a number', hint: 'Something is written down wrongly.' },
  FACT: { word: 'A disputed fact', hint: 'Say what shows it: minutes, a rota, a mail.' },
  CONTEXT: { word: 'Context to be known', hint: 'True, and not in the records.' },
};

export const DECISIONS: Readonly<Record<NonNullable<Point['decision']>, string>> = {
  UPHELD: 'Upheld',
  PARTLY_UPHELD: 'Partly upheld',
  NOT_UPHELD: 'Not upheld',
};

export const CORRECTIONS = {
  ASKED: 'the host is asked to correct the register',
  CORRECTED: 'the register was corrected',
  STANDS: 'the host says that the register stands',
} as const;

export const LICENCE_STATUSES: Readonly<Record<string, string>> = {
  licensed: 'held the provider licence',
  nhsTrustShadow: 'was an NHS trust, expected to meet the condition as if licensed',
  exempt: 'needed no licence',
  notApplicable: 'is outside the provider licence',
  unknown: 'may or may not have held a licence: it is not known',
};

/** Where the pattern was found: "in all roles", "Geriatrician", "at meetings of Merrow". */
export function scopeWords({ kind, name }: Signal['scope']): string {
  switch (kind) {
    case 'ROLE':
      return `${name ?? 'one role'} seats at other organisations`;
    case 'HOST':
      return `meetings hosted by ${name ?? 'one organisation'}`;
    default:
      return 'meetings at other organisations';
  }
}

type Actor = NonNullable<Step['by']>;

/** Who did it: the name where it may be read, the role and the organisation. */
export function actorWords({ name, role, organisationName }: Actor): string {
  return [name, `${role}, ${organisationName}`].filter(Boolean).join(', ');
}

/** A step of the chronology in a sentence. */
export function stepWords(step: Step): string {
  const level = step.toLevel ? LEVELS[step.toLevel].word.toLowerCase() : '';
  const stage = step.toStage ? STAGES[step.toStage] : '';
  const of = step.month ? ` for ${formatMonth(step.month.slice(0, 7))}` : '';
  const due = step.dueOn ? ` The due date is now ${formatDate(step.dueOn)}.` : '';
  switch (step.kind) {
    case 'OPENED':
      return `Opened at ${level}${of}.`;
    case 'RAISED':
      return `Raised to ${level}${of}.`;
    case 'LOWERED':
      return `Lowered to ${level}${of}.`;
    case 'JUDGED':
      return `Looked at again${of}: it stays at ${level}.`;
    case 'JUDGED_AGAIN':
      return `The month was judged again${of}, after records were corrected: it stays at ${level}.`;
    case 'QUIET':
      return `The pattern is no longer seen${of}. People decide whether it ends.`;
    case 'CLOSED_BY_RULE':
      return `Closed by rule${of}: the pattern is no longer seen.`;
    case 'MOVED':
      return `${stage}${step.bodyName ? `: ${step.bodyName}` : ''}.`;
    case 'DUE_DATE_PASSED':
      return `A due date passed: ${stage.toLowerCase()}.${due}`;
    case 'DUE_SOON':
      return 'The provider was reminded that its reply is due soon.';
    case 'PROVIDER_TOLD':
      return 'The provider was told.';
    case 'COMMISSIONERS_TOLD':
      return 'Commissioners can see what it says now, and were told.';
    case 'REPLY_EXTENDED':
      return `More time to reply.${due}`;
    case 'SLIPPED':
      return `It takes longer than planned.${due}`;
    case 'REPLY_SENT':
      return 'The provider replied.';
    case 'POINT_DECIDED':
      return `Point ${step.pointNo ?? ''} of the reply was decided.`;
    case 'CORRECTION_ASKED':
      return `A host was asked to correct its register, for point ${step.pointNo ?? ''}.`;
    case 'CORRECTION_ANSWERED':
      return 'A host answered about its register.';
    case 'CORRECTED_AFTER_REPLY':
      return 'Registers were corrected after the reply. The months are judged again.';
    case 'TEST_ANSWERED':
      return 'A test before a concern was answered.';
    case 'UNDERTAKING_AGREED':
      return 'An undertaking was written down.';
    case 'UNDERTAKING_PROPOSED':
      return 'An undertaking was proposed.';
    case 'UNDERTAKING_ANSWERED':
      return 'A proposed undertaking was answered.';
    case 'UNDERTAKING_ACCEPTED':
      return 'An undertaking was agreed by both.';
    case 'UNDERTAKING_FOLLOWED':
      return 'What came of an undertaking was recorded.';
  }
}
