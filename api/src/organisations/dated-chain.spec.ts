import { describe, expect, it } from '@jest/globals';
import { endBy, type Observation, observe, type Seen } from './dated-chain.js';

const saw = (value: string, on: string, more: Partial<Observation> = {}): Observation => ({
  value,
  on,
  since: null,
  until: null,
  source: `extract of ${on}`,
  ...more,
});
const chainOf = (...seen: readonly Observation[]) =>
  seen.reduce<readonly Seen[]>((chain, next) => observe(chain, next), []);
const short = (chain: readonly Seen[]) => chain.map(({ value, from, to }) => `${value} ${from ?? '..'} ${to ?? '..'}`);

function expectOrdered(chain: readonly Seen[]): void {
  const bounds = chain.flatMap(({ from, to }) => [from ?? '0000', to ?? '9999']);
  expect(bounds).toEqual([...bounds].sort());
  expect(chain.every(({ from, to }) => from === null || to === null || from < to)).toBe(true);
}

describe('what extracts of different years tell', () => {
  it('takes the first value to have held since the day given for it', () => {
    expect(short(chainOf(saw('A', '2025-07-01', { since: '2022-07-01' })))).toEqual(['A 2022-07-01 ..']);
  });

  it('dates a change by the first extract that shows it', () => {
    expect(short(chainOf(saw('A', '2025-07-01'), saw('B', '2026-07-01')))).toEqual([
      'A .. 2026-07-01',
      'B 2026-07-01 ..',
    ]);
  });

  it('learns nothing from the same extracts again, in whatever order', () => {
    const chain = chainOf(saw('A', '2025-07-01'), saw('B', '2026-07-01'));
    expect(chainOf(...[saw('B', '2026-07-01'), saw('A', '2025-07-01')])).toEqual(chain);
    const again = [saw('A', '2025-07-01'), saw('B', '2026-07-01')];
    expect(again.reduce<readonly Seen[]>((before, next) => observe(before, next), chain)).toEqual(chain);
  });

  it('gives an older extract that comes later only the time before the newer value was seen', () => {
    expect(
      short(chainOf(saw('B', '2025-07-01', { since: '2001-04-01' }), saw('A', '2018-01-01', { since: '2001-04-01' }))),
    ).toEqual(['A 2001-04-01 2025-07-01', 'B 2025-07-01 ..']);
  });

  it('ends with the closing and starts again with a reopening', () => {
    const closed = chainOf(saw('A', '2025-07-01'), saw('A', '2026-07-01', { until: '2026-04-01' }));
    expect(short(closed)).toEqual(['A .. 2026-04-01']);
    expect(short(observe(closed, saw('A', '2027-07-01')))).toEqual(['A .. 2026-04-01', 'A 2027-07-01 ..']);
  });

  it('keeps the value that an organisation had when it closed, whatever a later extract files it under', () => {
    const chain = chainOf(
      saw('QMJ', '2025-07-01', { until: '2024-11-01' }),
      saw('Z9B2Z', '2026-07-01', { until: '2024-11-01' }),
    );
    expect(short(chain)).toEqual(['QMJ .. 2024-11-01']);
  });

  it('says nothing of an organisation that closed before anything could hold', () => {
    expect(chainOf(saw('A', '2025-07-01', { since: '2022-07-01', until: '2009-04-01' }))).toEqual([]);
  });

  it('replaces an assumed value of a closed organisation by the one that was seen while it was open', () => {
    const chain = chainOf(saw('NEW', '2025-07-01', { until: '2020-04-01' }), saw('OLD', '2018-01-01'));
    expect(short(chain)).toEqual(['OLD .. 2020-04-01']);
  });

  it('never overlaps and never holds an empty period, whatever four extracts say in whatever order', () => {
    const days = ['2025-01-01', '2026-01-01', '2027-01-01'];
    const some = ['A', 'B'].flatMap((value) => days.map((on) => saw(value, on, { since: '2024-01-01' })));
    some.push(saw('A', '2026-01-01', { until: '2025-07-01' }), saw('B', '2025-01-01', { since: '2025-06-01' }));
    for (const a of some)
      for (const b of some) for (const c of some) for (const d of some) expectOrdered(chainOf(a, b, c, d));
  });

  it('ends nothing without a day', () => {
    const chain = chainOf(saw('A', '2025-07-01'));
    expect(endBy(chain, null)).toEqual(chain);
    expect(short(endBy(chain, '2026-01-01'))).toEqual(['A .. 2026-01-01']);
  });
});
