import { describe, expect, it } from '@jest/globals';
import { contains, overlaps } from './period.js';

const june = { from: '2026-06-01', to: '2026-07-01' };

describe('a half-open period', () => {
  it('holds its first day and not its end', () => {
    expect(contains(june, '2026-06-01')).toBe(true);
    expect(contains(june, '2026-06-30')).toBe(true);
    expect(contains(june, '2026-07-01')).toBe(false);
    expect(contains(june, '2026-05-31')).toBe(false);
  });

  it('without an end goes on', () => {
    expect(contains({ from: '2026-06-01' }, '2099-01-01')).toBe(true);
    expect(contains({ from: '2026-06-01', to: null }, '2026-05-31')).toBe(false);
    expect(overlaps({ from: '2026-06-01' }, { from: '2030-01-01', to: null })).toBe(true);
  });

  it('does not overlap one that begins where it ends', () => {
    expect(overlaps(june, { from: '2026-07-01', to: '2026-08-01' })).toBe(false);
    expect(overlaps({ from: '2026-05-01', to: '2026-06-01' }, june)).toBe(false);
    expect(overlaps(june, { from: '2026-06-30', to: '2026-08-01' })).toBe(true);
  });

  it('that is empty overlaps nothing', () => {
    expect(overlaps(june, { from: '2026-06-10', to: '2026-06-10' })).toBe(false);
  });

  it('of instants compares moments, however they are written', () => {
    const meeting = { from: '2026-06-01T12:00:00Z', to: '2026-06-01T13:00:00.000Z' };
    expect(contains(meeting, '2026-06-01T12:00:00.000Z')).toBe(true);
    expect(contains(meeting, '2026-06-01T13:30:00+01:00')).toBe(true);
    expect(contains(meeting, '2026-06-01T14:00:00+01:00')).toBe(false);
  });

  it('cannot mix dates and instants', () => {
    expect(() => contains(june, '2026-06-01T00:00:00Z')).toThrow(RangeError);
  });
});
