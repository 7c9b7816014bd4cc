import { describe, expect, it } from '@jest/globals';
import { formatDate, formatLondonDate, formatLondonTime, toLondon } from './to-london.js';

describe('an instant in London', () => {
  it('is shown with the offset of its day', () => {
    expect(toLondon('2026-11-24T13:00:00Z')).toEqual({ date: '2026-11-24', time: '13:00' });
    expect(toLondon('2026-06-24T13:00:00.000Z')).toEqual({ date: '2026-06-24', time: '14:00' });
    expect(toLondon('2026-06-24T23:30:00+00:00')).toEqual({ date: '2026-06-25', time: '00:30' });
  });

  it('is read on the right side of a clock change and of a year', () => {
    expect(toLondon('2027-03-28T00:59:59Z').time).toBe('00:59');
    expect(toLondon('2027-03-28T01:00:00Z').time).toBe('02:00');
    expect(toLondon('2026-10-25T00:59:00Z').time).toBe('01:59');
    expect(toLondon('2026-10-25T01:00:00Z').time).toBe('01:00');
    expect(toLondon('2026-12-31T23:59:00Z')).toEqual({ date: '2026-12-31', time: '23:59' });
    expect(toLondon('1969-12-31T23:30:00Z')).toEqual({ date: '1970-01-01', time: '00:30' });
  });

  it('is written as people write it', () => {
    expect(formatLondonDate('2026-11-24T13:00:00.000Z')).toBe('Tuesday 24 November 2026');
    expect(formatLondonDate('2026-06-30T23:30:00.000Z')).toBe('Wednesday 1 July 2026');
    expect(formatLondonTime('2026-11-24T13:00:00.000Z')).toBe('13:00');
    expect(formatDate('2028-02-29')).toBe('Tuesday 29 February 2028');
  });

  it.each(['2026-11-24T13:00:00', '2026-11-24', 'soon', ''])('refuses "%s", which is no instant', (text) => {
    expect(() => toLondon(text)).toThrow(RangeError);
  });
});
