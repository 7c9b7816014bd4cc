import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting } from '../../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { RegisterService } from '../register.service.js';
import { DisputeAnswersService } from './dispute-answers.service.js';
import { DisputesReads } from './disputes.reads.js';
import { DisputesService } from './disputes.service.js';

const MEETING = '2026-11-23T09:00:00.000Z';
const RECORDED = '2026-11-23T11:00:00.000Z';

describe('answering a dispute', () => {
  let t: TestApp;
  let answers: DisputeAnswersService;

  beforeAll(async () => {
    t = await startTestApp();
    answers = t.app.get(DisputeAnswersService);
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const host = () => t.economy.viewer('careCoordinator');
  const manager = () => t.economy.viewer('providerManager', 'northgate');
  const mark = (meeting: ArrangedMeeting, outcome: string, more: object = {}, rest: object = {}) =>
    t.app.get(RegisterService).recordAttendance(host(), {
      meetingId: meeting.meetingId,
      entries: [{ seatId: meeting.seats.geriatrician, outcome, expectedSeatVersion: 0, ...more }],
      ...rest,
    });
  const disputed = async (by: Viewer = manager()) => {
    const meeting = await arrangeMeeting(t, { startsAt: MEETING });
    t.clock.setNow(RECORDED);
    await mark(meeting, 'absentNoNotice');
    t.clock.setNow(TEST_NOW);
    const raised = await t.app.get(DisputesService).raiseDispute(by, {
      meetingId: meeting.meetingId,
      shouldSay: { seatId: meeting.seats.geriatrician, expectedSeatVersion: 1, outcome: 'attended', mode: 'remote' },
      whatIsWrong: 'She was on the line',
      evidence: 'The log of the call',
    });
    if (!('disputeId' in raised)) throw new Error(`Not raised: ${JSON.stringify(raised)}`);
    return { meeting, disputeId: raised.disputeId };
  };
  const accept = (disputeId: string, viewer: Viewer = host(), more: object = {}) =>
    answers.acceptDispute(viewer, { disputeId, expectedVersion: 1, expectedSeatVersion: 1, ...more });
  const decline = (disputeId: string, viewer: Viewer = host()) =>
    answers.declineDispute(viewer, { disputeId, expectedVersion: 1, answer: 'The chair did not see her' });
  const versions = (meeting: ArrangedMeeting) =>
    t.db.sql<{ version: number; outcome: string; correction_reason: string | null; is_current: boolean }>(
      t.economy.tenantId,
      'select version, outcome, correction_reason, is_current from attendance_record where meeting_id = $1 order by version',
      [meeting.meetingId],
    );
  const disputeOf = async (meeting: ArrangedMeeting, viewer: Viewer = manager()) =>
    (await t.app.get(DisputesReads).record(viewer, meeting.meetingId, meeting.seats.geriatrician))?.disputes[0];
  const mails = (meeting: ArrangedMeeting, kind: string) =>
    t.db.sql<{ recipient_email: string }>(
      t.economy.tenantId,
      'select recipient_email from outbox_message where meeting_id = $1 and kind = $2',
      [meeting.meetingId, kind],
    );
  /** The rate of a provider's seats at one meeting from the evidence up to a cut, as a run reads it. */
  const rateAt = async (meeting: ArrangedMeeting, cut: string) => {
    const [row] = await t.db.sql<{ took: number; counted: number }>(
      t.economy.tenantId,
      `select count(*) filter (where count_class = 'tookPart')::int as took, count(*) filter (where count_class in ('tookPart','lost'))::int as counted
       from (select distinct on (meeting_id, seat_id) count_class, is_gone from attendance_evidence
         where meeting_id = $1 and evidence_no <= $2 order by meeting_id, seat_id, version desc) e where not is_gone`,
      [meeting.meetingId, cut],
    );
    return row;
  };
  const cut = async () =>
    (await t.db.sql<{ no: string }>(t.economy.tenantId, 'select evidence_no as no from evidence_head', []))[0]?.no ??
    '0';

  it('accepts and corrects the register in one step; both versions stay, and rates of any cut reproduce', async () => {
    const { meeting, disputeId } = await disputed();
    const before = await cut();
    expect(await rateAt(meeting, before)).toEqual({ took: 0, counted: 1 });
    expect(await accept(disputeId)).toMatchObject({ __typename: 'DisputeSaved' });
    expect(await versions(meeting)).toEqual([
      { version: 1, outcome: 'absentNoNotice', correction_reason: null, is_current: false },
      {
        version: 2,
        outcome: 'attended',
        correction_reason: 'Disputed by Northgate Acute NHS Trust',
        is_current: true,
      },
    ]);
    expect(await rateAt(meeting, before)).toEqual({ took: 0, counted: 1 });
    expect(await rateAt(meeting, await cut())).toEqual({ took: 1, counted: 1 });
    expect(await disputeOf(meeting)).toMatchObject({
      state: 'accepted',
      seatVersion: 2,
      isAnsweredByWriter: true,
      disputed: { outcome: 'absentNoNotice' },
      now: { outcome: 'attended', mode: 'remote' },
      answeredBy: { name: null, role: 'Care co-ordinator', organisationName: 'Riverside Community NHS Trust' },
    });
    expect(await mails(meeting, 'disputeAnswered')).toEqual([
      { recipient_email: `${manager().login}@example.invalid` },
    ]);
  });

  it('declines with a reason that the disputer reads; the same version is disputed again only with what is new', async () => {
    const { meeting, disputeId } = await disputed();
    expect(await answers.declineDispute(host(), { disputeId, expectedVersion: 1, answer: '  ' })).toMatchObject({
      problems: [{ path: 'answer' }],
    });
    expect(await decline(disputeId)).toMatchObject({ __typename: 'DisputeSaved' });
    expect(await versions(meeting)).toHaveLength(1);
    expect(await disputeOf(meeting)).toMatchObject({ state: 'declined', answer: 'The chair did not see her' });
    const again = (whyNow: string) =>
      t.app.get(DisputesService).raiseDispute(manager(), {
        meetingId: meeting.meetingId,
        shouldSay: { seatId: meeting.seats.geriatrician, expectedSeatVersion: 1, outcome: 'attended', mode: 'remote' },
        whatIsWrong: 'She was on the line',
        evidence: 'A recording',
        whyNow,
      });
    expect(await again('')).toMatchObject({ problems: [{ path: 'whyNow' }] });
    expect(await again('There is a recording')).toMatchObject({ __typename: 'DisputeSaved' });
  });

  it('is for the host’s co-ordinators alone', async () => {
    const { disputeId } = await disputed();
    for (const viewer of [
      t.economy.viewer('careCoordinator', 'northgate'),
      t.economy.viewer('careCoordinator', 'elmpark'),
      manager(),
      t.economy.viewer('commissioner', 'icb'),
      t.economy.stranger('careCoordinator'),
    ])
      for (const answer of [accept(disputeId, viewer), decline(disputeId, viewer)])
        expect([viewer.role, await answer]).toMatchObject([viewer.role, { __typename: 'NotPermitted' }]);
  });

  it('is not for whoever disputed it, whose record it is, or who also manages the provider', async () => {
    const { tenantId, organisations, practitioners } = t.economy;
    // Somebody of the host with the manager's account, as where one person has two roles.
    const wearsTwoHats: Viewer = { ...host(), accountId: manager().accountId };
    const { meeting, disputeId } = await disputed();
    expect(await accept(disputeId, wearsTwoHats)).toMatchObject({ code: 'RAISED_IT' });
    const itself: Viewer = { ...host(), practitionerId: practitioners.geriatrician };
    expect(await decline(disputeId, itself)).toMatchObject({ code: 'OWN_RECORD' });
    const second = await disputed(t.economy.viewer('clinician', 'northgate'));
    expect(await accept(second.disputeId, wearsTwoHats)).toMatchObject({ code: 'WORKS_FOR_PROVIDER' });
    expect(await versions(meeting)).toHaveLength(1);
    // The database holds the two apart as well.
    await expect(
      t.db.sql(
        tenantId,
        `update attendance_dispute set state = 'accepted', answered_by = raised_by, answered_at = now() where host_organisation_id = $1`,
        [organisations.riverside],
      ),
    ).rejects.toThrow('attendance_dispute_two_people');
  });

  it('is given once by two co-ordinators at the same moment', async () => {
    const { meeting, disputeId } = await disputed();
    const both = await Promise.all([accept(disputeId), decline(disputeId)]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'DisputeSaved']);
    expect((await versions(meeting)).length).toBe(both[0]?.__typename === 'DisputeSaved' ? 2 : 1);
  });

  it('refuses to correct a register that has changed since it was looked at', async () => {
    const { meeting, disputeId } = await disputed();
    await mark(
      meeting,
      'apologies',
      { expectedSeatVersion: 1, reasonCode: 'workload' },
      { correctionReason: 'She rang' },
    );
    expect(await accept(disputeId)).toMatchObject({ code: 'RECORD_CHANGED' });
    expect(await disputeOf(meeting, host())).toMatchObject({
      seatVersion: 2,
      now: { outcome: 'apologies' },
      canDecide: true,
    });
    expect(await accept(disputeId, host(), { expectedSeatVersion: 2 })).toMatchObject({ __typename: 'DisputeSaved' });
    expect(await versions(meeting)).toMatchObject([
      { version: 1 },
      { version: 2 },
      { version: 3, outcome: 'attended' },
    ]);
  });

  describe('as time passes', () => {
    const follow = (at: string) => {
      t.clock.setNow(at);
      return answers.followDisputes(t.economy.tenantId);
    };
    const settleAll = () =>
      t.db.sql(
        t.economy.tenantId,
        `update attendance_dispute set state = 'withdrawn', answered_at = now() where state = 'waiting'`,
        [],
      );

    it('reminds the host once, then tells both sides once that no answer came; the record is shown as disputed', async () => {
      await settleAll();
      const { meeting } = await disputed();
      expect(await follow('2026-11-26T12:00:00.000Z')).toBe(0);
      expect(await follow('2026-11-27T00:00:00.000Z')).toBe(1);
      expect(await follow('2026-12-01T23:50:00.000Z')).toBe(0);
      expect(await mails(meeting, 'disputeDueSoon')).toHaveLength(1);
      expect(await follow('2026-12-02T00:10:00.000Z')).toBe(1);
      expect(await follow('2026-12-03T00:10:00.000Z')).toBe(0);
      expect(await mails(meeting, 'disputeOverdue')).toHaveLength(1);
      expect(await mails(meeting, 'disputeUnanswered')).toHaveLength(1);
      expect(await disputeOf(meeting)).toMatchObject({ state: 'waiting', isOverdue: true });
      const list = await t.app
        .get(DisputesReads)
        .list(host(), { state: 'waiting', meetingId: null, first: 10, after: null });
      expect(list).toMatchObject({ waiting: 1, overdue: 1 });
      await settleAll();
    });

    it('settles what the register says by itself since, and what a cancelled meeting no longer asks', async () => {
      await settleAll();
      const corrected = await disputed();
      await mark(
        corrected.meeting,
        'attended',
        { expectedSeatVersion: 1, mode: 'remote' },
        { correctionReason: 'The log' },
      );
      const dropped = await disputed();
      await t.app.get(RegisterService).undoAttendance(host(), {
        meetingId: dropped.meeting.meetingId,
        seats: [{ seatId: dropped.meeting.seats.geriatrician, expectedSeatVersion: 1 }],
        correctionReason: 'It was another day',
      });
      await t.db.sql(
        t.economy.tenantId,
        `update mdt_meeting set status = 'cancelled', cancel_reason = 'Snow' where meeting_id = $1`,
        [dropped.meeting.meetingId],
      );
      expect(await accept(dropped.disputeId, host(), { expectedSeatVersion: 2 })).toMatchObject({
        code: 'MEETING_CANCELLED',
      });
      expect(await follow(TEST_NOW)).toBe(2);
      expect(await follow(TEST_NOW)).toBe(0);
      for (const { meeting } of [corrected, dropped]) {
        expect(await disputeOf(meeting)).toMatchObject({ state: 'settled', answeredBy: null });
        expect(await mails(meeting, 'disputeAnswered')).toHaveLength(1);
      }
    });
  });
});
