import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FIGURE_NUMBERS, type FigureNumber } from '@quorate/libs/signals';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../testkit/arrange-signal.js';
import { FiguresReads, type RowsPage } from './figures.reads.js';
import type { SignalRows } from './signal-rows.graphql.js';

const ALL: RowsPage = { mdtId: null, roleCode: null, month: null, first: 500, after: null };
let t: TestApp;
let reads: FiguresReads;
let arranged: ArrangedSignal;

beforeAll(async () => {
  t = await startTestApp();
  reads = t.app.get(FiguresReads);
  arranged = await arrangeSignal(t, {
    commissionerSeesFrom: '2026-11-10T00:00:00Z',
    impact: {
      discussedWithoutSeat: 23,
      deferredSeatAbsent: 4,
      discussedAgain: 0,
      medianWaitDays: 14,
      ages: [
        { band: 'under18', affected: 0, all: 0 },
        { band: 'from18', affected: 3, all: 40 },
        { band: 'from65', affected: 12, all: 30 },
        { band: 'from80', affected: 11, all: 52 },
      ],
    },
  });
});
afterAll(() => t.stop());

const manager = () => t.economy.viewer('providerManager', 'northgate');
const commissioner = () => t.economy.viewer('commissioner', 'icb');

async function rowsOf(number: FigureNumber, viewer = manager(), page: Partial<RowsPage> = {}): Promise<SignalRows> {
  const found = await reads.rows(viewer, arranged.signalId, number, { ...ALL, ...page });
  if (!found) throw new Error(`No rows behind ${number}.`);
  return found;
}

/** Every number of rows in an answer, by the name under which its rows are asked for. */
async function numbersOf(viewer = manager()): Promise<Map<string, number>> {
  const found = await reads.figures(viewer, arranged.signalId);
  if (!found) throw new Error('No figures.');
  const numbers = new Map<string, number>([['crossRows', found.crossRows]]);
  const add = (part: string, values: object) => {
    for (const [what, value] of Object.entries(values))
      if (Number.isInteger(value)) numbers.set(`${part}.${what}`, value);
  };
  add('elsewhere', found.elsewhere);
  add('ownSites', found.ownSites);
  add('shows', found.shows);
  add('releases', found.releases);
  for (const { reason, seats } of found.reasons) numbers.set(`reasons.${reason}`, seats);
  for (const { reason, seats, opens } of found.setAside)
    if (seats !== null && opens) numbers.set(`setAside.${reason}`, seats);
  return numbers;
}

describe('the rows behind a signal', () => {
  it('are exactly as many as every number says, for the provider and the commissioner', async () => {
    for (const viewer of [manager(), commissioner()]) {
      const numbers = await numbersOf(viewer);
      const rowNumbers = [...numbers].filter(([number]) => FIGURE_NUMBERS.includes(number as FigureNumber));
      expect(rowNumbers.length).toBeGreaterThan(25);
      for (const [number, value] of rowNumbers) {
        const { rows, count, total } = await rowsOf(number as FigureNumber, viewer);
        expect([number, rows.length, count, total]).toEqual([number, value, value, value]);
      }
      expect(numbers.get('elsewhere.lost')).toBeGreaterThan(10);
    }
  });

  it('stay those of the data cut when the register is put right afterwards', async () => {
    const before = await rowsOf('elsewhere.lost');
    const [row] = before.rows;
    const [meetingId, seatId] = String(row?.id).split('_');
    await t.db.sql(
      t.economy.tenantId,
      `update attendance_evidence set is_current = false where tenant_id = $1 and meeting_id = $2 and seat_id = $3`,
      [t.economy.tenantId, meetingId, seatId],
    );
    await t.db.sql(
      t.economy.tenantId,
      `insert into attendance_evidence select (jsonb_populate_record(e, jsonb_build_object('evidence_no', 1 + (select evidence_no from evidence_head where tenant_id = $1), 'version', 2, 'is_current', true, 'count_class', 'tookPart', 'status', 'attended'))).*
       from attendance_evidence e where tenant_id = $1 and meeting_id = $2 and seat_id = $3 and version = 1`,
      [t.economy.tenantId, meetingId, seatId],
    );
    expect(await rowsOf('elsewhere.lost')).toEqual(before);
  });

  it('name staff to the provider’s own manager, and to a commissioner nobody', async () => {
    const own = await rowsOf('elsewhere.lost');
    expect(own.isNamed).toBe(true);
    expect(new Set(own.rows.map(({ staffName }) => staffName))).toEqual(new Set(['Dr Tom Keane', 'Leila Hussain']));
    const theirs = await rowsOf('elsewhere.lost', commissioner());
    expect(theirs.isNamed).toBe(false);
    expect(theirs.rows.every(({ staffName }) => staffName === null)).toBe(true);
    expect(theirs.rows.map(({ id }) => id)).toEqual(own.rows.map(({ id }) => id));
  });

  it('come newest first, page by page, and go on where the page before ended', async () => {
    const all = await rowsOf('elsewhere.atRisk');
    const dates = all.rows.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
    const first = await rowsOf('elsewhere.atRisk', manager(), { first: 10 });
    const second = await rowsOf('elsewhere.atRisk', manager(), { first: 500, after: first.endCursor });
    expect([...first.rows, ...second.rows]).toEqual(all.rows);
    expect(second.endCursor).toBeNull();
  });

  it('can be narrowed by role and month, and still say how many there are in all', async () => {
    const all = await rowsOf('elsewhere.lost');
    const month = all.months.at(-1) as string;
    const some = await rowsOf('elsewhere.lost', manager(), { roleCode: 'geriatrician', month });
    expect(some.count).toBe(all.count);
    expect(some.total).toBe(
      all.rows.filter(({ roleCode, date }) => roleCode === 'geriatrician' && date.startsWith(month)).length,
    );
    expect(some.rows.length).toBe(some.total);
    expect(all.roles.map(({ label }) => label)).toEqual(['discharge nurse', 'geriatrician']);
  });

  it('of leave are the employer’s own, and so few are told to nobody else', async () => {
    expect((await rowsOf('setAside.excludedLeave')).rows).toHaveLength(1);
    expect(await reads.rows(commissioner(), arranged.signalId, 'setAside.excludedLeave', ALL)).toBeNull();
    const told = await reads.figures(commissioner(), arranged.signalId);
    expect(told?.setAside).toEqual([{ reason: 'excludedLeave', seats: null, opens: false }]);
  });
});

