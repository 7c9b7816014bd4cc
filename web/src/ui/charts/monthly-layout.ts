import { scaleLinear } from '@visx/scale';
import { formatMonth } from '../dates.js';
import { formatShare } from '../stat.js';
import { type Box, spreadApart } from './boxes.js';
import { defaultWidth, fontSize } from './funnel-layout.js';
import { textWidth } from './text-width.js';

export interface MonthlyPoint {
  /** YYYY-MM. */
  readonly month: string;
  /** A share of 0 to 1; null when there is no data, which leaves a gap and is never a 0. */
  readonly value: number | null;
  readonly events: number | null;
  readonly total: number | null;
  /** True where the value is kept back because it is small; otherwise a null is a month with nothing counted. */
  readonly isHidden?: boolean;
  /** Why this month stands out, in words: "8 in a row below the mean". Null or absent when it does not. */
  readonly signal?: string | null;
}

/** A day on which something was done, drawn as an upright line through its month. */
export interface MonthlyMark {
  readonly on: string;
  readonly words: string;
}

export interface MonthlyProps {
  /** The finding, in 15 words or fewer. */
  readonly title: string;
  readonly subtitle: string;
  /** One for each month of the period, in order. */
  readonly points: readonly MonthlyPoint[];
  readonly mean: number | null;
  /** What the line is, where it is not the mean of the points: "usual". */
  readonly meanWord?: string;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly marks?: readonly MonthlyMark[];
  readonly width?: number;
}

export interface PlacedMonth {
  readonly point: MonthlyPoint;
  readonly x: number;
  /** Null for a month without data. */
  readonly y: number | null;
}

/** Runs of months that follow each other with data: one line each, so that a gap stays a gap. */
function runsOf(months: readonly PlacedMonth[]): readonly (readonly { readonly x: number; readonly y: number }[])[] {
  const runs: { x: number; y: number }[][] = [[]];
  for (const month of months) {
    if (month.y === null) runs.push([]);
    else runs.at(-1)?.push({ x: month.x, y: month.y });
  }
  return runs.filter((run) => run.length > 0);
}

function sideLabelsOf({ mean, meanWord = 'mean', lower, upper }: MonthlyProps, narrow: boolean) {
  const label = (key: 'upper' | 'mean' | 'lower', value: number | null, long: string, short: string) =>
    value === null ? [] : [{ key, value, text: `${narrow ? short : long} ${formatShare(value)}` }];
  return [
    ...label('upper', upper, 'upper limit', 'upper'),
    ...label('mean', mean, meanWord, meanWord),
    ...label('lower', lower, 'lower limit', 'lower'),
  ];
}

/** Everything the drawing needs, in pixels of the view box. */
export function layOutMonthly(props: MonthlyProps) {
  const width = Math.max(280, Math.round(props.width ?? defaultWidth));
  const narrow = width < 480;
  const height = Math.round(narrow ? width * 0.75 : Math.min(340, width * 0.42));
  const sideLabels = sideLabelsOf(props, narrow);
  const right = Math.ceil(Math.max(20, ...sideLabels.map((l) => textWidth(l.text, fontSize) + 14)));
  const plot: Box = { x: 48, y: 14, width: width - 48 - right, height: height - 14 - 40 };
  const count = props.points.length;
  const x = scaleLinear<number>({
    domain: [0, Math.max(1, count - 1)],
    range: [plot.x + 10, plot.x + plot.width - 10],
  });
  const y = scaleLinear<number>({ domain: [0, 1], range: [plot.y + plot.height, plot.y] });
  const months: readonly PlacedMonth[] = props.points.map((point, index) => ({
    point,
    x: x(index),
    y: point.value === null ? null : y(point.value),
  }));
  const at = sideLabels.map((label) => y(label.value));
  const spread = spreadApart(at, fontSize + 2, plot.y + 2, plot.y + plot.height - 2);
  const sides = sideLabels.map((label, index) => {
    const centre = spread[index] ?? 0;
    return {
      ...label,
      lineY: at[index] ?? centre,
      box: {
        x: plot.x + plot.width + 8,
        y: centre - fontSize / 2,
        width: textWidth(label.text, fontSize),
        height: fontSize,
      },
    };
  });
  return {
    width,
    height,
    plot,
    y,
    months,
    runs: runsOf(months),
    sides,
    marks: (props.marks ?? []).map(({ on, words }) => ({ words, x: markX(on, months, plot) })),
    xTicks: monthTicks(months, { x: 2, y: 0, width: width - 4, height }),
  };
}

/** Where a day lies among the months, whose points stand in their middle; days outside them lie at the edge. */
function markX(on: string, months: readonly PlacedMonth[], plot: Box): number {
  const [first, second] = months;
  const step = first && second ? second.x - first.x : plot.width;
  const before = months.filter(({ point }) => point.month < on.slice(0, 7)).length;
  const day = Number(on.slice(8, 10));
  const x = (first?.x ?? plot.x) + (before - 0.5 + (day - 1) / 31) * step;
  return Math.min(Math.max(x, plot.x), plot.x + plot.width);
}

const TICK_GAP = 10;

/** Every month's name along the foot, or every second, third and so on, until they do not touch; the last always has its name. */
function monthTicks(months: readonly PlacedMonth[], room: Box) {
  const named = months.map(({ point, x }) => {
    const text = formatMonth(point.month, true);
    const width = textWidth(text, fontSize);
    const left = Math.min(x - width / 2, room.x + room.width - width);
    return { month: point.month, text, x, box: { x: left, y: 0, width, height: fontSize } };
  });
  for (let every = 1; ; every += 1) {
    const ticks = named.filter(({ box }, i) => (named.length - 1 - i) % every === 0 && box.x >= room.x);
    const isApart = ticks.every(({ box }, i) => {
      const before = ticks[i - 1]?.box;
      return !before || before.x + before.width + TICK_GAP <= box.x;
    });
    if (isApart) return ticks;
  }
}
