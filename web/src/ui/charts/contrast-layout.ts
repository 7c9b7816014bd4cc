import type { Box } from './boxes.js';
import { defaultWidth, fontSize } from './funnel-layout.js';
import { textWidth } from './text-width.js';

/** A share of 0 to 1 with what it is of. */
export interface ContrastShare {
  readonly share: number;
  readonly events: number;
  readonly total: number;
}

export interface ContrastProps {
  /** The finding, in 15 words or fewer. */
  readonly title: string;
  readonly subtitle: string;
  /** What the two marks stand for: "own sites", "other sites". */
  readonly words: readonly [string, string];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly first: ContrastShare | null;
    readonly second: ContrastShare | null;
  }[];
  readonly width?: number;
}

const margin = { left: 14, right: 22, top: 34, bottom: 30 };
const rowHeight = 46;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Everything the drawing needs, in pixels of the view box. Lines come in the order of the rows. */
export function layOutContrast(props: ContrastProps) {
  const width = Math.max(280, Math.round(props.width ?? defaultWidth));
  const plot: Box = {
    x: margin.left,
    y: margin.top,
    width: width - margin.left - margin.right,
    height: props.rows.length * rowHeight,
  };
  const x = (share: number) => plot.x + plot.width * share;
  const lines = props.rows.map((row, at) => {
    const y = plot.y + at * rowHeight + 33;
    const marks = [
      ...(row.first ? [{ side: 'first' as const, shape: 'circle' as const, of: row.first }] : []),
      ...(row.second ? [{ side: 'second' as const, shape: 'square' as const, of: row.second }] : []),
    ].map((mark) => ({ ...mark, x: x(mark.of.share) }));
    const ends = marks.map((mark) => mark.x);
    return { row, y, nameY: plot.y + at * rowHeight + 12, marks, from: Math.min(...ends), to: Math.max(...ends) };
  });
  const [first, second] = props.words;
  const keyStart = plot.x + 7;
  return {
    width,
    height: margin.top + plot.height + margin.bottom,
    plot,
    lines,
    ticks: TICKS.map((share) => ({ share, x: x(share) })),
    key: [
      { x: keyStart, y: 16, shape: 'circle' as const, words: first },
      { x: keyStart + textWidth(first, fontSize) + 40, y: 16, shape: 'square' as const, words: second },
    ],
  };
}
