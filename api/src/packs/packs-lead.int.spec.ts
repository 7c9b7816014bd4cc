import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { arrangeConcern } from '../oversight/testkit/arrange-concern.js';
import { arrangeRun } from '../oversight/testkit/arrange-run.js';
import { arrangeMeeting } from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../withholding/testkit/arrange-signal.js';
import { PackSealer } from './pack-sealer.js';
import { PacksReads } from './packs.reads.js';
import { PacksService } from './packs.service.js';
import { addEvidence, sealSignalPack, sectionOf } from './testkit/seal-pack.js';

jest.setTimeout(180_000);

/** November is judged on the second of December, and commissioners see it ten working days later. */
const JUDGED = '2026-12-02T09:00:00.000Z';
const SEEN_FROM = '2026-12-16T00:00:00.000Z';

describe('an evidence pack while a month is the provider’s alone', () => {
  let t: TestApp;
  let folder: string;
  let signal: ArrangedSignal;
  const commissioner = () => t.economy.viewer('commissioner', 'icb');
  const provider = () => t.economy.viewer('providerManager', 'northgate');
  const reads = () => t.app.get(PacksReads, { strict: false });
  const sql = (text: string, values: readonly unknown[] = []) =>
    t.db.sql(t.economy.tenantId, text, [t.economy.tenantId, ...values]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    signal = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
  });
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of a signal that is the provider’s alone too holds all that was judged, and is nobody else’s before that', async () => {
    await sql(`update signal set commissioner_sees_from = '2026-12-10' where tenant_id = $1`);
    await sql(`update provider_month set commissioner_sees_from = '2026-12-10' where tenant_id = $1`);
    const { pack, packId } = await sealSignalPack(t, provider(), signal.signalId);
    expect(sectionOf(pack, 'months')).toHaveLength(1);
    expect(sectionOf(pack, 'claims').find(({ figure }) => figure === 'elsewhere.lost')?.count).toBeGreaterThan(0);
    expect(await reads().pack(commissioner(), packId)).toBeNull();
    await sql(`update signal set commissioner_sees_from = '2026-11-20' where tenant_id = $1`);
    await sql(`update provider_month set commissioner_sees_from = '2026-11-20' where tenant_id = $1`);
    expect(await reads().pack(commissioner(), packId)).not.toBeNull();
  });

  it('of an early notice stays the provider’s, also when the notice has become a signal', async () => {
    await sql(`update signal set level = 'earlyNotice', commissioner_sees_from = null where tenant_id = $1`);
    const own = await sealSignalPack(t, provider(), signal.signalId);
    expect(sectionOf(own.pack, 'months')).toHaveLength(1);
    await sql(`update signal set level = 'alert', commissioner_sees_from = '2026-11-20' where tenant_id = $1`);
    const theirs = await sealSignalPack(t, commissioner(), signal.signalId);
    expect(await reads().pack(commissioner(), own.packId)).toBeNull();
    expect(await reads().bytes(commissioner(), own.packId, 'json')).toBeNull();
    const listed = await reads().packs(commissioner(), {
      signalId: signal.signalId,
      concernId: null,
      first: 50,
      after: null,
    });
    expect(listed.packs.map(({ id }) => id)).not.toContain(own.packId);
    expect(await reads().pack(provider(), own.packId)).not.toBeNull();
    const shown = await reads().pack(provider(), own.packId);
    expect(JSON.stringify(sectionOf(theirs.pack, 'chronology'))).not.toContain(String(shown?.sha256));
  });

  it('holds nothing of that month, whoever asks, and all of it once both see it', async () => {
    const { meetingId, seats } = await arrangeMeeting(t, { startsAt: '2026-11-10T09:00:00.000Z' });
    const [row] = await t.db.sql<{ no: number }>(
      t.economy.tenantId,
      `select evidence_no::int as no from attendance_evidence where provider_organisation_id = $1 and count_class = 'lost' limit 1`,
      [t.economy.organisations.northgate],
    );
    await addEvidence(t, Number(row?.no), {
      meeting_id: meetingId,
      seat_id: seats.geriatrician,
      meeting_date: '2026-11-10',
    });
    t.clock.setNow(JUDGED);
    const runId = await arrangeRun(t, '2026-11-01', [
      { providerId: t.economy.organisations.northgate, level: 'alarm', score: 0.97, since: '2026-06-16' },
    ]);
    const early = (text: string) =>
      /2026-11-(?!2[0-9]T|30)|"alarm"|0\.97/.exec(text.replace(/"(rules|method|leftOut|cover)":\[.*?\]\]/gs, ''));
    for (const viewer of [commissioner(), provider()]) {
      const { pack, bytes } = await sealSignalPack(t, viewer, signal.signalId);
      expect(String(bytes)).not.toContain(runId);
      expect(sectionOf(pack, 'months').map(({ month }) => month)).toEqual(['2026-10']);
      for (const section of [
        'register',
        'invitations',
        'releases',
        'disputes',
        'impact',
        'participation',
        'effectMonths',
      ])
        expect(early(JSON.stringify(sectionOf(pack, section)))).toBeNull();
      expect(sectionOf(pack, 'chronology').map(({ what }) => what)).not.toContain('raised');
      expect(sectionOf(pack, 'signal')).toEqual(expect.arrayContaining([{ item: 'level', value: 'alert' }]));
    }
    t.clock.setNow(SEEN_FROM);
    const { pack, bytes } = await sealSignalPack(t, commissioner(), signal.signalId);
    expect(String(bytes)).toContain(runId);
    expect(sectionOf(pack, 'register').map(({ day }) => day)).toContain('2026-11-10');
    expect(sectionOf(pack, 'chronology').map(({ what }) => what)).toContain('raised');
  });

  it('about a concern holds no records of meetings after the newest month that commissioners see', async () => {
    t.clock.setNow(JUDGED);
    const concern = await arrangeConcern(t, { from: '2026-10-20', until: '2026-11-30' });
    const days = async () => {
      const viewer = commissioner();
      const asked = await t.app
        .get(PacksService, { strict: false })
        .sealConcernPack(viewer, { concernId: concern.concernId, sealedFor: 'NHS England' });
      const { packId } = asked as unknown as { packId: string };
      await t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId);
      const text = String(await reads().bytes(viewer, packId, 'json'));
      return { until: /\["until","([^"]*)"\]/.exec(text)?.[1], hasNovember: text.includes('"2026-11-10"') };
    };
    expect(await days()).toEqual({ until: '2026-10-31', hasNovember: false });
    t.clock.setNow(SEEN_FROM);
    expect(await days()).toEqual({ until: '2026-11-30', hasNovember: true });
    t.clock.setNow(TEST_NOW);
  });
});
