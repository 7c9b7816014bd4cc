import '../../testing/jsdom-globals.js';

import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { funnelExample, monthlyExample } from '../gallery/chart-examples.js';
import { type Box, isInside, overlaps, placeLabels, spreadApart } from './boxes.js';
import { describePoint, summariseFunnel, summariseMonthly } from './chart-words.js';
import { FunnelChart } from './funnel-chart.js';
import { type FunnelProps, layOutFunnel, zoneOf } from './funnel-layout.js';
import { MonthlyChart } from './monthly-chart.js';
import { layOutMonthly } from './monthly-layout.js';
import { contrast, darkPalette, palette } from './palette.js';
import { renderFunnelSvg, renderMonthlySvg } from './render-charts.js';
import { textWidth } from './text-width.js';

const widths = [280, 320, 375, 480, 720, 1100];

/** A generator with a seed, so that a failure can be repeated. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function crowdedFunnel(seed: number, count: number): FunnelProps {
  const next = numbersFrom(seed);
  return {
    ...funnelExample,
    units: Array.from({ length: count }, (_, index) => {
      const total = 5 + Math.floor(next() * 290);
      const rate = next();
      return {
        id: `u${index}`,
        name: `Provider with a name ${index}`,
        events: Math.round(rate * total),
        total,
        rate,
        shown: true,
      };
    }),
  };
}

function expectApart(boxes: readonly Box[]) {
  for (const [index, box] of boxes.entries())
    for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
}

describe('chart labels', () => {
  it.each(widths)('never overlap and never leave the view box at %i pixels', (width) => {
    for (const props of [funnelExample, ...Array.from({ length: 30 }, (_, seed) => crowdedFunnel(seed, 3 + seed))]) {
      const layout = layOutFunnel({ ...props, width });
      const boxes = [...layout.labels, ...layout.sides].map((l) => l.box);
      expectApart(boxes);
      for (const box of boxes)
        expect(isInside(box, { x: 0, y: 0, width: layout.width, height: layout.height })).toBe(true);
    }
  });

  it.each(widths)('of months and limits neither, at %i pixels', (width) => {
    for (const months of [1, 2, 12, 23]) {
      const layout = layOutMonthly({ ...monthlyExample, points: monthlyExample.points.slice(0, months), width });
      expectApart(layout.xTicks.map((t) => t.box));
      expectApart(layout.sides.map((s) => s.box));
      // Named at even steps, back from the last month.
      const all = layout.months.map(({ point }) => point.month);
      const at = layout.xTicks.map(({ month }) => all.indexOf(month));
      expect(at.at(-1)).toBe(all.length - 1);
      expect(new Set(at.slice(1).map((index, i) => index - (at[i] ?? 0))).size).toBeLessThanOrEqual(1);
      for (const { box } of [...layout.sides, ...layout.xTicks])
        expect(isInside(box, { x: 0, y: 0, width: layout.width, height: layout.height })).toBe(true);
    }
  });

  it('stand clear of every mark', () => {
    const layout = layOutFunnel(funnelExample);
    for (const label of layout.labels)
      for (const point of layout.points)
        expect(overlaps(label.box, { x: point.x - 7, y: point.y - 7, width: 14, height: 14 })).toBe(false);
  });

  it('name only units outside the limits', () => {
    const layout = layOutFunnel(funnelExample);
    const zones = layout.labels.map((label) => layout.points.find((p) => p.unit.id === label.id)?.zone);
    expect(zones).not.toContain('within');
    expect(layout.labels).toHaveLength(4);
  });

  it('are left out when there is no room at all', () => {
    const wall: Box = { x: 0, y: 0, width: 100, height: 100 };
    expect(placeLabels([{ id: 'a', x: 50, y: 50, width: 30, height: 10 }], [wall], wall)).toEqual([]);
  });

  it('on one edge keep their order and their distance', () => {
    expect(spreadApart([50, 51, 10], 15, 0, 100)).toEqual([50, 65, 10]);
    expect(spreadApart([98, 99, 100], 15, 0, 100)).toEqual([70, 85, 100]);
  });

  it('widths follow the published Arial metrics', () => {
    // Helvetica AFM: N 722, H 722, S 667.
    expect(textWidth('NHS', 10) - 1).toBeCloseTo(21.11, 2);
  });
});

describe('zones', () => {
  const at = { total: 100, lower998: 0.6, lower95: 0.68, upper95: 0.84, upper998: 0.9 };
  it.each([
    [0.5, 'below998'],
    [0.6, 'below95'],
    [0.68, 'within'],
    [0.84, 'within'],
    [0.85, 'above95'],
    [0.91, 'above998'],
  ] as const)('a share of %d is %s', (rate, zone) => expect(zoneOf(rate, at)).toBe(zone));
});

describe('the palette', () => {
  it('computes contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  describe.each([
    ['light', palette],
    ['dark', darkPalette],
  ] as const)('%s', (_scheme, colours) => {
    it.each(['within', 'outside95', 'outside998', 'limit', 'axis', 'mean', 'focus'] as const)(
      '%s stands out from paper and band by 3 to 1',
      (name) => {
        expect(contrast(colours[name], colours.paper)).toBeGreaterThanOrEqual(3);
        expect(contrast(colours[name], colours.band)).toBeGreaterThanOrEqual(3);
      },
    );

    it('text stands out by 4.5 to 1', () => {
      expect(contrast(colours.ink, colours.paper)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours.ink, colours.band)).toBeGreaterThanOrEqual(4.5);
    });
  });
});

/** The markup as this document writes it, so that only real differences count. */
function rewritten(svg: string): string {
  const holder = document.createElement('div');
  holder.innerHTML = svg;
  return holder.innerHTML;
}

