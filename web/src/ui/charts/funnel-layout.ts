import { scaleLinear } from '@visx/scale';
import { type Box, type LabelPlaced, placeLabels, spreadApart } from './boxes.js';
import { textWidth } from './text-width.js';

export interface FunnelUnit {
  readonly id: string;
  readonly name: string;
  /** Null when it may not be shown. */
  readonly events: number | null;
  readonly total: number;
  /** A share of 0 to 1; null when it may not be shown. */
  readonly rate: number | null;
  /** False hides the point (too few, or suppressed); the summary counts how many were left out. */
  readonly shown: boolean;
  /** Where it stands, when the server has judged it; otherwise read from the limits. */
  readonly zone?: FunnelZone;
  /** The rate is adjusted for case mix: it is not events of total. */
  readonly isAdjusted?: boolean;
}

/** Prediction limits at one size: shares of 0 to 1. Ordered by total. */
export interface FunnelLimit {
  readonly total: number;
  readonly lower95: number;
  readonly upper95: number;
  readonly lower998: number;
  readonly upper998: number;
}

export interface ChartWords {
  /** One unit and several: ["provider", "providers"]. */
  readonly unit: readonly [string, string];
  /** What the share is of: "attended". */
  readonly event: string;
  /** What is counted along the foot: "invitations". */
  readonly total: string;
}

export interface FunnelProps {
  /** The finding, in 15 words or fewer. */
  readonly title: string;
  /** Measure, place, period. */
  readonly subtitle: string;
  readonly units: readonly FunnelUnit[];
  /** The share over all units, 0 to 1. */
  readonly overall: number;
  readonly limits: readonly FunnelLimit[];
  readonly words?: ChartWords;
  /** In pixels; the page passes the room there is, the server leaves it out. */
  readonly width?: number;
}

export type FunnelZone = 'within' | 'above95' | 'below95' | 'above998' | 'below998';

export const defaultWords: ChartWords = { unit: ['organisation', 'organisations'], event: 'counted', total: 'events' };
export const defaultWidth = 720;
export const fontSize = 13;

/** A unit that may be drawn. */
export interface FunnelPoint {
  readonly unit: FunnelUnit;
  readonly events: number | null;
  readonly rate: number;
  readonly zone: FunnelZone;
  readonly x: number;
  readonly y: number;
}

/** The limits at one size, on the straight line between the two nearest given ones. Null without limits. */
export function limitsAt(limits: readonly FunnelLimit[], total: number): FunnelLimit | null {
  const after = limits.findIndex((limit) => limit.total >= total);
  const high = limits[after === -1 ? limits.length - 1 : after];
  const low = limits[after === -1 ? limits.length - 1 : Math.max(0, after - 1)];
  if (!high || !low) return null;
  const part = high.total === low.total ? 0 : (total - low.total) / (high.total - low.total);
  const between = (a: number, b: number) => a + (b - a) * Math.min(1, Math.max(0, part));
  return {
    total,
    lower95: between(low.lower95, high.lower95),
    upper95: between(low.upper95, high.upper95),
    lower998: between(low.lower998, high.lower998),
    upper998: between(low.upper998, high.upper998),
  };
}

/** Which limits a share is outside of; on a limit counts as within. */
export function zoneOf(rate: number, at: FunnelLimit | null): FunnelZone {
  if (!at) return 'within';
  if (rate < at.lower998) return 'below998';
  if (rate > at.upper998) return 'above998';
  if (rate < at.lower95) return 'below95';
  if (rate > at.upper95) return 'above95';
  return 'within';
}

const farFirst: Record<FunnelZone, number> = { below998: 0, above998: 1, below95: 2, above95: 3, within: 4 };

