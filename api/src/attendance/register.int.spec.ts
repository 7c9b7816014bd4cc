import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../platform/ids.js';
import { Live } from '../platform/live.js';
import { type ArrangedMeeting, arrangeMeeting, SEAT_KEYS, type SeatKey } from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { RegisterReads } from './register.reads.js';
import { RegisterService } from './register.service.js';

describe('the register', () => {
  let t: TestApp;
  let service: RegisterService;
  let reads: RegisterReads;

  beforeAll(async () => {
    t = await startTestApp();
    await t.app.get(Live).start();
    service = t.app.get(RegisterService);
    reads = t.app.get(RegisterReads);
  });
  afterAll(async () => {
    await t.app.get(Live).stop();
    await t.stop();
  });
  afterEach(() => t.clock.setNow(TEST_NOW));

  const priya = () => t.economy.viewer('careCoordinator');
  /** A second account of the same role and organisation, as when two people share the work. */
  const second = () => ({ ...priya(), accountId: t.economy.viewer('administrator').accountId, name: 'Second' });
  const entry = (m: ArrangedMeeting, key: SeatKey, more: object = {}) => ({
    seatId: m.seats[key],
    expectedSeatVersion: 0,
    outcome: 'attended',
    mode: 'inPerson',
    ...more,
  });
  const mark = (m: ArrangedMeeting, key: SeatKey, more: object = {}, viewer = priya(), correctionReason?: string) =>
    service.recordAttendance(viewer, { meetingId: m.meetingId, entries: [entry(m, key, more)], correctionReason });
  const seat = async (m: ArrangedMeeting, key: SeatKey) =>
    (await reads.register(priya(), m.meetingId))?.seats.find((s) => s.seatId === m.seats[key]);
  const meetingRow = async (m: ArrangedMeeting) =>
    (
      await t.db.sql<{ status: string; is_quorate: boolean | null; register_version: number }>(
        t.economy.tenantId,
        'select status, is_quorate, register_version from mdt_meeting where meeting_id = $1',
        [m.meetingId],
      )
    )[0];

  describe('marking', () => {
    it('keeps the mark with who and when, and the meeting is held from the first one on', async () => {
      const m = await arrangeMeeting(t);
      expect(await meetingRow(m)).toMatchObject({ status: 'booked', is_quorate: null });
      expect(await mark(m, 'matron')).toEqual({
        __typename: 'RegisterSaved',
        meetingId: m.meetingId,
        registerVersion: 1,
        seatIds: [m.seats.matron],
      });
      expect(await meetingRow(m)).toEqual({ status: 'held', is_quorate: false, register_version: 1 });
      expect(await seat(m, 'matron')).toMatchObject({
        version: 1,
        mark: {
          outcome: 'attended',
          mode: 'inPerson',
          recordedBy: priya().name,
          recordedAt: TEST_NOW,
          practitionerName: 'Sian Roberts',
        },
      });
    });

    it.each([
      ['attended in the room', { outcome: 'attended', mode: 'inPerson' }],
      ['attended online', { outcome: 'attended', mode: 'remote' }],
      ['attended part', { outcome: 'attendedPart', mode: null, minutes: 40 }],
      ['a deputy', { outcome: 'deputy', mode: null }],
      ['written input', { outcome: 'writtenInput', mode: null }],
      ['apologies without a reason', { outcome: 'apologies', mode: null }],
      ['apologies with a reason', { outcome: 'apologies', mode: null, reasonCode: 'noCover' }],
      ['absent without notice', { outcome: 'absentNoNotice', mode: null }],
      ['not required', { outcome: 'notRequired', mode: null }],
    ])('records %s', async (_name, more) => {
      const m = await arrangeMeeting(t);
      expect(await mark(m, 'gp', more)).toMatchObject({ __typename: 'RegisterSaved' });
      expect((await seat(m, 'gp'))?.mark).toMatchObject(more);
    });

    it.each([
      ['attended without saying how', { mode: null }, 'entries.0.mode'],
      ['part without minutes', { outcome: 'attendedPart', mode: null }, 'entries.0.minutes'],
      ['more minutes than the meeting had', { outcome: 'attendedPart', minutes: 91 }, 'entries.0.minutes'],
      ['minutes of somebody who was away', { outcome: 'apologies', mode: null, minutes: 5 }, 'entries.0.minutes'],
      ['a mode of somebody who was away', { outcome: 'absentNoNotice' }, 'entries.0.mode'],
      ['a reason for somebody who was there', { reasonCode: 'sickness' }, 'entries.0.reasonCode'],
      ['a seat of another meeting', { seatId: newId() }, 'entries.0.seatId'],
      ['a deputy nobody knows', { outcome: 'deputy', practitionerId: newId() }, 'entries.0.practitionerId'],
    ])('refuses %s', async (_name, more, path) => {
      const m = await arrangeMeeting(t);
      expect(await mark(m, 'gp', more)).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
      expect((await meetingRow(m))?.register_version).toBe(0);
    });

    it('refuses "attended" for a seat that nobody holds, and takes a deputy for it', async () => {
      const m = await arrangeMeeting(t, { vacant: ['gp'] });
      expect(await mark(m, 'gp')).toMatchObject({ problems: [{ path: 'entries.0.practitionerId' }] });
      const deputy = { outcome: 'deputy', mode: null, practitionerId: t.economy.practitioners.nurse };
      expect(await mark(m, 'gp', deputy)).toMatchObject({ __typename: 'RegisterSaved' });
      expect((await seat(m, 'gp'))?.mark?.practitionerName).toBe('Jo Begum');
    });

    it('names the deputy of the reply, or the only one registered, when nobody says who came', async () => {
      const m = await arrangeMeeting(t, {
        deputies: { matron: 'nurse', geriatrician: 'dischargeNurse' },
        replies: { matron: 'delegated' },
      });
      await mark(m, 'matron', { outcome: 'deputy', mode: null });
      await mark(m, 'geriatrician', { outcome: 'deputy', mode: null });
      expect((await seat(m, 'matron'))?.mark?.practitionerName).toBe('Jo Begum');
      expect((await seat(m, 'geriatrician'))?.mark?.practitionerName).toBe('Leila Hussain');
    });

    it('opens 30 minutes before the start and not a minute earlier', async () => {
      const m = await arrangeMeeting(t, { startsAt: '2026-11-24T13:00:00.000Z' });
      t.clock.setNow('2026-11-24T12:29:59.000Z');
      expect(await mark(m, 'gp')).toMatchObject({
        __typename: 'RegisterNotOpen',
        code: 'NOT_OPEN_YET',
        opensAt: '2026-11-24T12:30:00.000Z',
      });
      t.clock.setNow('2026-11-24T12:30:00.000Z');
      expect(await mark(m, 'gp')).toMatchObject({ __typename: 'RegisterSaved' });
    });

    it('has no register of a cancelled meeting', async () => {
      const m = await arrangeMeeting(t, { status: 'cancelled' });
      expect(await mark(m, 'gp')).toMatchObject({ __typename: 'RegisterNotOpen', code: 'MEETING_CANCELLED' });
      expect(await service.markAllAccepted(priya(), { meetingId: m.meetingId })).toMatchObject({
        code: 'MEETING_CANCELLED',
      });
    });

    it('shows quorum as it stands after each mark, a deputy filling the seat', async () => {
      const m = await arrangeMeeting(t, { deputies: { geriatrician: 'dischargeNurse' } });
      await mark(m, 'matron');
      await mark(m, 'gp', { mode: 'remote' });
      expect((await reads.register(priya(), m.meetingId))?.quorum).toMatchObject({
        isQuorate: false,
        seatsFilled: 2,
        seatsNeeded: 3,
        rolesMissing: ['geriatrician'],
        sentences: [
          '2 seats are filled and 3 are needed: too few.',
          expect.stringContaining('is required and nobody fills it'),
        ],
      });
      await mark(m, 'geriatrician', { outcome: 'deputy', mode: null });
      expect((await reads.register(priya(), m.meetingId))?.quorum).toMatchObject({ isQuorate: true, seatsFilled: 3 });
      expect((await meetingRow(m))?.is_quorate).toBe(true);
    });
  });

  describe('all who accepted are here', () => {
    it('marks those who accepted or sent a deputy, and leaves the rest and what is marked alone', async () => {
      const m = await arrangeMeeting(t, {
        replies: { nurse: 'delegated', gp: 'declined', dischargeNurse: 'tentative' },
        deputies: { nurse: 'matron' },
      });
      await mark(m, 'geriatrician', { mode: 'remote' });
      expect(await service.markAllAccepted(priya(), { meetingId: m.meetingId })).toMatchObject({
        seatIds: [m.seats.matron, m.seats.nurse],
        registerVersion: 2,
      });
      const outcomes = await Promise.all(SEAT_KEYS.map(async (key) => (await seat(m, key))?.mark));
      expect(outcomes.map((o) => o && `${o.outcome} ${o.mode}`)).toEqual([
        'attended inPerson',
        'deputy inPerson',
        'attended remote',
        null,
        null,
      ]);
    });

    it('changes nothing the second time', async () => {
      const m = await arrangeMeeting(t);
      await service.markAllAccepted(priya(), { meetingId: m.meetingId });
      expect(await service.markAllAccepted(priya(), { meetingId: m.meetingId })).toMatchObject({
        seatIds: [],
        registerVersion: 1,
      });
    });
  });

  describe('undo', () => {
    it('takes the mark back as a new version and keeps the old ones', async () => {
      const m = await arrangeMeeting(t);
      await mark(m, 'gp');
      await service.undoAttendance(priya(), {
        meetingId: m.meetingId,
        seats: [{ seatId: m.seats.gp, expectedSeatVersion: 1 }],
      });
      expect(await seat(m, 'gp')).toMatchObject({ version: 2, mark: null });
      expect(
        (await reads.history(priya(), m.meetingId, m.seats.gp)).map((v) => [v.version, v.outcome, v.isCurrent]),
      ).toEqual([
        [2, null, true],
        [1, 'attended', false],
      ]);
      expect(await mark(m, 'gp', { expectedSeatVersion: 2 })).toMatchObject({ __typename: 'RegisterSaved' });
    });

    it('does not take back what somebody else has marked since', async () => {
      const m = await arrangeMeeting(t);
      await mark(m, 'gp');
      await mark(m, 'gp', { expectedSeatVersion: 1, outcome: 'absentNoNotice', mode: null }, second());
      expect(
        await service.undoAttendance(priya(), {
          meetingId: m.meetingId,
          seats: [{ seatId: m.seats.gp, expectedSeatVersion: 1 }],
        }),
      ).toMatchObject({ __typename: 'RegisterChangedByOther' });
      expect((await seat(m, 'gp'))?.mark?.outcome).toBe('absentNoNotice');
    });
  });

  describe('corrections', () => {
    const over = '2026-11-24T12:00:00.000Z';

    it('need a reason once the meeting is over, and keep both versions with who, when and why', async () => {
      const m = await arrangeMeeting(t);
      await mark(m, 'gp');
      t.clock.setNow(over);
      const change = { expectedSeatVersion: 1, outcome: 'apologies', mode: null, reasonCode: 'noCover' };
      expect(await mark(m, 'gp', change)).toMatchObject({
        __typename: 'CorrectionReasonNeeded',
        seatIds: [m.seats.gp],
      });
      expect(await mark(m, 'gp', change, priya(), 'Mixed up with another GP')).toMatchObject({
        __typename: 'RegisterSaved',
      });
      expect(await reads.history(priya(), m.meetingId, m.seats.gp)).toMatchObject([
        {
          version: 2,
          outcome: 'apologies',
          recordedAt: over,
          recordedBy: priya().name,
          correctionReason: 'Mixed up with another GP',
        },
        { version: 1, outcome: 'attended', recordedAt: TEST_NOW, correctionReason: null },
      ]);
    });

    it('do not include a first mark made late, nor a slip that is put right within a minute', async () => {
      const m = await arrangeMeeting(t);
      t.clock.setNow(over);
      expect(await mark(m, 'gp')).toMatchObject({ __typename: 'RegisterSaved' });
      const change = { expectedSeatVersion: 1, outcome: 'deputy', mode: null };
      expect(await mark(m, 'gp', change, second())).toMatchObject({ __typename: 'CorrectionReasonNeeded' });
      expect(await mark(m, 'gp', change)).toMatchObject({ __typename: 'RegisterSaved' });
      t.clock.setNow('2026-11-24T12:01:01.000Z');
      expect(await mark(m, 'gp', { expectedSeatVersion: 2 })).toMatchObject({ __typename: 'CorrectionReasonNeeded' });
    });

    it('cannot be made by changing or deleting a stored version', async () => {
      const m = await arrangeMeeting(t);
      await mark(m, 'gp');
      const run = (text: string) => t.db.sql(t.economy.tenantId, text, [m.meetingId]);
      await expect(run(`update attendance_record set outcome = 'apologies' where meeting_id = $1`)).rejects.toThrow(
        'permission denied',
      );
      await expect(run('delete from attendance_record where meeting_id = $1')).rejects.toThrow('permission denied');
      await mark(m, 'gp', { expectedSeatVersion: 1, outcome: 'deputy', mode: null });
      await expect(
        run('update attendance_record set is_current = true where meeting_id = $1 and version = 1'),
      ).rejects.toThrow('never changed');
      const admin = await t.db.superuser();
      await expect(
        admin.query(
          `update attendance_record set is_current = false, outcome = 'apologies' where meeting_id = $1 and is_current`,
          [m.meetingId],
        ),
      ).rejects.toThrow('never changed');
      await admin.end();
    });
  });

  describe('closing', () => {
    it('shows who is missing first, then leaves them as not recorded', async () => {
      const m = await arrangeMeeting(t, { replies: { gp: 'declined' } });
      await service.markAllAccepted(priya(), { meetingId: m.meetingId });
      expect(await service.closeRegister(priya(), { meetingId: m.meetingId })).toMatchObject({
        __typename: 'RegisterHasGaps',
        seatIds: [m.seats.gp],
        message: expect.stringContaining('Dr Amara Osei'),
      });
      expect(await service.closeRegister(priya(), { meetingId: m.meetingId, leaveNotRecorded: true })).toMatchObject({
        __typename: 'RegisterSaved',
      });
      expect(await reads.register(priya(), m.meetingId)).toMatchObject({ closedAt: TEST_NOW, closedBy: priya().name });
      expect(
        await t.db.sql(t.economy.tenantId, 'select count_class from attendance_count where seat_id = $1', [m.seats.gp]),
      ).toEqual([{ count_class: 'excludedNotRecorded' }]);
      expect(await mark(m, 'gp')).toMatchObject({ __typename: 'CorrectionReasonNeeded' });
    });

    it('needs no question when everyone is marked, and may be said twice', async () => {
      const m = await arrangeMeeting(t);
      await service.markAllAccepted(priya(), { meetingId: m.meetingId });
      expect(await service.closeRegister(priya(), { meetingId: m.meetingId })).toMatchObject({ registerVersion: 2 });
      expect(await service.closeRegister(priya(), { meetingId: m.meetingId })).toMatchObject({ registerVersion: 2 });
    });
  });

  describe('two people at once', () => {
    it('who mark different seats lose nothing', async () => {
      const m = await arrangeMeeting(t);
      const answers = await Promise.all(SEAT_KEYS.map((key, i) => mark(m, key, {}, i % 2 ? priya() : second())));
      expect(answers.map((a) => a.__typename)).toEqual(SEAT_KEYS.map(() => 'RegisterSaved'));
      expect((await reads.register(priya(), m.meetingId))?.seats.every((s) => s.mark?.outcome === 'attended')).toBe(
        true,
      );
      expect((await meetingRow(m))?.register_version).toBe(5);
    });

    it('who mark one seat differently: one is saved, the other is told who and what', async () => {
      const m = await arrangeMeeting(t);
      const answers = await Promise.all([
        mark(m, 'gp'),
        mark(m, 'gp', { outcome: 'absentNoNotice', mode: null }, second()),
      ]);
      expect(answers.map((a) => a.__typename).sort()).toEqual(['RegisterChangedByOther', 'RegisterSaved']);
      expect(answers.find((a) => a.__typename === 'RegisterChangedByOther')).toMatchObject({
        changes: [{ seatId: m.seats.gp, version: 1 }],
        message: expect.stringMatching(
          /^Test \w+ marked Dr Amara Osei as “(Attended|Absent without notice)” at 09:00\./,
        ),
      });
      expect(await seat(m, 'gp')).toMatchObject({ version: 1 });
    });

    it('who mark one seat alike are both content, with one version', async () => {
      const m = await arrangeMeeting(t);
      const answers = await Promise.all([mark(m, 'gp'), mark(m, 'gp', {}, second())]);
      expect(answers.map((a) => a.__typename)).toEqual(['RegisterSaved', 'RegisterSaved']);
      expect(await seat(m, 'gp')).toMatchObject({ version: 1 });
    });

    it('see each other’s marks', async () => {
      const m = await arrangeMeeting(t);
      const changes = reads.changes(second(), m.meetingId);
      expect((await changes.next()).value).toEqual({ meetingId: m.meetingId, registerVersion: 0 });
      const next = changes.next();
      await mark(m, 'gp');
      expect((await next).value).toEqual({ meetingId: m.meetingId, registerVersion: 1 });
      void changes.return(undefined);
      await mark(m, 'nurse');
    });
  });

  it('runs one press once, however often it is sent', async () => {
    const m = await arrangeMeeting(t);
    const viewer = { ...priya(), idempotencyKey: newId() };
    const answers = await Promise.all(Array.from({ length: 4 }, () => mark(m, 'gp', {}, viewer)));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect((await meetingRow(m))?.register_version).toBe(1);
  });

  describe('is written by nobody but the host’s co-ordinator', () => {
    const others: readonly Role[] = [
      'clinician',
      'providerManager',
      'commissioner',
      'person',
      'carer',
      'informationGovernanceLead',
      'administrator',
    ];

    it('whatever the role', async () => {
      const m = await arrangeMeeting(t);
      for (const role of others) {
        const viewer = t.economy.viewer(role);
        expect(await mark(m, 'gp', {}, viewer)).toMatchObject({ __typename: 'NotPermitted' });
        expect(await service.markAllAccepted(viewer, { meetingId: m.meetingId })).toMatchObject({
          __typename: 'NotPermitted',
        });
        expect(
          await service.undoAttendance(viewer, {
            meetingId: m.meetingId,
            seats: [{ seatId: m.seats.gp, expectedSeatVersion: 0 }],
          }),
        ).toMatchObject({ __typename: 'NotPermitted' });
        expect(await service.closeRegister(viewer, { meetingId: m.meetingId })).toMatchObject({
          __typename: 'NotPermitted',
        });
      }
    });

    it('neither from another organisation nor from another tenant, told as if it were not there', async () => {
      const m = await arrangeMeeting(t);
      const absent = await service.markAllAccepted(priya(), { meetingId: newId() });
      for (const viewer of [t.economy.viewer('careCoordinator', 'northgate'), t.economy.stranger('careCoordinator')]) {
        expect(await service.markAllAccepted(viewer, { meetingId: m.meetingId })).toEqual(absent);
        expect(await mark(m, 'gp', {}, viewer)).toEqual(absent);
        expect(await reads.register(viewer, m.meetingId)).toBeNull();
        expect(await reads.history(viewer, m.meetingId, m.seats.gp)).toEqual([]);
      }
    });
  });

  describe('is read', () => {
    it('by a member, who learns that others were away and not why', async () => {
      const m = await arrangeMeeting(t);
      await mark(m, 'gp', { outcome: 'apologies', mode: null, reasonCode: 'sickness', note: 'Back on Monday' });
      await mark(m, 'geriatrician', { outcome: 'apologies', mode: null, reasonCode: 'noCover' });
      const shown = await reads.register(t.economy.viewer('clinician', 'northgate'), m.meetingId);
      expect(shown?.canRecord).toBe(false);
      expect(shown?.seats.find((s) => s.seatId === m.seats.gp)?.mark).toMatchObject({
        outcome: 'apologies',
        reasonCode: null,
        note: null,
      });
      expect(shown?.seats.find((s) => s.seatId === m.seats.geriatrician)?.mark).toMatchObject({
        reasonCode: 'noCover',
      });
    });

    it('by a manager for own staff only, without quorum', async () => {
      const m = await arrangeMeeting(t);
      const shown = await reads.register(t.economy.viewer('providerManager', 'northgate'), m.meetingId);
      expect(shown?.seats.map((s) => s.personName)).toEqual(['Dr Tom Keane', 'Leila Hussain']);
      expect(shown?.quorum).toBeNull();
      expect(await reads.register(t.economy.viewer('providerManager', 'icb'), m.meetingId)).toBeNull();
    });

    it('by no commissioner, and by no clinician who is not invited', async () => {
      const m = await arrangeMeeting(t, { vacant: ['gp'] });
      expect(await reads.register(t.economy.viewer('commissioner', 'icb'), m.meetingId)).toBeNull();
      expect(await reads.register(t.economy.viewer('clinician', 'elmpark'), m.meetingId)).toBeNull();
      await expect(reads.changes(t.economy.viewer('clinician', 'elmpark'), m.meetingId).next()).rejects.toThrow(
        'not here',
      );
    });

    it('as a list of what is left to record, for the host only', async () => {
      const m = await arrangeMeeting(t, { host: 'northgate', startsAt: '2026-11-24T09:20:00.000Z' });
      const done = await arrangeMeeting(t, { host: 'northgate' });
      const host = t.economy.viewer('careCoordinator', 'northgate');
      await service.markAllAccepted(host, { meetingId: done.meetingId });
      expect(await reads.toRecord(host, 10)).toMatchObject([{ meetingId: m.meetingId, seats: 5, seatsLeft: 5 }]);
      expect((await reads.toRecord(priya(), 50)).map((r) => r.meetingId)).not.toContain(m.meetingId);
    });
  });
});
