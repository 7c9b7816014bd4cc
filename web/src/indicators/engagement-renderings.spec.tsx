import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { contrastProps, funnelProps, monthlyProps } from '@quorate/libs/engagement';
import { screen, within } from '@testing-library/react';
import { describePoint } from '../ui/charts/chart-words.js';
import { limitsAt } from '../ui/charts/funnel-layout.js';
import { renderContrastSvg, renderFunnelSvg, renderMonthlySvg } from '../ui/charts/render-charts.js';
import { open, overview, rate, report } from './engagement-examples.js';
import { differenceWords, overviewFinding, rateWords } from './engagement-words.js';

describe('one set of numbers, three renderings', () => {
  it('gives the page, the server and the table the same funnel', async () => {
    const data = overview();
    const props = funnelProps(data);
    if (!props) throw new Error('no funnel');
    const svg = renderFunnelSvg(props);
    open('/engagement', { engagement: data });
    const table = await screen.findByRole('table', { name: /numbers of the chart, by name/ });
    for (const unit of props.units) {
      if (unit.rate === null) throw new Error('no rate');
      const words = describePoint({ unit, rate: unit.rate, events: unit.events, zone: unit.zone ?? 'within' });
      expect(svg).toContain(words);
      expect(screen.getAllByLabelText(words).length).toBe(1);
      const cells = within(table).getByRole('row', { name: new RegExp(unit.name) }).textContent;
      expect(cells).toContain(`${Math.round(unit.rate * 100)}% (${unit.events}`);
      expect(cells).toContain(`of ${unit.total})`);
    }
    expect(limitsAt(props.limits, 214)?.upper998).toBe(0.4);
  });

  it('gives the page, the server and the table the same own and other sites', async () => {
    const data = overview();
    const props = contrastProps(data);
    if (!props) throw new Error('nothing to compare');
    const svg = renderContrastSvg(props);
    open('/engagement', { engagement: data });
    const table = await screen.findByRole('table', { name: 'Own and other sites, by name' });
    expect(props.rows.map(({ name }) => name)).toEqual(['Northgate Acute', 'Riverside Community']);
    for (const { name, first, second } of props.rows)
      for (const [side, share] of [
        ['own sites', first],
        ['other sites', second],
      ] as const) {
        if (!share) throw new Error('hidden');
        const numbers = `${Math.round(share.share * 100)}% (${share.events} of ${share.total})`;
        expect(svg).toContain(`${name}, ${side}: ${numbers}`);
        expect(screen.getAllByLabelText(`${name}, ${side}: ${numbers}`)).toHaveLength(1);
        expect(within(table).getByRole('row', { name: new RegExp(name) }).textContent).toContain(numbers);
      }
  });

  it('gives the page, the server and the table the same months', async () => {
    const data = report();
    const svg = renderMonthlySvg(monthlyProps(data));
    open('/engagement/providers/north', { providerEngagement: data });
    const table = await screen.findByRole('table', { name: /by month/ });
    for (const words of ['August 2026: 50% (40 of 80)', 'September 2026: no data', 'October 2026: 43% (36 of 84)']) {
      expect(svg).toContain(words);
      expect(screen.getAllByLabelText(words).length).toBe(1);
    }
    expect(table.textContent).toContain('50% (40 of 80)');
  });
});

describe('words of engagement', () => {
  it('make as much of taking part more than chance explains as of less', () => {
    const { funnel } = overview();
    if (!funnel) throw new Error('no funnel');
    const at = (...zones: string[]) =>
      overviewFinding(
        overview({ funnel: { ...funnel, points: funnel.points.map((one, i) => ({ ...one, zone: zones[i] ?? '' })) } }),
      );
    expect(at('within', 'above998', 'below998')).toBe(
      'Northgate Acute took part less than chance explains, Riverside Community more',
    );
    expect(at('within', 'above95', 'below998')).toBe(
      'Northgate Acute took part less than 95 in 100 ordinary providers would, Riverside Community more than chance explains',
    );
    expect(at('within', 'within', 'below95')).toBe(
      'Riverside Community took part more than 95 in 100 ordinary providers would',
    );
    expect(at('within', 'within', 'within')).toBe('No provider took part less or more than chance explains');
  });

  it('never make a number of what is missing', () => {
    expect(rateWords(rate(null, null))).toBe('Hidden: small numbers');
    expect(rateWords(rate(0, 0))).toBe('None counted');
    expect(rateWords(rate(0, 9))).toBe('0% (0 of 9)');
    expect(differenceWords(null)).toBeNull();
  });
});
