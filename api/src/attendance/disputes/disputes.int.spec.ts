import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting, type MeetingWanted } from '../../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { RegisterService } from '../register.service.js';
import { DisputeAnswersService } from './dispute-answers.service.js';
import { DisputeTermsService } from './dispute-terms.service.js';
import { DisputesReads } from './disputes.reads.js';
import { DisputesService } from './disputes.service.js';

/** A meeting of the tenth of November, recorded when it was over; the test stands on the last day in time. */
const MEETING = '2026-11-10T09:00:00.000Z';
const RECORDED = '2026-11-10T11:00:00.000Z';

describe('disputing a record', () => {
  let t: TestApp;
  let service: DisputesService;
  let reads: DisputesReads;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(DisputesService);
    reads = t.app.get(DisputesReads);
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const host = () => t.economy.viewer('careCoordinator');
  const manager = () => t.economy.viewer('providerManager', 'northgate');
  const geriatrician = () => t.economy.viewer('clinician', 'northgate');
  const arrange = async (wanted: MeetingWanted = {}, at = RECORDED): Promise<ArrangedMeeting> => {
    const meeting = await arrangeMeeting(t, { startsAt: MEETING, ...wanted });
    t.clock.setNow(at);
    await record(meeting, 'absentNoNotice');
    t.clock.setNow(TEST_NOW);
    return meeting;
  };
  const record = (meeting: ArrangedMeeting, outcome: string, more: object = {}) =>
    t.app.get(RegisterService).recordAttendance(host(), {
      meetingId: meeting.meetingId,
      entries: [{ seatId: meeting.seats.geriatrician, outcome, expectedSeatVersion: 0, ...more }],
    });
  const raise = (meeting: ArrangedMeeting, viewer: Viewer = manager(), more: Record<string, unknown> = {}) => {
    const { shouldSay, ...rest } = more;
    return service.raiseDispute(viewer, {
      meetingId: meeting.meetingId,
      shouldSay: {
        seatId: meeting.seats.geriatrician,
        expectedSeatVersion: 1,
        outcome: 'attended',
        mode: 'remote',
        ...(shouldSay as object),
      },
      whatIsWrong: 'She was on the line from the start',
      evidence: 'The log of the call',
      ...rest,
    });
  };
  const recordOf = (meeting: ArrangedMeeting, viewer: Viewer) =>
    reads.record(viewer, meeting.meetingId, meeting.seats.geriatrician);
  const mails = (meeting: ArrangedMeeting, kind: string) =>
    t.db.sql<{ recipient_email: string; body_text: string }>(
      t.economy.tenantId,
      'select recipient_email, body_text from outbox_message where meeting_id = $1 and kind = $2',
      [meeting.meetingId, kind],
    );

  it('is done by the employer’s manager on the tenth working day, and told to the host’s co-ordinators without a name', async () => {
    const meeting = await arrange();
    expect(await raise(meeting)).toMatchObject({ __typename: 'DisputeSaved', coordinatorsTold: 1 });
    const [mail, ...more] = await mails(meeting, 'disputeRaised');
    expect(more).toEqual([]);
    expect(mail?.recipient_email).toBe(`${host().login}@example.invalid`);
    expect(mail?.body_text).toContain('Northgate Acute NHS Trust disputes');
    expect(mail?.body_text).toContain('Tuesday 1 December 2026');
    expect(mail?.body_text).not.toContain('Keane');
  });

  it('is done by whoever’s record it is, on an own site too', async () => {
    const meeting = await arrange();
    expect(await raise(meeting, geriatrician())).toMatchObject({ __typename: 'DisputeSaved' });
    const own = await arrangeMeeting(t, { startsAt: MEETING, host: 'northgate' });
    t.clock.setNow(RECORDED);
    await t.app.get(RegisterService).recordAttendance(t.economy.viewer('careCoordinator', 'northgate'), {
      meetingId: own.meetingId,
      entries: [{ seatId: own.seats.geriatrician, outcome: 'absentNoNotice', expectedSeatVersion: 0 }],
    });
    t.clock.setNow(TEST_NOW);
    expect(await raise(own, geriatrician())).toMatchObject({ __typename: 'DisputeSaved' });
  });

  it('is nobody else’s: another provider, another tenant, the host, another member', async () => {
    const meeting = await arrange();
    const others = [
      t.economy.viewer('providerManager', 'elmpark'),
      t.economy.viewer('providerManager', 'riverside'),
      t.economy.viewer('clinician', 'elmpark'),
      t.economy.stranger('providerManager'),
      host(),
      t.economy.viewer('commissioner', 'icb'),
    ];
    for (const viewer of others)
      expect([viewer.role, await raise(meeting, viewer)]).toMatchObject([viewer.role, { __typename: 'NotPermitted' }]);
    for (const viewer of others.filter(({ role }) => role !== 'careCoordinator' && role !== 'commissioner'))
      expect(await recordOf(meeting, viewer)).toBeNull();
  });

  describe('by the deputy who was to come', () => {
    const deputy = () => ({ ...t.economy.viewer('clinician', 'elmpark'), practitionerId: t.economy.practitioners.gp });
    const CAME = { shouldSay: { outcome: 'deputy', mode: null } };
    const away = async () => {
      const meeting = await arrangeMeeting(t, {
        startsAt: MEETING,
        deputies: { geriatrician: 'gp' },
        replies: { geriatrician: 'delegated' },
      });
      t.clock.setNow(RECORDED);
      await record(meeting, 'apologies', { reasonCode: 'sickness' });
      t.clock.setNow(TEST_NOW);
      return meeting;
    };

    it('says that they came, and is corrected to them', async () => {
      const meeting = await away();
      const listed = await reads.toDispute(deputy(), {
        meetingId: meeting.meetingId,
        onlyAbsent: true,
        first: 20,
        after: null,
      });
      expect(listed.items).toMatchObject([
        { seatId: meeting.seats.geriatrician, isAsDeputy: true, now: { reasonCode: null } },
      ]);
      expect(await raise(meeting, deputy(), CAME)).toMatchObject({ __typename: 'DisputeSaved', coordinatorsTold: 1 });
      const [own] = (await recordOf(meeting, deputy()))?.disputes ?? [];
      expect(own).toMatchObject({ state: 'waiting', canWithdraw: true, shouldSay: { outcome: 'deputy' } });
      expect(
        await t.app.get(DisputeAnswersService).acceptDispute(host(), {
          disputeId: own?.id,
          expectedVersion: own?.version,
          expectedSeatVersion: 1,
        }),
      ).toMatchObject({ __typename: 'DisputeSaved' });
      const [now] = await t.db.sql(
        t.economy.tenantId,
        `select outcome, practitioner_id as who from attendance_record where meeting_id = $1 and seat_id = $2 and is_current`,
        [meeting.meetingId, meeting.seats.geriatrician],
      );
      expect(now).toEqual({ outcome: 'deputy', who: t.economy.practitioners.gp });
      expect(await recordOf(meeting, deputy())).toMatchObject({ isAsDeputy: true, disputes: [{ state: 'accepted' }] });
    });

    it('shows them neither why the member was away nor what others wrote', async () => {
      const meeting = await away();
      await raise(meeting, manager(), { whatIsWrong: 'Her leave was approved' });
      const shown = await recordOf(meeting, deputy());
      expect(shown).toMatchObject({ now: { outcome: 'apologies', reasonCode: null }, disputes: [], canDispute: false });
      expect(JSON.stringify(shown)).not.toMatch(/sickness|leave was approved/);
      expect((await recordOf(meeting, geriatrician()))?.now.reasonCode).toBe('sickness');
      expect(await raise(meeting, deputy(), CAME)).toMatchObject({ code: 'DISPUTED_ALREADY' });
    });

    it('is about the deputy alone: not about the member, nor in the name of another', async () => {
      const meeting = await away();
      for (const shouldSay of [
        { outcome: 'attended', mode: 'remote' },
        { outcome: 'absentNoNotice', mode: null, reasonCode: 'annualLeave' },
        { outcome: 'deputy', mode: null, practitionerId: t.economy.practitioners.nurse },
      ])
        expect(await raise(meeting, deputy(), { shouldSay })).toMatchObject({ code: 'INVALID_INPUT' });
    });

    it('is nobody’s who was not asked to come', async () => {
      const meeting = await arrange();
      expect(await recordOf(meeting, deputy())).toBeNull();
      expect(await raise(meeting, deputy(), CAME)).toMatchObject({ __typename: 'NotPermitted' });
    });
  });

  it('belongs to the employer of the meeting’s day, also when the person has left since', async () => {
    const meeting = await arrange({ startsAt: MEETING });
    const { tenantId, practitioners } = t.economy;
    const end = (until: string) =>
      t.db.sql(tenantId, 'update practitioner_role set during = $2::daterange where practitioner_id = $1', [
        practitioners.geriatrician,
        until,
      ]);
    await end('[2020-01-01,2026-11-15)');
    expect(await recordOf(meeting, manager())).toMatchObject({ canDispute: true, personName: 'Dr Tom Keane' });
    expect(await raise(meeting)).toMatchObject({ __typename: 'DisputeSaved' });
    await end('[2020-01-01,)');
  });

  it('goes to the seat’s provider where nobody held it, and then only a deputy can have come', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: MEETING, vacant: ['geriatrician'] });
    t.clock.setNow(RECORDED);
    await record(meeting, 'absentNoNotice');
    t.clock.setNow(TEST_NOW);
    expect(await raise(meeting)).toMatchObject({ __typename: 'InvalidInput' });
    const deputy = { shouldSay: { outcome: 'deputy', mode: null } };
    expect(await raise(meeting, manager(), deputy)).toMatchObject({ __typename: 'DisputeSaved' });
  });

  it('needs a reason after the last day, which the host reads', async () => {
    const meeting = await arrange();
    t.clock.setNow('2026-11-25T00:30:00.000Z');
    expect(await recordOf(meeting, manager())).toMatchObject({
      isInTime: false,
      inTimeUntil: '2026-11-24',
      canDispute: true,
    });
    expect(await raise(meeting)).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'whyNow' }] });
    expect(await raise(meeting, manager(), { whyNow: 'The log came today' })).toMatchObject({
      __typename: 'DisputeSaved',
    });
    expect((await recordOf(meeting, host()))?.disputes).toMatchObject([{ isLate: true, whyNow: 'The log came today' }]);
  });

  it('begins its time anew with a correction, and ends it on a London day across a change of the clocks', async () => {
    // Written at 00:30 in London on the 22nd of October, which was still the 21st in UTC.
    const meeting = await arrange({ startsAt: '2026-10-21T08:00:00.000Z' }, '2026-10-21T23:30:00.000Z');
    expect(await recordOf(meeting, manager())).toMatchObject({ inTimeUntil: '2026-11-05', isInTime: false });
    t.clock.setNow('2026-11-05T23:59:00.000Z');
    expect(await recordOf(meeting, manager())).toMatchObject({ isInTime: true });
    t.clock.setNow('2026-11-06T00:00:00.000Z');
    expect(await recordOf(meeting, manager())).toMatchObject({ isInTime: false });
    t.clock.setNow(TEST_NOW);
    await t.app.get(RegisterService).recordAttendance(host(), {
      meetingId: meeting.meetingId,
      correctionReason: 'She rang',
      entries: [{ seatId: meeting.seats.geriatrician, outcome: 'apologies', expectedSeatVersion: 1 }],
    });
    expect(await recordOf(meeting, manager())).toMatchObject({
      inTimeUntil: '2026-12-08',
      isInTime: true,
      versions: [
        {
          version: 2,
          correctionReason: 'She rang',
          recordedBy: { name: null, organisationName: 'Riverside Community NHS Trust' },
        },
        { version: 1, says: { outcome: 'absentNoNotice' } },
      ],
    });
    expect(await raise(meeting)).toMatchObject({ code: 'RECORD_CHANGED' });
  });

  it('keeps to the terms that the tenant issued, by the day on which the record was written', async () => {
    const terms = t.app.get(DisputeTermsService);
    const issue = (viewer: Viewer, expectedVersion: number, more: object = {}) =>
      terms.issueDisputeTerms(viewer, {
        disputeWorkingDays: 3,
        answerWorkingDays: 2,
        remindWorkingDays: 1,
        inForceFrom: '2026-11-24',
        reason: 'Agreed by the board',
        expectedVersion,
        ...more,
      });
    const icb = t.economy.viewer('administrator', 'icb');
    expect(await issue(t.economy.viewer('administrator', 'northgate'), 0)).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await issue(icb, 0, { inForceFrom: '2026-11-23' })).toMatchObject({ problems: [{ path: 'inForceFrom' }] });
    expect(await issue(icb, 0, { remindWorkingDays: 2 })).toMatchObject({ problems: [{ path: 'remindWorkingDays' }] });
    expect(await issue(icb, 0)).toMatchObject({ __typename: 'DisputeTermsIssued', version: 1 });
    expect(await issue(icb, 0)).toMatchObject({ __typename: 'ChangedByOther' });
    const before = await arrange();
    expect(await recordOf(before, manager())).toMatchObject({ inTimeUntil: '2026-11-24', disputeWorkingDays: 10 });
    const after = await arrange({ startsAt: '2026-11-24T06:00:00.000Z' }, '2026-11-24T08:00:00.000Z');
    expect(await recordOf(after, manager())).toMatchObject({ inTimeUntil: '2026-11-27', disputeWorkingDays: 3 });
    await raise(before);
    expect((await recordOf(before, manager()))?.disputes).toMatchObject([{ dueOn: '2026-11-26' }]);
    expect(await terms.terms(manager())).toMatchObject({ version: 1, disputeWorkingDays: 3, canIssue: false });
    expect(await terms.terms(t.economy.stranger('providerManager'))).toMatchObject({
      version: 0,
      disputeWorkingDays: 10,
    });
    // As shipped again, for the other tests.
    await issue(icb, 1, { disputeWorkingDays: 10, answerWorkingDays: 5, remindWorkingDays: 2 });
  });

  it('waits once: a second dispute is told of the first, and the same request twice makes one', async () => {
    const meeting = await arrange();
    const keyed = { ...manager(), idempotencyKey: `dispute-${meeting.meetingId}` };
    const first = await raise(meeting, keyed, { whyNow: 'Late' });
    expect(await raise(meeting, keyed, { whyNow: 'Late' })).toEqual(first);
    expect(await raise(meeting, geriatrician(), { whyNow: 'Late' })).toMatchObject({ code: 'DISPUTED_ALREADY' });
    const both = await arrange();
    const answers = await Promise.all([
      raise(both, manager(), { whyNow: 'Late' }),
      raise(both, geriatrician(), { whyNow: 'Late' }),
    ]);
    expect(answers.filter(({ __typename }) => __typename === 'DisputeSaved')).toHaveLength(1);
  });

  it('refuses what there is nothing to dispute about', async () => {
    const unrecorded = await arrangeMeeting(t, { startsAt: MEETING });
    expect(await raise(unrecorded, manager(), { shouldSay: { expectedSeatVersion: 0 } })).toMatchObject({
      code: 'NOT_RECORDED',
    });
    const cancelled = await arrangeMeeting(t, { startsAt: MEETING, status: 'cancelled' });
    expect(await raise(cancelled)).toMatchObject({ code: 'MEETING_CANCELLED' });
    const running = await arrangeMeeting(t, { startsAt: TEST_NOW });
    expect(await raise(running)).toMatchObject({ code: 'NOT_OVER' });
    const meeting = await arrange();
    expect(
      await raise(meeting, manager(), { whyNow: 'Late', shouldSay: { outcome: 'absentNoNotice', mode: null } }),
    ).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path: 'shouldSay' }],
    });
    expect(
      await raise(meeting, manager(), { shouldSay: { outcome: 'attendedPart', mode: null, minutes: 91 } }),
    ).toMatchObject({
      problems: [{ path: 'shouldSay.minutes' }],
    });
    const stranger = { outcome: 'deputy', mode: null, practitionerId: t.economy.practitioners.gp };
    expect(await raise(meeting, manager(), { shouldSay: stranger })).toMatchObject({
      problems: [{ path: 'shouldSay.practitionerId' }],
    });
    expect(await raise(meeting, manager(), { evidence: ' ' })).toMatchObject({ problems: [{ path: 'evidence' }] });
  });

  it('is taken back by whoever raised it or a manager beside them, not by the other side', async () => {
    const meeting = await arrange();
    const raised = await raise(meeting, geriatrician(), { whyNow: 'Late' });
    const disputeId = 'disputeId' in raised ? raised.disputeId : '';
    const withdraw = (viewer: Viewer) => service.withdrawDispute(viewer, { disputeId, expectedVersion: 1 });
    expect(await withdraw(manager())).toMatchObject({ __typename: 'NotPermitted' });
    expect(await withdraw(t.economy.viewer('clinician', 'elmpark'))).toMatchObject({ __typename: 'NotPermitted' });
    expect(await withdraw(geriatrician())).toMatchObject({ __typename: 'DisputeSaved' });
    expect(await withdraw(geriatrician())).toMatchObject({ __typename: 'ChangedByOther' });
    expect((await recordOf(meeting, manager()))?.disputes).toMatchObject([{ state: 'withdrawn', canWithdraw: false }]);
  });

  it('lists what is still in time for those whom it is about, absences first asked for, and nothing to others', async () => {
    const meeting = await arrange({ startsAt: '2026-11-24T06:00:00.000Z' }, '2026-11-24T08:00:00.000Z');
    const ask = { meetingId: null, onlyAbsent: true, first: 100, after: null };
    const listed = async (viewer: Viewer) =>
      (await reads.toDispute(viewer, ask)).items.filter(({ meetingId }) => meetingId === meeting.meetingId);
    expect(await listed(manager())).toMatchObject([{ personName: 'Dr Tom Keane', disputeState: null }]);
    expect(await listed(geriatrician())).toHaveLength(1);
    expect(await listed(t.economy.viewer('providerManager', 'elmpark'))).toEqual([]);
    expect(await listed(t.economy.viewer('clinician', 'riverside'))).toEqual([]);
    expect(await listed(t.economy.stranger('providerManager'))).toEqual([]);
    const first = await reads.toDispute(manager(), { ...ask, first: 1 });
    const second = await reads.toDispute(manager(), { ...ask, first: 100, after: first.endCursor });
    const whole = await reads.toDispute(manager(), ask);
    expect([...first.items, ...second.items]).toEqual(whole.items);
  });
});
