import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IndicatorsReads } from '../../indicators/indicators.reads.js';
import { DataQualityReads } from '../../oversight/runs/data-quality.reads.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { FiguresReads } from '../../withholding/figures/figures.reads.js';
import { arrangeSignal } from '../../withholding/testkit/arrange-signal.js';

const ALL = { mdtId: null, roleCode: null, month: null, first: 500, after: null };

/** A lost seat of Northgate at Riverside is part of an open signal, and disputed. */
describe('a disputed record where attendance is shown as evidence', () => {
  let t: TestApp;
  let signalId: string;
  let rowId: string;

  beforeAll(async () => {
    t = await startTestApp();
    ({ signalId } = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-10T00:00:00Z' }));
    const lost = await t.app.get(FiguresReads).rows(manager(), signalId, 'elsewhere.lost', ALL);
    rowId = lost?.rows[0]?.id ?? '';
    await dispute();
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const manager = () => t.economy.viewer('providerManager', 'northgate');
  const commissioner = () => t.economy.viewer('commissioner', 'icb');

  async function dispute(): Promise<void> {
    const { tenantId, organisations, practitioners } = t.economy;
    const [meetingId, seatId] = rowId.split('_');
    const sql = (text: string, values: readonly unknown[]) => t.db.sql(tenantId, text, [tenantId, ...values]);
    const who = t.economy.viewer('careCoordinator').accountId;
    await sql(
      `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, practitioner_id, source, recorded_by, recorded_at)
       values ($1,$2,$3,$4,1,true,'absentNoNotice',$5,'register',$6,'2026-09-01')`,
      [randomUUID(), meetingId, seatId, practitioners.geriatrician, who],
    );
    await sql(
      `insert into attendance_count (tenant_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, mdt_id, role_code, is_core, is_own_site, practitioner_id, month, meeting_date, count_class)
       select $1, m.meeting_id, $3, $4, m.host_organisation_id, m.mdt_id, 'geriatrician', true, false, $5, date_trunc('month', m.meeting_date), m.meeting_date, 'lost'
       from mdt_meeting m where m.tenant_id = $1 and m.meeting_id = $2`,
      [meetingId, seatId, organisations.northgate, practitioners.geriatrician],
    );
    const disputeId = randomUUID();
    await sql(
      `insert into attendance_dispute (tenant_id, dispute_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, practitioner_id, disputed_version,
         outcome, mode, raised_by, raised_as, raised_at, in_time_until, remind_on, due_on, state)
       values ($1,$2,$3,$4,$5,$6,$7,1,'attended','remote',$8,'providerManager','2026-11-20','2026-11-24','2026-11-25','2026-11-27','waiting')`,
      [
        disputeId,
        meetingId,
        seatId,
        organisations.northgate,
        organisations.riverside,
        practitioners.geriatrician,
        manager().accountId,
      ],
    );
    await sql(
      `insert into attendance_dispute_words (tenant_id, dispute_id, what_is_wrong, evidence) values ($1,$2,'She was on the line','The log names her')`,
      [disputeId],
    );
  }

  it('is marked among the rows of a signal for the provider and for commissioners, who read no word of it', async () => {
    const shown = async (viewer: Viewer) => {
      const found = await t.app.get(FiguresReads).rows(viewer, signalId, 'elsewhere.lost', ALL);
      return found?.rows.flatMap(({ id, dispute }) => (dispute ? [[id, dispute]] : []));
    };
    expect(await shown(manager())).toEqual([[rowId, 'waiting']]);
    expect(await shown(commissioner())).toEqual([[rowId, 'waiting']]);
    t.clock.setNow('2026-11-28T00:00:00.000Z');
    expect(await shown(commissioner())).toEqual([[rowId, 'unanswered']]);
    const words = (viewer: Viewer) =>
      t.app.get(Reads).rows(viewer, {
        name: `words-${viewer.role}`,
        text: 'select evidence from attendance_dispute_words where tenant_id = $1',
        values: [viewer.tenantId],
      });
    expect(await words(manager())).toHaveLength(1);
    expect(await words(commissioner())).toEqual([]);
    expect(await words(t.economy.viewer('providerManager', 'elmpark'))).toEqual([]);
    expect(await words(t.economy.stranger('providerManager'))).toEqual([]);
  });

  it('is marked among the rows of an engagement figure for the employer and the host', async () => {
    const shown = async (viewer: Viewer) => {
      const cell = { organisationId: t.economy.organisations.northgate, classes: ['lost'] };
      const found = await t.app.get(IndicatorsReads).rows(viewer, {}, cell, { first: 50, after: null });
      return found?.rows.map(({ id, dispute }) => [id, dispute]);
    };
    expect(await shown(manager())).toEqual([[rowId, 'waiting']]);
    expect(await shown(t.economy.viewer('careCoordinator'))).toEqual([[rowId, 'waiting']]);
  });

  it('is counted among registers to complete for those who wait for it', async () => {
    const counted = async (viewer: Viewer) => {
      const { disputesWaiting, disputesUnanswered } = await t.app.get(DataQualityReads).dataQuality(viewer);
      return [disputesWaiting, disputesUnanswered];
    };
    t.clock.setNow('2026-11-28T00:00:00.000Z');
    expect(await counted(manager())).toEqual([1, 1]);
    expect(await counted(commissioner())).toEqual([1, 1]);
    expect(await counted(t.economy.viewer('careCoordinator'))).toEqual([1, 1]);
    for (const viewer of [
      t.economy.viewer('providerManager', 'elmpark'),
      t.economy.viewer('careCoordinator', 'northgate'),
      t.economy.viewer('administrator', 'elmpark'),
      t.economy.stranger('commissioner'),
    ])
      expect([viewer.role, ...(await counted(viewer))]).toEqual([viewer.role, 0, 0]);
  });
});
