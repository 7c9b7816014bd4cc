import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterService } from '../attendance/register.service.js';
import { type ArrangedMeeting, arrangeMeeting } from '../testkit/arrange-meeting.js';
import { planTestMdt } from '../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MeetingsReads } from './meetings.reads.js';
import { MeetingsService } from './meetings.service.js';
import { SeriesEditService } from './series/series-edit.service.js';

describe('a meeting that was called off on the day', () => {
  let t: TestApp;

  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const host = () => t.economy.viewer('careCoordinator');
  const sql = <T extends object>(text: string, values: readonly unknown[] = []) =>
    t.db.sql<T>(t.economy.tenantId, text, values);
  const versionOf = async (meetingId: string) =>
    (await sql<{ v: number }>('select lock_version as v from mdt_meeting where meeting_id = $1', [meetingId]))[0]?.v;
  const cancel = async (meetingId: string, more: object = {}) =>
    t.app.get(MeetingsService).cancelMeeting(host(), {
      meetingId,
      expectedVersion: await versionOf(meetingId),
      scope: 'one',
      reason: 'The room was flooded',
      ...more,
    });
  const classes = async (meetingId: string) =>
    (
      await sql<{ c: string }>('select distinct count_class as c from attendance_count where meeting_id = $1', [
        meetingId,
      ])
    ).map((row) => row.c);
  const mayCancel = async (meetingId: string) => (await t.app.get(MeetingsReads).meeting(host(), meetingId))?.mayCancel;
  const mark = (m: ArrangedMeeting, outcome: string) =>
    t.app.get(RegisterService).recordAttendance(host(), {
      meetingId: m.meetingId,
      entries: [{ seatId: m.seats.gp, expectedSeatVersion: 0, outcome, mode: 'inPerson' }],
    });

  it.each([
    ['while it runs', '2026-11-24T10:00:00.000Z'],
    ['a week after its day', '2026-12-01T20:00:00.000Z'],
  ])('is cancelled %s, with its reason, and counts against nobody', async (_name, now) => {
    const { meetingId } = await arrangeMeeting(t);
    t.clock.setNow(now);
    expect(await mayCancel(meetingId)).toBe(true);
    expect(await cancel(meetingId)).toMatchObject({ __typename: 'MeetingsChanged', cancelledMeetingIds: [meetingId] });
    expect(await classes(meetingId)).toEqual(['excludedCancelled']);
    expect(await t.app.get(MeetingsReads).meeting(host(), meetingId)).toMatchObject({
      status: 'cancelled',
      cancelReason: 'The room was flooded',
      mayCancel: false,
    });
    const mails = await sql(`select 1 from outbox_message where meeting_id = $1 and kind = 'meeting.cancelled'`, [
      meetingId,
    ]);
    expect(mails).toHaveLength(5);
  });

  it('stays as it is later than that, and says so', async () => {
    const { meetingId } = await arrangeMeeting(t);
    t.clock.setNow('2026-12-02T08:00:00.000Z');
    expect(await mayCancel(meetingId)).toBe(false);
    expect(await cancel(meetingId)).toMatchObject({
      code: 'MEETING_CLOSED',
      message: expect.stringContaining('7 days'),
    });
  });

  it('cannot be cancelled while somebody is marked; once the mark is taken back it can', async () => {
    const m = await arrangeMeeting(t);
    await mark(m, 'attended');
    expect(await mayCancel(m.meetingId)).toBe(false);
    expect(await cancel(m.meetingId)).toMatchObject({
      code: 'MEETING_CLOSED',
      message: expect.stringContaining('take the marks back'),
    });
    const seats = [{ seatId: m.seats.gp, expectedSeatVersion: 1 }];
    expect(await t.app.get(RegisterService).undoAttendance(host(), { meetingId: m.meetingId, seats })).toMatchObject({
      __typename: 'RegisterSaved',
    });
    expect(await mayCancel(m.meetingId)).toBe(true);
    expect(await cancel(m.meetingId)).toMatchObject({ __typename: 'MeetingsChanged' });
    expect(await classes(m.meetingId)).toEqual(['excludedCancelled']);
  });

  it('is not cancelled once its register is closed, by another host, or twice', async () => {
    const m = await arrangeMeeting(t);
    await t.app.get(RegisterService).closeRegister(host(), { meetingId: m.meetingId, leaveNotRecorded: true });
    expect(await cancel(m.meetingId)).toMatchObject({ code: 'MEETING_CLOSED' });
    const other = await arrangeMeeting(t);
    const stranger = t.economy.viewer('careCoordinator', 'northgate');
    expect(
      await t.app.get(MeetingsService).cancelMeeting(stranger, {
        meetingId: other.meetingId,
        expectedVersion: 1,
        reason: 'Not mine',
      }),
    ).toMatchObject({ code: 'NOT_PERMITTED' });
    await cancel(other.meetingId);
    expect(await cancel(other.meetingId)).toMatchObject({ code: 'MEETING_CLOSED' });
  });

  it('of somebody who marks and somebody who cancels at once, one is refused', async () => {
    const m = await arrangeMeeting(t);
    const [marked, cancelled] = await Promise.all([mark(m, 'attended'), cancel(m.meetingId)]);
    const done = [marked, cancelled].filter((answer) => !('code' in answer));
    expect(done).toHaveLength(1);
  });

  it('takes those that follow with it, where the series ends on the day', async () => {
    const { meetingIds, seriesId } = await planTestMdt(t, { series: { weeksAhead: 3 } });
    const [first = '', ...later] = meetingIds;
    t.clock.setNow('2026-12-01T13:30:00.000Z');
    const [series] = await sql<{ v: number }>('select lock_version as v from mdt_series where series_id = $1', [
      seriesId,
    ]);
    const ended = await cancel(first, { scope: 'thisAndFollowing', expectedVersion: series?.v });
    expect(ended).toMatchObject({ cancelledMeetingIds: [first, ...later] });
  });
});

describe('dates that a changed series no longer meets on', () => {
  let t: TestApp;

  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  const host = () => t.economy.viewer('careCoordinator');
  const countedAfterFortnightly = async (isSent: boolean) => {
    const { seriesId, meetingIds } = await planTestMdt(t, { series: { room: false, weekday: isSent ? 2 : 3 } });
    if (isSent) await t.app.get(InvitationsService).sendInvitations(host(), { seriesId });
    const [series] = await t.db.sql<{ v: number }>(
      t.economy.tenantId,
      'select lock_version as v from mdt_series where series_id = $1',
      [seriesId],
    );
    const changed = await t.app.get(SeriesEditService).editMeeting(host(), {
      meetingId: meetingIds[0],
      scope: 'all',
      expectedVersion: series?.v,
      frequency: 'fortnightly',
    });
    const dropped = 'cancelledMeetingIds' in changed ? changed.cancelledMeetingIds : [];
    expect(dropped.length).toBeGreaterThan(0);
    const rows = await t.db.sql<{ n: number }>(
      t.economy.tenantId,
      'select count(*)::int as n from attendance_count where meeting_id = any ($1)',
      [dropped],
    );
    return { counted: rows[0]?.n, seats: dropped.length * 5 };
  };

  it('were never meetings while nobody had been told of them', async () => {
    expect(await countedAfterFortnightly(false)).toMatchObject({ counted: 0 });
  });

  it('are cancelled meetings once invitations had gone out', async () => {
    const { counted, seats } = await countedAfterFortnightly(true);
    expect(counted).toBe(seats);
  });
});
