import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StaffService } from '../staff/staff.service.js';
import { type ArrangedMeeting, arrangeMeeting } from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { EngagementCountsService } from './engagement-counts.service.js';
import { RegisterService } from './register.service.js';

describe('figures belong to the employer on the day of the meeting', () => {
  let t: TestApp;
  let october: ArrangedMeeting;
  let november: ArrangedMeeting;

  beforeAll(async () => {
    t = await startTestApp();
    october = await arrangeMeeting(t, { startsAt: '2026-10-20T09:00:00.000Z', sentAt: '2026-09-01T09:00:00Z' });
    november = await arrangeMeeting(t, { startsAt: '2026-11-10T09:00:00.000Z' });
    for (const { meetingId } of [october, november]) {
      t.clock.setNow(meetingId === october.meetingId ? '2026-10-20T09:00:00.000Z' : '2026-11-10T09:00:00.000Z');
      await t.app.get(RegisterService).markAllAccepted(t.economy.viewer('careCoordinator'), { meetingId });
    }
    t.clock.setNow(TEST_NOW);
  });
  afterAll(() => t.stop());

  const sql = <T extends object>(text: string, values: readonly unknown[] = []) =>
    t.db.sql<T>(t.economy.tenantId, text, values);
  const gpCounted = async (m: ArrangedMeeting) =>
    (
      await sql<{ provider: string; own: boolean }>(
        'select provider_organisation_id as provider, is_own_site as own from attendance_count where meeting_id = $1 and seat_id = $2',
        [m.meetingId, m.seats.gp],
      )
    )[0];
  const everything = async () => [
    await sql('select * from attendance_count order by meeting_id, seat_id'),
    await sql('select * from engagement_by_provider order by 1,2,3,4,5,6,7,8'),
    await sql('select * from engagement_by_mdt order by 1,2,3,4,5,6,7,8,9'),
  ];
  const rebuild = () => t.app.get(EngagementCountsService).rebuildEngagement(t.economy.tenantId);
  const expectRebuildToChangeNothing = async () => {
    const before = await everything();
    await rebuild();
    expect(await everything()).toEqual(before);
  };

  it('counts meetings since the first day of a role that is entered late, and no earlier one', async () => {
    const { elmpark, riverside } = t.economy.organisations;
    const [role] = await sql<{ id: string }>(
      'select practitioner_role_id as id from practitioner_role where practitioner_id = $1',
      [t.economy.practitioners.gp],
    );
    const staff = t.app.get(StaffService);
    expect(
      await staff.addPractitioner(t.economy.viewer('administrator', 'riverside'), {
        name: 'Dr Amara Osei',
        email: 'gp@example.invalid',
        organisationId: riverside,
        roleCode: 'gp',
        from: '2026-11-01',
      }),
    ).toMatchObject({ __typename: 'PractitionerAdded', practitionerId: t.economy.practitioners.gp });
    // Employed by both: the seat's own provider goes first.
    expect(await gpCounted(november)).toEqual({ provider: elmpark, own: false });
    await staff.endPractitionerRole(t.economy.viewer('administrator', 'elmpark'), {
      practitionerRoleId: role?.id,
      on: '2026-10-31',
    });
    expect(await gpCounted(november)).toEqual({ provider: riverside, own: true });
    expect(await gpCounted(october)).toEqual({ provider: elmpark, own: false });
    const [moved] = await sql<{ seats: number }>(
      `select sum(seats)::int as seats from engagement_by_provider where provider_organisation_id = $1 and month = '2026-11-01'`,
      [elmpark],
    );
    expect(moved?.seats).toBeNull();
    await expectRebuildToChangeNothing();
  });

  it('goes back to the provider of the seat for days on which nobody employed them', async () => {
    const [role] = await sql<{ id: string }>(
      'select practitioner_role_id as id from practitioner_role where practitioner_id = $1 and upper_inf(during)',
      [t.economy.practitioners.gp],
    );
    await t.app.get(StaffService).endPractitionerRole(t.economy.viewer('administrator', 'riverside'), {
      practitionerRoleId: role?.id,
      on: '2026-11-05',
    });
    expect(await gpCounted(november)).toEqual({ provider: t.economy.organisations.elmpark, own: false });
    await expectRebuildToChangeNothing();
  });

  it('a rebuild starts from the registers: a count that is wrong, too many or missing is put right', async () => {
    const right = await everything();
    await sql(`update attendance_count set count_class = 'lost' where meeting_id = $1 and seat_id = $2`, [
      october.meetingId,
      october.seats.gp,
    ]);
    await sql('delete from attendance_count where meeting_id = $1', [november.meetingId]);
    const coming = await arrangeMeeting(t, { startsAt: '2026-12-08T09:00:00.000Z' });
    await sql(
      `insert into attendance_count select tenant_id, $1, $2, provider_organisation_id, host_organisation_id, mdt_id, role_code, is_core, is_own_site, practitioner_id, month, meeting_date, count_class, reason_locus
       from attendance_count where meeting_id = $3 limit 1`,
      [coming.meetingId, coming.seats.gp, october.meetingId],
    );
    await rebuild();
    expect(await everything()).toEqual(right);
  });
});