/** Everything the drawing needs, in pixels of the view box. Points come from left to right. */
export function layOutFunnel(props: FunnelProps) {
  const width = Math.max(280, Math.round(props.width ?? defaultWidth));
  const narrow = width < 480;
  const height = Math.round(narrow ? width * 0.95 : Math.min(440, width * 0.58));
  const sideLabels = sideLabelsOf(props, narrow);
  const right = Math.ceil(Math.max(...sideLabels.map((l) => textWidth(l.text, fontSize))) + 14);
  const margin = { top: 14, right, bottom: 52, left: 48 };
  const plot: Box = {
    x: margin.left,
    y: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const shown = props.units.flatMap((unit) => (unit.shown && unit.rate !== null ? [{ unit, rate: unit.rate }] : []));
  const most = Math.max(
    10,
    ...shown.map(({ unit }) => unit.total),
    ...(shown.length === 0 ? props.limits.map((l) => l.total) : []),
  );
  const x = scaleLinear<number>({ domain: [0, most * 1.05], range: [plot.x, plot.x + plot.width], nice: true });
  const y = scaleLinear<number>({ domain: [0, 1], range: [plot.y + plot.height, plot.y] });
  const points: readonly FunnelPoint[] = shown
    .map(({ unit, rate }) => ({
      unit,
      rate,
      events: unit.events,
      zone: unit.zone ?? zoneOf(rate, limitsAt(props.limits, unit.total)),
      x: x(unit.total),
      y: y(rate),
    }))
    .sort((a, b) => a.unit.total - b.unit.total || a.unit.name.localeCompare(b.unit.name));
  const within: Box = { x: margin.left + 2, y: 2, width: width - margin.left - 4, height: plot.y + plot.height - 4 };
  const drawnLimits = limitsUpTo(props.limits, x.domain()[1] ?? most);
  const end = drawnLimits.at(-1);
  const sides = placeSides(sideLabels, end, props.overall, y, plot);
  return {
    width,
    height,
    plot,
    x,
    y,
    points,
    drawnLimits,
    sides,
    labels: placePointLabels(points, sides, within, narrow),
    xTicks: x.ticks(narrow ? 4 : 6),
    left: props.units.length - shown.length,
  };
}

export type FunnelLayout = ReturnType<typeof layOutFunnel>;

/** The part of the limits that fits on the axis, ended exactly at its edge. */
function limitsUpTo(limits: readonly FunnelLimit[], most: number): readonly FunnelLimit[] {
  const fitting = limits.filter((limit) => limit.total <= most);
  const edge = limits.some((limit) => limit.total > most) ? limitsAt(limits, most) : null;
  return edge && fitting.at(-1)?.total !== most ? [...fitting, edge] : fitting;
}

type SideKey = 'upper998' | 'upper95' | 'overall' | 'lower95' | 'lower998';

function sideLabelsOf(
  props: FunnelProps,
  narrow: boolean,
): readonly { readonly key: SideKey; readonly text: string }[] {
  const overall = `${Math.round(props.overall * 100)}%`;
  const limit = narrow ? '' : ' limit';
  const all = [
    { key: 'upper998', text: `99.8%${limit}` },
    { key: 'upper95', text: `95%${limit}` },
    { key: 'overall', text: narrow ? `all ${overall}` : `overall ${overall}` },
    { key: 'lower95', text: `95%${limit}` },
    { key: 'lower998', text: `99.8%${limit}` },
  ] as const;
  return props.limits.length > 0 ? all : all.filter((l) => l.key === 'overall');
}

function placeSides(
  labels: readonly { readonly key: SideKey; readonly text: string }[],
  end: FunnelLimit | undefined,
  overall: number,
  y: (share: number) => number,
  plot: Box,
) {
  const at = labels.map((label) => y(label.key === 'overall' ? overall : (end?.[label.key] ?? overall)));
  const spread = spreadApart(at, fontSize + 2, plot.y + 2, plot.y + plot.height - 2);
  return labels.map((label, index) => {
    const centre = spread[index] ?? 0;
    const box: Box = {
      x: plot.x + plot.width + 8,
      y: centre - fontSize / 2,
      width: textWidth(label.text, fontSize),
      height: fontSize,
    };
    return { ...label, box, lineY: at[index] ?? centre };
  });
}

function placePointLabels(
  points: readonly FunnelPoint[],
  sides: readonly { readonly box: Box }[],
  within: Box,
  narrow: boolean,
): readonly LabelPlaced[] {
  const outside = points
    .filter((p) => p.zone !== 'within')
    .sort((a, b) => farFirst[a.zone] - farFirst[b.zone] || b.unit.total - a.unit.total);
  const marks = points.map((p) => ({ x: p.x - 7, y: p.y - 7, width: 14, height: 14 }));
  const size = narrow ? 12 : fontSize;
  const wanted = outside.map((p) => ({
    id: p.unit.id,
    x: p.x,
    y: p.y,
    width: textWidth(p.unit.name, size, true) + 4,
    height: size + 4,
  }));
  return placeLabels(wanted, [...marks, ...sides.map((s) => s.box)], within);
}
