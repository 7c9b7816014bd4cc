import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Commands } from '../../platform/commands.js';
import { type ArrangedMeeting, arrangeMeeting, type SeatKey } from '../../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { EngagementCountsService } from '../engagement-counts.service.js';
import { RegisterReads } from '../register.reads.js';
import { RegisterService } from '../register.service.js';
import { ReleaseService } from '../release.service.js';
import { recordEvidence } from './record-evidence.js';

interface Row {
  readonly evidence_no: string;
  readonly seat_id: string;
  readonly version: number;
  readonly is_current: boolean;
  readonly is_gone: boolean;
  readonly status: string;
  readonly reason_code: string | null;
  readonly release_decision: string | null;
  readonly release_decided_on: string | null;
  readonly recorded_by: string | null;
}

describe('evidence', () => {
  let t: TestApp;
  let registers: RegisterService;
  let releases: ReleaseService;
  let counts: EngagementCountsService;

  beforeAll(async () => {
    t = await startTestApp();
    registers = t.app.get(RegisterService);
    releases = t.app.get(ReleaseService);
    counts = t.app.get(EngagementCountsService);
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const priya = () => t.economy.viewer('careCoordinator');
  const grace = () => t.economy.viewer('providerManager', 'northgate');
  const mark = async (m: ArrangedMeeting, marks: Partial<Record<SeatKey, object>>) => {
    const register = await t.app.get(RegisterReads).register(priya(), m.meetingId);
    const entries = Object.entries(marks).map(([key, more]) => {
      const seatId = m.seats[key as SeatKey];
      const version = register?.seats.find((seat) => seat.seatId === seatId)?.version ?? 0;
      return { seatId, expectedSeatVersion: version, ...more };
    });
    const result = await registers.recordAttendance(priya(), {
      meetingId: m.meetingId,
      entries,
      correctionReason: 'As told afterwards',
    });
    expect(result.__typename).toBe('RegisterSaved');
  };
  const rowsOf = (m: ArrangedMeeting, key?: SeatKey) =>
    t.db.sql<Row>(
      t.economy.tenantId,
      `select e.*, release_decided_on::text as release_decided_on from attendance_evidence e
       where meeting_id = $1 and ($2::uuid is null or seat_id = $2) order by evidence_no`,
      [m.meetingId, key ? m.seats[key] : null],
    );
  const everything = () => t.db.sql(t.economy.tenantId, 'select * from attendance_evidence order by evidence_no');
  const askRelease = async (m: ArrangedMeeting, key: SeatKey) => {
    const asked = await releases.requestRelease(priya(), { meetingId: m.meetingId, seatId: m.seats[key], note: '' });
    if (asked.__typename !== 'ReleaseRequested') throw new Error(asked.__typename);
    return 'releaseRequestId' in asked ? asked.releaseRequestId : '';
  };

  it('is one row a seat from the first mark on, with who recorded it', async () => {
    const m = await arrangeMeeting(t, { deputies: { gp: 'nurse' } });
    expect(await rowsOf(m)).toEqual([]);
    await mark(m, { gp: { outcome: 'apologies', reasonCode: 'noCover' } });
    const rows = await rowsOf(m);
    expect(rows).toHaveLength(5);
    const [gp] = await rowsOf(m, 'gp');
    expect(gp).toMatchObject({
      version: 1,
      is_current: true,
      is_gone: false,
      status: 'apologies',
      count_class: 'lost',
      reason_code: 'noCover',
      provider_organisation_id: t.economy.organisations.elmpark,
      host_organisation_id: t.economy.organisations.riverside,
      start_minute: 540,
      duration_minutes: 90,
      mode: 'inPerson',
      cover_depth: 1,
      recorded_by: priya().accountId,
    });
    expect(rows.filter((row) => row.status === 'notRecorded' && row.recorded_by === null)).toHaveLength(4);
  });

  it('keeps a correction as version 2 beside version 1, and touches no other row', async () => {
    const m = await arrangeMeeting(t);
    await mark(m, { gp: { outcome: 'absentNoNotice' }, matron: { outcome: 'attended', mode: 'remote' } });
    const before = await rowsOf(m);
    await mark(m, { gp: { outcome: 'apologies', reasonCode: 'sickness' } });
    expect((await rowsOf(m, 'gp')).map(({ version, is_current, status }) => ({ version, is_current, status }))).toEqual(
      [
        { version: 1, is_current: false, status: 'absentNoNotice' },
        { version: 2, is_current: true, status: 'apologies' },
      ],
    );
    const others = (rows: Row[]) => rows.filter((row) => row.seat_id !== m.seats.gp);
    expect(others(await rowsOf(m))).toEqual(others(before));
  });

  it('takes numbers in order, without gaps, whoever writes at the same time', async () => {
    const [one, two] = [await arrangeMeeting(t), await arrangeMeeting(t)];
    await Promise.all([
      mark(one, { gp: { outcome: 'absentNoNotice' }, nurse: { outcome: 'attended', mode: 'remote' } }),
      mark(two, { gp: { outcome: 'attended', mode: 'remote' } }),
      mark(two, { nurse: { outcome: 'attended', mode: 'remote' } }),
    ]);
    const all = await t.db.sql<{ no: string }>(
      t.economy.tenantId,
      'select evidence_no as no from attendance_evidence order by evidence_no',
    );
    expect(all.map(({ no }) => Number(no))).toEqual(all.map((_, i) => i + 1));
    const [head] = await t.db.sql<{ no: string }>(t.economy.tenantId, 'select evidence_no as no from evidence_head');
    expect(Number(head?.no)).toBe(all.length);
    const [twice] = await t.db.sql<{ n: number }>(
      t.economy.tenantId,
      'select count(*)::int as n from (select 1 from attendance_evidence where is_current group by meeting_id, seat_id having count(*) > 1) x',
    );
    expect(twice?.n).toBe(0);
  });

  it('follows an answer to a release request that comes after the register', async () => {
    t.clock.setNow('2026-11-23T09:00:00.000Z');
    const m = await arrangeMeeting(t, { startsAt: TEST_NOW });
    const releaseRequestId = await askRelease(m, 'geriatrician');
    t.clock.setNow('2026-11-24T09:30:00.000Z');
    await mark(m, { geriatrician: { outcome: 'absentNoNotice' } });
    expect((await rowsOf(m, 'geriatrician')).at(-1)).toMatchObject({ release_decision: null });
    await releases.answerRelease(grace(), {
      releaseRequestId,
      expectedVersion: 1,
      answer: 'REFUSE',
      reasonCode: 'noCover',
    });
    expect((await rowsOf(m, 'geriatrician')).at(-1)).toMatchObject({
      version: 2,
      release_decision: 'refused',
      release_decided_on: '2026-11-24',
    });
    expect((await rowsOf(m)).filter((row) => row.seat_id !== m.seats.geriatrician)).toHaveLength(4);
  });

  it('follows a request that nobody answered in time', async () => {
    t.clock.setNow('2026-11-20T09:00:00.000Z');
    const m = await arrangeMeeting(t, { startsAt: TEST_NOW });
    await askRelease(m, 'geriatrician');
    t.clock.setNow('2026-11-24T09:30:00.000Z');
    await mark(m, { geriatrician: { outcome: 'absentNoNotice' } });
    t.clock.setNow('2026-12-24T09:30:00.000Z');
    await releases.markUnansweredReleases(t.economy.tenantId);
    expect((await rowsOf(m, 'geriatrician')).at(-1)).toMatchObject({
      release_decision: 'unanswered',
      release_decided_on: null,
    });
  });

  it('reads every request for release, whoever writes the row', async () => {
    // The manager of the surgery may not see what the acute trust was asked; the row is whole all the same.
    t.clock.setNow('2026-11-20T09:00:00.000Z');
    const m = await arrangeMeeting(t, { startsAt: TEST_NOW });
    await askRelease(m, 'geriatrician');
    t.clock.setNow('2026-11-24T09:30:00.000Z');
    await mark(m, { geriatrician: { outcome: 'absentNoNotice' }, gp: { outcome: 'absentNoNotice' } });
    const before = (await rowsOf(m, 'geriatrician')).at(-1);
    await t.app
      .get(Commands)
      .run(t.economy.viewer('providerManager', 'elmpark'), 'answerRelease', z.object({}), {}, async (tx) => {
        await recordEvidence(tx, [m.meetingId]);
        tx.audit({ entity: 'Meeting', entityId: m.meetingId });
        return { __typename: 'Done' };
      });
    expect((await rowsOf(m, 'geriatrician')).at(-1)).toEqual(before);
    expect(before).toMatchObject({ release_requested_on: expect.anything() });
  });

  it('marks the rows of a meeting that was cancelled after all as gone', async () => {
    t.clock.setNow('2026-11-24T12:00:00.000Z');
    const m = await arrangeMeeting(t, { startsAt: TEST_NOW });
    await counts.countUnrecordedMeetings(t.economy.tenantId);
    expect((await rowsOf(m)).every((row) => row.status === 'notRecorded' && !row.is_gone)).toBe(true);
    await t.db.sql(
      t.economy.tenantId,
      `update mdt_meeting set status = 'cancelled', cancel_reason = 'Nobody came' where meeting_id = $1`,
      [m.meetingId],
    );
    await counts.rebuildEngagement(t.economy.tenantId);
    const current = (await rowsOf(m)).filter((row) => row.is_current);
    expect(current).toHaveLength(5);
    expect(current.every((row) => row.is_gone && row.version === 2)).toBe(true);
    const before = await everything();
    await counts.rebuildEngagement(t.economy.tenantId);
    expect(await everything()).toEqual(before);
  });

  it('is as a rebuild would have it, and is filled where there is none', async () => {
    await counts.countUnrecordedMeetings(t.economy.tenantId);
    const before = await everything();
    expect(before.length).toBeGreaterThan(20);
    await counts.rebuildEngagement(t.economy.tenantId);
    expect(await counts.fillEvidence(t.economy.tenantId)).toBe(0);
    expect(await everything()).toEqual(before);
    const admin = await t.db.superuser();
    await admin.query('truncate attendance_evidence');
    await admin.query('delete from evidence_head');
    await admin.end();
    expect(await counts.fillEvidence(t.economy.tenantId)).toBeGreaterThan(3);
    const facts = (rows: object[]) =>
      rows
        .map((row) => row as Record<string, unknown>)
        .filter((row) => row.is_current && !row.is_gone)
        .map(({ evidence_no, version, recorded_at, ...rest }) => JSON.stringify(rest))
        .sort();
    expect(facts(await everything())).toEqual(facts(before));
  });

  it('never changes a version that was written', async () => {
    const admin = await t.db.superuser();
    const change = (set: string) => admin.query(`update attendance_evidence set ${set} where is_current`);
    await expect(change(`status = 'attended'`)).rejects.toThrow(/never changed/);
    await expect(change(`is_current = false, status = 'attended'`)).rejects.toThrow(/never changed/);
    await admin.end();
  });
});
