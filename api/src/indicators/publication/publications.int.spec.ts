import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rebuildRollups } from '../../attendance/engagement-rollups.js';
import { Commands } from '../../platform/commands.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import type { EngagementFilter } from '../engagement-inputs.graphql.js';
import { IndicatorsReads } from '../indicators.reads.js';
import { type SeededMdt, type SeedSeats, seedCounts, seedMdt } from '../testkit/seed-counts.js';
import { PublicationsReads } from './publications.reads.js';
import { PublicationsService } from './publications.service.js';

describe('publications of engagement', () => {
  let t: TestApp;
  let reads: IndicatorsReads;
  let service: PublicationsService;
  let frailty: SeededMdt;
  let discharge: SeededMdt;

  beforeAll(async () => {
    t = await startTestApp();
    reads = t.app.get(IndicatorsReads);
    service = t.app.get(PublicationsService);
    frailty = await seedMdt(t, 'Frailty MDT', 'riverside');
    discharge = await seedMdt(t, 'Discharge MDT', 'riverside');
    await seedCounts(
      t,
      ['2026-04', '2026-07', '2026-10'].flatMap((month): SeedSeats[] => [
        { provider: 'northgate', mdt: frailty, month, class: 'lost', seats: 12, roleCode: 'geriatrician' },
        { provider: 'northgate', mdt: discharge, month, class: 'tookPart', seats: 20, roleCode: 'dischargeNurse' },
        { provider: 'riverside', mdt: frailty, month, class: 'tookPart', seats: 30 },
        { provider: 'elmpark', mdt: frailty, month, class: 'tookPart', seats: 3, roleCode: 'gp' },
      ]),
    );
  }, 60_000);
  afterAll(() => t.stop());

  const commissioner = () => t.economy.viewer('commissioner', 'icb');
  const administrator = () => t.economy.viewer('administrator', 'icb');
  const northgate = async (filter: EngagementFilter = {}, viewer: Viewer = commissioner()) => {
    const found = await reads.overview(viewer, { fromMonth: '2026-07', toMonth: '2026-09', ...filter });
    return found?.providers.find(({ organisationName }) => /Northgate/.test(organisationName))?.all;
  };
  /** So many seats of one MDT that did not take part in July now did: what a correction of registers leaves behind. */
  const correct = async (seats: number, mdt: SeededMdt, back = false) => {
    const [from, to] = back ? ['tookPart', 'lost'] : ['lost', 'tookPart'];
    await t.db.sql(
      t.economy.tenantId,
      `update attendance_count set count_class = $4 where (tenant_id, meeting_id, seat_id) in (
         select tenant_id, meeting_id, seat_id from attendance_count where tenant_id = $1 and mdt_id = $2 and count_class = $3
           and month = '2026-07-01' and provider_organisation_id = $6 order by meeting_id limit $5)`,
      [t.economy.tenantId, mdt.mdtId, from, to, seats, t.economy.organisations.northgate],
    );
    await t.app.get(Commands).runJob(t.economy.tenantId, 'rebuildEngagement', async (tx) => {
      tx.audit({ entity: 'Engagement', entityId: t.economy.tenantId });
      await rebuildRollups(tx);
    });
  };
  const publish = (viewer: Viewer = administrator()) => service.publish(viewer, { reason: 'Before the board meets' });

  it('are made once for a quarter that has settled, and hold no later one', async () => {
    expect(await service.publishDue(t.economy.tenantId)).toBeNull();
    const found = await t.app.get(PublicationsReads).all(commissioner());
    expect(found).toMatchObject({ nextOn: '2027-01-29', mayPublish: false });
    expect(found?.publications).toMatchObject([
      { number: 1, cause: 'schedule', throughMonth: '2026-09', isNewest: true, added: 6, corrected: [] },
    ]);
    const all = await reads.overview(commissioner(), { fromMonth: '2026-01' });
    expect(all?.months).toMatchObject({ toMonth: '2026-09', monthSoFar: null });
    expect((await northgate({ fromMonth: '2026-01' }))?.counted).toBe(64);
  });

  it('do not change when a register does, which the provider sees at once', async () => {
    await correct(3, frailty);
    expect(await northgate()).toMatchObject({ tookPart: 20, counted: 32 });
    const manager = t.economy.viewer('providerManager', 'northgate');
    expect(await northgate({}, manager)).toMatchObject({ tookPart: 23, counted: 32 });
  });

  it('hold no correction of fewer than five seats: one publication less the other would tell them', async () => {
    expect(await publish()).toMatchObject({ __typename: 'NothingToPublish' });
    await correct(4, frailty);
    expect(await publish()).toMatchObject({ __typename: 'EngagementPublished', number: 2, added: 0, corrected: 1 });
    expect(await northgate()).toMatchObject({ tookPart: 27, counted: 32 });
    expect(await northgate({ publication: 1 })).toMatchObject({ tookPart: 20, counted: 32 });
    expect((await reads.overview(commissioner(), {}))?.edition).toMatchObject({ number: 2, isNewest: true });
    expect((await reads.overview(commissioner(), { publication: 1 }))?.edition).toMatchObject({ isNewest: false });
  });

  it('are cut less where a finer figure less its earlier one would tell a small number', async () => {
    await correct(3, frailty);
    await correct(3, discharge, true);
    // Three each way: the same total, and small differences by MDT and role.
    expect(await publish()).toMatchObject({ corrected: 1 });
    const found = await t.app.get(PublicationsReads).all(administrator());
    expect(found?.publications[0]?.corrected).toMatchObject([
      { organisationName: 'Northgate Acute NHS Trust', quarter: '2026-07', version: 3, detail: 'sites' },
    ]);
    expect(await northgate()).toMatchObject({ isHidden: false, tookPart: 27 });
    for (const filter of [{ roleCode: 'geriatrician' }, { mdtId: frailty.mdtId }, { coreOnly: true }]) {
      expect((await northgate(filter))?.isHidden).toBe(true);
      expect((await northgate({ ...filter, publication: 2 }))?.isHidden).toBe(false);
    }
  });

  it('may be made before a quarter has settled by an administrator of the board, and by nobody else', async () => {
    t.clock.setNow('2027-01-05T09:00:00.000Z');
    expect(await service.publishDue(t.economy.tenantId)).toBeNull();
    expect(await service.publish(t.economy.viewer('administrator', 'riverside'), { reason: 'Now' })).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await service.publish(commissioner(), { reason: 'Now' })).toMatchObject({ __typename: 'NotPermitted' });
    expect(await service.publish(administrator(), { reason: ' ' })).toMatchObject({ __typename: 'InvalidInput' });
    const both = await Promise.all([publish(), publish()]);
    expect(both.map((one) => (one as { __typename: string }).__typename).sort()).toEqual([
      'EngagementPublished',
      'NothingToPublish',
    ]);
    const found = await t.app.get(PublicationsReads).all(administrator());
    expect(found?.publications[0]).toMatchObject({ cause: 'byHand', reason: 'Before the board meets', added: 3 });
    expect((await reads.overview(commissioner(), {}))?.months.toMonth).toBe('2026-12');
    t.clock.setNow(TEST_NOW);
  });

  it('are nothing to a provider, nor to another tenant', async () => {
    const all = t.app.get(PublicationsReads);
    expect(await all.all(t.economy.viewer('administrator', 'riverside'))).toBeNull();
    expect((await all.all(t.economy.stranger('commissioner')))?.publications ?? []).toEqual([]);
    expect((await reads.overview(t.economy.stranger('commissioner'), { publication: 1 }))?.edition).toBeNull();
    expect((await reads.overview(commissioner(), { publication: 99 }))?.edition?.isNewest).toBe(true);
  });
});
