import { describe, expect, it } from '@jest/globals';
import { Pseudonyms } from './pseudonyms.js';
import { recount, rowsInsideLeave } from './recount.js';
import { type RegisterRow, registerSection } from './sections/register.js';

const RUN = { run: '2026-10 version 1', cut: 10 };
const ABOUT = { scope: { kind: 'all' as const, code: null }, since: '2026-09-01', asOf: '2026-11-01' };

function rowOf(row: number, day: string, countClass: string, reasonCode: string | null, person: string): RegisterRow {
  return {
    row,
    supersededBy: null,
    isGone: false,
    practitionerId: person,
    recordedBy: null,
    mdt: 'Falls MDT',
    host: 'Riverside',
    hostCode: 'RIV',
    isOwnSite: false,
    role: 'Nurse',
    roleCode: 'nurse',
    seatNo: person === 'a' ? 1 : 2,
    isCore: true,
    day,
    startMinute: 540,
    durationMinutes: 60,
    mode: 'inPerson',
    invitedOn: null,
    travelMinutes: null,
    coverDepth: 0,
    countClass,
    status: 'apologies',
    minutesPresent: null,
    reasonCode,
    releaseRequestedOn: null,
    releaseDecision: null,
    releaseDecidedOn: null,
    recordedAt: '2026-10-31',
  };
}

describe('what is personal in a pack', () => {
  // A lost seat inside leave is set aside; one between two strikes is lost all the same, though the pack says neither.
  const rows = [
    rowOf(1, '2026-10-01', 'excludedLeave', 'annualLeave', 'a'),
    rowOf(2, '2026-10-08', 'lost', null, 'a'),
    rowOf(3, '2026-10-15', 'excludedLeave', 'sickness', 'a'),
    rowOf(4, '2026-10-01', 'excludedStructural', 'strike', 'b'),
    rowOf(5, '2026-10-08', 'lost', 'noCover', 'b'),
    rowOf(6, '2026-10-15', 'excludedStructural', 'strike', 'b'),
  ];
  const people = new Pseudonyms('Person', ['a', 'b']);
  const recorders = new Pseudonyms('Recorder', []);

  it('is one class without reasons, from which the numbers come out as from the register that says leave', () => {
    const inside = rowsInsideLeave(registerSection(rows, people, recorders, null), RUN, ABOUT);
    expect(inside).toEqual([2]);
    const told = registerSection(rows, people, recorders, new Map(inside.map((row) => [row, [RUN.run]])));
    expect(JSON.stringify(told.rows)).not.toMatch(/excluded|annualLeave|sickness|strike/);
    expect(recount(told, RUN, ABOUT)).toMatchObject({
      'elsewhere.lost': [5],
      'reasons.provider': [5],
      'setAside.personal': [1, 2, 3, 4, 6],
    });
  });
});
