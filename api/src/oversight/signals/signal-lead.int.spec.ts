import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditReads } from '../../audit/audit.reads.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { FiguresReads } from '../../withholding/figures/figures.reads.js';
import { DeparturesReads } from '../departures/departures.reads.js';
import { RunsReads } from '../runs/runs.reads.js';
import { arrangeRun } from '../testkit/arrange-run.js';
import { AFTER_LEAD, signalHands } from '../testkit/signal-hands.js';
import { SignalReads } from './signal.reads.js';

jest.setTimeout(180_000);

/** The tenth working day after the Wednesday on which November was judged. */
const RAISED_AT = '2026-12-09T09:00:00.000Z';
const SEEN_FROM = '2026-12-23T00:00:00.000Z';

describe('the lead time of what a month says of a signal that commissioners see', () => {
  let t: TestApp;
  let manager: Viewer;
  let commissioner: Viewer;
  let providerId: string;
  const hands = signalHands(() => t);
  const { service, signalId, read, time, move, version } = hands;

  beforeAll(async () => {
    t = await startTestApp();
    ({ manager, commissioner } = await hands.gather());
    providerId = t.economy.organisations.northgate;
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    await hands.open();
    t.clock.setNow(AFTER_LEAD);
    await time();
  });

  const judge = async (month: string, level: 'none' | 'watch' | 'alert' | 'alarm', score: number) => {
    await arrangeRun(t, month, [{ providerId, level, score, since: '2026-08-03' }]);
  };
  const raise = async () => {
    t.clock.setNow(RAISED_AT);
    await judge('2026-11-01', 'alarm', 0.97);
    await time();
  };
  const kindsFor = async (viewer: Viewer) => (await read(viewer)).steps.map(({ kind }) => kind);
  const rowsFor = <Row extends object>(viewer: Viewer, name: string, text: string) =>
    t.app.get(Reads).rows<Row>(viewer, { name, text, values: [] });

  it('is the provider’s from the raise on, with the day from which commissioners see it', async () => {
    await raise();
    expect(await read(manager)).toMatchObject({
      level: 'alarm',
      latestMonth: '2026-11-01',
      levelSeenFrom: expect.stringContaining('2026-12-23'),
    });
    expect((await kindsFor(manager)).slice(-2)).toEqual(['raised', 'providerTold']);
  });

  it('changes nothing that commissioners read: level, month, onset, steps, their numbers and the version', async () => {
    const before = { ...(await read(commissioner)), nextSteps: [] };
    const list = await service(SignalReads).signals(commissioner, 'open', 20, null);
    await raise();
    expect({ ...(await read(commissioner)), nextSteps: [] }).toEqual({
      ...before,
      isOverdue: false,
      timetable: expect.anything(),
    });
    expect(await service(SignalReads).signals(commissioner, 'open', 20, null)).toEqual(list);
    expect((await read(commissioner)).steps.map(({ no }) => no)).toEqual(before.steps.map((_, at) => at + 1));
  });

  it('is kept from them by the wall itself, in every table that tells of it', async () => {
    await raise();
    for (const table of ['signal', 'signal_now', 'signal_shown'])
      expect(
        await rowsFor(commissioner, `lead-${table}`, `select level, latest_month::text as month from ${table}`),
      ).toEqual([{ level: 'alert', month: '2026-10-01' }]);
    expect(await rowsFor(commissioner, 'lead-rows', 'select 1 from signal_lead')).toEqual([]);
    expect(await rowsFor(commissioner, 'lead-steps', `select 1 from signal_step where to_level = 'alarm'`)).toEqual([]);
    expect(await rowsFor(manager, 'lead-own', 'select level from signal_now')).toEqual([{ level: 'alarm' }]);
    for (const other of [t.economy.viewer('providerManager', 'riverside'), t.economy.stranger('commissioner')])
      expect(await rowsFor(other, 'lead-others', 'select 1 from signal_lead')).toEqual([]);
    await expect(t.db.sql(t.economy.tenantId, `update signal_lead set level = 'watch' returning 1`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is not sooner that of a commissioner who acts for the provider’s own organisation, and stays its manager’s', async () => {
    const own: Viewer = { ...commissioner, organisationId: providerId };
    const kind = (to: string) =>
      t.db.sql(t.economy.tenantId, `update organisation set kind = '${to}' where organisation_id = '${providerId}'`);
    const before = await t.db.sql<{ kind: string }>(
      t.economy.tenantId,
      `select kind from organisation where organisation_id = '${providerId}'`,
    );
    await kind('localAuthority');
    try {
      await raise();
      expect(await read(own)).toMatchObject({ level: 'alert', latestMonth: '2026-10-01' });
      expect((await service(FiguresReads).figures(own, await signalId()))?.month).toBe('2026-10');
      expect(await rowsFor(own, 'lead-own-commissioner', 'select 1 from signal_lead')).toEqual([]);
      expect(
        await rowsFor(own, 'month-own-commissioner', `select 1 from provider_month where month > '2026-10-01'`),
      ).toEqual([]);
      expect(await read(manager)).toMatchObject({ level: 'alarm' });
      // Nor the signal itself before its time.
      t.clock.setNow('2026-11-25T09:00:00.000Z');
      expect(await rowsFor(own, 'signal-own-commissioner', 'select 1 from signal')).toEqual([]);
      expect(await rowsFor(manager, 'signal-own-manager', 'select 1 from signal')).toHaveLength(1);
    } finally {
      await kind(String(before[0]?.kind));
    }
  });

  it('shows in no figure, count, trail or mail of theirs', async () => {
    const runs = () => service(RunsReads).runs(commissioner, 20, null);
    const before = (await runs()).testing;
    await raise();
    expect((await service(FiguresReads).figures(commissioner, await signalId()))?.month).toBe('2026-10');
    expect((await service(FiguresReads).figures(manager, await signalId()))?.month).toBe('2026-11');
    const { testing, items } = await runs();
    expect(testing?.expectedFalse).toEqual(before?.expectedFalse);
    expect(items.find(({ month }) => month === '2026-11-01')?.expectedFalseShare).toBeNull();
    const { events } = await service(AuditReads).events(t.economy.viewer('administrator', 'icb'), {
      first: 100,
      after: null,
    });
    expect(JSON.stringify(events)).not.toMatch(/alarm|raised|SignalLead/);
    const mails = await t.db.sql<{ kind: string; email: string }>(
      t.economy.tenantId,
      `select kind, recipient_email as email from outbox_message where kind like 'signal%' and created_at >= '${RAISED_AT}'`,
    );
    expect(new Set(mails.map(({ kind }) => kind))).toEqual(new Set(['signalLevelChanged']));
  });

  it('is theirs when its time has come, without any job, and they are told of it once', async () => {
    await raise();
    t.clock.setNow('2026-12-22T23:59:00.000Z');
    expect((await read(commissioner)).level).toBe('alert');
    t.clock.setNow(SEEN_FROM);
    expect(await read(commissioner)).toMatchObject({ level: 'alarm', latestMonth: '2026-11-01', levelSeenFrom: null });
    expect(await kindsFor(commissioner)).toContain('raised');
    await time();
    await time();
    expect((await kindsFor(commissioner)).filter((kind) => kind === 'commissionersTold')).toHaveLength(2);
    await judge('2026-12-01', 'alarm', 0.98);
    expect((await t.db.sql(t.economy.tenantId, 'select level from signal'))[0]).toEqual({ level: 'alarm' });
    expect(await read(commissioner)).toMatchObject({ level: 'alarm', latestMonth: '2026-11-01' });
    expect(await read(manager)).toMatchObject({ level: 'alarm', latestMonth: '2026-12-01' });
  });

  it('is the same for a month that changes nothing, so that what is not seen tells of no raise', async () => {
    t.clock.setNow(RAISED_AT);
    await judge('2026-11-01', 'alert', 0.93);
    expect((await read(commissioner)).latestMonth).toBe('2026-10-01');
    expect((await kindsFor(manager)).at(-1)).toBe('judged');
    expect(await kindsFor(commissioner)).not.toContain('judged');
    t.clock.setNow(SEEN_FROM);
    expect((await read(commissioner)).latestMonth).toBe('2026-11-01');
    expect(await kindsFor(commissioner)).toContain('judged');
    await time();
    expect((await kindsFor(commissioner)).filter((kind) => kind === 'commissionersTold')).toHaveLength(1);
  });

  it('is none for a lower level and an end, which wait for nobody', async () => {
    t.clock.setNow(RAISED_AT);
    await judge('2026-11-01', 'watch', 0.8);
    expect(await read(commissioner)).toMatchObject({ level: 'watch', latestMonth: '2026-11-01' });
    await judge('2026-11-01', 'none', 0.2);
    await judge('2026-12-01', 'none', 0.2);
    expect(await read(commissioner)).toMatchObject({ stage: 'closed' });
  });

  it('leaves nothing for commissioners of a raise that a correction took back before they saw it', async () => {
    await raise();
    await judge('2026-11-01', 'alert', 0.93);
    const before = [await kindsFor(commissioner), await version()];
    // The provider, who was told of the raise, is told of this too; in no step that commissioners read.
    await time();
    expect((await kindsFor(manager)).at(-1)).toBe('providerTold');
    expect([await kindsFor(commissioner), await version()]).toEqual(before);
    expect(await read(manager)).toMatchObject({ level: 'alert', latestMonth: '2026-11-01' });
    expect(await kindsFor(manager)).toEqual(expect.arrayContaining(['raised', 'lowered', 'judgedAgain']));
    t.clock.setNow('2027-01-29T09:00:00.000Z');
    const kinds = await kindsFor(commissioner);
    expect(kinds).toContain('judgedAgain');
    expect(kinds).not.toEqual(expect.arrayContaining(['raised']));
    expect(kinds).not.toEqual(expect.arrayContaining(['lowered']));
  });

  it('leaves a signal that ended meanwhile as commissioners saw it last', async () => {
    await raise();
    await judge('2026-10-01', 'none', 0.2);
    await judge('2026-11-01', 'none', 0.2);
    t.clock.setNow('2027-01-29T09:00:00.000Z');
    expect(await read(commissioner)).toMatchObject({ level: 'alert', stage: 'closed' });
    expect(await kindsFor(commissioner)).not.toContain('raised');
    expect(await kindsFor(manager)).toContain('raised');
  });

  it('lets commissioners go on meanwhile by what they see, each step with a number of its own', async () => {
    await raise();
    const stage = await version();
    expect(await move(commissioner, 'stop', { publishedReason: 'A strike explains it.' })).toMatchObject({
      __typename: 'SignalChanged',
    });
    expect(await version()).toBe(stage + 1);
    const steps = await t.db.sql<{ no: number; level: string | null }>(
      t.economy.tenantId,
      'select step_no as no, to_level as level from signal_step order by step_no',
    );
    expect(steps.map(({ no }) => no)).toEqual(steps.map((_, at) => at + 1));
    expect(steps.at(-1)?.level).toBe('alert');
    const { items } = await service(DeparturesReads).departures(commissioner, 5, null);
    const shown = (await read(commissioner)).steps.length;
    expect(items.map(({ id }) => id)).toEqual([`step:${await signalId()}:n${shown}`]);
  });
});