describe('the server draws the same', () => {
  it('funnel', () => {
    const { container } = render(<FunnelChart {...funnelExample} />);
    expect(rewritten(container.innerHTML)).toBe(rewritten(renderFunnelSvg(funnelExample)));
    expect(container.innerHTML.length).toBeGreaterThan(5000);
  });

  it('months', () => {
    const { container } = render(<MonthlyChart {...monthlyExample} />);
    expect(rewritten(container.innerHTML)).toBe(rewritten(renderMonthlySvg(monthlyExample)));
  });

  it('without style attributes, scripts or addresses', () => {
    const svg = renderFunnelSvg(funnelExample) + renderMonthlySvg(monthlyExample);
    expect(svg).not.toMatch(/\sstyle=|<script|<style|url\(/);
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
  });
});

describe('months without data', () => {
  it('are gaps and crosses, never zeroes', () => {
    const { runs, months } = layOutMonthly(monthlyExample);
    expect(runs).toHaveLength(3);
    expect(months.filter((m) => m.y === null)).toHaveLength(2);
    render(<MonthlyChart {...monthlyExample} />);
    expect(screen.getByLabelText('September 2025: no data')).toBeTruthy();
  });
});

describe('words', () => {
  it('say who is outside, how many are within and how many are left out', () => {
    const words = summariseFunnel(funnelExample);
    expect(words).toContain('6 of 10 providers are within what chance explains');
    expect(words).toContain('Northgate Acute Trust: 45% (96 of 214), below the 99.8% limit');
    expect(words).toContain('1 provider is not shown because the numbers are too small');
  });

  it('count the same as the table: each point has its numbers', () => {
    const { points } = layOutFunnel(funnelExample);
    for (const point of points) expect(describePoint(point)).toContain(`${point.events} of ${point.unit.total}`);
  });

  it('name the months without data', () => {
    expect(summariseMonthly(monthlyExample)).toContain('No data for September 2025, May 2026.');
  });

  it('tell a month that is hidden from one without data, and open neither', () => {
    const points = monthlyExample.points.map((p) => (p.month === '2025-09' ? { ...p, isHidden: true } : p));
    expect(summariseMonthly({ ...monthlyExample, points })).toContain(
      'Hidden because the numbers are small: September 2025. No data for May 2026.',
    );
    render(<MonthlyChart {...monthlyExample} points={points} hrefOf={(month) => `/rows/${month}`} />);
    const addressOf = (label: string) => screen.getByLabelText(label).getAttribute('href');
    expect(addressOf('September 2025: hidden, small numbers')).toBeNull();
    expect(addressOf('May 2026: no data')).toBeNull();
    expect(screen.getAllByRole('link')).toHaveLength(points.filter((p) => p.value !== null).length);
  });

  it('say so when there is nothing', () => {
    expect(summariseFunnel({ ...funnelExample, units: [] })).toBe('No provider has enough to show.');
    expect(summariseMonthly({ ...monthlyExample, points: [], mean: null, lower: null, upper: null })).toBe(
      'There is no data for these months.',
    );
  });
});

describe('by keyboard', () => {
  it('the points are one Tab stop, arrows move and Enter opens the rows', () => {
    const onOpen = jest.fn<(id: string) => void>();
    render(<FunnelChart {...funnelExample} onOpen={onOpen} />);
    const points = within(screen.getByRole('list')).getAllByRole('button');
    expect(points.filter((p) => p.getAttribute('tabindex') === '0')).toHaveLength(1);
    const [first, second] = points;
    if (!first || !second) throw new Error('two points are needed');
    act(() => first.focus());
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(second);
    expect(second.getAttribute('tabindex')).toBe('0');
    fireEvent.keyDown(second, { key: 'End' });
    const last = points.at(-1);
    expect(document.activeElement).toBe(last);
    fireEvent.keyDown(document.activeElement ?? first, { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith(String(last?.getAttribute('data-point')));
  });

  it('with addresses the points are links', () => {
    render(<FunnelChart {...funnelExample} hrefOf={(id) => `/providers/${id}`} />);
    expect(screen.getByLabelText(/^Northgate Acute Trust:/).getAttribute('href')).toBe(
      '/providers/northgate-acute-trust',
    );
  });

  it('the focused point says its numbers inside the drawing', () => {
    const { container } = render(<FunnelChart {...funnelExample} />);
    const point = screen.getByLabelText(/^Northgate Acute Trust:/);
    fireEvent.focus(point);
    expect(container.querySelector('.q-chart__tip')).toBeTruthy();
  });
});
