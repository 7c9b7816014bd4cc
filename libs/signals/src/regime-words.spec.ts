import { describe, expect, it } from '@jest/globals';
import { PREPARED_REGIMES } from './prepared-regimes.js';
import { REGIME_2015 } from './regime.js';
import { checkWords, completeRegime, NEEDED_TESTS, type RegimeWords, wordsOf } from './regime-words.js';

const shipped = wordsOf(REGIME_2015);
const problemsOf = (change: Partial<RegimeWords>) => checkWords({ ...shipped, ...change }).map(({ code }) => code);
const licensed = shipped.routes.licensed;
const [first, ...others] = shipped.tests;
if (!first) throw new Error('There are no tests.');
const [cqc] = shipped.bodies;
if (!cqc) throw new Error('There are no bodies.');

describe('the words of a regime', () => {
  it('are whole as shipped, with the seven tests of sections 1.4 and 5', () => {
    expect(checkWords(shipped)).toEqual([]);
    expect(NEEDED_TESTS).toHaveLength(7);
  });

  it.each<[string, Partial<RegimeWords>, string[]]>([
    ['no name', { name: '  ' }, ['name']],
    ['no source', { source: '' }, ['source']],
    ['nothing said beside a signal', { caveat: '' }, ['caveat']],
    [
      'nobody to address for a licence status',
      { routes: { ...shipped.routes, licensed: { ...licensed, addressee: ' ' } } },
      ['routes.licensed.addressee'],
    ],
    [
      'no words for a licence status',
      { routes: { ...shipped.routes, exempt: { ...licensed, wording: '' } } },
      ['routes.exempt.wording'],
    ],
    ['an empty test', { tests: [{ ...first, question: ' ' }, ...others] }, ['tests.0.question']],
    ['a test from nowhere', { tests: [{ ...first, source: '' }, ...others] }, ['tests.0.source']],
    ['one of the seven tests left out', { tests: others }, ['tests']],
    ['the same test twice', { tests: [...shipped.tests, first] }, ['tests']],
    ['nobody to refer to', { bodies: [] }, ['bodies']],
    ['a body for nothing', { bodies: [{ ...cqc, remit: '' }] }, ['bodies.0.remit']],
    ['more than anybody reads', { caveat: 'x'.repeat(601) }, ['caveat']],
  ])('are refused with %s', (_, change, codes) => {
    expect(problemsOf(change)).toEqual(codes);
  });

  it('can have a test and a body more', () => {
    const own = { code: 'own1', title: 'Ours', question: 'Did we help?', source: 'Local agreement' };
    expect(
      problemsOf({ tests: [...shipped.tests, own], bodies: [...shipped.bodies, { ...cqc, code: 'own2' }] }),
    ).toEqual([]);
  });

  it('are not whole where the product holds no text of a licence: nobody issues it unread', () => {
    for (const { words } of PREPARED_REGIMES) {
      expect(checkWords(words).map(({ code }) => code)).toEqual([
        ...NEEDED_TESTS.map((_, at) => `tests.${at}.source`),
        'routes.licensed.wording',
      ]);
    }
  });

  it('of a version from before some were held are told without them, its numbers as shipped', () => {
    const { replyHelp, concernHelp, ...old } = REGIME_2015;
    const { concern, ...times } = old.times;
    const stored = { ...old, times: { ...times, reply: 15 } } as unknown as typeof REGIME_2015;
    expect(wordsOf(stored)).toMatchObject({ replyHelp: '', concernHelp: '' });
    expect(completeRegime(stored).times).toMatchObject({ reply: 15, concern });
    expect([replyHelp, concernHelp].every(Boolean)).toBe(true);
  });
});
