import { describe, expect, it } from '@jest/globals';
import { engagementPeriod, monthsOf, quarterOf } from './engagement-period.js';

const TODAY = '2026-11-24';

describe('the months of engagement', () => {
  it.each([
    [{}, null, '2025-12', '2026-11', '2026-11'],
    [{ toMonth: '2026-06' }, null, '2025-07', '2026-06', null],
    [{ fromMonth: '2026-11' }, null, '2026-11', '2026-11', '2026-11'],
    [{ fromMonth: '2026-01', toMonth: '2027-02' }, null, '2026-01', '2027-02', '2026-11'],
    [{}, '2026-09', '2025-10', '2026-09', null],
    [{ toMonth: '2026-07' }, '2026-09', '2025-07', '2026-09', null],
    [{ fromMonth: '2026-05', toMonth: '2026-05' }, '2026-09', '2026-04', '2026-06', null],
    [{ fromMonth: '2026-02' }, '2026-09', '2026-01', '2026-09', null],
    [{ fromMonth: '2026-08', toMonth: '2026-12' }, '2026-09', '2026-07', '2026-09', null],
    [{ fromMonth: '2026-11' }, '2026-09', '2026-07', '2026-09', null],
    [{ fromMonth: '2027-01', toMonth: '2027-02' }, '2026-09', '2026-07', '2026-09', null],
  ])('of %j, published through %s, are %s to %s', (asked, publishedThrough, fromMonth, toMonth, monthSoFar) => {
    expect(engagementPeriod(asked, TODAY, publishedThrough)).toEqual({ fromMonth, toMonth, monthSoFar });
  });

  it('come in order, over the turn of the year', () => {
    expect(monthsOf({ fromMonth: '2025-11', toMonth: '2026-02' })).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(['2026-01', '2026-03', '2026-04', '2026-12'].map(quarterOf)).toEqual([
      '2026-01',
      '2026-01',
      '2026-04',
      '2026-10',
    ]);
  });
});
