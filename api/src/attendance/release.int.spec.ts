import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { InvitationsService } from '../meetings/invitations/invitations.service.js';
import { SeatsService } from '../meetings/mdts/seats.service.js';
import { MeetingChanges } from '../meetings/meeting-changes.js';
import { SeriesEditService } from '../meetings/series/series-edit.service.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting, type MeetingWanted } from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { ReleaseReads } from './release.reads.js';
import { ReleaseService } from './release.service.js';

const NEXT_WEEK = '2026-12-01T13:00:00.000Z';

let hours = 0;
/** Nobody else's, so that no two meetings of this file want the same person. */
function newHour(): string {
  hours += 1;
  return new Date(Date.parse('2027-01-04T09:00:00.000Z') + hours * 2 * 3_600_000).toISOString();
}

describe('release requests', () => {
  let t: TestApp;
  let service: ReleaseService;
  let reads: ReleaseReads;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(ReleaseService);
    reads = t.app.get(ReleaseReads);
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const host = () => t.economy.viewer('careCoordinator');
  const manager = () => t.economy.viewer('providerManager', 'northgate');
  const clinician = () => t.economy.viewer('clinician', 'northgate');
  const arrange = (wanted: MeetingWanted = {}) => arrangeMeeting(t, { startsAt: NEXT_WEEK, ...wanted });
  const ask = (m: ArrangedMeeting, viewer: Viewer = host(), more: object = {}) =>
    service.requestRelease(viewer, { invitationId: m.invitations.geriatrician, note: 'Two people need her', ...more });
  const idOf = async (m: ArrangedMeeting, viewer: Viewer = host()) => {
    const answer = await ask(m, viewer);
    if (!('releaseRequestId' in answer)) throw new Error(`Not asked: ${JSON.stringify(answer)}`);
    return answer.releaseRequestId;
  };
  const answer = (releaseRequestId: string, more: object = {}, viewer: Viewer = manager()) =>
    service.answerRelease(viewer, { releaseRequestId, expectedVersion: 1, answer: 'GRANT', ...more });
  const stored = async (id: string) =>
    (
      await t.db.sql<{
        state: string;
        due_on: string;
        lock_version: number;
        provider_organisation_id: string;
        reason_code: string | null;
      }>(
        t.economy.tenantId,
        'select state, due_on::text, lock_version, provider_organisation_id, reason_code from release_request where release_request_id = $1',
        [id],
      )
    )[0];
  const mails = (m: ArrangedMeeting, kind: string) =>
    t.db.sql<{ recipient_email: string; subject: string; body_text: string }>(
      t.economy.tenantId,
      'select recipient_email, subject, body_text from outbox_message where meeting_id = $1 and kind = $2 order by recipient_email',
      [m.meetingId, kind],
    );

  describe('asking', () => {
    it('goes to the employer, with a due date, and a mail to its managers that links to the queue', async () => {
      const m = await arrange();
      const id = await idOf(m);
      expect(await stored(id)).toEqual({
        state: 'requested',
        due_on: '2026-11-30',
        lock_version: 1,
        provider_organisation_id: t.economy.organisations.northgate,
        reason_code: null,
      });
      const [mail, ...more] = await mails(m, 'releaseRequested');
      expect(more).toEqual([]);
      expect(mail?.body_text).toContain(`/releases?request=${id}`);
      expect(mail?.body_text).toContain('Dr Tom Keane');
      expect(mail?.body_text).toContain('Monday 30 November 2026');
      expect(mail?.recipient_email).toBe(`${manager().login}@example.invalid`);
    });

    it('is done by the invited person too, by meeting and seat', async () => {
      const m = await arrange();
      const answered = await ask(m, clinician(), {
        invitationId: null,
        meetingId: m.meetingId,
        seatId: m.seats.geriatrician,
      });
      expect(answered).toMatchObject({ __typename: 'ReleaseRequested', managersTold: 1 });
    });

    it('asks the employer of the meeting’s day, not of today', async () => {
      const m = await arrange({ startsAt: '2027-02-02T13:00:00.000Z' });
      const { tenantId, practitioners, organisations } = t.economy;
      await t.db.sql(
        tenantId,
        `update practitioner_role set during = '[2020-01-01,2027-01-01)' where practitioner_id = $1`,
        [practitioners.geriatrician],
      );
      await t.db.sql(
        tenantId,
        `insert into practitioner_role (tenant_id, practitioner_role_id, practitioner_id, organisation_id, role_code, during) values ($1,$2,$3,$4,'geriatrician','[2027-01-01,)')`,
        [tenantId, newId(), practitioners.geriatrician, organisations.elmpark],
      );
      expect((await stored(await idOf(m)))?.provider_organisation_id).toBe(organisations.elmpark);
      const employed = (key: 'elmpark' | 'northgate', during: string) =>
        t.db.sql(
          tenantId,
          'update practitioner_role set during = $3 where practitioner_id = $1 and organisation_id = $2',
          [practitioners.geriatrician, organisations[key], during],
        );
      await employed('elmpark', 'empty');
      await employed('northgate', '[2020-01-01,)');
    });

    it('is for the deputy where the reply sends one', async () => {
      const m = await arrange({ replies: { geriatrician: 'delegated' }, deputies: { geriatrician: 'dischargeNurse' } });
      await idOf(m);
      expect((await reads.ofMeeting(host(), m.meetingId)).map((r) => r.personName)).toEqual(['Leila Hussain']);
    });

    it.each<[string, MeetingWanted, string]>([
      ['a meeting that has begun', { startsAt: TEST_NOW }, 'MEETING_OVER'],
      ['a cancelled meeting', { status: 'cancelled' }, 'MEETING_CANCELLED'],
      ['an empty seat', { vacant: ['geriatrician'] }, 'SEAT_EMPTY'],
    ])('is refused for %s', async (_name, wanted, code) => {
      const m = await arrange(wanted);
      expect(await ask(m)).toMatchObject({ __typename: 'ReleaseNotPossible', code });
    });

    it('happens once for a person and meeting, also when two ask at once, and again after it was taken back', async () => {
      const m = await arrange();
      const answers = await Promise.all([ask(m), ask(m, clinician())]);
      expect(answers.map((a) => a.__typename).sort()).toEqual(['ReleaseNotPossible', 'ReleaseRequested']);
      expect(await ask(m)).toMatchObject({ code: 'ALREADY_ASKED' });
      const [request] = await reads.ofMeeting(host(), m.meetingId);
      await service.cancelRelease(host(), { releaseRequestId: request?.id, expectedVersion: 1 });
      expect(await ask(m)).toMatchObject({ __typename: 'ReleaseRequested' });
    });

    it('runs once for one idempotency key', async () => {
      const m = await arrange();
      const viewer = { ...host(), idempotencyKey: newId() };
      const answers = await Promise.all([ask(m, viewer), ask(m, viewer)]);
      expect(answers[0]).toEqual(answers[1]);
      expect(await mails(m, 'releaseRequested')).toHaveLength(1);
    });

    it('needs an invitation, or a meeting and a seat', async () => {
      expect(await service.requestRelease(host(), {})).toMatchObject({ __typename: 'InvalidInput' });
      expect(await service.requestRelease(host(), { meetingId: newId() })).toMatchObject({
        __typename: 'InvalidInput',
      });
    });

    it('is not for others: neither another clinician nor another host nor another tenant', async () => {
      const m = await arrange();
      const absent = await service.requestRelease(host(), { invitationId: newId() });
      expect(absent).toMatchObject({ __typename: 'NotPermitted' });
      for (const viewer of [
        t.economy.viewer('clinician', 'elmpark'),
        t.economy.viewer('careCoordinator', 'northgate'),
        t.economy.stranger('careCoordinator'),
      ])
        expect(await ask(m, viewer)).toEqual(absent);
    });
  });

  describe('answering', () => {
    it('grants, tells whoever asked and the person, and is then out of the queue', async () => {
      const m = await arrange();
      const id = await idOf(m);
      expect(await answer(id)).toEqual({ __typename: 'ReleasesAnswered', releaseRequestIds: [id] });
      expect(await stored(id)).toMatchObject({ state: 'granted', lock_version: 2 });
      expect((await mails(m, 'releaseAnswered')).map((mail) => mail.recipient_email)).toEqual([
        expect.stringContaining('careCoordinator-'),
        'geriatrician@example.invalid',
      ]);
      expect((await reads.queue(manager(), 'waiting', 50, null)).items.map((r) => r.id)).not.toContain(id);
      expect((await reads.queue(manager(), 'answered', 50, null)).items.map((r) => r.id)).toContain(id);
    });

    it('grants with cover by a person or in words, and not with a stranger', async () => {
      const first = await idOf(await arrange({ deputies: { geriatrician: 'nurse' } }));
      const { nurse, dischargeNurse, gp } = t.economy.practitioners;
      expect(await answer(first, { answer: 'GRANT_WITH_COVER' })).toMatchObject({
        problems: [{ path: 'coverPractitionerId' }],
      });
      expect(await answer(first, { answer: 'GRANT_WITH_COVER', coverPractitionerId: gp })).toMatchObject({
        problems: [{ path: 'coverPractitionerId' }],
      });
      expect(await answer(first, { answer: 'GRANT_WITH_COVER', coverPractitionerId: nurse })).toMatchObject({
        __typename: 'ReleasesAnswered',
      });
      expect(
        await answer(first, { answer: 'GRANT_WITH_COVER', coverPractitionerId: dischargeNurse, expectedVersion: 2 }),
      ).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
      const other = await idOf(await arrange());
      expect(await answer(other, { answer: 'GRANT_WITH_COVER', note: 'The registrar' })).toMatchObject({
        __typename: 'ReleasesAnswered',
      });
    });

    it('refuses with a reason only, and may reconsider', async () => {
      const id = await idOf(await arrange());
      expect(await answer(id, { answer: 'REFUSE' })).toMatchObject({ problems: [{ path: 'reasonCode' }] });
      expect(await answer(id, { answer: 'REFUSE', reasonCode: 'releaseRefused' })).toMatchObject({
        __typename: 'InvalidInput',
      });
      expect(await answer(id, { reasonCode: 'noCover' })).toMatchObject({ problems: [{ path: 'reasonCode' }] });
      expect(await answer(id, { answer: 'REFUSE', reasonCode: 'noCover' })).toMatchObject({
        __typename: 'ReleasesAnswered',
      });
      expect(await stored(id)).toMatchObject({ state: 'refused', reason_code: 'noCover' });
      expect(await answer(id, { expectedVersion: 2 })).toMatchObject({ __typename: 'ReleasesAnswered' });
      expect(await stored(id)).toMatchObject({ state: 'granted', reason_code: null });
    });

    it('of two at once saves one; the other learns that it changed', async () => {
      const id = await idOf(await arrange());
      const answers = await Promise.all([answer(id), answer(id, { answer: 'REFUSE', reasonCode: 'workload' })]);
      expect(answers.map((a) => a.__typename).sort()).toEqual(['ChangedByOther', 'ReleasesAnswered']);
    });

    it('of several at once saves all or none', async () => {
      const ids = [await idOf(await arrange()), await idOf(await arrange({ startsAt: '2026-12-02T13:00:00.000Z' }))];
      const answers = ids.map((releaseRequestId) => ({ releaseRequestId, expectedVersion: 1, answer: 'GRANT' }));
      const stale = answers.map((a, i) => ({ ...a, expectedVersion: i + 1 }));
      expect(await service.answerReleases(manager(), { answers: stale })).toMatchObject({
        __typename: 'ChangedByOther',
      });
      expect(await Promise.all(ids.map(async (id) => (await stored(id))?.state))).toEqual(['requested', 'requested']);
      expect(await service.answerReleases(manager(), { answers })).toMatchObject({ releaseRequestIds: ids });
      expect(await Promise.all(ids.map(async (id) => (await stored(id))?.state))).toEqual(['granted', 'granted']);
    });

    it('is too late once the meeting is over', async () => {
      const id = await idOf(await arrange());
      t.clock.setNow('2026-12-01T14:30:00.000Z');
      expect(await answer(id)).toMatchObject({ code: 'MEETING_OVER' });
      expect((await reads.queue(manager(), 'missed', 50, null)).items.map((r) => r.id)).toContain(id);
    });

    it('is for managers of the employer only, told as if it were not there', async () => {
      const id = await idOf(await arrange());
      const absent = await answer(newId());
      expect(absent).toMatchObject({ __typename: 'NotPermitted' });
      const roles: readonly Role[] = [
        'careCoordinator',
        'clinician',
        'commissioner',
        'administrator',
        'informationGovernanceLead',
      ];
      for (const role of roles)
        expect(await answer(id, {}, t.economy.viewer(role, 'northgate'))).toMatchObject({ __typename: 'NotPermitted' });
      for (const viewer of [
        t.economy.viewer('providerManager', 'elmpark'),
        t.economy.viewer('providerManager', 'riverside'),
        t.economy.stranger('providerManager'),
      ])
        expect(await answer(id, {}, viewer)).toEqual(absent);
    });
  });

  describe('silence', () => {
    it('past the due date is unanswered, not refused, marked once, and may still be answered', async () => {
      const id = await idOf(await arrange());
      t.clock.setNow('2026-11-30T23:59:00.000Z');
      expect(await service.markUnansweredReleases(t.economy.tenantId)).toBeGreaterThanOrEqual(0);
      expect((await stored(id))?.state).toBe('requested');
      t.clock.setNow('2026-12-01T00:00:00.000Z');
      expect((await reads.queue(manager(), 'waiting', 50, null)).items.find((r) => r.id === id)?.isOverdue).toBe(true);
      expect(await service.markUnansweredReleases(t.economy.tenantId)).toBeGreaterThanOrEqual(1);
      expect(await service.markUnansweredReleases(t.economy.tenantId)).toBe(0);
      expect((await stored(id))?.state).toBe('unanswered');
      expect(await answer(id, { expectedVersion: 2 })).toMatchObject({ __typename: 'ReleasesAnswered' });
    });
  });

  describe('taking back', () => {
    it('is for whoever asked, the person, and the host; then it is final', async () => {
      const id = await idOf(await arrange());
      const take = (viewer: Viewer, expectedVersion = 1) =>
        service.cancelRelease(viewer, { releaseRequestId: id, expectedVersion });
      expect(await take(t.economy.viewer('clinician', 'elmpark'))).toMatchObject({ __typename: 'NotPermitted' });
      expect(await take(manager())).toMatchObject({ __typename: 'NotPermitted' });
      expect(await take(clinician(), 7)).toMatchObject({ __typename: 'ChangedByOther', currentVersion: 1 });
      expect(await take(clinician())).toMatchObject({ __typename: 'ReleaseCancelled' });
      expect(await answer(id, { expectedVersion: 2 })).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    });

    it('happens by itself to what nobody has answered when the meeting is cancelled', async () => {
      const m = await arrange();
      const open = await idOf(m);
      await t.db.sql(
        t.economy.tenantId,
        `update mdt_meeting set status = 'cancelled', cancel_reason = 'Snow' where meeting_id = $1`,
        [m.meetingId],
      );
      await t.app.get(Commands).runJob(t.economy.tenantId, 'test', async (tx) => {
        await t.app.get(MeetingChanges).announce(tx, [m.meetingId]);
        tx.audit({ entity: 'test', entityId: 'test' });
      });
      expect((await stored(open))?.state).toBe('cancelled');
      const [mail, ...more] = await mails(m, 'releaseWithdrawn');
      expect(more).toEqual([]);
      expect(mail?.body_text).toContain('You need not answer. The meeting was cancelled.');
    });
  });

  it('is not waited for any more once somebody else holds the seat', async () => {
    const m = await arrange({ startsAt: '2026-12-16T13:00:00.000Z' });
    const id = await idOf(m);
    const [seat] = await t.db.sql<{ version: number }>(
      t.economy.tenantId,
      'select lock_version as version from mdt_seat where seat_id = $1',
      [m.seats.geriatrician],
    );
    const asked = { seatId: m.seats.geriatrician, expectedVersion: seat?.version ?? 0, practitionerId: null };
    expect(await t.app.get(SeatsService).setSeatHolder(host(), asked)).toMatchObject({ __typename: 'MdtSaved' });
    expect((await stored(id))?.state).toBe('cancelled');
    expect((await mails(m, 'releaseWithdrawn'))[0]?.body_text).toContain('Dr Tom Keane is no longer asked to come');
  });

  describe('a deputy’s request is not waited for any more', () => {
    const withDeputy = () =>
      arrange({
        startsAt: newHour(),
        vacant: ['dischargeNurse'],
        replies: { geriatrician: 'delegated' },
        deputies: { geriatrician: 'dischargeNurse' },
      });
    const reply = { expectedVersion: 1 };

    it('once they hand the seat back, as the co-ordinator records it or the holder comes after all', async () => {
      for (const answer of ['decline', 'accept']) {
        const m = await withDeputy();
        const id = await idOf(m);
        const said = await t.app
          .get(InvitationsService)
          .recordReply(host(), { ...reply, invitationId: m.invitations.geriatrician, answer });
        expect(said).toMatchObject({ __typename: 'ReplySaved' });
        expect((await stored(id))?.state).toBe('cancelled');
        expect(await mails(m, 'releaseWithdrawn')).toHaveLength(1);
      }
    });

    it('once another deputy is named', async () => {
      const m = await withDeputy();
      const id = await idOf(m);
      await t.db.sql(
        t.economy.tenantId,
        'insert into seat_deputy (tenant_id, seat_id, practitioner_id) values ($1,$2,$3)',
        [t.economy.tenantId, m.seats.geriatrician, t.economy.practitioners.gp],
      );
      const named = await t.app.get(InvitationsService).nameDeputy(host(), {
        ...reply,
        invitationId: m.invitations.geriatrician,
        deputyPractitionerId: t.economy.practitioners.gp,
      });
      expect(named).toMatchObject({ __typename: 'ReplySaved' });
      expect((await stored(id))?.state).toBe('cancelled');
    });

    it('but is while they are to come', async () => {
      const m = await withDeputy();
      const id = await idOf(m);
      const named = await t.app.get(InvitationsService).nameDeputy(host(), {
        ...reply,
        invitationId: m.invitations.geriatrician,
        deputyPractitionerId: t.economy.practitioners.dischargeNurse,
      });
      expect(named).toMatchObject({ __typename: 'ReplySaved' });
      expect((await stored(id))?.state).toBe('requested');
    });
  });

  describe('a meeting that moves to another hour', () => {
    const move = async (m: ArrangedMeeting, more: object) => {
      const [meeting] = await t.db.sql<{ version: number }>(
        t.economy.tenantId,
        'select lock_version as version from mdt_meeting where meeting_id = $1',
        [m.meetingId],
      );
      const asked = { meetingId: m.meetingId, scope: 'one', expectedVersion: meeting?.version ?? 0, ...more };
      expect(await t.app.get(SeriesEditService).editMeeting(host(), asked)).toMatchObject({
        __typename: 'MeetingsChanged',
      });
    };

    it.each([
      ['granted', { answer: 'GRANT' }, '14'],
      ['refused', { answer: 'REFUSE', reasonCode: 'noCover' }, '15'],
    ])('asks the manager again where it was %s for the old one', async (_state, given, day) => {
      const m = await arrange({ startsAt: '2026-12-10T13:00:00.000Z' });
      const id = await idOf(m);
      await answer(id, given);
      await move(m, { date: `2026-12-${day}` });
      expect(await stored(id)).toMatchObject({
        state: 'requested',
        due_on: '2026-12-01',
        lock_version: 3,
        reason_code: null,
      });
      const [, again] = await mails(m, 'releaseRequested');
      expect(again?.body_text).toContain('The meeting was moved.');
      expect(again?.body_text).toContain(`${day} December 2026`);
      expect(await answer(id, { ...given, expectedVersion: 3 })).toMatchObject({ __typename: 'ReleasesAnswered' });
    });

    it('asks nobody again for another room', async () => {
      const m = await arrange({ startsAt: '2026-12-11T13:00:00.000Z' });
      const id = await idOf(m);
      await answer(id);
      await move(m, { joinUrl: 'https://meet.example.invalid/1' });
      expect(await stored(id)).toMatchObject({ state: 'granted', lock_version: 2 });
      expect(await mails(m, 'releaseRequested')).toHaveLength(1);
    });
  });

  describe('the queue', () => {
    it('says who asks for whom, when, where, how much notice and who could cover, overdue first, page by page', async () => {
      const later = await idOf(await arrange({ startsAt: '2026-12-15T13:00:00.000Z' }), clinician());
      const m = await arrange({ startsAt: '2026-11-27T13:00:00.000Z', deputies: { geriatrician: 'dischargeNurse' } });
      const soon = await idOf(m);
      const rival = await arrange({ startsAt: '2026-11-27T14:00:00.000Z' });
      await t.db.sql(
        t.economy.tenantId,
        `insert into practitioner_booking (tenant_id, practitioner_id, meeting_id, during) select tenant_id, $2, meeting_id, tstzrange(starts_at, ends_at) from mdt_meeting where meeting_id = $1`,
        [rival.meetingId, t.economy.practitioners.dischargeNurse],
      );
      const page = await reads.queue(manager(), 'waiting', 1, null);
      expect(page).toMatchObject({ hasMore: true, overdue: 0 });
      expect(page.items).toMatchObject([
        {
          id: soon,
          personName: 'Dr Tom Keane',
          requestedBy: host().name,
          hostName: 'Riverside Community NHS Trust',
          isOwnSite: false,
          meetingDate: '2026-11-27',
          startTime: '13:00',
          siteName: 'riverside house',
          noticeWorkingDays: 3,
          dueOn: '2026-11-26',
          cover: [{ name: 'Leila Hussain', isBooked: true }],
        },
      ]);
      const seen: string[] = page.items.map((r) => r.id);
      for (let after = page.endCursor, more = page.hasMore; more; ) {
        const next = await reads.queue(manager(), 'waiting', 1, after);
        seen.push(...next.items.map((r) => r.id));
        after = next.endCursor;
        more = next.hasMore;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(page.waiting);
      expect(seen.indexOf(soon)).toBeLessThan(seen.indexOf(later));
    });

    it('shows another organisation nothing, whatever the cursor says', async () => {
      await idOf(await arrange());
      for (const viewer of [t.economy.viewer('providerManager', 'icb'), t.economy.stranger('providerManager')])
        expect(await reads.queue(viewer, 'waiting', 10, 'no cursor')).toEqual({
          waiting: 0,
          overdue: 0,
          items: [],
          hasMore: false,
          endCursor: null,
        });
    });

    it('shows a meeting’s requests to its co-ordinator, to the person and to the employer, and to nobody else', async () => {
      const m = await arrange();
      await idOf(m);
      for (const viewer of [host(), clinician(), manager()])
        expect(await reads.ofMeeting(viewer, m.meetingId)).toHaveLength(1);
      for (const viewer of [
        t.economy.viewer('clinician', 'elmpark'),
        t.economy.viewer('careCoordinator', 'northgate'),
        t.economy.viewer('providerManager', 'elmpark'),
        t.economy.viewer('commissioner', 'northgate'),
        t.economy.stranger('careCoordinator'),
      ])
        expect(await reads.ofMeeting(viewer, m.meetingId)).toEqual([]);
    });
  });
});
