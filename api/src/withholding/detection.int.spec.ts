import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REGIME_2015 } from '@quorate/libs/signals';
import { addDays, daysBetween } from '@quorate/libs/time';
import { recountMeetings } from '../attendance/count-meeting.js';
import { WITHHELD_SINCE_DAYS } from '../demo/demo-behaviour.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { loadDemoTenant } from '../testkit/demo-tenant.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { DetectionService, type RunDraft } from './detection.service.js';
import { storeShippedRegime } from './regimes.js';
import type { LevelOfMonth } from './run-of-month.js';
import { VoiceService } from './voice/voice.service.js';

const ONSET = addDays(TEST_NOW.slice(0, 10), -WITHHELD_SINCE_DAYS);
const ALDERBROOK = 'ZZT02';

describe('a month of the demo economy', () => {
  let t: TestApp;
  let detection: DetectionService;
  let tenantId: string;
  const codes = new Map<string, string>();

  beforeAll(async () => {
    t = await startTestApp();
    tenantId = await loadDemoTenant(t);
    detection = t.app.get(DetectionService, { strict: false });
    await job((tx) => storeShippedRegime(tx));
    for (const row of await t.db.sql<{ id: string; code: string }>(
      tenantId,
      'select organisation_id as id, ods_code as code from organisation',
    ))
      codes.set(row.id, row.code);
  }, 120_000);
  afterAll(() => t.stop());

  const job = <R>(work: (tx: Transaction) => Promise<R>) =>
    t.app.get(Commands).runJob(tenantId, 'detect', (tx) => {
      tx.audit({ entity: 'DetectionRun', entityId: 'test' });
      return work(tx);
    });
  const flagged = (run: { readonly providers: readonly LevelOfMonth[] }) =>
    run.providers.filter(({ isFlagged }) => isFlagged).map(({ providerId }) => codes.get(providerId));
  const facts = ({ rowsHash, rowsRead, providers }: RunDraft) => ({
    hash: rowsHash.toString('hex'),
    rowsRead,
    scores: providers.map(({ providerId, score, level, standing }) => ({ providerId, score, level, standing })),
  });

  it('finds the provider that holds its staff back, with its date, and nobody else', async () => {
    const run = await detection.workOut(tenantId, '2026-10-01');
    expect(flagged(run)).toEqual([ALDERBROOK]);
    const found = run.providers.find(({ providerId }) => codes.get(providerId) === ALDERBROOK);
    expect(Math.abs(daysBetween(found?.figures.since ?? '', ONSET))).toBeLessThanOrEqual(45);
    expect(found).toMatchObject({ standing: 'judged', level: 'alarm' });
    expect(found?.score).toBeGreaterThan(0.95);
    expect(found?.figures.withoutOnePerson.holds).toBe(true);
    expect(run.providersTested).toBeGreaterThan(8);
    expect(run.expectedFalseShare).toBeLessThan(0.05);
    expect(run.dataQuality.every(({ providerId }) => codes.get(providerId) !== ALDERBROOK)).toBe(true);
  });

  it('raises nobody in any month before, and the one by the second month after it began', async () => {
    const months = await detection.dryRun(
      tenantId,
      { first: '2026-01-01', last: '2026-10-01' },
      REGIME_2015.thresholds,
    );
    const byMonth = new Map(months.map((month) => [month.month, flagged(month)]));
    for (const month of ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'])
      expect(byMonth.get(month)).toEqual([]);
    for (const month of ['2026-08-01', '2026-09-01', '2026-10-01']) expect(byMonth.get(month)).toEqual([ALDERBROOK]);
  });

  it('gives the same numbers again from the same cut after a correction, and others from a new one', async () => {
    const before = await detection.workOut(tenantId, '2026-08-01');
    const { runId } = await job((tx) => detection.store(tx, before, { cause: 'byHand', requestedBy: null }));
    await correct();
    const again = await detection.workOut(tenantId, '2026-08-01', { cut: before.cut });
    expect(facts(again)).toEqual(facts(before));
    const after = await detection.workOut(tenantId, '2026-08-01');
    expect(Number(after.cut)).toBeGreaterThan(Number(before.cut));
    expect(facts(after).hash).not.toBe(facts(before).hash);
    const second = await job((tx) => detection.store(tx, after, { cause: 'correction', requestedBy: null }));
    expect(second.version).toBe(2);
    const stored = await t.db.sql<{ run_id: string; rows_hash: Buffer }>(
      tenantId,
      'select run_id, rows_hash from detection_run order by version',
    );
    expect(stored.map(({ rows_hash }) => rows_hash.toString('hex'))).toEqual([facts(before).hash, facts(after).hash]);
    expect(stored[0]?.run_id).toBe(runId);
    const [months] = await t.db.sql<{ n: number }>(
      tenantId,
      'select count(*)::int as n from provider_month where run_id = $1',
      [runId],
    );
    expect(months?.n).toBe(before.providers.length);
  });

  it('takes five people’s private word as an early notice to a provider, and scores it as before', async () => {
    const month = '2026-10-01';
    const before = await detection.workOut(tenantId, month);
    const quiet = new Map(
      before.providers
        .filter(({ standing, level }) => standing === 'judged' && level === 'none')
        .map((provider) => [provider.providerId, provider]),
    );
    const missed = await t.db.sql<Missed>(
      tenantId,
      `select distinct on (provider_organisation_id, practitioner_id) practitioner_id as "practitionerId", meeting_id as "meetingId", provider_organisation_id as "providerId"
       from attendance_evidence where tenant_id = $1 and is_current and count_class = 'lost' and provider_organisation_id <> host_organisation_id
         and practitioner_id is not null and meeting_date between '2026-05-15' and '2026-10-31' order by 3, 1, 2`,
      [tenantId],
    );
    const [own] = [...Map.groupBy(missed, ({ providerId }) => providerId)]
      .filter(([providerId, people]) => quiet.has(providerId) && people.length >= 5)
      .map(([, people]) => people.slice(0, 5));
    if (!own?.[0]) throw new Error('No quiet provider has five people who missed a meeting.');
    const { providerId } = own[0];
    const level = async () => {
      const run = await detection.workOut(tenantId, month);
      const found = run.providers.find((provider) => provider.providerId === providerId);
      expect(found?.score).toBe(quiet.get(providerId)?.score);
      return found?.level;
    };
    for (const one of own.slice(1)) await state(one);
    expect(await level()).toBe('none');
    await state(own[0]);
    expect(await level()).toBe('earlyNotice');
  });

  interface Missed {
    readonly practitionerId: string;
    readonly meetingId: string;
    readonly providerId: string;
  }

  /** Says in private, as that member of staff, that they were not released. */
  async function state({ practitionerId, meetingId, providerId }: Missed) {
    const [{ accountId, actingRoleId } = { accountId: '', actingRoleId: '' }] = await t.db.sql<{
      accountId: string;
      actingRoleId: string;
    }>(tenantId, 'select account_id as "accountId", acting_role_id as "actingRoleId" from acting_role limit 1', []);
    const viewer = { ...t.economy.viewer('clinician', 'northgate'), tenantId, accountId, actingRoleId, practitionerId };
    const answer = await t.app
      .get(VoiceService, { strict: false })
      .stateNotReleased({ ...viewer, organisationId: providerId }, { meetingId });
    expect(answer).toMatchObject({ __typename: 'StatementSaved' });
  }

  /** A correction of one lost seat: as the register would write it, and counted anew. */
  async function correct() {
    await job(async (tx) => {
      const [lost] = await tx.query<{ meetingId: string; seatId: string }>(
        `select meeting_id as "meetingId", seat_id as "seatId" from attendance_evidence
         where tenant_id = $1 and is_current and count_class = 'lost' and meeting_date between '2026-07-15' and '2026-07-31' order by 1, 2 limit 1`,
        [tenantId],
      );
      if (!lost) throw new Error('Nobody was missing in July.');
      const values = [tenantId, lost.meetingId, lost.seatId];
      await tx.query(
        'update attendance_record set is_current = false where tenant_id = $1 and meeting_id = $2 and seat_id = $3 and is_current',
        values,
      );
      await tx.query(
        `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, mode, source, recorded_by, recorded_at, correction_reason)
         select tenant_id, gen_random_uuid(), meeting_id, seat_id, version + 1, true, 'attended', 'remote', source, recorded_by, recorded_at, 'Was on the line'
         from attendance_record where tenant_id = $1 and meeting_id = $2 and seat_id = $3 order by version desc limit 1`,
        values,
      );
      await recountMeetings(tx, [lost.meetingId]);
    });
  }
});
