import { describe, expect, it } from '@jest/globals';
import { licencePeriods } from './licence-status.js';

const name = (value: string, from: string | null = null, to: string | null = null) => ({
  value,
  from,
  to,
  source: 'x',
});
const short = (facts: Parameters<typeof licencePeriods>[0]) =>
  licencePeriods(facts).map(({ value, from, to }) => `${value} ${from} ${to ?? '..'}`);
const trust = { kind: 'nhsTrust', openedOn: '1994-04-01', closedFrom: null } as const;

describe('licence status by date', () => {
  it('a foundation trust holds the licence since it came into force', () => {
    expect(short({ ...trust, names: [name('FELLSIDE NHS FOUNDATION TRUST')] })).toEqual(['licensed 2013-04-01 ..']);
  });

  it('an NHS trust was outside it until April 2023 and expected to meet the same conditions', () => {
    expect(short({ ...trust, names: [name('FELLSIDE NHS TRUST')] })).toEqual([
      'nhsTrustShadow 2013-04-01 2023-04-01',
      'licensed 2023-04-01 ..',
    ]);
  });

  it('a trust changes status when its name says that it became a foundation trust', () => {
    const names = [name('FELLSIDE NHS TRUST', null, '2016-11-01'), name('FELLSIDE NHS FOUNDATION TRUST', '2016-11-01')];
    expect(short({ ...trust, names })).toEqual(['nhsTrustShadow 2013-04-01 2016-11-01', 'licensed 2016-11-01 ..']);
  });

  it('begins with the opening and ends with the closing', () => {
    expect(short({ ...trust, openedOn: '2024-11-01', names: [name('LONG MEADOW NHS TRUST')] })).toEqual([
      'licensed 2024-11-01 ..',
    ]);
    expect(short({ ...trust, closedFrom: '2021-10-01', names: [name('FELLSIDE NHS TRUST')] })).toEqual([
      'nhsTrustShadow 2013-04-01 2021-10-01',
    ]);
    expect(short({ ...trust, closedFrom: '2009-04-01', names: [name('FELLSIDE NHS TRUST')] })).toEqual([]);
  });

  it.each([
    ['gpPractice', 'exempt'],
    ['independent', 'unknown'],
    ['hospice', 'unknown'],
    ['prescribingCentre', 'unknown'],
    ['careHome', 'notApplicable'],
    ['pharmacy', 'notApplicable'],
    ['icb', 'notApplicable'],
  ] as const)('%s is %s', (kind, status) => {
    expect(short({ kind, names: [], openedOn: null, closedFrom: null })).toEqual([`${status} 2013-04-01 ..`]);
  });

  it('gives its basis in words', () => {
    const [period] = licencePeriods({ kind: 'gpPractice', names: [], openedOn: null, closedFrom: null });
    expect(period?.source).toContain('primary medical services');
  });
});
