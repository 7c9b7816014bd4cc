import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../../platform/ids.js';
import { planTestMdt, type TestMdt } from '../../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { MeetingsService } from '../meetings.service.js';
import { SeriesService } from './series.service.js';
import { SeriesPreviewReads } from './series-preview.reads.js';

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

describe('planning', () => {
  let t: TestApp;
  let series: SeriesService;
  let mdt: TestMdt;
  let hour = 8;

  beforeAll(async () => {
    t = await startTestApp();
    series = t.app.get(SeriesService);
    mdt = await planTestMdt(t, { series: { startTime: '07:00', from: '2026-11-25', weekday: 3, weeksAhead: 1 } });
  });
  afterAll(() => t.stop());
  beforeEach(() => {
    t.clock.setNow(TEST_NOW);
    hour += 1;
  });

  const coordinator = () => t.economy.viewer('careCoordinator');
  const plan = (over: object = {}, viewer = coordinator()) =>
    series.planSeries(viewer, {
      mdtId: mdt.mdtId,
      frequency: 'weekly',
      weekday: 4,
      startTime: `${String(hour).padStart(2, '0')}:00`,
      durationMinutes: 30,
      from: '2026-12-01',
      weeksAhead: 4,
      ...over,
    });
  const meetingsOf = (seriesId: string) =>
    t.db.sql<{ date: string; utc: string; local: string }>(
      t.economy.tenantId,
      `select meeting_date::text as date, to_char(starts_at at time zone 'UTC', 'HH24:MI') as utc,
         to_char(starts_at at time zone 'Europe/London', 'HH24:MI') as local from mdt_meeting where series_id = $1 order by starts_at`,
      [seriesId],
    );
  const planned = async (over: object = {}) => {
    const answer = await plan(over);
    if (!('seriesId' in answer)) throw new Error(JSON.stringify(answer));
    return answer;
  };

  it('makes the meetings of the window, an invitation a seat, and books the holders', async () => {
    const { seriesId, meetingIds } = await planned();
    expect((await meetingsOf(seriesId)).map((m) => m.date)).toEqual([
      '2026-12-03',
      '2026-12-10',
      '2026-12-17',
      '2026-12-24',
    ]);
    const [counts] = await t.db.sql(
      t.economy.tenantId,
      `select (select count(*)::int from invitation where meeting_id = any ($1)) as invitations,
         (select count(*)::int from practitioner_booking where meeting_id = any ($1)) as bookings`,
      [meetingIds],
    );
    expect(counts).toEqual({ invitations: 20, bookings: 20 });
  });

  it.each([
    [
      'over the end of summer time on 25 October 2026',
      '2026-10-05T09:00:00Z',
      '2026-10-15',
      [
        ['2026-10-15', '08:00'],
        ['2026-10-22', '08:00'],
        ['2026-10-29', '09:00'],
      ],
    ],
    [
      'over the start of summer time on 28 March 2027',
      '2027-03-01T09:00:00Z',
      '2027-03-18',
      [
        ['2027-03-18', '09:00'],
        ['2027-03-25', '09:00'],
        ['2027-04-01', '08:00'],
      ],
    ],
  ])('keeps 09:00 in London %s', async (_, now, from, expected) => {
    t.clock.setNow(now);
    const { seriesId } = await planned({ from, weeksAhead: 3, startTime: '09:00' });
    const rows = await meetingsOf(seriesId);
    expect(rows.map((row) => [row.date, row.utc])).toEqual(expected);
    expect(new Set(rows.map((row) => row.local))).toEqual(new Set(['09:00']));
  });

  it('skips bank holiday Mondays and keeps the reason where readers see it', async () => {
    const { seriesId, skipped } = await planned({ weekday: 1, from: '2026-12-21', weeksAhead: 3 });
    expect((await meetingsOf(seriesId)).map((m) => m.date)).toEqual(['2026-12-21', '2027-01-04']);
    expect(skipped).toEqual([{ date: '2026-12-28', reason: 'Bank holiday: Boxing Day (substitute day)' }]);
    expect(
      await t.db.sql(
        t.economy.tenantId,
        'select skipped_on::text as date, reason from mdt_series_skip where series_id = $1',
        [seriesId],
      ),
    ).toEqual(skipped);
  });

  it('plans every second week, and the last Friday of the month', async () => {
    const fortnightly = await planned({ frequency: 'fortnightly', weeksAhead: 6 });
    expect((await meetingsOf(fortnightly.seriesId)).map((m) => m.date)).toEqual([
      '2026-12-03',
      '2026-12-17',
      '2026-12-31',
    ]);
    const monthly = await planned({ frequency: 'monthly', weekday: 5, weekOfMonth: -1, weeksAhead: 14 });
    expect((await meetingsOf(monthly.seriesId)).map((m) => m.date)).toEqual(['2027-01-29', '2027-02-26']);
    expect(monthly.skipped).toEqual([{ date: '2026-12-25', reason: 'Bank holiday: Christmas Day' }]);
  });

  it.each([
    ['a start in the past', { from: '2026-11-23' }, 'from'],
    ['a monthly rule without its week', { frequency: 'monthly' }, 'weekOfMonth'],
    ['a length of 13 hours', { durationMinutes: 780 }, 'durationMinutes'],
    ['a day on which it never meets', { until: '2026-12-02' }, 'from'],
    ['a room of another site', { siteId: 'northgate', roomId: 'riverside' }, 'roomId'],
    ['a join link that is no web address', { joinUrl: 'javascript:alert(1)' }, 'joinUrl'],
    ['more than 104 weeks', { weeksAhead: 105 }, 'weeksAhead'],
    ['a window beyond the known bank holidays', { from: '2028-06-01', weeksAhead: 104 }, 'from'],
  ])('refuses %s and names the field', async (_, over, path) => {
    const { siteId, roomId, ...rest } = over as { siteId?: 'northgate'; roomId?: 'riverside' };
    const place = siteId && roomId ? { siteId: t.economy.sites[siteId], roomId: t.economy.rooms[roomId] } : {};
    expect(await plan({ ...rest, ...place })).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
  });

  it('refuses people and a room that are taken, and names them and the meeting', async () => {
    const first = await planTestMdt(t, {
      name: `Falls ${newId()}`,
      seats: ['gp'],
      minimumSeats: 1,
      series: { startTime: '20:00', weekday: 5, weeksAhead: 2 },
    });
    expect(first.meetingIds).toHaveLength(2);
    const answer = await plan({
      weekday: 5,
      startTime: '20:30',
      weeksAhead: 2,
      siteId: t.economy.sites.riverside,
      roomId: t.economy.rooms.riverside,
    });
    expect(answer).toMatchObject({
      __typename: 'Clashes',
      message: expect.stringContaining('Dr Amara Osei is at Falls'),
      clashes: [
        { kind: 'PERSON', name: 'Dr Amara Osei', date: '2026-12-04', startTime: '20:00', endTime: '21:00' },
        { kind: 'ROOM', name: 'riverside house, Room 1', date: '2026-12-04' },
        { kind: 'PERSON', date: '2026-12-11' },
        { kind: 'ROOM', date: '2026-12-11' },
      ],
    });
  });

  it('does not name a meeting that the co-ordinator may not see', async () => {
    await planTestMdt(t, {
      name: `Hidden ${newId()}`,
      host: 'northgate',
      seats: ['geriatrician'],
      minimumSeats: 1,
      series: { startTime: '21:00', weekday: 6, weeksAhead: 1, room: false },
    });
    const answer = await plan({ weekday: 6, startTime: '21:00', weeksAhead: 1 });
    expect(answer).toMatchObject({
      __typename: 'Clashes',
      message: expect.stringContaining('Dr Tom Keane is at another meeting'),
      clashes: [{ kind: 'PERSON', meetingName: null }],
    });
    expect(JSON.stringify(answer)).not.toContain('Hidden');
  });

  it('leaves clashing dates out when asked to, with a reason that names who', async () => {
    await planTestMdt(t, {
      seats: ['nurse'],
      minimumSeats: 1,
      series: { startTime: '19:00', weekday: 7, from: '2026-12-06', weeksAhead: 1, room: false },
    });
    const { seriesId, skipped } = await planned({
      weekday: 7,
      startTime: '19:00',
      weeksAhead: 2,
      skipClashingDates: true,
    });
    expect((await meetingsOf(seriesId)).map((m) => m.date)).toEqual(['2026-12-13']);
    expect(skipped).toEqual([
      {
        date: '2026-12-06',
        reason: expect.stringMatching(/^Clash: Jo Begum is at another meeting on Sunday 6 December 2026/),
      },
    ]);
  });

  it('gives one of twenty who want the same hour the hour, and tells the others who has it', async () => {
    const mdts = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        planTestMdt(t, {
          name: `Contender ${i} ${newId()}`,
          seats: ['dischargeNurse'],
          vacant: ['dischargeNurse'],
          minimumSeats: 1,
          series: { startTime: '06:00', weekday: 7, weeksAhead: 1, room: false },
        }),
      ),
    );
    const answers = await Promise.all(
      mdts.map((each) =>
        t.app.get(MeetingsService).addExtraordinaryMeeting(coordinator(), {
          mdtId: each.mdtId,
          date: '2027-01-20',
          startTime: '13:00',
          durationMinutes: 60,
          siteId: t.economy.sites.riverside,
          roomId: t.economy.rooms.riverside,
        }),
      ),
    );
    const kinds = answers.map((answer) => (answer as { __typename: string }).__typename);
    expect(kinds.filter((kind) => kind === 'MeetingsChanged')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'Clashes')).toHaveLength(19);
    expect(answers.find((answer) => 'clashes' in answer)).toMatchObject({
      clashes: [{ kind: 'ROOM', date: '2027-01-20' }],
    });
  });

  it('gives one of twenty who want the same person the person', async () => {
    const mdts = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        planTestMdt(t, {
          name: `Wants the GP ${i} ${newId()}`,
          seats: ['gp'],
          minimumSeats: 1,
          series: {
            startTime: `${String(Math.floor(i / 4)).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}`,
            durationMinutes: 10,
            weekday: 7,
            weeksAhead: 1,
            room: false,
          },
        }),
      ),
    );
    const answers = await Promise.all(
      mdts.map((each) =>
        t.app.get(MeetingsService).addExtraordinaryMeeting(coordinator(), {
          mdtId: each.mdtId,
          date: '2027-01-21',
          startTime: '13:00',
          durationMinutes: 60,
        }),
      ),
    );
    const kinds = answers.map((answer) => (answer as { __typename: string }).__typename);
    expect(kinds.filter((kind) => kind === 'MeetingsChanged')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'Clashes')).toHaveLength(19);
  });

  it('plans once for one idempotency key', async () => {
    const viewer = { ...coordinator(), idempotencyKey: newId() };
    const [a, b] = await Promise.all([plan({ startTime: '02:15' }, viewer), plan({ startTime: '02:15' }, viewer)]);
    expect(a).toEqual(b);
    expect(a).toMatchObject({ __typename: 'SeriesPlanned' });
  });

  it.each(OTHER_ROLES)('is not permitted for a %s', async (role) => {
    expect(await plan({}, t.economy.viewer(role))).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('is not permitted for a co-ordinator of another organisation or tenant', async () => {
    expect(await plan({}, t.economy.viewer('careCoordinator', 'northgate'))).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await plan({}, t.economy.stranger('careCoordinator'))).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('carries a series on from where its window ended, once', async () => {
    const { seriesId } = await planned({ startTime: '22:00' });
    const extend = (expectedVersion: number) =>
      series.extendSeries(coordinator(), { seriesId, expectedVersion, weeks: 2 });
    const answers = await Promise.all([extend(1), extend(1)]);
    expect(answers.map((a) => (a as { __typename: string }).__typename).sort()).toEqual([
      'ChangedByOther',
      'SeriesPlanned',
    ]);
    expect((await meetingsOf(seriesId)).map((m) => m.date).slice(4)).toEqual(['2026-12-31', '2027-01-07']);
  });

  it('previews dates, skipped days and clashes without saving or booking anything', async () => {
    const before = await t.db.sql(t.economy.tenantId, 'select count(*) from mdt_meeting');
    const asked = {
      mdtId: mdt.mdtId,
      frequency: 'weekly',
      weekday: 1,
      startTime: '05:00',
      durationMinutes: 60,
      from: '2026-12-21',
      weeksAhead: 2,
    };
    const preview = await t.app.get(SeriesPreviewReads).preview(coordinator(), asked);
    expect(preview).toMatchObject({
      description: 'Every Monday, 05:00 to 06:00',
      problems: [],
      meetings: [{ date: '2026-12-21', clashes: [] }],
      skipped: [{ date: '2026-12-28' }],
    });
    expect(await t.app.get(SeriesPreviewReads).preview(coordinator(), { ...asked, startTime: '25:00' })).toMatchObject({
      problems: [{ path: 'startTime' }],
    });
    expect(
      await t.app.get(SeriesPreviewReads).preview(t.economy.viewer('careCoordinator', 'northgate'), asked),
    ).toBeNull();
    expect(await t.db.sql(t.economy.tenantId, 'select count(*) from mdt_meeting')).toEqual(before);
  });
});
