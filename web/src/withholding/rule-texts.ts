import type { ResultOf, VariablesOf } from '../app/graphql.js';
import type { issueRulesMutation, preparedRulesQuery, ruleVersionsQuery } from './rules.queries.js';

export type ShownTexts = ResultOf<typeof ruleVersionsQuery>['ruleVersions'][number]['words'];
export type Prepared = ResultOf<typeof preparedRulesQuery>['preparedRules'][number];
/** As they are typed and sent. */
export type Texts = NonNullable<VariablesOf<typeof issueRulesMutation>['input']['words']>;
export type Test = Texts['tests'][number];
export type Body = Texts['bodies'][number];

/** One text that differs between two versions. */
export interface TextChange {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

const LICENCES: Readonly<Record<string, string>> = {
  licensed: 'Holds the provider licence',
  nhsTrustShadow: 'NHS trust, expected to meet the licence without holding it',
  exempt: 'Needs no licence',
  notApplicable: 'Outside the licence',
  unknown: 'Not known whether it holds one',
};

export const TEXT_WORDS = {
  name: 'What these rules are called',
  source: 'Where they come from',
  caveat: 'Said wherever a signal is shown',
  replyHelp: 'Said to a provider above its reply',
  concernHelp: 'Said to commissioners above the tests',
} as const;

const NONE = 'None';

export function licenceWords(status: string): string {
  return LICENCES[status] ?? status;
}

/** A version's texts as a form changes them and sends them: nothing but what is typed. */
export function typedTexts({ name, source, caveat, replyHelp, concernHelp, tests, routes, bodies }: ShownTexts): Texts {
  return {
    name,
    source,
    caveat,
    replyHelp,
    concernHelp,
    tests: tests.map((test) => ({
      code: test.code,
      title: test.title,
      question: test.question,
      source: test.source,
      help: test.help,
    })),
    routes: routes.map(({ licenceStatus, addressee, wording }) => ({ licenceStatus, addressee, wording })),
    bodies: bodies.map((body) => ({ code: body.code, name: body.name, remit: body.remit, reach: body.reach })),
  };
}

/** What differs, in the order of a form. What has no code yet is new. */
export function textChanges(before: Texts, after: Texts): TextChange[] {
  const single = (Object.keys(TEXT_WORDS) as (keyof typeof TEXT_WORDS)[]).map((key) => ({
    what: TEXT_WORDS[key],
    before: before[key],
    after: after[key],
  }));
  return [
    ...single,
    ...listChanges('Test', before.tests, after.tests, (test) => ({
      'is called': test.title,
      asks: test.question,
      'comes from': test.source,
      'help for the answer': test.help,
    })),
    ...after.routes.flatMap(({ licenceStatus, addressee, wording }) => {
      const was = before.routes.find((route) => route.licenceStatus === licenceStatus);
      return [
        { what: `${licenceWords(licenceStatus)}: goes to`, before: was?.addressee ?? '', after: addressee },
        { what: `${licenceWords(licenceStatus)}: kind of concern`, before: was?.wording ?? '', after: wording },
      ];
    }),
    ...listChanges('Body', before.bodies, after.bodies, (body) => ({
      'is called': body.name,
      'is for': body.remit,
      'how to reach it': body.reach,
    })),
  ]
    .filter((change) => change.before.trim() !== change.after.trim())
    .map((change) => ({ ...change, before: change.before || NONE, after: change.after || NONE }));
}

function listChanges<Item extends { readonly code: string }>(
  kind: string,
  before: readonly Item[],
  after: readonly Item[],
  textsOf: (item: Item) => Readonly<Record<string, string>>,
): TextChange[] {
  const nameOf = (item: Item) => Object.values(textsOf(item))[0] ?? '';
  const gone = before
    .filter(({ code }) => !after.some((item) => item.code === code))
    .map((item) => ({ what: `${kind} left out`, before: nameOf(item), after: '' }));
  const others = after.flatMap((item): TextChange[] => {
    const was = item.code === '' ? undefined : before.find(({ code }) => code === item.code);
    if (!was) return [{ what: `New ${kind.toLowerCase()}`, before: '', after: nameOf(item) || 'Not named yet' }];
    const old = textsOf(was);
    return Object.entries(textsOf(item)).map(([what, text]) => ({
      what: `${kind} “${nameOf(was)}”: ${what}`,
      before: old[what] ?? '',
      after: text,
    }));
  });
  return [...gone, ...others];
}
