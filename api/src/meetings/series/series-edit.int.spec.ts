import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../../platform/ids.js';
import { planTestMdt, type TestMdt } from '../../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { MeetingsReads } from '../meetings.reads.js';
import { MeetingsService } from '../meetings.service.js';
import { SeriesEditService } from './series-edit.service.js';

const OTHER_ROLES: Role[] = [
  'clinician',
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
  'person',
  'carer',
];

jest.setTimeout(120_000);

describe('changing meetings', () => {
  let t: TestApp;
  let edits: SeriesEditService;
  let meetings: MeetingsService;

  beforeAll(async () => {
    t = await startTestApp();
    edits = t.app.get(SeriesEditService);
    meetings = t.app.get(MeetingsService);
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    t.clock.setNow(TEST_NOW);
    await t.db.sql(t.economy.tenantId, 'delete from practitioner_booking');
    await t.db.sql(t.economy.tenantId, `update mdt_meeting set room_id = null`);
  });

  const coordinator = () => t.economy.viewer('careCoordinator');
  const edit = (meetingId: string | undefined, over: object, viewer = coordinator()) =>
    edits.editMeeting(viewer, { meetingId, scope: 'one', expectedVersion: 1, ...over });
  const rows = (mdt: TestMdt) =>
    t.db.sql<{ id: string; at: string; status: string; series: string; replies: string[] }>(
      t.economy.tenantId,
      `select m.meeting_id as id, to_char(m.starts_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') as at, m.status, m.series_id as series,
         array(select distinct i.response from invitation i where i.meeting_id = m.meeting_id) as replies
       from mdt_meeting m where m.mdt_id = $1 order by m.starts_at`,
      [mdt.mdtId],
    );
  const dates = async (mdt: TestMdt) => (await rows(mdt)).filter((r) => r.status === 'booked').map((r) => r.at);
  const bookings = async (meetingIds: readonly string[]) =>
    (
      await t.db.sql<{ at: string }>(
        t.economy.tenantId,
        `select to_char(lower(during) at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') as at from practitioner_booking where meeting_id = any ($1) order by lower(during)`,
        [meetingIds],
      )
    ).map((row) => row.at);
  const small = () => planTestMdt(t, { seats: ['matron', 'nurse'], minimumSeats: 1, series: { weeksAhead: 4 } });

  it('moves one occurrence: the others stay, its answers are asked for again, its people are booked anew', async () => {
    const mdt = await small();
    const [, second = ''] = mdt.meetingIds;
    const detail = await t.app.get(MeetingsReads).meeting(coordinator(), second);
    await t.app.get(InvitationsService).recordReply(coordinator(), {
      invitationId: detail?.replies[0]?.id,
      expectedVersion: 1,
      answer: 'accept',
    });
    expect(await edit(second, { date: '2026-12-09', startTime: '15:30' })).toMatchObject({
      __typename: 'MeetingsChanged',
    });
    expect(await dates(mdt)).toEqual(['2026-12-01 13:00', '2026-12-09 15:30', '2026-12-15 13:00', '2026-12-22 13:00']);
    expect((await rows(mdt))[1]?.replies).toEqual(['needsAction']);
    expect(await bookings([second])).toEqual(['2026-12-09 15:30', '2026-12-09 15:30']);
  });

  it('changes only the room without asking anybody again', async () => {
    const mdt = await small();
    const [first = ''] = mdt.meetingIds;
    const detail = await t.app.get(MeetingsReads).meeting(coordinator(), first);
    await t.app
      .get(InvitationsService)
      .recordReply(coordinator(), { invitationId: detail?.replies[0]?.id, expectedVersion: 1, answer: 'accept' });
    await edit(first, { roomId: null, joinUrl: 'https://meet.example.invalid/1' });
    expect((await t.app.get(MeetingsReads).meeting(coordinator(), first))?.replies[0]).toMatchObject({
      response: 'accepted',
    });
  });

  it('this and following: a new series takes over, what came before keeps its rule', async () => {
    const mdt = await small();
    const [first, , third] = mdt.meetingIds;
    expect(await edit(third, { scope: 'thisAndFollowing', startTime: '14:00' })).toMatchObject({
      __typename: 'MeetingsChanged',
      cancelledMeetingIds: [],
    });
    const after = await rows(mdt);
    expect(after.map((row) => row.at)).toEqual([
      '2026-12-01 13:00',
      '2026-12-08 13:00',
      '2026-12-15 14:00',
      '2026-12-22 14:00',
    ]);
    expect(after.map((row) => row.id)).toEqual([...mdt.meetingIds]);
    expect(after[0]?.series).toBe(mdt.seriesId);
    expect(after[2]?.series).not.toBe(mdt.seriesId);
    const [old] = await t.db.sql(
      t.economy.tenantId,
      'select until_date::text as until from mdt_series where series_id = $1',
      [mdt.seriesId],
    );
    expect(old).toEqual({ until: '2026-12-14' });
    expect(await t.app.get(MeetingsReads).meeting(coordinator(), first ?? '')).toMatchObject({ startTime: '13:00' });
  });

  it('all, before any was held: the series itself changes, on another weekday, past bank holidays', async () => {
    const mdt = await small();
    const [, second] = mdt.meetingIds;
    const answer = await edit(second, { scope: 'all', date: '2026-12-11' });
    expect(answer).toMatchObject({ __typename: 'MeetingsChanged', seriesId: mdt.seriesId });
    expect(await dates(mdt)).toEqual(['2026-12-04 13:00', '2026-12-11 13:00', '2026-12-18 13:00']);
    expect('skipped' in answer && answer.skipped).toEqual([
      { date: '2026-12-25', reason: 'Bank holiday: Christmas Day' },
    ]);
    expect((await rows(mdt)).filter((row) => row.status === 'cancelled')).toHaveLength(1);
  });

  it('all, after one was held: the past and its register stay exactly as they were', async () => {
    const mdt = await small();
    const [first = '', , third] = mdt.meetingIds;
    t.clock.setNow('2026-12-02T09:00:00Z');
    await t.db.sql(
      t.economy.tenantId,
      `update mdt_meeting set status = 'held', is_quorate = true, register_version = 3 where meeting_id = $1`,
      [first],
    );
    const past = () =>
      t.db.sql(
        t.economy.tenantId,
        'select m.*, i.* from mdt_meeting m join invitation i using (tenant_id, meeting_id) where meeting_id = $1 order by i.invitation_id',
        [first],
      );
    const before = await past();
    expect(await edit(third, { scope: 'all', startTime: '16:00', durationMinutes: 45 })).toMatchObject({
      __typename: 'MeetingsChanged',
    });
    expect(await past()).toEqual(before);
    expect(await dates(mdt)).toEqual(['2026-12-08 16:00', '2026-12-15 16:00', '2026-12-22 16:00']);
  });

  it('weekly to fortnightly: what is no longer met on is cancelled, and a date called off by hand stays off', async () => {
    const mdt = await planTestMdt(t, { seats: ['matron'], minimumSeats: 1, series: { weeksAhead: 4 } });
    const [first, second, third] = mdt.meetingIds;
    await meetings.cancelMeeting(coordinator(), { meetingId: third, expectedVersion: 1, reason: 'No room' });
    expect(await edit(first, { scope: 'all', frequency: 'fortnightly' })).toMatchObject({
      cancelledMeetingIds: expect.arrayContaining([second]),
    });
    expect(await dates(mdt)).toEqual(['2026-12-01 13:00']);
  });

  it.each(['one', 'thisAndFollowing', 'all'])('a meeting that has begun is never moved (%s)', async (scope) => {
    const mdt = await small();
    const [first] = mdt.meetingIds;
    t.clock.setNow('2026-12-01T13:00:00Z');
    expect(await edit(first, { scope, startTime: '18:00' })).toMatchObject({ __typename: 'MeetingClosed' });
    expect((await dates(mdt))[0]).toBe('2026-12-01 13:00');
  });

  it('refuses to move onto somebody’s other meeting, and names it', async () => {
    const mdt = await small();
    const other = await planTestMdt(t, {
      name: `Other ${newId()}`,
      seats: ['nurse'],
      minimumSeats: 1,
      series: { startTime: '10:00', weeksAhead: 1 },
    });
    expect(other.meetingIds).toHaveLength(1);
    expect(await edit(mdt.meetingIds[0], { startTime: '09:30' })).toMatchObject({
      __typename: 'Clashes',
      clashes: [{ kind: 'PERSON', name: 'Jo Begum', startTime: '10:00' }, { kind: 'ROOM' }],
    });
    expect((await dates(mdt))[0]).toBe('2026-12-01 13:00');
  });

  it.each([
    ['the past', { date: '2026-11-20' }, 'date'],
    ['a time that the clocks skip', { date: '2027-03-28', startTime: '01:30' }, 'startTime'],
    ['a date that does not exist', { date: '2026-02-30' }, 'date'],
  ])('refuses to move to %s', async (_, over, path) => {
    const mdt = await small();
    expect(await edit(mdt.meetingIds[0], over)).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
  });

  it('lets one of two who move it at once through and tells the other', async () => {
    const mdt = await small();
    const answers = await Promise.all([
      edit(mdt.meetingIds[0], { startTime: '10:00' }),
      edit(mdt.meetingIds[0], { startTime: '11:00' }),
    ]);
    expect(answers.map((a) => (a as { __typename: string }).__typename).sort()).toEqual([
      'ChangedByOther',
      'MeetingsChanged',
    ]);
  });

  it('cancels one with a reason: people and room are free, and it cannot be cancelled twice', async () => {
    const mdt = await small();
    const [first = ''] = mdt.meetingIds;
    const cancel = (over: object = {}) =>
      meetings.cancelMeeting(coordinator(), { meetingId: first, expectedVersion: 1, reason: 'Flood', ...over });
    expect(await cancel({ reason: ' ' })).toMatchObject({ problems: [{ path: 'reason' }] });
    expect(await cancel()).toMatchObject({ cancelledMeetingIds: [first] });
    expect(await bookings([first])).toEqual([]);
    expect(await cancel({ expectedVersion: 2 })).toMatchObject({ __typename: 'MeetingClosed' });
    expect(await t.app.get(MeetingsReads).meeting(coordinator(), first)).toMatchObject({
      status: 'cancelled',
      cancelReason: 'Flood',
    });
  });

  it('cancels this and following: the series ends before it', async () => {
    const mdt = await small();
    const [, , third, fourth] = mdt.meetingIds;
    expect(
      await meetings.cancelMeeting(coordinator(), {
        meetingId: third,
        expectedVersion: 1,
        scope: 'thisAndFollowing',
        reason: 'Merged',
      }),
    ).toMatchObject({ cancelledMeetingIds: [third, fourth] });
    expect(await dates(mdt)).toHaveLength(2);
  });

  it.each(OTHER_ROLES)('is not permitted for a %s', async (role) => {
    const mdt = await small();
    const viewer = t.economy.viewer(role);
    expect(await edit(mdt.meetingIds[0], {}, viewer)).toMatchObject({ __typename: 'NotPermitted' });
    expect(
      await meetings.cancelMeeting(viewer, { meetingId: mdt.meetingIds[0], expectedVersion: 1, reason: 'x' }),
    ).toMatchObject({ __typename: 'NotPermitted' });
    expect(
      await meetings.addExtraordinaryMeeting(viewer, {
        mdtId: mdt.mdtId,
        date: '2027-01-05',
        startTime: '10:00',
        durationMinutes: 30,
      }),
    ).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('is not permitted for a co-ordinator of another organisation or tenant', async () => {
    const mdt = await small();
    for (const viewer of [t.economy.viewer('careCoordinator', 'northgate'), t.economy.stranger('careCoordinator')])
      expect(await edit(mdt.meetingIds[0], { startTime: '10:00' }, viewer)).toMatchObject({
        __typename: 'NotPermitted',
      });
  });

  it('keeps every booking in the index that guards them, however often hours are given up and taken again', async () => {
    for (let round = 0; round < 6; round += 1) {
      await t.db.sql(t.economy.tenantId, 'delete from practitioner_booking');
      await planTestMdt(t, { series: { room: false } });
    }
    const superuser = await t.db.superuser();
    const count = async (settings: string) => {
      await superuser.query(`reset all; ${settings}`);
      const { rows } = await superuser.query(
        'select count(*)::int as n from practitioner_booking where tenant_id = $1',
        [t.economy.tenantId],
      );
      return rows[0].n;
    };
    const byTable = await count(
      'set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off',
    );
    await superuser.query('begin; alter table practitioner_booking drop constraint practitioner_booking_pk');
    await superuser.query('drop index practitioner_booking_by_meeting');
    const byIndex = await count('set enable_seqscan = off');
    await superuser.query('rollback');
    await superuser.end();
    expect([byTable, byIndex]).toEqual([30, 30]);
  });
});
