import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ArrangedMeeting, arrangeMeeting, type SeatKey } from '../../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { evidenceAt } from '../../withholding/evidence.reads.js';
import { EngagementCountsService } from '../engagement-counts.service.js';
import { RegisterReads } from '../register.reads.js';
import { RegisterService } from '../register.service.js';

describe('the distance of a seat', () => {
  let t: TestApp;

  beforeAll(async () => {
    t = await startTestApp();
    await place('site', t.economy.sites.riverside, 53.62, -2.04);
    await place('organisation', t.economy.organisations.northgate, 53.5, -2.04);
    await place('organisation', t.economy.organisations.riverside, 53.62, -2.04);
  });
  afterAll(() => t.stop());

  const place = (table: 'site' | 'organisation', id: string, latitude: number, longitude: number) =>
    t.db.sql(
      t.economy.tenantId,
      `update ${table} set latitude = $3, longitude = $4 where tenant_id = $1 and ${table}_id = $2`,
      [t.economy.tenantId, id, latitude, longitude],
    );
  const mark = async (m: ArrangedMeeting, key: SeatKey, more: object) => {
    const viewer = t.economy.viewer('careCoordinator');
    const register = await t.app.get(RegisterReads).register(viewer, m.meetingId);
    const seatId = m.seats[key];
    const version = register?.seats.find((seat) => seat.seatId === seatId)?.version ?? 0;
    const result = await t.app.get(RegisterService).recordAttendance(viewer, {
      meetingId: m.meetingId,
      entries: [{ seatId, expectedSeatVersion: version, ...more }],
      correctionReason: 'As told afterwards',
    });
    expect(result.__typename).toBe('RegisterSaved');
  };
  const kmOf = async (m: ArrangedMeeting, key: SeatKey) =>
    (
      await t.db.sql<{ version: number; km: number | null }>(
        t.economy.tenantId,
        'select version, travel_km as km from attendance_evidence where meeting_id = $1 and seat_id = $2 order by version',
        [m.meetingId, m.seats[key]],
      )
    ).map(({ km }) => km);
  const ABSENT = { outcome: 'absentNoNotice' };

  it('is from the employer to the place of the meeting, and not known where the directory has one of them nowhere', async () => {
    const m = await arrangeMeeting(t);
    await mark(m, 'geriatrician', ABSENT);
    expect(await kmOf(m, 'geriatrician')).toEqual([13.3]);
    expect(await kmOf(m, 'matron')).toEqual([0]);
    expect(await kmOf(m, 'gp')).toEqual([null]);
  });

  it('is 0 for a meeting held remotely, wherever the employer is', async () => {
    const m = await arrangeMeeting(t);
    await t.db.sql(
      t.economy.tenantId,
      `update mdt_meeting set site_id = null, join_url = 'https://meet.example.invalid/1' where tenant_id = $1 and meeting_id = $2`,
      [t.economy.tenantId, m.meetingId],
    );
    await mark(m, 'gp', ABSENT);
    expect(await kmOf(m, 'gp')).toEqual([0]);
    expect(await kmOf(m, 'geriatrician')).toEqual([0]);
  });

  it('stays as it was first known when the employer moves, and is filled by the next version where it was not', async () => {
    const m = await arrangeMeeting(t);
    await mark(m, 'geriatrician', ABSENT);
    await place('organisation', t.economy.organisations.northgate, 53.9, -2.04);
    await place('organisation', t.economy.organisations.elmpark, 53.61, -2.04);
    await t.app.get(EngagementCountsService).rebuildEngagement(t.economy.tenantId);
    expect([await kmOf(m, 'geriatrician'), await kmOf(m, 'gp')]).toEqual([[13.3], [null]]);
    await mark(m, 'geriatrician', { outcome: 'apologies', reasonCode: 'workload' });
    await mark(m, 'gp', ABSENT);
    expect([await kmOf(m, 'geriatrician'), await kmOf(m, 'gp')]).toEqual([
      [13.3, 13.3],
      [null, 1.1],
    ]);
    const later = await arrangeMeeting(t);
    await mark(later, 'geriatrician', ABSENT);
    expect(await kmOf(later, 'geriatrician')).toEqual([31.1]);
  });

  it('is left out of a row where it is not known, so that rows of before have the hash they were judged under', async () => {
    const { tenantId, organisations } = t.economy;
    const rows = await evidenceAt((text, values) => t.db.sql(tenantId, text, values), tenantId, {
      cut: '5',
      from: '2020-01-01',
      until: '2030-01-01',
    });
    expect(rows).toHaveLength(5);
    const keys = (providerId: string) => Object.keys(rows.find((row) => row.providerId === providerId) ?? {});
    expect(keys(organisations.elmpark)).not.toContain('travelKm');
    expect(keys(organisations.northgate)).toContain('travelKm');
  });
});
