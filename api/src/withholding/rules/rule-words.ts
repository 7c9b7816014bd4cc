import {
  LICENCE_STATUSES,
  NEEDED_TESTS,
  PREPARED_REGIMES,
  type RegimeWords,
  type RegulatoryRegime,
  wordsOf,
} from '@quorate/libs/signals';
import { z } from 'zod';
import { newId } from '../../platform/ids.js';
import type { RuleWords } from './rule-words.graphql.js';

/** Longer than any text may be: how long each is allowed to be is said by the rules about rules. */
const text = z.string().trim().max(5_000);
const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{0,60}$/);

export const wordsInput = z.object({
  name: text,
  source: text,
  caveat: text,
  replyHelp: text,
  concernHelp: text,
  tests: z.array(z.object({ code, title: text, question: text, source: text, help: text })).max(50),
  routes: z.array(z.object({ licenceStatus: z.enum(LICENCE_STATUSES), addressee: text, wording: text })).max(20),
  bodies: z.array(z.object({ code, name: text, remit: text, reach: text })).max(50),
});

/** The words that were given, as a regime holds them. What is new gets a code of its own; a route that is not given stays. */
export function givenWords(given: z.infer<typeof wordsInput>, before: RegimeWords): RegimeWords {
  return {
    ...given,
    tests: given.tests.map(coded),
    bodies: given.bodies.map(coded),
    routes: {
      ...before.routes,
      ...Object.fromEntries(
        given.routes.map(({ licenceStatus, addressee, wording }) => [
          licenceStatus,
          { ...before.routes[licenceStatus], addressee, wording },
        ]),
      ),
    },
  };
}

function coded<Item extends { readonly code: string }>(item: Item): Item {
  return item.code === '' ? { ...item, code: `own-${newId()}` } : item;
}

/** The words of a version as pages show them. */
export function shownWords(regime: RegulatoryRegime): RuleWords {
  return shown(wordsOf(regime));
}

/** What the product has sources of, to be completed and issued. */
export function preparedRules() {
  return PREPARED_REGIMES.map(({ words, ...prepared }) => ({ ...prepared, words: shown(words) }));
}

function shown({ tests, routes, bodies, ...texts }: RegimeWords): RuleWords {
  return {
    ...texts,
    tests: tests.map((test) => ({ ...test, help: test.help ?? '', isNeeded: NEEDED_TESTS.includes(test.code) })),
    routes: LICENCE_STATUSES.map((licenceStatus) => ({
      licenceStatus,
      addressee: routes[licenceStatus].addressee,
      wording: routes[licenceStatus].wording,
    })),
    bodies: bodies.map((body) => ({ ...body, reach: body.reach ?? '' })),
  };
}
