import { describe, expect, it } from '@jest/globals';
import { dayNumber } from '@quorate/libs/time';
import { atRisk } from './at-risk.js';
import { buildFrame } from './frame.js';
import { type SmallInvitation, smallEconomy } from './testkit/small-economy.js';

const START = dayNumber('2025-01-06');
const LOST = { status: 'apologies', minutesPresent: 0, absenceReason: 'diary_clash' } as const;
const LEAVE = { ...LOST, absenceReason: 'annual_leave' } as const;

function riskOf(
  invitations: readonly SmallInvitation[],
  change: Parameters<typeof smallEconomy>[1] = {},
  on = '2025-04-01',
) {
  const frame = buildFrame(smallEconomy(invitations, change));
  const risk = atRisk(frame, dayNumber(on) - START);
  expect([...risk.isAtRisk].flatMap((is, i) => (is ? [i] : []))).toEqual([...risk.rows]);
  return { rows: [...risk.rows], lost: [...risk.lost] };
}

describe('rows at risk', () => {
  it('are those who came and those who did not', () => {
    expect(riskOf([{ date: '2025-01-08' }, { date: '2025-01-15', ...LOST }])).toEqual({ rows: [0, 1], lost: [0, 1] });
  });

  it.each(['annual_leave', 'sickness', 'strike', 'training', 'vacancy'])('leave out an absence for %s', (reason) => {
    for (const status of ['apologies', 'late_cancel', 'dna'] as const)
      expect(riskOf([{ date: '2025-01-08', ...LOST, status, absenceReason: reason }]).rows).toEqual([]);
  });

  it.each(['', 'clinical_workload', 'diary_clash', 'travel', 'not_released', 'other'])(
    'keep an absence with the reason "%s"',
    (absenceReason) => {
      expect(riskOf([{ date: '2025-01-08', ...LOST, absenceReason }])).toEqual({ rows: [0], lost: [1] });
    },
  );

  it('leave out what was not recorded', () => {
    expect(riskOf([{ date: '2025-01-08', ...LOST, status: 'not_recorded', absenceReason: '' }]).rows).toEqual([]);
  });

  it('leave out a role on strike that day, came or not, and keep other roles and other days', () => {
    const calendar = [{ date: '2025-01-08', kind: 'strike' as const, roles: ['doctor'] }];
    const rows = [
      { date: '2025-01-08', person: 'doctor', ...LOST },
      { date: '2025-01-08', person: 'doctor', series: 'home' },
      { date: '2025-01-08', person: 'nurse', ...LOST },
      { date: '2025-01-15', person: 'doctor', ...LOST },
    ];
    expect(riskOf(rows, { calendar }).rows).toEqual([2, 3]);
  });

  it.each([
    ['on the evaluation day', '2025-03-01', false],
    ['after it', '2025-03-02', false],
    ['on the day before', '2025-02-28', true],
  ])('of a meeting %s', (_, date, isAtRisk) => {
    expect(riskOf([{ date }], {}, '2025-03-01').rows).toEqual(isAtRisk ? [0] : []);
  });

  it.each([
    ['leave 21 days before and after', '2025-01-08', '2025-02-19', []],
    ['leave 22 days before', '2025-01-07', '2025-02-19', [1]],
    ['leave 22 days after', '2025-01-08', '2025-02-20', [1]],
    ['leave before only', '2025-01-08', '2025-01-09', [1]],
    ['leave after only', '2025-02-18', '2025-02-19', [1]],
  ])('with %s of a lost day', (_, before, after, rows) => {
    const spell = [
      { date: before, ...LEAVE },
      { date: '2025-01-29', ...LOST },
      { date: after, ...LEAVE },
    ];
    expect(riskOf(spell).rows).toEqual(rows);
  });

  it('keep a day between two of leave on which the person came', () => {
    const spell = [{ date: '2025-01-08', ...LEAVE }, { date: '2025-01-15' }, { date: '2025-01-22', ...LEAVE }];
    expect(riskOf(spell).rows).toEqual([1]);
  });

  it('look at leave of the same person only', () => {
    const spell = [
      { date: '2025-01-08', person: 'doctor', ...LEAVE },
      { date: '2025-01-15', person: 'nurse', ...LOST },
      { date: '2025-01-22', person: 'doctor', ...LEAVE },
    ];
    expect(riskOf(spell).rows).toEqual([1]);
  });

  it('do not take strike days for a spell of leave', () => {
    const strike = { ...LOST, absenceReason: 'strike' };
    const spell = [
      { date: '2025-01-08', ...strike },
      { date: '2025-01-15', ...LOST },
      { date: '2025-01-22', ...strike },
    ];
    expect(riskOf(spell).rows).toEqual([1]);
  });

  it('take a spell for one only once its end is known', () => {
    const spell = [
      { date: '2025-01-22', ...LEAVE },
      { date: '2025-01-29', ...LOST },
      { date: '2025-02-05', ...LEAVE },
    ];
    expect(riskOf(spell, {}, '2025-02-01').rows).toEqual([1]);
    expect(riskOf(spell, {}, '2025-03-01').rows).toEqual([]);
  });
});
