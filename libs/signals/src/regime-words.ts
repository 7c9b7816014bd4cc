import type { RuleProblem } from './check-rules.js';
import { LICENCE_STATUSES, REGIME_2015, type RegulatoryRegime } from './regime.js';

/** What of a regime is words: who is asked what, who a concern goes to, and what people read. */
export type RegimeWords = Pick<RegulatoryRegime, 'name' | 'source' | 'tests' | 'routes' | 'bodies' | 'caveat'> & {
  readonly replyHelp: string;
  readonly concernHelp: string;
};

/** Tests that no version is without: sections 1.4 and 5 of the guidance ask for them. Others can stand beside them. */
export const NEEDED_TESTS: readonly string[] = REGIME_2015.tests.map(({ code }) => code);

const MOST_TESTS = 20;
const MOST_BODIES = 30;

/** How long each text can be. */
export const WORD_LIMITS = {
  name: 200,
  source: 400,
  caveat: 600,
  help: 1_000,
  title: 80,
  question: 500,
  addressee: 200,
  wording: 500,
  remit: 300,
  reach: 500,
} as const;

/** The words of a stored regime, also of one from before some of them were held. */
export function wordsOf(regime: RegulatoryRegime): RegimeWords {
  const { name, source, tests, routes, bodies, caveat, replyHelp = '', concernHelp = '' } = regime;
  return { name, source, tests, routes, bodies, caveat, replyHelp, concernHelp };
}

/**
 * A regime as it was stored, with what came to be part of rules after that as shipped: a stored version is never written
 * again, and says nothing of a time that nobody had thought of.
 */
export function completeRegime(stored: RegulatoryRegime): RegulatoryRegime {
  return {
    ...stored,
    thresholds: { ...REGIME_2015.thresholds, ...stored.thresholds },
    times: { ...REGIME_2015.times, ...stored.times },
  };
}

/** What is wrong with the words of a regime, by the path of the field; nothing when they can be issued. */
export function checkWords(words: RegimeWords): RuleProblem[] {
  return [
    ...text('name', words.name, WORD_LIMITS.name, 'Enter what these rules are called.'),
    ...text('source', words.source, WORD_LIMITS.source, 'Enter the guidance or licence that these rules come from.'),
    ...text('caveat', words.caveat, WORD_LIMITS.caveat, 'Enter what is said wherever a signal is shown.'),
    ...text('replyHelp', words.replyHelp, WORD_LIMITS.help),
    ...text('concernHelp', words.concernHelp, WORD_LIMITS.help),
    ...problemsOfTests(words),
    ...problemsOfRoutes(words),
    ...problemsOfBodies(words),
  ];
}

function problemsOfTests({ tests }: RegimeWords): RuleProblem[] {
  const missing = REGIME_2015.tests.filter(({ code }) => !tests.some((test) => test.code === code));
  return [
    ...missing.map(({ title }) => ({
      code: 'tests',
      message: `The test “${title}” can be reworded and not be left out: the guidance asks for it.`,
    })),
    ...list('tests', tests, MOST_TESTS, 'Two tests have the same name in the data.'),
    ...tests.flatMap(({ title, question, source, help = '' }, at) => [
      ...text(`tests.${at}.title`, title, WORD_LIMITS.title, 'Enter what this test is called.'),
      ...text(`tests.${at}.question`, question, WORD_LIMITS.question, 'Enter the question of this test.'),
      ...text(`tests.${at}.source`, source, WORD_LIMITS.source, 'Enter where the guidance or licence asks this.'),
      ...text(`tests.${at}.help`, help, WORD_LIMITS.help),
    ]),
  ];
}

function problemsOfRoutes({ routes }: RegimeWords): RuleProblem[] {
  return LICENCE_STATUSES.flatMap((status) => [
    ...text(
      `routes.${status}.addressee`,
      routes[status]?.addressee ?? '',
      WORD_LIMITS.addressee,
      'Enter who a concern about such a provider goes to.',
    ),
    ...text(
      `routes.${status}.wording`,
      routes[status]?.wording ?? '',
      WORD_LIMITS.wording,
      'Enter what kind of concern that is.',
    ),
  ]);
}

function problemsOfBodies({ bodies }: RegimeWords): RuleProblem[] {
  return [
    ...(bodies.length === 0 ? [{ code: 'bodies', message: 'Name at least one body to refer to.' }] : []),
    ...list('bodies', bodies, MOST_BODIES, 'Two bodies have the same name in the data.'),
    ...bodies.flatMap(({ name, remit, reach = '' }, at) => [
      ...text(`bodies.${at}.name`, name, WORD_LIMITS.addressee, 'Enter what this body is called.'),
      ...text(`bodies.${at}.remit`, remit, WORD_LIMITS.remit, 'Enter what this body is for.'),
      ...text(`bodies.${at}.reach`, reach, WORD_LIMITS.reach),
    ]),
  ];
}

function list(path: string, items: readonly { readonly code: string }[], most: number, twice: string): RuleProblem[] {
  const isTwice = new Set(items.map(({ code }) => code)).size < items.length;
  return [
    ...(isTwice ? [{ code: path, message: twice }] : []),
    ...(items.length > most ? [{ code: path, message: `Keep this to ${most}.` }] : []),
  ];
}

/** `missing` is said where nothing was entered; a text without it may be empty. */
function text(code: string, value: string, most: number, missing?: string): RuleProblem[] {
  if (missing !== undefined && value.trim() === '') return [{ code, message: missing }];
  return value.length > most ? [{ code, message: `Use no more than ${most} characters.` }] : [];
}
