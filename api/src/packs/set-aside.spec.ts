import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import { addDays } from '@quorate/libs/time';
import { countAgain } from './count-again.js';
import { countInWorker } from './count-in-worker.js';
import { namedCells, recount } from './recount.js';
import { exactRegister, type RegisterRow, toldRegister } from './sections/register.js';

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
    travelKm: null,
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

describe('what is set aside in a pack', () => {
  // A lost seat inside leave is set aside; one between two strikes is lost all the same, though the pack says neither.
  const rows = [
    rowOf(1, '2026-10-01', 'excludedLeave', 'annualLeave', 'a'),
    rowOf(2, '2026-10-08', 'lost', null, 'a'),
    rowOf(3, '2026-10-15', 'excludedLeave', 'sickness', 'a'),
    rowOf(4, '2026-10-01', 'excludedStructural', 'strike', 'b'),
    rowOf(5, '2026-10-08', 'lost', 'noCover', 'b'),
    rowOf(6, '2026-10-15', 'excludedShortNotice', 'noCover', 'b'),
  ];
  const asked = { runId: 'r1', run: RUN, about: ABOUT };
  const told = async (of: readonly RegisterRow[], runs = [asked]) => {
    const exact = await exactRegister(of);
    const { insideLeave, recounted } = countAgain(exact, runs);
    const register = await toldRegister(exact, insideLeave);
    return { register, recounted, cells: namedCells(register.columns, register.rows) };
  };

  it('is one class, whose rows differ in nothing that would tell leave from short notice', async () => {
    const { register, cells } = await told(rows);
    expect(JSON.stringify(register.rows)).not.toMatch(/excluded|annualLeave|sickness|strike/);
    const aside = cells.filter(({ countsAs }) => countsAs === 'setAside');
    expect(aside.map(({ row }) => row)).toEqual([1, 2, 3, 4, 6]);
    for (const { status, reasonCode, minutesPresent, setAsideIn } of aside)
      expect([status, reasonCode, minutesPresent, setAsideIn]).toEqual([null, null, null, null]);
  });

  it('gives from the register that says it the numbers of the one that says leave', async () => {
    const { register } = await told(rows);
    expect(recount(register, RUN, ABOUT)).toMatchObject({
      'elsewhere.lost': [5],
      'reasons.provider': [5],
      'setAside.all': [1, 2, 3, 4, 6],
    });
  });

  it('names the runs that set a row aside which another counts as lost', async () => {
    const later = { runId: 'r2', run: { run: '2026-10 version 2', cut: 20 }, about: ABOUT };
    const corrected = [
      ...rows.map((row) => (row.row === 3 ? { ...row, supersededBy: 12 } : row)),
      { ...rowOf(12, '2026-10-15', 'tookPart', null, 'a'), status: 'attended' },
    ];
    const { register, cells } = await told(corrected, [asked, later]);
    expect(cells.find(({ row }) => row === 2)).toMatchObject({ countsAs: 'lost', setAsideIn: [RUN.run] });
    expect(recount(register, RUN, ABOUT)['elsewhere.lost']).toEqual([5]);
    expect(recount(register, later.run, ABOUT)['elsewhere.lost']).toEqual([2, 5]);
  });

  it('is the same counted in a thread', async () => {
    const exact = await exactRegister(rows);
    expect(await countInWorker(exact, [asked])).toEqual(countAgain(exact, [asked]));
    await expect(countInWorker({ ...exact, columns: [] }, [asked])).rejects.toThrow();
  });

  it('keeps others waiting a fraction of the time that the counting takes', async () => {
    const many = Array.from({ length: 15_000 }, (_, at) => ({
      ...rowOf(at + 1, addDays('2025-01-01', at % 600), at % 9 ? 'tookPart' : 'lost', null, at % 2 ? 'a' : 'b'),
      seatNo: at,
    }));
    const exact = await exactRegister(many);
    const wide = { ...asked, run: { run: RUN.run, cut: 1e6 }, about: { ...ABOUT, since: '2025-01-01' } };
    const began = performance.now();
    countAgain(exact, [wide]);
    const direct = performance.now() - began;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await countInWorker(exact, [wide]);
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(direct / 3);
  }, 60_000);
});
