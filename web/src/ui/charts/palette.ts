/** Every colour a chart draws with. Marks differ by shape as well; there is no red and no green. Checked against `paper` in charts.spec.tsx. */
export const palette = {
  paper: '#ffffff',
  ink: '#212b32',
  axis: '#4c6272',
  grid: '#d8dde0',
  band: '#e8edf2',
  limit: '#4c6272',
  mean: '#212b32',
  /** Circle: within what chance explains. */
  within: '#005eb8',
  /** Triangle: outside the 95% limits. */
  outside95: '#9a4c00',
  /** Diamond: outside the 99.8% limits. */
  outside998: '#7c2855',
  focus: '#212b32',
} as const;

/** The same on a dark screen. What is printed or drawn by the server is always light. */
export const darkPalette: Readonly<Record<keyof typeof palette, string>> = {
  paper: '#1f262d',
  ink: '#eceff1',
  axis: '#a9b7c2',
  grid: '#414c56',
  band: '#2b343c',
  limit: '#a9b7c2',
  mean: '#eceff1',
  within: '#6fb1ff',
  outside95: '#ffb066',
  outside998: '#ff9ecb',
  focus: '#eceff1',
};

function channel(hex: string, from: number): number {
  const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function luminance(hex: string): number {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
}

/**
 * The contrast ratio of two colours written #rrggbb, 1 to 21.
 * source  WCAG 2.2, relative luminance and contrast ratio
 * example contrast('#000000', '#ffffff') is 21
 */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
