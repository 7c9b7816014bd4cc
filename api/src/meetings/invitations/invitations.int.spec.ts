import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../../platform/ids.js';
import type { Viewer } from '../../platform/viewer.js';
import { type PractitionerKey, planTestMdt, type TestMdt } from '../../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { SeatsService } from '../mdts/seats.service.js';
import { MeetingsReads } from '../meetings.reads.js';
import { MeetingsService } from '../meetings.service.js';
import { SeriesEditService } from '../series/series-edit.service.js';
import { InvitationsService } from './invitations.service.js';

jest.setTimeout(120_000);

interface Mail {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly ics: string;
  readonly method: string;
}

describe('invitations', () => {
  let t: TestApp;
  let service: InvitationsService;
  let reads: MeetingsReads;
  let mdt: TestMdt;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(InvitationsService);
    reads = t.app.get(MeetingsReads);
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    t.clock.setNow(TEST_NOW);
    await t.db.sql(t.economy.tenantId, 'delete from practitioner_booking');
    await t.db.sql(t.economy.tenantId, 'update mdt_meeting set room_id = null');
    await t.db.sql(t.economy.tenantId, 'update outbox_message set sent_at = created_at');
    mdt = await planTestMdt(t, { requiredRoles: ['geriatrician'] });
  });

  const coordinator = () => t.economy.viewer('careCoordinator');
  const meetingId = () => mdt.meetingIds[0] ?? '';
  const shown = async (viewer = coordinator(), id = meetingId()) => {
    const meeting = await reads.meeting(viewer, id);
    if (!meeting) throw new Error('not shown');
    return meeting;
  };
  const reply = async (key: PractitionerKey, id = meetingId()) => {
    const found = (await shown(coordinator(), id)).replies.find((each) => each.seatId === mdt.seatIds[key]);
    if (!found) throw new Error('no reply');
    return found;
  };
  const answer = async (viewer: Viewer, key: PractitionerKey, over: object) => {
    const { id, lockVersion } = await reply(key);
    return service.answerInvitation(viewer, {
      invitationId: id,
      expectedVersion: lockVersion,
      answer: 'accept',
      ...over,
    });
  };
  const record = async (key: PractitionerKey, over: object, viewer = coordinator()) => {
    const { id, lockVersion } = await reply(key);
    return service.recordReply(viewer, { invitationId: id, expectedVersion: lockVersion, answer: 'accept', ...over });
  };
  const isBooked = async (key: PractitionerKey, id = meetingId()) =>
    (
      await t.db.sql(
        t.economy.tenantId,
        'select 1 from practitioner_booking where practitioner_id = $1 and meeting_id = $2',
        [t.economy.practitioners[key], id],
      )
    ).length === 1;
  const mails = () =>
    t.db.sql<Mail>(
      t.economy.tenantId,
      `select kind, recipient_email as to, subject, body_text as text, body_html as html, calendar_part as ics, calendar_method as method
       from outbox_message where sent_at is null order by created_at, recipient_email, message_id`,
    );
  const clearMails = () => t.db.sql(t.economy.tenantId, 'update outbox_message set sent_at = created_at');
  const clinician = (where: 'riverside' | 'northgate' | 'elmpark') => t.economy.viewer('clinician', where);

  describe('answering', () => {
    it('accepts, declines with a reason, is tentative and starts again; the hour follows', async () => {
      expect(await answer(clinician('riverside'), 'matron', {})).toMatchObject({ __typename: 'ReplySaved' });
      expect(await reply('matron')).toMatchObject({ response: 'accepted', source: 'person', respondedAt: TEST_NOW });
      await answer(clinician('riverside'), 'matron', {
        answer: 'decline',
        declineReason: 'releaseRefused',
        comment: 'Ward short',
      });
      expect(await reply('matron')).toMatchObject({
        response: 'declined',
        declineReason: 'releaseRefused',
        comment: 'Ward short',
      });
      expect(await isBooked('matron')).toBe(false);
      await answer(clinician('riverside'), 'matron', { answer: 'tentative' });
      expect(await reply('matron')).toMatchObject({ response: 'tentative', declineReason: null });
      expect(await isBooked('matron')).toBe(true);
      await answer(clinician('riverside'), 'matron', { answer: 'reset' });
      expect(await reply('matron')).toMatchObject({ response: 'needsAction', source: null, respondedAt: null });
    });

    it('declines without a reason, and refuses a reason that is not on the list', async () => {
      expect(await answer(clinician('elmpark'), 'gp', { answer: 'decline', declineReason: 'bored' })).toMatchObject({
        problems: [{ path: 'declineReason' }],
      });
      expect(await answer(clinician('elmpark'), 'gp', { answer: 'decline' })).toMatchObject({
        __typename: 'ReplySaved',
      });
      expect(await reply('gp')).toMatchObject({ response: 'declined', declineReason: null });
    });

    it('refuses to accept again when the hour has gone to another meeting, and names it', async () => {
      await answer(clinician('elmpark'), 'gp', { answer: 'decline' });
      await planTestMdt(t, {
        name: `Palliative ${newId()}`,
        seats: ['gp'],
        minimumSeats: 1,
        series: { startTime: '13:30', weeksAhead: 1, room: false },
      });
      expect(await answer(clinician('elmpark'), 'gp', { answer: 'accept' })).toMatchObject({
        __typename: 'Clashes',
        clashes: [{ kind: 'PERSON', name: 'Dr Amara Osei', meetingName: expect.stringContaining('Palliative') }],
      });
      expect(await reply('gp')).toMatchObject({ response: 'declined' });
    });

    it('is closed once the meeting has begun, was held or was cancelled', async () => {
      t.clock.setNow('2026-12-01T13:00:00Z');
      expect(await answer(clinician('elmpark'), 'gp', {})).toMatchObject({
        __typename: 'MeetingClosed',
        code: 'MEETING_CLOSED',
      });
      t.clock.setNow(TEST_NOW);
      await t.app
        .get(MeetingsService)
        .cancelMeeting(coordinator(), { meetingId: meetingId(), expectedVersion: 1, reason: 'Snow' });
      expect(await answer(clinician('elmpark'), 'gp', {})).toMatchObject({ __typename: 'MeetingClosed' });
    });

    it('is not permitted for another’s invitation, nor for a role that holds no seat', async () => {
      expect(await answer(clinician('elmpark'), 'matron', {})).toMatchObject({ __typename: 'NotPermitted' });
      for (const role of ['commissioner', 'informationGovernanceLead', 'administrator', 'person', 'carer'] as Role[])
        expect(await answer(t.economy.viewer(role), 'matron', {})).toMatchObject({ __typename: 'NotPermitted' });
      expect(await answer(t.economy.stranger('clinician'), 'matron', {})).toMatchObject({ __typename: 'NotPermitted' });
    });

    it('lets one of two answers at once through', async () => {
      const { id } = await reply('gp');
      const both = await Promise.all(
        ['accept', 'decline'].map((each) =>
          service.answerInvitation(clinician('elmpark'), { invitationId: id, expectedVersion: 1, answer: each }),
        ),
      );
      expect(both.map((each) => (each as { __typename: string }).__typename).sort()).toEqual([
        'ChangedByOther',
        'ReplySaved',
      ]);
    });

    it('shows a reason to the host’s co-ordinators and the person, and to nobody else', async () => {
      await answer(clinician('northgate'), 'geriatrician', { answer: 'decline', declineReason: 'releaseRefused' });
      const seen = async (viewer: Viewer) =>
        (await shown(viewer)).replies.find((each) => each.roleCode === 'geriatrician')?.declineReason;
      expect(await seen(coordinator())).toBe('releaseRefused');
      expect(await seen(clinician('northgate'))).toBe('releaseRefused');
      expect(await seen(t.economy.viewer('providerManager', 'northgate'))).toBeNull();
      expect(await seen(clinician('elmpark'))).toBeNull();
      expect((await shown(t.economy.viewer('commissioner', 'icb'))).replies).toEqual([]);
    });
  });

  describe('recordReply', () => {
    it('records an answer given by phone as reported by the co-ordinator', async () => {
      expect(await record('geriatrician', { answer: 'accept' })).toMatchObject({ __typename: 'ReplySaved' });
      expect(await reply('geriatrician')).toMatchObject({ response: 'accepted', source: 'coordinator' });
      expect((await shown()).forecast).toMatchObject({ isQuorate: false, seatsFilled: 1, seatsNeeded: 3 });
    });

    it('refuses for a vacant seat, and is not permitted for anyone but the host’s co-ordinator', async () => {
      await t.app
        .get(SeatsService)
        .setSeatHolder(coordinator(), { seatId: mdt.seatIds.gp, expectedVersion: 1, practitionerId: null });
      expect(await record('gp', {})).toMatchObject({ __typename: 'InvalidInput' });
      expect(await record('matron', {}, t.economy.viewer('careCoordinator', 'northgate'))).toMatchObject({
        __typename: 'NotPermitted',
      });
      expect(await record('matron', {}, clinician('riverside'))).toMatchObject({ __typename: 'NotPermitted' });
    });
  });

  describe('nameDeputy', () => {
    const name = async (key: PractitionerKey, deputy: PractitionerKey, viewer = coordinator()) => {
      const { id, lockVersion } = await reply(key);
      return service.nameDeputy(viewer, {
        invitationId: id,
        expectedVersion: lockVersion,
        deputyPractitionerId: t.economy.practitioners[deputy],
      });
    };
    const register = () =>
      t.app.get(SeatsService).setSeatDeputies(coordinator(), {
        seatId: mdt.seatIds.matron,
        expectedVersion: 1,
        deputies: [{ practitionerId: t.economy.practitioners.nurse }],
      });
    const freeNurse = () =>
      t.app
        .get(SeatsService)
        .setSeatHolder(coordinator(), { seatId: mdt.seatIds.nurse, expectedVersion: 1, practitionerId: null });

    it('books the deputy, frees the holder, fills the seat and tells the deputy', async () => {
      await register();
      await freeNurse();
      expect(await name('matron', 'nurse', clinician('riverside'))).toMatchObject({ __typename: 'ReplySaved' });
      expect(await reply('matron')).toMatchObject({
        response: 'delegated',
        deputy: { name: 'Jo Begum' },
        source: 'person',
      });
      expect([await isBooked('matron'), await isBooked('nurse')]).toEqual([false, true]);
      expect((await mails()).map((mail) => [mail.to, mail.method])).toEqual([['nurse@example.invalid', 'REQUEST']]);
      expect((await shown()).forecast.seatsFilled).toBe(1);
    });

    it('a deputy who hands the seat back leaves it declined and gets a cancellation', async () => {
      await register();
      await freeNurse();
      await name('matron', 'nurse');
      await clearMails();
      const viewer = { ...clinician('riverside'), practitionerId: t.economy.practitioners.nurse };
      expect(await answer(viewer, 'matron', { answer: 'accept' })).toMatchObject({ problems: [{ path: 'answer' }] });
      expect(await answer(viewer, 'matron', { answer: 'decline' })).toMatchObject({ __typename: 'ReplySaved' });
      expect(await reply('matron')).toMatchObject({ response: 'declined', deputy: null });
      expect(await isBooked('nurse')).toBe(false);
      expect((await mails()).map((mail) => [mail.to, mail.method])).toEqual([['nurse@example.invalid', 'CANCEL']]);
    });

    it('refuses a deputy who is neither registered nor of the role, one who is booked, and where none are allowed', async () => {
      expect(await name('matron', 'gp')).toMatchObject({ problems: [{ path: 'deputyPractitionerId' }] });
      await register();
      const elsewhere = await planTestMdt(t, {
        seats: ['nurse'],
        minimumSeats: 1,
        series: { startTime: '18:00', weeksAhead: 1, room: false },
      });
      expect(elsewhere.meetingIds).toHaveLength(1);
      await t.app.get(SeriesEditService).editMeeting(coordinator(), {
        meetingId: meetingId(),
        scope: 'one',
        expectedVersion: 1,
        startTime: '20:00',
        roomId: null,
      });
      await freeNurse();
      await t.app.get(SeriesEditService).editMeeting(coordinator(), {
        meetingId: meetingId(),
        scope: 'one',
        expectedVersion: 2,
        startTime: '18:30',
        roomId: null,
      });
      expect(await name('matron', 'nurse')).toMatchObject({ __typename: 'Clashes', clashes: [{ name: 'Jo Begum' }] });
      await t.db.sql(t.economy.tenantId, 'update terms_of_reference set deputies_allowed = false where mdt_id = $1', [
        mdt.mdtId,
      ]);
      expect(await name('matron', 'nurse')).toMatchObject({
        problems: [{ message: expect.stringContaining('no deputies') }],
      });
    });

    it('offers registered deputies first to holder and co-ordinator, and nobody to others', async () => {
      await register();
      const { id } = await reply('matron');
      expect(await reads.deputyCandidates(coordinator(), id)).toEqual([
        { id: t.economy.practitioners.nurse, name: 'Jo Begum', isRegistered: true },
      ]);
      expect(await reads.deputyCandidates(clinician('riverside'), id)).toHaveLength(1);
      expect(await reads.deputyCandidates(clinician('elmpark'), id)).toEqual([]);
      expect(await reads.deputyCandidates(t.economy.stranger('careCoordinator'), id)).toEqual([]);
    });

    it('is not permitted for somebody else', async () => {
      await register();
      expect(await name('matron', 'nurse', clinician('elmpark'))).toMatchObject({ __typename: 'NotPermitted' });
    });
  });

  describe('sendInvitations', () => {
    const send = (over: object, viewer = coordinator()) =>
      service.sendInvitations(viewer, { seriesId: mdt.seriesId, ...over });
    const one = (over: object = {}) => send({ seriesId: null, meetingId: meetingId(), ...over });
    const field = (ics: string, name: string) =>
      ics
        .slice(ics.indexOf('BEGIN:VEVENT'))
        .replace(/\r\n[ \t]/g, '')
        .split('\r\n')
        .filter((line) => line.startsWith(name))
        .map((line) => line.slice(line.indexOf(':') + 1));

    it('mails each person once for the coming meetings of the series, and starts the notice', async () => {
      expect(await send({})).toEqual({ __typename: 'InvitationsSent', people: 5, meetings: 6 });
      const sent = await mails();
      expect(sent.map((mail) => mail.to)).toHaveLength(new Set(sent.map((mail) => mail.to)).size);
      expect(sent).toHaveLength(5);
      const [first] = sent;
      expect(first?.subject).toBe(`MDT meetings: ${(await shown()).mdt.name}, from Tuesday 1 December 2026`);
      expect(field(first?.ics ?? '', 'RRULE')).toEqual([expect.stringContaining('UNTIL=20270105T130000Z')]);
      expect(field(first?.ics ?? '', 'UID')).toEqual([`${mdt.seriesId}@quorate.invalid`]);
      expect(await shown()).toMatchObject({ noticeGivenAt: TEST_NOW });
      expect(await reply('gp')).toMatchObject({ sentAt: TEST_NOW, remindedAt: null });
    });

    it('names nobody else in a mail, and keeps only the hash of its link', async () => {
      await send({});
      const gp = (await mails()).find((mail) => mail.to === 'gp@example.invalid');
      expect(gp?.ics).not.toContain('matron@');
      expect(`${gp?.text}${gp?.html}`).not.toContain('Sian');
      const token = /\/reply\/[0-9a-f-]{36}\.([\w-]{43})/.exec(gp?.text ?? '')?.[1] ?? '';
      expect(token).toHaveLength(43);
      const stored = await t.db.sql(
        t.economy.tenantId,
        `select 1 from reply_link where encode(token_hash, 'escape') like '%' || $1 || '%'`,
        [token],
      );
      expect(stored).toEqual([]);
    });

    it('a second sending is a reminder: the notice stays, and only those who have not decided are chased', async () => {
      await send({});
      await record('gp', { answer: 'accept' });
      await clearMails();
      t.clock.setNow('2026-11-26T09:00:00.000Z');
      expect(await one({ to: 'waiting' })).toMatchObject({ people: 4 });
      expect((await mails()).map((mail) => mail.to)).not.toContain('gp@example.invalid');
      expect(await shown()).toMatchObject({ noticeGivenAt: TEST_NOW });
      expect(await reply('matron')).toMatchObject({ sentAt: TEST_NOW, remindedAt: '2026-11-26T09:00:00.000Z' });
    });

    it('a move is told by mail: same UID, its own RECURRENCE-ID, a higher SEQUENCE, and the notice begins anew', async () => {
      await send({});
      await clearMails();
      t.clock.setNow('2026-11-27T09:00:00.000Z');
      await t.app
        .get(SeriesEditService)
        .editMeeting(coordinator(), { meetingId: meetingId(), scope: 'one', expectedVersion: 1, date: '2026-12-02' });
      const sent = await mails();
      expect(sent).toHaveLength(5);
      expect(sent[0]?.subject).toMatch(/^Changed: MDT meeting: .*, Wednesday 2 December 2026$/);
      expect(field(sent[0]?.ics ?? '', 'UID')).toEqual([`${mdt.seriesId}@quorate.invalid`]);
      expect(field(sent[0]?.ics ?? '', 'RECURRENCE-ID')).toEqual(['20261201T130000']);
      expect(field(sent[0]?.ics ?? '', 'DTSTART;TZID')).toEqual(['20261202T130000']);
      expect(Number(field(sent[0]?.ics ?? '', 'SEQUENCE')[0])).toBeGreaterThan(0);
      expect(await shown()).toMatchObject({ noticeGivenAt: '2026-11-27T09:00:00.000Z' });
    });

    it('a cancellation takes it out of the calendar of whoever had been told, and of nobody else', async () => {
      await one();
      await clearMails();
      await t.app
        .get(MeetingsService)
        .cancelMeeting(coordinator(), { meetingId: meetingId(), expectedVersion: 1, reason: 'Strike' });
      const sent = await mails();
      expect(sent.map((mail) => mail.method)).toEqual(Array(5).fill('CANCEL'));
      expect(sent[0]?.text).toContain('Strike');
      await clearMails();
      await t.app
        .get(MeetingsService)
        .cancelMeeting(coordinator(), { meetingId: mdt.meetingIds[1], expectedVersion: 1, reason: 'Strike' });
      expect(await mails()).toEqual([]);
    });

    it('a series split in the middle is told in two mails: the new dates, and the end of the old entry with its past kept', async () => {
      await send({});
      await clearMails();
      t.clock.setNow('2026-12-03T09:00:00Z');
      await t.app.get(SeriesEditService).editMeeting(coordinator(), {
        meetingId: mdt.meetingIds[2],
        scope: 'thisAndFollowing',
        expectedVersion: 1,
        startTime: '15:00',
        roomId: null,
      });
      const gp = (await mails()).filter((mail) => mail.to === 'gp@example.invalid');
      expect(gp).toHaveLength(2);
      const rules = gp.map((mail) => field(mail.ics, 'RRULE')[0]).sort();
      expect(rules[0]).toContain('UNTIL=20261208T130000Z');
      expect(rules[1]).toContain('UNTIL=20270105T150000Z');
      expect(new Set(gp.map((mail) => field(mail.ics, 'UID')[0])).size).toBe(2);
    });

    it('refuses both or neither of meeting and series, and a meeting that has begun', async () => {
      expect(await send({ meetingId: meetingId() })).toMatchObject({ __typename: 'InvalidInput' });
      expect(await send({ seriesId: null })).toMatchObject({ __typename: 'InvalidInput' });
      t.clock.setNow('2026-12-01T14:00:00Z');
      expect(await one()).toMatchObject({ __typename: 'MeetingClosed' });
    });

    it.each([
      'clinician',
      'providerManager',
      'commissioner',
      'informationGovernanceLead',
      'administrator',
      'person',
      'carer',
    ] as Role[])('is not permitted for a %s', async (role) => {
      expect(await send({}, t.economy.viewer(role))).toMatchObject({ __typename: 'NotPermitted' });
    });

    it('is not permitted for another organisation or tenant, and sends nothing then', async () => {
      for (const viewer of [t.economy.viewer('careCoordinator', 'northgate'), t.economy.stranger('careCoordinator')])
        expect(await send({}, viewer)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await mails()).toEqual([]);
    });
  });
});
