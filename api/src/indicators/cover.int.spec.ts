import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrangeMeeting } from '../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import type { EngagementCover } from './cover.graphql.js';
import { CoverReads } from './cover.reads.js';

describe('cover by place', () => {
  let t: TestApp;
  let reads: CoverReads;

  beforeAll(async () => {
    t = await startTestApp();
    reads = t.app.get(CoverReads);
    const { seats } = await arrangeMeeting(t, {
      startsAt: '2026-12-08T09:00:00.000Z',
      requiredRoles: ['geriatrician', 'pharmacist'],
    });
    const { tenantId, organisations, practitioners } = t.economy;
    await t.db.sql(
      tenantId,
      `insert into organisation_membership (tenant_id, organisation_id, parent_id, kind, during, source) values ($1,$2,$3,'subIcb','[2020-01-01,)','test')`,
      [tenantId, organisations.riverside, organisations.icb],
    );
    await t.db.sql(tenantId, `update mdt set status = 'active' where tenant_id = $1`, [tenantId]);
    await t.db.sql(tenantId, 'insert into seat_deputy (tenant_id, seat_id, practitioner_id) values ($1,$2,$3)', [
      tenantId,
      seats.matron,
      practitioners.nurse,
    ]);
    await t.db.sql(
      tenantId,
      'update mdt_seat set holder_practitioner_id = null where tenant_id = $1 and seat_id = $2',
      [tenantId, seats.gp],
    );
  }, 60_000);
  afterAll(() => t.stop());

  const rolesOf = (found: EngagementCover | null) =>
    Object.fromEntries(
      (found?.places ?? []).flatMap(({ mdts }) =>
        mdts.flatMap(({ roles }) =>
          roles.map(({ roleCode, isRequired, seats, held, withDeputy }) => [
            roleCode,
            [isRequired, seats, held, withDeputy],
          ]),
        ),
      ),
    );

  it('tells a commissioner what is required, held, deputised or not there at all, by place', async () => {
    const found = await reads.cover(t.economy.viewer('commissioner', 'icb'));
    expect(found?.places.map(({ name }) => name)).toEqual(['Tamewater Integrated Care Board']);
    expect(rolesOf(found)).toMatchObject({
      communityMatron: [false, 1, 1, 1],
      geriatrician: [true, 1, 1, 0],
      gp: [false, 1, 0, 0],
      pharmacist: [true, 0, 0, 0],
    });
    expect(JSON.stringify(found)).not.toMatch(/Keane/);
  });

  it("tells a manager of the own provider's seats, and a co-ordinator of MDTs of the own organisation", async () => {
    const manager = await reads.cover(t.economy.viewer('providerManager', 'northgate'));
    expect(Object.keys(rolesOf(manager)).sort()).toEqual(['dischargeNurse', 'geriatrician']);
    expect(rolesOf(await reads.cover(t.economy.viewer('careCoordinator', 'riverside')))).toHaveProperty('gp');
    expect((await reads.cover(t.economy.viewer('careCoordinator', 'northgate')))?.places).toEqual([]);
  });

  it('is nothing to other roles and to another tenant', async () => {
    expect(await reads.cover(t.economy.viewer('clinician'))).toBeNull();
    expect((await reads.cover(t.economy.stranger('commissioner')))?.places).toEqual([]);
  });
});
