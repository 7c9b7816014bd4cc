import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReleaseService } from '../../attendance/release.service.js';
import { AccountsService } from '../../identity/accounts.service.js';
import { ReplyLinkService } from '../../replies/reply-link.service.js';
import { StaffService } from '../../staff/staff.service.js';
import { planTestMdt, type TestMdt } from '../../testkit/plan-mdt.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { LeaversService } from './leavers.service.js';

describe('a leaver keeps nothing', () => {
  let t: TestApp;
  let mdt: TestMdt;

  beforeEach(async () => {
    t = await startTestApp();
    mdt = await planTestMdt(t);
    const sent = await t.app.get(InvitationsService).sendInvitations(host(), { seriesId: mdt.seriesId });
    expect(sent).toMatchObject({ __typename: 'InvitationsSent', people: 5 });
  });
  afterEach(() => t.stop());

  const host = () => t.economy.viewer('careCoordinator');
  const sql = <T extends object>(text: string, values: readonly unknown[] = []) =>
    t.db.sql<T>(t.economy.tenantId, text, values);
  const geriatrician = () => t.economy.practitioners.geriatrician;
  const roleId = async (practitionerId: string) =>
    (
      await sql<{ id: string }>(
        'select practitioner_role_id as id from practitioner_role where practitioner_id = $1 and upper_inf(during)',
        [practitionerId],
      )
    )[0]?.id;
  const end = async (practitionerId: string, on: string) => {
    const practitionerRoleId = await roleId(practitionerId);
    const admin = t.economy.viewer('administrator', 'icb');
    expect(await t.app.get(StaffService).endPractitionerRole(admin, { practitionerRoleId, on })).toMatchObject({
      __typename: 'PractitionerRoleEnded',
    });
  };
  const holder = async (seatId: string = mdt.seatIds.geriatrician) =>
    (
      await sql<{ who: string | null }>('select holder_practitioner_id as who from mdt_seat where seat_id = $1', [
        seatId,
      ])
    )[0]?.who;
  /** Of the geriatrician's seat, in date order. */
  const invited = async () =>
    (
      await sql<{ who: string | null }>(
        `select i.practitioner_id as who from invitation i join mdt_meeting m using (tenant_id, meeting_id)
         where i.seat_id = $1 and m.mdt_id = $2 order by m.starts_at`,
        [mdt.seatIds.geriatrician, mdt.mdtId],
      )
    ).map((row) => row.who);
  const mails = (kind: string) =>
    sql<{ name: string; subject: string; body_text: string; calendar_part: string | null }>(
      'select recipient_name as name, subject, body_text, calendar_part from outbox_message where kind = $1 order by recipient_email',
      [kind],
    );
  const tokenOf = async (name: string) => {
    const [mail] = await sql<{ body_text: string }>(
      `select body_text from outbox_message where kind = 'meeting.invitation' and recipient_name = $1`,
      [name],
    );
    const token = /reply\/([^?\s]+)/.exec(mail?.body_text ?? '')?.[1];
    if (!token) throw new Error('No link in the mail.');
    return token;
  };

  it('from the day after their last: no seat, no invitation, no working link, no open request', async () => {
    const [, second] = mdt.meetingIds;
    const asked = await t.app
      .get(ReleaseService)
      .requestRelease(host(), { meetingId: second, seatId: mdt.seatIds.geriatrician, note: '' });
    expect(asked).toMatchObject({ __typename: 'ReleaseRequested' });
    const token = await tokenOf('Dr Tom Keane');
    const links = t.app.get(ReplyLinkService);
    const invitationIds = (await links.open(token)).map((row) => row.invitationId);
    expect(invitationIds).toHaveLength(6);

    await end(geriatrician(), '2026-11-23');

    expect(await holder()).toBeNull();
    expect(await invited()).toEqual([null, null, null, null, null, null]);
    const [cancelled, ...moreMail] = await mails('meeting.cancelled');
    expect(moreMail).toEqual([]);
    expect(cancelled).toMatchObject({ name: 'Dr Tom Keane', calendar_part: expect.stringContaining('METHOD:CANCEL') });
    expect(await links.open(token)).toEqual([]);
    expect(await links.answer(token, 'test', { answer: 'accept', declineReason: null, invitationIds })).toBeNull();
    expect(await invited()).toEqual([null, null, null, null, null, null]);
    expect(await sql('select 1 from reply_link where practitioner_id = $1', [geriatrician()])).toEqual([]);
    expect(await sql<{ state: string }>('select state from release_request')).toEqual([{ state: 'cancelled' }]);
    expect((await mails('releaseWithdrawn'))[0]?.body_text).toContain('Dr Tom Keane is no longer asked to come');
    const [told, ...others] = await mails('seatLeft');
    expect(others).toEqual([]);
    expect(told?.body_text).toContain('without a holder from Tuesday 24 November 2026');
    expect(told?.body_text).toContain(`/mdts/${mdt.mdtId}/seats/${mdt.seatIds.geriatrician}`);
    expect(await sql('select 1 from practitioner_booking where practitioner_id = $1', [geriatrician()])).toEqual([]);
    expect(await holder(mdt.seatIds.gp)).toBe(t.economy.practitioners.gp);
  });

  it('keeps the seat to the last day and the meetings until then; the job empties it once, the day after', async () => {
    await end(geriatrician(), '2026-12-09');
    const tom = geriatrician();
    expect(await holder()).toBe(tom);
    expect(await invited()).toEqual([tom, tom, null, null, null, null]);
    expect((await t.app.get(ReplyLinkService).open(await tokenOf('Dr Tom Keane'))).length).toBe(2);
    expect((await mails('seatLeft'))[0]?.body_text).toContain('from Thursday 10 December 2026');

    const job = () => t.app.get(LeaversService).emptySeatsOfLeavers(t.economy.tenantId);
    t.clock.setNow('2026-12-09T12:00:00.000Z');
    expect(await job()).toBe(0);
    t.clock.setNow('2026-12-10T02:00:00.000Z');
    expect(await job()).toBe(1);
    expect(await job()).toBe(0);
    expect(await holder()).toBeNull();
    // What was held before the last day stays as it was.
    expect(await invited()).toEqual([tom, tom, null, null, null, null]);
  });

  it('stands in for nobody: the naming goes, and the holder is asked again', async () => {
    const [meetingId] = mdt.meetingIds;
    const { dischargeNurse } = t.economy.practitioners;
    await sql('insert into seat_deputy (tenant_id, seat_id, practitioner_id) values ($1,$2,$3)', [
      t.economy.tenantId,
      mdt.seatIds.geriatrician,
      dischargeNurse,
    ]);
    // Two seats of one person at one meeting would be one booking; the nurse's own goes first.
    await sql('update invitation set practitioner_id = null where seat_id = $1', [mdt.seatIds.dischargeNurse]);
    const [invitation] = await sql<{ id: string; version: number }>(
      'select invitation_id as id, lock_version as version from invitation where meeting_id = $1 and seat_id = $2',
      [meetingId, mdt.seatIds.geriatrician],
    );
    expect(
      await t.app.get(InvitationsService).nameDeputy(host(), {
        invitationId: invitation?.id,
        expectedVersion: invitation?.version,
        deputyPractitionerId: dischargeNurse,
      }),
    ).toMatchObject({ __typename: 'ReplySaved' });
    await end(dischargeNurse, '2026-11-23');
    expect(await sql('select 1 from seat_deputy')).toEqual([]);
    expect(
      await sql('select response, deputy_practitioner_id from invitation where invitation_id = $1', [invitation?.id]),
    ).toEqual([{ response: 'needsAction', deputy_practitioner_id: null }]);
    expect((await mails('meeting.cancelled')).map((mail) => mail.name)).toContain('Leila Hussain');
    expect(await holder()).toBe(geriatrician());
  });

  it('takes nothing from somebody who goes on in the same role, or ends another one', async () => {
    const admin = t.economy.viewer('administrator', 'icb');
    const more = await t.app.get(StaffService).addPractitioner(admin, {
      name: 'Dr Tom Keane',
      email: 'geriatrician@example.invalid',
      organisationId: t.economy.organisations.northgate,
      roleCode: 'gp',
      from: '2026-11-01',
    });
    const practitionerRoleId = 'practitionerRoleId' in more ? more.practitionerRoleId : '';
    await t.app.get(StaffService).endPractitionerRole(admin, { practitionerRoleId, on: '2026-11-20' });
    expect(await holder()).toBe(geriatrician());
    expect(await mails('seatLeft')).toEqual([]);
  });

  describe('closing the account', () => {
    const close = async (more: object) => {
      const { accountId } = t.economy.viewer('clinician', 'northgate');
      const admin = t.economy.viewer('administrator', 'northgate');
      return t.app.get(AccountsService).closeAccount(admin, { accountId, ...more });
    };

    it('of somebody who works on without signing in takes no seat', async () => {
      expect(await close({})).toMatchObject({ __typename: 'AccountClosed' });
      expect(await holder()).toBe(geriatrician());
      expect(await roleId(geriatrician())).toBeDefined();
    });

    it('of somebody who has left ends their roles with the last day, and what they held', async () => {
      expect(await close({ lastDay: '2026-11-23' })).toMatchObject({ __typename: 'AccountClosed' });
      expect(await roleId(geriatrician())).toBeUndefined();
      expect(await holder()).toBeNull();
      expect(await mails('seatLeft')).toHaveLength(1);
    });

    it('asks for a last day that is not still to come', async () => {
      expect(await close({ lastDay: '2026-11-25' })).toMatchObject({ __typename: 'InvalidInput' });
    });
  });
});
