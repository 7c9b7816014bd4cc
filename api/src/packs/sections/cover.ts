import type { PackFacts, PackSection } from '@quorate/libs/evidence';
import type { PackSignal } from '../pack-ask.js';
import { flattened, tableOf } from './table.js';

/** What the signal says, item by item, as copied into it. */
export function signalSection(signal: PackSignal): PackSection {
  const { level, stage, stageDueOn, openedAt, openedMonth, latestMonth, since, scope, closedAt, closedBecause } =
    signal;
  const rows = [
    ...flattened({ level, stage, stageDueOn, openedAt, since, scope }),
    ...flattened({ openedMonth: openedMonth.slice(0, 7), latestMonth: latestMonth.slice(0, 7) }),
    ...flattened({ providerSeesFrom: signal.providerSeesFrom, commissionerSeesFrom: signal.commissionerSeesFrom }),
    ...flattened({ closedAt, closedBecause }),
    ...flattened(signal.values, 'values'),
  ];
  return tableOf(
    { name: 'signal', title: 'The signal', about: 'What the signal says of itself, item by item.' },
    {
      item: { title: 'Item', cell: ({ path }) => path },
      value: { title: 'Value', cell: ({ value }) => value },
    },
    rows,
  );
}

/** The first page: what, for whom, by whom, when, and what it is not. */
export function coverSection(facts: PackFacts): PackSection {
  const rows: readonly (readonly [string, string])[] = [
    [
      'What this is',
      `Evidence about ${facts.subject.providerName} (${facts.subject.providerCode}) in ${facts.subject.system}`,
    ],
    ['Sealed for', facts.sealedFor],
    ['Sealed by', facts.sealedBy.organisation],
    ['Read at', facts.readAt],
    ['What it is not', facts.caveat],
    ['People in it', facts.pseudonyms],
    [
      'How to check it',
      'quorate evidence verify FILE --key KEY on the JSON, with the key of whoever sealed it, got from somewhere else. It works without a net or a database.',
    ],
  ];
  return tableOf(
    { name: 'cover', title: 'Cover', about: 'What this is, for whom, and what it is not.' },
    {
      item: { title: 'Item', cell: ([item]) => item },
      text: { title: 'Text', cell: ([, text]) => text },
    },
    rows,
  );
}

const LEFT_OUT_OF_BOTH: readonly (readonly [string, string])[] = [
  [
    'Names of staff',
    'Every person is a number drawn for this pack. Their employer knows who was where; nobody else needs to.',
  ],
  [
    'People cared for',
    'No name, number, day, MDT, age or condition. Only that somebody was affected, in which month and how.',
  ],
  [
    'What was written in somebody’s own words beside invitations, registers and requests',
    'It can name people. Other reasons than personal ones stand by their codes.',
  ],
  [
    'Why a seat was set aside',
    'Leave, sickness, strike and empty posts stay the employer’s. Seats that count neither as taken part in nor as lost are "set aside", all alike: told apart, a few of them could tell of one person.',
  ],
  [
    'Who held a seat that was set aside, and what was sent, asked, answered or disputed about it',
    'An invitation that came in time and was declined, or a seat without a holder, would tell why. This goes for seats set aside for whatever reason.',
  ],
  [
    'Meetings of months that commissioners do not see yet',
    'How a month was judged is the provider’s to read first. Its records are in packs sealed after that time.',
  ],
];
const LEFT_OUT: Readonly<Record<PackFacts['subject']['kind'], readonly (readonly [string, string])[]>> = {
  signal: [
    [
      'Months judged before the signal opened',
      'Their scores, and early notices among them, were no signal. What the judgement that opened it says of the two years before is here.',
    ],
    ['What staff stated privately', 'Only how many, where there are enough to be told, in the figures.'],
    ['Records of other providers', 'What was to be expected is learnt from them; they are not party to this.'],
    ['Working papers', 'Drafts of replies and notes that were not sent.'],
  ],
  concern: [
    ['Who wrote the concern', 'Neither a name nor a way to reach them. It is for who looks into it alone.'],
    [
      'What the author wrote in their own words, and how they know',
      'Words can tell who wrote them. What the concern is about stands by the examples of the guidance that were chosen.',
    ],
    ['A judgement', 'No signal is open here, so there is no score and nothing to compare the figures with.'],
    [
      'A reply of the organisation',
      'It has not been told of the concern. It has to be heard before anything is concluded.',
    ],
    ['Records outside the period', 'Only meetings in the period that the concern is about are here.'],
    ['What staff stated privately', 'It stands beside signals alone.'],
    ['Records of other providers', 'They are not party to this.'],
  ],
};

/** What a reader might look for and not find, each with why. */
export function leftOutSection(about: PackFacts['subject']['kind']): PackSection {
  return tableOf(
    {
      name: 'leftOut',
      title: 'What is not in this pack',
      about: 'What a reader might look for and not find, and why.',
    },
    {
      what: { title: 'What', cell: ([what]) => what },
      why: { title: 'Why', cell: ([, why]) => why },
    },
    [...LEFT_OUT_OF_BOTH, ...LEFT_OUT[about]],
  );
}
