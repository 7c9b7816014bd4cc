/** @jest-environment node */
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import postcss from 'postcss';
import { compile } from 'sass';
import { contrast, darkPalette, palette } from '../charts/palette.js';
import { colourSchemes } from './colour-schemes.js';
import { type ColourUse, chartColours, colours } from './colour-table.js';

type Scheme = 'light' | 'dark' | 'moreLight' | 'moreDark';

const SCHEMES: readonly Scheme[] = ['light', 'dark', 'moreLight', 'moreDark'];

/** What a colour of the style sheets is in a scheme; itself where the table has no other. */
function seen(use: ColourUse, light: string, scheme: Scheme): string {
  const colour = colours.find((each) => each.use === use && each.light === light);
  switch (scheme) {
    case 'light':
      return light;
    case 'dark':
      return colour?.dark ?? light;
    case 'moreLight':
      return colour?.more?.[0] ?? light;
    case 'moreDark':
      return colour?.more?.[1] ?? colour?.dark ?? light;
  }
}

const PAGE = '#f0f4f5';
const CARD = '#ffffff';
const INK = '#212b32';
const QUIET = '#4c6272';
const LINK = '#005eb8';

const WRITTEN: readonly (readonly [words: string, text: string, grounds: readonly string[]])[] = [
  ['text', INK, [PAGE, CARD, '#d8dde0', '#e0ecf6', '#fff9c4']],
  ['quiet text', QUIET, [PAGE, CARD]],
  ['a link', LINK, [PAGE, CARD]],
  ['a visited link', '#330072', [PAGE, CARD]],
  ['a link pointed at', '#7c2855', [PAGE, CARD]],
  ['an error', '#d5281b', [PAGE, CARD]],
  ['a button pointed at', LINK, ['#d9e7f4']],
  ['a neutral tag', '#354550', ['#dbe0e3']],
  ['an informing tag', '#004281', ['#ccdff1']],
  ['an attention tag', '#4d3708', ['#ffdc8e']],
  ['a strong tag', '#240050', ['#d6cce3']],
];

const DRAWN: readonly (readonly [words: string, line: string, grounds: readonly string[]])[] = [
  ['the edge of a field', QUIET, [PAGE, CARD]],
  ['the edge of a button', LINK, [PAGE, CARD]],
  ['the edge of an error', '#d5281b', [PAGE, CARD]],
  ['the edge of a stale notice', '#8a5300', [CARD]],
];

describe.each(SCHEMES)('the colours, %s', (scheme) => {
  it.each(WRITTEN)('%s stands out by 4.5 to 1', (_words, text, grounds) => {
    for (const ground of grounds)
      expect(contrast(seen('text', text, scheme), seen('surface', ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(DRAWN)('%s stands out by 3 to 1', (_words, line, grounds) => {
    for (const ground of grounds)
      expect(contrast(seen('line', line, scheme), seen('surface', ground, scheme))).toBeGreaterThanOrEqual(3);
  });
});

describe('more contrast', () => {
  it('makes text stand out by 7 to 1', () => {
    for (const [, text] of WRITTEN.slice(0, 3))
      for (const scheme of ['moreLight', 'moreDark'] as const)
        expect(contrast(seen('text', text, scheme), seen('surface', CARD, scheme))).toBeGreaterThanOrEqual(7);
  });
});

describe('the charts in the dark', () => {
  it('have one dark colour for each light one', () => {
    expect(new Map(chartColours).size).toBe(chartColours.length);
    for (const [name, light] of Object.entries(palette))
      expect(new Map(chartColours).get(light)).toBe(darkPalette[name as keyof typeof palette]);
  });
});

/** What of our own style sheets looks the same in every scheme. */
const STAYS: readonly string[] = [
  'background-color: #ffeb3b',
  'background: #004b93',
  'background: #005eb8',
  'background: #212b32',
  'border-bottom-color: #fff',
  'border-left-color: #fff',
  'border: #fff',
  'box-shadow: #212b32',
  'box-shadow: #ffeb3b',
  'color: #212b32',
  'color: #fff',
  'outline: #ffeb3b',
];

async function through(css: string): Promise<string> {
  return (await postcss([colourSchemes]).process(css, { from: undefined })).css;
}

describe('the style sheets', () => {
  it('get a property for a colour by its use', async () => {
    expect(await through('a { color: #212B32; background: #fff; border: 1px solid #d8dde0 }')).toBe(
      'a { color: var(--q-text-212b32); background: var(--q-surface-ffffff); border: 1px solid var(--q-line-d8dde0) }',
    );
  });

  it('keep dark words on the yellow of the focus', async () => {
    const focused = 'a:focus { color: #212b32; background-color: #ffeb3b; box-shadow: 0 4px #212b32 }';
    expect(await through(focused)).toBe(focused);
    const within = 'summary:focus::before { color: #212b32 }';
    expect(await through(within)).toBe(within);
  });

  it('print as they are written', async () => {
    const printed = '@media print { body { color: #4c6272; background: #fff } }';
    expect(await through(printed)).toBe(printed);
  });

  it('define every scheme at the marker, and none for paper or forced colours', async () => {
    const css = await through('@colour-schemes;');
    expect(css).not.toContain('@colour-schemes');
    const schemes = postcss.parse(css).nodes.map((node) => (node.type === 'atrule' ? node.params : 'always'));
    expect(schemes).toEqual([
      'always',
      'screen and (prefers-contrast:more)',
      'screen and (forced-colors:none)',
      'screen and (forced-colors:none) and (prefers-color-scheme:dark)',
      'screen and (forced-colors:none) and (prefers-contrast:more)',
      'screen and (forced-colors:none) and (prefers-contrast:more) and (prefers-color-scheme:dark)',
    ]);
  });

  it('of our own keep a colour in the dark only where it stands on blue, on black or marks the focus', () => {
    const { css } = compile(resolve(import.meta.dirname, 'index.scss'), {
      loadPaths: [resolve(import.meta.dirname, '../../../node_modules'), resolve('node_modules')],
      quietDeps: true,
    });
    const kept = new Set<string>();
    const { root } = postcss([colourSchemes]).process(css, { from: undefined });
    root.walkRules(/\.q-/, (rule) => {
      const isPrinted = rule.parent?.type === 'atrule' && 'params' in rule.parent && rule.parent.params === 'print';
      if (isPrinted || rule.selector.includes('.q-chart')) return;
      rule.walkDecls((each) => {
        for (const colour of each.value.match(/#[0-9a-f]{3,8}\b|\b(?:white|black)\b/gi) ?? [])
          kept.add(`${each.prop}: ${colour}`);
      });
    });
    expect([...kept].sort()).toEqual(STAYS);
  });
});