describe('who sees the figures of a signal', () => {
  it.each([
    ['another provider’s manager', () => t.economy.viewer('providerManager', 'riverside')],
    ['a commissioner of an organisation that commissions nothing', () => t.economy.viewer('commissioner', 'riverside')],
    ['a commissioner who acts for the provider itself', () => t.economy.viewer('commissioner', 'northgate')],
    ['another tenant’s commissioner', () => t.economy.stranger('commissioner')],
    ['another tenant’s manager', () => t.economy.stranger('providerManager')],
  ])('not %s', async (_who, viewer) => {
    expect(await reads.figures(viewer(), arranged.signalId)).toBeNull();
    expect(await reads.rows(viewer(), arranged.signalId, 'elsewhere.lost', ALL)).toBeNull();
  });

  it('a commissioner from the hour that is theirs on, the provider before', async () => {
    t.clock.setNow('2026-11-09T23:59:00Z');
    expect(await reads.figures(commissioner(), arranged.signalId)).toBeNull();
    expect(await reads.rows(commissioner(), arranged.signalId, 'elsewhere.lost', ALL)).toBeNull();
    expect(await reads.figures(manager(), arranged.signalId)).not.toBeNull();
    t.clock.setNow('2026-11-24T09:00:00Z');
    expect(await reads.figures(commissioner(), arranged.signalId)).not.toBeNull();
  });

  it('of people cared for nobody sees a small number', async () => {
    const found = await reads.figures(manager(), arranged.signalId);
    expect(found?.impact).toMatchObject({
      discussedWithoutSeat: { value: 25 },
      deferredSeatAbsent: { value: null, label: '1 to 7' },
      discussedAgain: { value: 0 },
      medianWaitDays: null,
    });
    const affected = found?.impact.ages.map((age) => age.affected.value);
    // 3 alone could be worked out from the rest: the next smallest is hidden with it.
    expect(affected).toEqual([0, null, 10, null]);
  });
});

describe('the own provider month by month', () => {
  it('is told without a score, as it was judged last, and to its own manager', async () => {
    await t.db.sql(
      t.economy.tenantId,
      `insert into detection_run select (jsonb_populate_record(r, jsonb_build_object('run_id', gen_random_uuid(), 'version', 2))).* from detection_run r where tenant_id = $1`,
      [t.economy.tenantId],
    );
    await t.db.sql(
      t.economy.tenantId,
      `insert into provider_month select (jsonb_populate_record(m, jsonb_build_object('run_id', r.run_id, 'score', null, 'is_flagged', false,
         'standing', 'dataFirst', 'level', 'none', 'reasons', jsonb_build_array(jsonb_build_object('kind', 'dataFirst', 'finding', 'reasonsMissing', 'count', 9, 'of', 12))))).*
       from provider_month m join detection_run r on r.tenant_id = m.tenant_id and r.version = 2 where m.tenant_id = $1`,
      [t.economy.tenantId],
    );
    expect(await reads.ownMonths(manager())).toEqual([
      {
        month: '2026-10',
        standing: 'dataFirst',
        level: 'none',
        crossRows: arranged.figures.crossRows,
        leastCrossRows: 8,
        toMend: [{ kind: 'reasonsMissing', count: 9, of: 12 }],
        power: arranged.figures.power,
      },
    ]);
    expect(await reads.ownMonths(t.economy.viewer('providerManager', 'riverside'))).toEqual([]);
    expect(await reads.ownMonths(t.economy.stranger('providerManager'))).toEqual([]);
  });
});
