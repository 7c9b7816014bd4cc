import type { AcceptedPlugin, Declaration, Root } from 'postcss';
import { type Colour, type ColourUse, chartColours, colours } from './colour-table.js';

/** On a yellow ground, which marks the focus in every scheme, what is written stays dark. */
const FOCUS = '#ffeb3b';
const INK = '#212b32';

const colourWord = /#[0-9a-f]{3,8}\b|\b(?:white|black)\b/gi;

/** The property that stands for a colour: `--q-surface-ffffff`. */
function nameOf({ use, light }: Pick<Colour, 'use' | 'light'>): string {
  return `--q-${use}-${light.slice(1)}`;
}

const byUse = new Map(colours.map((colour) => [`${colour.use} ${colour.light}`, nameOf(colour)]));

function kindOf(property: string): ColourUse {
  if (/^(color|fill|caret-color|text-decoration)/.test(property)) return 'text';
  return property.startsWith('background') ? 'surface' : 'line';
}

function inFull(word: string): string {
  const lower = word.toLowerCase();
  if (lower === 'white') return '#ffffff';
  if (lower === 'black') return '#000000';
  return lower.length === 4 ? `#${[...lower.slice(1)].map((digit) => digit + digit).join('')}` : lower;
}

function isForPrint(declaration: Declaration): boolean {
  for (let at = declaration.parent?.parent; at; at = at.parent as typeof at)
    if (at.type === 'atrule' && 'params' in at && at.params === 'print') return true;
  return false;
}

function staysInTheDark(declaration: Declaration, use: ColourUse, colour: string): boolean {
  const rule = declaration.parent;
  const paintsFocus = rule?.some(
    (each) => each.type === 'decl' && each.prop.startsWith('background') && each.value === FOCUS,
  );
  const selector = rule?.type === 'rule' && 'selector' in rule ? String(rule.selector) : '';
  return paintsFocus === true || (use === 'text' && colour === INK && /:focus(?!-visible|\))/.test(selector));
}

function withProperties(declaration: Declaration): string {
  const use = kindOf(declaration.prop);
  return declaration.value.replaceAll(colourWord, (word) => {
    const colour = inFull(word);
    const name = byUse.get(`${use} ${colour}`);
    return name && !staysInTheDark(declaration, use, colour) ? `var(${name})` : word;
  });
}

function definitions(pick: (colour: Colour) => string | undefined): string {
  return colours
    .flatMap((colour) => {
      const value = pick(colour);
      return value ? [`${nameOf(colour)}:${value}`] : [];
    })
    .join(';');
}

/** Charts carry their light colours as attributes, for the server's drawings; on the screen these rules go before them. */
function chartRules(root: string): string {
  return chartColours
    .flatMap(([light, dark]) =>
      (['fill', 'stroke'] as const).map(
        (attribute) => `${root} .q-chart [${attribute}="${light}"]{${attribute}:${dark}}`,
      ),
    )
    .join('');
}

/**
 * The definitions of every colour in each scheme. Paper is always light, and where the device forces its own colours (Windows high
 * contrast) nothing here stands in their way.
 */
function schemes(): string {
  const dark = (root: string) =>
    `${root}{color-scheme:dark;${definitions((colour) => colour.dark)}}${chartRules(root)}`;
  const more = (root: string, of: 0 | 1) => `${root}{${definitions((colour) => colour.more?.[of])}}`;
  const chosenDark = ':root[data-scheme="dark"]';
  const notLight = ':root:not([data-scheme="light"])';
  return [
    `:root{color-scheme:light;${definitions((colour) => colour.light)}}`,
    `@media screen and (prefers-contrast:more){${more(':root', 0)}}`,
    `@media screen and (forced-colors:none){${dark(chosenDark)}}`,
    `@media screen and (forced-colors:none) and (prefers-color-scheme:dark){${dark(notLight)}}`,
    `@media screen and (forced-colors:none) and (prefers-contrast:more){${more(chosenDark, 1)}}`,
    `@media screen and (forced-colors:none) and (prefers-contrast:more) and (prefers-color-scheme:dark){${more(notLight, 1)}}`,
  ].join('\n');
}

/**
 * Puts a custom property in the place of each colour that differs in the dark, nhsuk-frontend's own included (its Sass takes no
 * custom properties), and the definitions in the place of `@colour-schemes;`.
 */
export const colourSchemes: AcceptedPlugin = {
  postcssPlugin: 'quorate-colour-schemes',
  Once(root: Root, { parse }) {
    root.walkDecls((declaration) => {
      if (!declaration.prop.startsWith('--') && !isForPrint(declaration))
        declaration.value = withProperties(declaration);
    });
    root.walkAtRules('colour-schemes', (marker) => {
      marker.replaceWith(parse(schemes()).nodes);
    });
  },
};
