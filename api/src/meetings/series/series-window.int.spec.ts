import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { planTestMdt } from '../../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { MdtService } from '../mdts/mdt.service.js';
import { SeriesService } from './series.service.js';
import { SeriesEditService } from './series-edit.service.js';
import { SeriesWindow } from './series-window.js';

jest.setTimeout(120_000);

describe('the rolling window', () => {
  let t: TestApp;
  let window: SeriesWindow;

  beforeAll(async () => {
    t = await startTestApp();
    window = t.app.get(SeriesWindow);
  });
  afterAll(() => t.stop());
  // Each case has the only series there is.
  afterEach(async () => {
    t.clock.setNow(TEST_NOW);
    const admin = await t.db.superuser();
    await admin.query('truncate mdt cascade');
    await admin.end();
  });

  const carryOn = () => window.carryOn(t.economy.tenantId);
  const planned = (series: object = {}) => planTestMdt(t, { series: { room: false, ...series } });
  const datesOf = async (seriesId: string) =>
    (
      await t.db.sql<{ date: string }>(
        t.economy.tenantId,
        'select meeting_date::text as date from mdt_meeting where series_id = $1 order by meeting_date',
        [seriesId],
      )
    ).map((row) => row.date);
  const skipsOf = (seriesId: string) =>
    t.db.sql(
      t.economy.tenantId,
      'select skipped_on::text as date, reason from mdt_series_skip where series_id = $1 order by skipped_on',
      [seriesId],
    );
  const eventsOf = (seriesId: string) =>
    t.db.sql<{ actor: string }>(
      t.economy.tenantId,
      `select actor_kind as actor, kind, detail from audit_event where operation = 'carryOnSeries' and entity_id = $1 order by seq`,
      [seriesId],
    );

  it('makes nothing while the window reaches as far as was chosen, not even an event', async () => {
    // Planned for six weeks from 1 December; on 30 November there are still six.
    const { seriesId } = await planned();
    expect(await carryOn()).toBe(0);
    t.clock.setNow('2026-11-30T02:15:00Z');
    expect(await carryOn()).toBe(0);
    expect(await eventsOf(seriesId)).toEqual([]);
  });

  it('books the date that came within reach overnight, with seats and hours, as the product itself', async () => {
    const { seriesId, mdtId } = await planned();
    t.clock.setNow('2026-12-02T02:15:00Z');
    expect(await carryOn()).toBe(1);
    expect((await datesOf(seriesId)).at(-1)).toBe('2027-01-12');
    const [counts] = await t.db.sql(
      t.economy.tenantId,
      `select (select count(*)::int from invitation i join mdt_meeting m using (tenant_id, meeting_id) where m.meeting_date = '2027-01-12') as invitations,
         (select count(*)::int from practitioner_booking b join mdt_meeting m using (tenant_id, meeting_id) where m.meeting_date = '2027-01-12') as bookings`,
    );
    expect(counts).toEqual({ invitations: 5, bookings: 5 });
    expect(await eventsOf(seriesId)).toEqual([
      { actor: 'job', kind: 'job', detail: { mdtId, meetings: 1, skipped: 0 } },
    ]);
    expect(await carryOn()).toBe(0);
  });

  it('makes good what many nights missed, over a clock change, and leaves bank holidays out with their reason', async () => {
    const { seriesId } = await planned({ weekday: 1, from: '2026-11-30', startTime: '09:00' });
    t.clock.setNow('2027-02-24T12:00:00Z');
    await carryOn();
    // Until then nobody met: what is past is not made up. 29 March is Easter Monday.
    expect((await datesOf(seriesId)).filter((date) => date > '2027-01-10')).toEqual([
      '2027-03-01',
      '2027-03-08',
      '2027-03-15',
      '2027-03-22',
      '2027-04-05',
    ]);
    expect(await skipsOf(seriesId)).toContainEqual({ date: '2027-03-29', reason: 'Bank holiday: Easter Monday' });
    const hours = await t.db.sql(
      t.economy.tenantId,
      `select distinct to_char(starts_at at time zone 'UTC', 'HH24:MI') as utc from mdt_meeting
       where series_id = $1 and meeting_date > '2027-03-20' order by 1`,
      [seriesId],
    );
    expect(hours).toEqual([{ utc: '08:00' }, { utc: '09:00' }]);
  });

  it('leaves out a date on which somebody is taken, says why without naming the meeting, and goes on', async () => {
    const { seriesId } = await planned();
    await planTestMdt(t, {
      name: 'Falls MDT',
      seats: ['gp'],
      series: { room: false, from: '2027-01-12', weeksAhead: 1, until: '2027-01-12', startTime: '12:30' },
    });
    t.clock.setNow('2026-12-09T02:15:00Z');
    expect(await carryOn()).toBe(1);
    expect((await datesOf(seriesId)).slice(-2)).toEqual(['2027-01-05', '2027-01-19']);
    expect(await skipsOf(seriesId)).toEqual([
      {
        date: '2027-01-12',
        reason: expect.stringMatching(/^Clash: .+ is at another meeting on Tuesday 12 January 2027, 12:30 to 13:30\.$/),
      },
    ]);
    expect(await carryOn()).toBe(0);
  });

  it('leaves out every date of a window that is taken, and does not stop at it', async () => {
    const { seriesId } = await planned();
    await planTestMdt(t, {
      seats: ['gp'],
      series: { room: false, from: '2027-01-12', weeksAhead: 1, until: '2027-01-12' },
    });
    t.clock.setNow('2026-12-02T02:15:00Z');
    expect(await carryOn()).toBe(0);
    expect(await skipsOf(seriesId)).toHaveLength(1);
    expect(await eventsOf(seriesId)).toHaveLength(1);
    expect(await carryOn()).toBe(0);
    expect(await eventsOf(seriesId)).toHaveLength(1);
  });

  it('is left alone with a last date, and where the MDT is suspended', async () => {
    const ending = await planned({ until: '2026-12-31' });
    const suspended = await planned({ startTime: '15:00' });
    const viewer = t.economy.viewer('careCoordinator');
    const answer = await t.app.get(MdtService).changeMdtStatus(viewer, {
      mdtId: suspended.mdtId,
      expectedVersion: 1,
      event: 'suspend',
      reason: 'Staff shortage',
    });
    expect(answer).toMatchObject({ __typename: 'MdtSaved' });
    t.clock.setNow('2027-02-03T02:15:00Z');
    expect(await carryOn()).toBe(0);
    expect((await datesOf(ending.seriesId)).at(-1)).toBe('2026-12-29');
  });

  it('books each date once when two servers run it at once', async () => {
    const { seriesId } = await planned();
    t.clock.setNow('2026-12-16T02:15:00Z');
    const made = await Promise.all([carryOn(), carryOn(), carryOn()]);
    expect(made.reduce((sum, one) => sum + one, 0)).toBe(3);
    expect((await datesOf(seriesId)).slice(-3)).toEqual(['2027-01-12', '2027-01-19', '2027-01-26']);
  });

  it('reaches as far in a series that was split off as in the one it follows', async () => {
    const { meetingIds } = await planned();
    const split = await t.app.get(SeriesEditService).editMeeting(t.economy.viewer('careCoordinator'), {
      meetingId: meetingIds[3],
      expectedVersion: 1,
      scope: 'thisAndFollowing',
      startTime: '14:00',
    });
    expect(split).toMatchObject({ __typename: 'MeetingsChanged' });
    t.clock.setNow('2026-12-16T02:15:00Z');
    expect(await carryOn()).toBe(3);
    const last = await t.db.sql(
      t.economy.tenantId,
      'select meeting_date::text as date, start_time as at from mdt_meeting order by starts_at desc limit 1',
    );
    expect(last).toEqual([{ date: '2027-01-26', at: '14:00' }]);
  });

  it('never books a day whose bank holidays are not known, by itself or by the button', async () => {
    t.clock.setNow('2028-11-20T09:00:00Z');
    const { seriesId } = await planned({ from: '2028-11-21', weeksAhead: 5 });
    t.clock.setNow('2028-12-18T02:15:00Z');
    await carryOn();
    expect((await datesOf(seriesId)).at(-1)).toBe('2028-12-19');
    expect(await skipsOf(seriesId)).toContainEqual({
      date: '2028-12-26',
      reason: expect.stringContaining('Boxing Day'),
    });
    const [{ version } = { version: 0 }] = await t.db.sql<{ version: number }>(
      t.economy.tenantId,
      'select lock_version as version from mdt_series where series_id = $1',
      [seriesId],
    );
    const refused = await t.app
      .get(SeriesService)
      .extendSeries(t.economy.viewer('careCoordinator'), { seriesId, expectedVersion: version, weeks: 4 });
    expect(refused).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'weeks' }] });
  });
});
