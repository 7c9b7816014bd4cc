import { describe, expect, it } from '@jest/globals';
import { contrastProps, funnelProps, monthlyProps } from './chart-props.js';
import { monthRange, monthsWords } from './months-words.js';

const months = { fromMonth: '2025-12', toMonth: '2026-11', monthSoFar: '2026-11' };

describe('the words for a period', () => {
  it('name both ends, and the month that is not over', () => {
    expect(monthsWords(months)).toBe('December 2025 to November 2026, November 2026 so far');
    expect(monthsWords({ ...months, monthSoFar: null })).toBe('December 2025 to November 2026');
    expect(monthRange('2026-03', '2026-03')).toBe('March 2026');
  });
});

describe('what the charts are drawn from', () => {
  const point = { organisationId: 'a', name: 'A', lost: 3, counted: 12, share: 0.25, zone: 'above95' };
  const funnel = {
    basedOn: 4,
    lostShare: 0.2,
    isAdjusted: false,
    curve: [],
    points: [point, { ...point, zone: 'elsewhere' }],
  };

  it('is nothing without a funnel, and leaves a zone out that no chart knows', () => {
    const whole = { months, economyMonths: null, funnel };
    expect(funnelProps({ ...whole, funnel: null })).toBeNull();
    expect(funnelProps(whole)?.units.map((unit) => unit.zone)).toEqual(['above95', undefined]);
    expect(funnelProps(whole)?.subtitle).toMatch(/based on 4 providers$/);
    const published = { fromMonth: '2026-01', toMonth: '2026-09', monthSoFar: null };
    expect(funnelProps({ ...whole, economyMonths: published })?.subtitle).toMatch(/January 2026 to September 2026/);
  });

  it('leaves a gap where a month has no share, hidden or nothing counted', () => {
    const rates = [
      { isHidden: false, share: 0.5, tookPart: 4, counted: 8 },
      { isHidden: false, share: null, tookPart: 0, counted: 0 },
      { isHidden: true, share: null, tookPart: null, counted: null },
    ];
    const byMonth = rates.map((rate, at) => ({
      month: `2026-0${at + 1}`,
      rate,
      specialCauses: at === 0 ? ['outsideLimits'] : [],
    }));
    const { points } = monthlyProps({ months, figures: { organisationName: 'A' }, byMonth, monthlyLimits: null });
    expect(points.map(({ value, events, total, isHidden }) => [value, events, total, isHidden])).toEqual([
      [0.5, 4, 8, false],
      [null, null, null, false],
      [null, null, null, true],
    ]);
    expect(points.map(({ signal }) => signal)).toEqual(['outside the limits', null, null]);
  });

  it('sets own against other sites where both are shown, in the order given', () => {
    const rate = (tookPart: number | null) => ({
      share: tookPart === null ? null : tookPart / 10,
      tookPart,
      counted: tookPart === null ? null : 10,
    });
    const provider = (organisationId: string, own: number | null, other: number | null) => ({
      organisationId,
      organisationName: organisationId.toUpperCase(),
      ownSites: rate(own),
      otherSites: rate(other),
    });
    expect(contrastProps({ months, providers: [provider('b', 8, 3), provider('a', null, 5)] })?.rows).toEqual([
      { id: 'b', name: 'B', first: { share: 0.8, events: 8, total: 10 }, second: { share: 0.3, events: 3, total: 10 } },
    ]);
    expect(contrastProps({ months, providers: [provider('a', null, 5)] })).toBeNull();
  });

  it('says that a funnel is adjusted, and for what', () => {
    const props = funnelProps({ months, economyMonths: null, funnel: { ...funnel, isAdjusted: true } });
    expect(props?.subtitle).toMatch(/adjusted for role, own or other site, notice, travel and hour$/);
    expect(props?.units[0]).toMatchObject({ isAdjusted: true, events: 3, total: 12 });
  });
});
