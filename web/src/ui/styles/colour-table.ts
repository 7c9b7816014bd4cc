import { darkPalette, palette } from '../charts/palette.js';

/** What a colour is used for: a light grey line and a light grey surface become two different dark greys. */
export type ColourUse = 'text' | 'surface' | 'line';

export interface Colour {
  readonly use: ColourUse;
  /** As the style sheets write it. */
  readonly light: string;
  readonly dark: string;
  /** In the light and in the dark scheme where the device asks for more contrast. */
  readonly more?: readonly [light: string, dark: string];
}

/** Every colour of the pages that is another one in the dark, nhsuk-frontend's included. Checked in colour-schemes.spec.ts. */
export const colours: readonly Colour[] = [
  { use: 'text', light: '#212b32', dark: '#eceff1', more: ['#000000', '#ffffff'] },
  { use: 'text', light: '#4c6272', dark: '#b6c3cc', more: ['#000000', '#ffffff'] },
  { use: 'text', light: '#005eb8', dark: '#8cc2ff', more: ['#003d78', '#c2e0ff'] },
  { use: 'text', light: '#330072', dark: '#cbb5f7' },
  { use: 'text', light: '#7c2855', dark: '#f5a9cf' },
  { use: 'text', light: '#002f5c', dark: '#c7dcef' },
  { use: 'text', light: '#d5281b', dark: '#ff9b91', more: ['#8f0f06', '#ffc9c4'] },
  { use: 'text', light: '#951c13', dark: '#ffbcb5' },
  { use: 'text', light: '#354550', dark: '#dde3e7' },
  { use: 'text', light: '#004281', dark: '#bcdaf7' },
  { use: 'text', light: '#240050', dark: '#dccbfa' },
  { use: 'text', light: '#4d3708', dark: '#ffdc8e' },
  { use: 'surface', light: '#ffffff', dark: '#1f262d' },
  { use: 'surface', light: '#f0f4f5', dark: '#14191e' },
  { use: 'surface', light: '#d8dde0', dark: '#2b343c' },
  { use: 'surface', light: '#e0e4e6', dark: '#2b343c' },
  { use: 'surface', light: '#e0ecf6', dark: '#1d3a57' },
  { use: 'surface', light: '#d9e7f4', dark: '#1d3a57' },
  { use: 'surface', light: '#c7dcef', dark: '#27496b' },
  { use: 'surface', light: '#fff9c4', dark: '#37340f' },
  { use: 'surface', light: '#4c6272', dark: '#b6c3cc' },
  { use: 'surface', light: '#dbe0e3', dark: '#38434c' },
  { use: 'surface', light: '#ccdff1', dark: '#12395f' },
  { use: 'surface', light: '#d6cce3', dark: '#3e2a63' },
  { use: 'surface', light: '#ffdc8e', dark: '#4d3708' },
  { use: 'line', light: '#212b32', dark: '#eceff1', more: ['#000000', '#ffffff'] },
  { use: 'line', light: '#4c6272', dark: '#94a6b3', more: ['#000000', '#ffffff'] },
  { use: 'line', light: '#768692', dark: '#73808a', more: ['#000000', '#ffffff'] },
  { use: 'line', light: '#aeb7bd', dark: '#73808a', more: ['#000000', '#ffffff'] },
  { use: 'line', light: '#d8dde0', dark: '#414c56', more: ['#4c6272', '#b6c3cc'] },
  { use: 'line', light: '#005eb8', dark: '#8cc2ff', more: ['#003d78', '#c2e0ff'] },
  { use: 'line', light: '#d5281b', dark: '#ff9b91' },
  { use: 'line', light: '#8a5300', dark: '#ffb84d' },
  { use: 'line', light: '#354550', dark: '#94a6b3' },
  { use: 'line', light: '#004281', dark: '#5d9ad4' },
  { use: 'line', light: '#240050', dark: '#a98be0' },
  { use: 'line', light: '#4d3708', dark: '#c9a04a' },
];

/** The colours that charts draw with, each once: the same light colour is the same dark one. */
export const chartColours: readonly (readonly [light: string, dark: string])[] = [
  ...new Map(Object.entries(palette).map(([name, light]) => [light, darkPalette[name as keyof typeof palette]])),
];
