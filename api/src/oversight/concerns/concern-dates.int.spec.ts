import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../../withholding/testkit/arrange-signal.js';
import { arrangeConcern } from '../testkit/arrange-concern.js';
import { ConcernDatesService } from './concern-dates.service.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('the due dates of a concern', () => {
  let t: TestApp;
  let board: Viewer;
  let signal: ArrangedSignal;
  let concernId: string;

  beforeAll(async () => {
    t = await startTestApp();
    board = t.economy.viewer('commissioner', 'icb');
    signal = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    const admin = await t.db.superuser();
    await admin.query('truncate concern, outbox_message cascade');
    await admin.query('update signal set closed_at = null, closed_because = null');
    await admin.end();
    // A Tuesday.
    t.clock.setNow('2026-11-24T10:00:00.000Z');
    ({ concernId } = await arrangeConcern(t));
  });

  const on = (day: string) => t.clock.setNow(`${day}T10:00:00.000Z`);
  const follow = () => t.app.get(ConcernDatesService, { strict: false }).followTime(t.economy.tenantId);
  const read = async () => {
    const concern = await t.app.get(ConcernsReads, { strict: false }).concern(board, concernId);
    if (!concern) throw new Error('No concern.');
    return concern;
  };
  const kinds = async () => (await read()).steps.map(({ kind }) => kind);
  const handle = async (event: string, more: object = {}) =>
    (await t.app.get(ConcernsService, { strict: false }).handle(board, {
      concernId,
      expectedVersion: (await read()).version,
      event,
      reason: 'Because',
      ...more,
    })) as unknown as Answer;
  const slip = async (more: object = {}, viewer = board) =>
    (await t.app.get(ConcernDatesService, { strict: false }).slip(viewer, {
      concernId,
      expectedVersion: (await read()).version,
      dueOn: '2026-12-11',
      slipReason: 'waitsForOthers',
      reason: 'The trust has not answered yet.',
      ...more,
    })) as unknown as Answer;
  const mailed = async (kind: string) =>
    (await t.db.sql(t.economy.tenantId, 'select 1 from outbox_message where kind = $1', [kind])).length;

  it('are working days of the rules in force, with the usual way shown ahead', async () => {
    expect(await read()).toMatchObject({
      dueOn: '2026-12-01',
      overdueWorkingDays: null,
      timetable: [
        { state: 'received', dueOn: '2026-12-01' },
        { state: 'lookedInto', dueOn: '2026-12-31' },
      ],
    });
    await handle('lookInto');
    expect(await read()).toMatchObject({ dueOn: '2026-12-22', timetable: [{ state: 'lookedInto' }] });
    await handle('refer', { bodyCode: 'cqc' });
    expect((await read()).dueOn).toBe('2027-02-19');
    await handle('stop', { publishedReason: 'It was resolved.' });
    expect(await read()).toMatchObject({ dueOn: null, timetable: [] });
    expect(await follow()).toBe(0);
  });

  it('are of the rules that the system has issued, from the day they are in force', async () => {
    await t.db.sql(
      t.economy.tenantId,
      `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_at)
       select tenant_id, gen_random_uuid(), code, 2, '2026-11-01', jsonb_set(body, '{times,concernReceived}', '2'), 'Sooner', '2026-11-01' from regulatory_regime where tenant_id = $1`,
      [t.economy.tenantId],
    );
    const sooner = await arrangeConcern(t);
    const shown = await t.app.get(ConcernsReads, { strict: false }).concern(board, sooner.concernId);
    expect(shown?.dueOn).toBe('2026-11-26');
    const admin = await t.db.superuser();
    await admin.query('delete from regulatory_regime where version = 2');
    await admin.end();
  });

  it('are spoken of two working days before, once, and when they have passed, once a week while it lasts', async () => {
    on('2026-11-26');
    expect(await follow()).toBe(0);
    on('2026-11-27');
    expect([await follow(), await follow()]).toEqual([1, 0]);
    expect(await mailed('concernDueSoon')).toBeGreaterThan(0);
    on('2026-12-01');
    expect(await follow()).toBe(0);
    on('2026-12-02');
    expect([await follow(), await follow()]).toEqual([1, 0]);
    const told = await mailed('concernOverdue');
    expect(told).toBeGreaterThan(0);
    expect(await read()).toMatchObject({ state: 'received', overdueWorkingDays: 1 });
    on('2026-12-08');
    expect(await follow()).toBe(0);
    on('2026-12-09');
    expect([await follow(), await follow()]).toEqual([1, 0]);
    expect(await mailed('concernOverdue')).toBe(told * 2);
    expect(await read()).toMatchObject({ overdueWorkingDays: 6 });
    expect(await kinds()).toEqual(['received', 'dueSoon', 'overdue', 'overdue']);
    expect((await read()).steps.at(-1)).toMatchObject({ by: null, reason: expect.stringContaining('stays open') });
  });

  it('move with a reason of the list, to a later day, and are spoken of anew', async () => {
    on('2026-12-02');
    await follow();
    expect(await slip({ dueOn: '2026-12-01' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await slip({ dueOn: '2028-12-01' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await slip({ slipReason: 'because' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await slip({ reason: '' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await slip({ expectedVersion: 9 })).toMatchObject({ code: 'CHANGED_BY_OTHER' });
    expect(await slip({}, t.economy.viewer('informationGovernanceLead', 'icb'))).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await slip()).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await read()).toMatchObject({ dueOn: '2026-12-11', overdueWorkingDays: null });
    expect((await read()).steps.at(-1)).toMatchObject({
      kind: 'slipped',
      toDue: '2026-12-11',
      slipReason: 'An answer of somebody else is waited for',
    });
    on('2026-12-10');
    expect([await follow(), await follow()]).toEqual([1, 0]);
  });

  it('wait while it is linked to a signal, and begin again when the signal ends', async () => {
    await handle('lookInto');
    expect(await handle('link', { signalId: concernId })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await handle('link')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await handle('link', { signalId: signal.signalId })).toMatchObject({ __typename: 'ConcernChanged' });
    expect(await read()).toMatchObject({ state: 'linked', dueOn: null, signalId: signal.signalId });
    expect(await follow()).toBe(0);
    expect(await slip()).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await t.db.sql(
      t.economy.tenantId,
      `update signal set closed_at = '2026-11-24', closed_because = 'quiet' where signal_id = $1`,
      [signal.signalId],
    );
    expect([await follow(), await follow()]).toEqual([1, 0]);
    expect(await read()).toMatchObject({ state: 'lookedInto', dueOn: '2026-12-22' });
    expect(await mailed('concernSignalEnded')).toBeGreaterThan(0);
  });

  it('link to no signal of another provider', async () => {
    const other = await arrangeConcern(t, { about: 'Riverside Community NHS Trust' });
    const shown = await t.app.get(ConcernsReads, { strict: false }).concern(board, other.concernId);
    expect(shown?.nextSteps).not.toContain('link');
    const answer = await t.app.get(ConcernsService, { strict: false }).handle(board, {
      concernId: other.concernId,
      expectedVersion: shown?.version,
      event: 'link',
      reason: 'It is the same',
      signalId: signal.signalId,
    });
    expect(answer).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('are given to concerns from before there were any, once', async () => {
    await t.db.sql(t.economy.tenantId, 'update concern set due_on = null');
    expect([await follow(), await follow()]).toEqual([1, 0]);
    expect((await read()).dueOn).toBe('2026-12-01');
  });

  it('stand on Today: how many are open, how many late, those due first at the head', async () => {
    const { reference } = await arrangeConcern(t, { about: 'Elm Park Surgery' });
    await t.db.sql(t.economy.tenantId, `update concern set due_on = '2026-11-20' where reference = $1`, [reference]);
    const due = (viewer: Viewer) => t.app.get(ConcernsReads, { strict: false }).due(viewer, 1);
    expect(await due(board)).toMatchObject({
      open: 2,
      overdue: 1,
      toConfirm: 0,
      items: [{ reference, overdueWorkingDays: 2 }],
    });
    for (const viewer of [t.economy.stranger('commissioner'), t.economy.viewer('commissioner', 'northgate')])
      expect(await due(viewer)).toMatchObject({ open: 0, overdue: 0, items: [] });
  });
});
