import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ABSENCE_REASONS, ATTENDANCE_OUTCOMES } from '@quorate/libs/attendance';
import { createRandom } from '@quorate/libs/random';
import { MeetingChanges } from '../meetings/meeting-changes.js';
import { SeriesEditService } from '../meetings/series/series-edit.service.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import {
  type ArrangedMeeting,
  arrangeMeeting,
  type MeetingWanted,
  SEAT_KEYS,
  type SeatKey,
} from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { EngagementCountsService } from './engagement-counts.service.js';
import { RegisterReads } from './register.reads.js';
import { RegisterService } from './register.service.js';

interface Cell {
  readonly seats: number;
}

describe('counting', () => {
  let t: TestApp;
  let service: RegisterService;
  let counts: EngagementCountsService;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(RegisterService);
    counts = t.app.get(EngagementCountsService);
  });
  afterAll(() => t.stop());
  afterEach(() => t.clock.setNow(TEST_NOW));

  const priya = () => t.economy.viewer('careCoordinator');
  const mark = async (m: ArrangedMeeting, key: SeatKey, more: object) => {
    const seat = (await t.app.get(RegisterReads).register(priya(), m.meetingId))?.seats.find(
      (s) => s.seatId === m.seats[key],
    );
    const entries = [{ seatId: m.seats[key], expectedSeatVersion: seat?.version ?? 0, ...more }];
    return service.recordAttendance(priya(), {
      meetingId: m.meetingId,
      entries,
      correctionReason: 'As told afterwards',
    });
  };
  const cancel = async (m: ArrangedMeeting) =>
    t.app.get(Commands).runJob(t.economy.tenantId, 'cancelMeeting', async (tx) => {
      await tx.query(
        `update mdt_meeting set status = 'cancelled', cancel_reason = 'Snow' where tenant_id = $1 and meeting_id = $2 and status = 'booked'`,
        [tx.tenantId, m.meetingId],
      );
      await t.app.get(MeetingChanges).announce(tx, [m.meetingId]);
      tx.audit({ entity: 'Meeting', entityId: m.meetingId });
    });
  const classOf = async (m: ArrangedMeeting, key: SeatKey) =>
    (
      await t.db.sql<{
        count_class: string;
        reason_locus: string | null;
        is_own_site: boolean;
        provider_organisation_id: string;
        month: string;
      }>(
        t.economy.tenantId,
        'select count_class, reason_locus, is_own_site, provider_organisation_id, month::text from attendance_count where meeting_id = $1 and seat_id = $2',
        [m.meetingId, m.seats[key]],
      )
    )[0];
  const rollups = async (): Promise<Cell[][]> => [
    await t.db.sql<Cell>(t.economy.tenantId, 'select * from engagement_by_provider order by 1,2,3,4,5,6,7,8'),
    await t.db.sql<Cell>(t.economy.tenantId, 'select * from engagement_by_mdt order by 1,2,3,4,5,6,7,8,9'),
  ];
  const seatCounts = () => t.db.sql(t.economy.tenantId, 'select * from attendance_count order by meeting_id, seat_id');
  const expectRebuildToChangeNothing = async () => {
    // The rebuild counts what has ended; so does the job, which no test waits for.
    await counts.countUnrecordedMeetings(t.economy.tenantId);
    const [incremental, perSeat] = [await rollups(), await seatCounts()];
    await counts.rebuildEngagement(t.economy.tenantId);
    expect(await rollups()).toEqual(incremental);
    expect(await seatCounts()).toEqual(perSeat);
    const [seats] = await t.db.sql<{ n: number }>(
      t.economy.tenantId,
      'select count(*)::int as n from attendance_count',
    );
    for (const rollup of incremental) expect(rollup.reduce((sum, cell) => sum + cell.seats, 0)).toBe(seats?.n);
  };

  it.each<[string, MeetingWanted, object, string]>([
    ['who came took part', {}, { outcome: 'attended', mode: 'remote' }, 'tookPart'],
    ['a deputy counts for the seat', {}, { outcome: 'deputy' }, 'tookPart'],
    ['apologies are lost', {}, { outcome: 'apologies', reasonCode: 'noCover' }, 'lost'],
    ['leave is left out', {}, { outcome: 'apologies', reasonCode: 'annualLeave' }, 'excludedLeave'],
    [
      'short notice is left out',
      { sentAt: '2026-11-20T09:00:00Z' },
      { outcome: 'absentNoNotice' },
      'excludedShortNotice',
    ],
    ['enough notice is not', { sentAt: '2026-11-10T09:00:00Z' }, { outcome: 'absentNoNotice' }, 'lost'],
    [
      'notice nobody knows of is not short for one who answered',
      { sentAt: null },
      { outcome: 'absentNoNotice' },
      'lost',
    ],
    [
      'who was never told is left out',
      { sentAt: null, replies: { gp: 'needsAction' } },
      { outcome: 'absentNoNotice' },
      'excludedNotInvited',
    ],
    [
      'who was never told is left out where no notice is agreed, too',
      { sentAt: null, replies: { gp: 'needsAction' }, minimumNotice: 0 },
      { outcome: 'absentNoNotice' },
      'excludedNotInvited',
    ],
    ['too short a part is lost', {}, { outcome: 'attendedPart', minutes: 53 }, 'lost'],
    ['a part that is long enough is not', {}, { outcome: 'attendedPart', minutes: 54 }, 'tookPart'],
  ])('%s', async (_name, wanted, more, expected) => {
    const m = await arrangeMeeting(t, wanted);
    await mark(m, 'gp', more);
    expect(await classOf(m, 'gp')).toMatchObject({ count_class: expected, is_own_site: false, month: '2026-11-01' });
  });

  it('leaves bank holidays out of the notice', async () => {
    const m = await arrangeMeeting(t, {
      startsAt: '2027-01-05T09:00:00.000Z',
      sentAt: '2026-12-21T09:00:00Z',
      minimumNotice: 8,
    });
    t.clock.setNow('2027-01-05T09:00:00.000Z');
    await mark(m, 'gp', { outcome: 'absentNoNotice' });
    // 22 to 24, 29 to 31 December, 4 and 5 January: eight, with two bank holidays and New Year's Day left out.
    expect((await classOf(m, 'gp'))?.count_class).toBe('lost');
  });

  it('counts the notice from the move, where a meeting was moved after it was sent out', async () => {
    const m = await arrangeMeeting(t, { startsAt: '2026-12-14T09:00:00.000Z' });
    const [meeting] = await t.db.sql<{ version: number }>(
      t.economy.tenantId,
      'update mdt_meeting set notice_given_at = $2 where meeting_id = $1 returning lock_version as version',
      [m.meetingId, '2026-10-01T09:00:00Z'],
    );
    t.clock.setNow('2026-12-08T09:00:00.000Z');
    const moved = await t.app.get(SeriesEditService).editMeeting(priya(), {
      meetingId: m.meetingId,
      scope: 'one',
      expectedVersion: meeting?.version ?? 0,
      date: '2026-12-10',
    });
    expect(moved).toMatchObject({ __typename: 'MeetingsChanged' });
    t.clock.setNow('2026-12-10T09:00:00.000Z');
    await mark(m, 'gp', { outcome: 'absentNoNotice' });
    await mark(m, 'matron', { outcome: 'attended', mode: 'inPerson' });
    for (const key of ['gp', 'matron'] as const)
      expect((await classOf(m, key))?.count_class).toBe('excludedShortNotice');
    await expectRebuildToChangeNothing();
  });

  it('keeps who could have changed it, and whether it was the provider’s own site', async () => {
    const m = await arrangeMeeting(t);
    await mark(m, 'geriatrician', { outcome: 'apologies', reasonCode: 'noCover' });
    expect(await classOf(m, 'geriatrician')).toMatchObject({ reason_locus: 'provider', is_own_site: false });
    expect(await classOf(m, 'matron')).toMatchObject({ count_class: 'excludedNotRecorded', is_own_site: true });
  });

  it('a cancelled meeting counts against nobody', async () => {
    const m = await arrangeMeeting(t, { startsAt: '2026-12-10T09:00:00.000Z' });
    expect(await classOf(m, 'gp')).toBeUndefined();
    await cancel(m);
    for (const key of SEAT_KEYS) expect((await classOf(m, key))?.count_class).toBe('excludedCancelled');
    await expectRebuildToChangeNothing();
  });

  it('a date that was dropped before anybody was told of it never was a meeting', async () => {
    const unanswered = { matron: 'needsAction', nurse: 'needsAction', geriatrician: 'needsAction' };
    const m = await arrangeMeeting(t, {
      startsAt: '2026-12-11T09:00:00.000Z',
      sentAt: null,
      replies: { ...unanswered, dischargeNurse: 'needsAction', gp: 'needsAction' },
    });
    const agreed = await arrangeMeeting(t, { startsAt: '2026-12-12T09:00:00.000Z', sentAt: null, replies: unanswered });
    for (const one of [m, agreed]) await cancel(one);
    for (const key of SEAT_KEYS) expect(await classOf(m, key)).toBeUndefined();
    // Somebody had answered by phone, so that one was called off.
    expect((await classOf(agreed, 'matron'))?.count_class).toBe('excludedCancelled');
    await expectRebuildToChangeNothing();
  });

  it('follows a correction', async () => {
    const m = await arrangeMeeting(t);
    await mark(m, 'gp', { outcome: 'absentNoNotice' });
    await mark(m, 'gp', { outcome: 'deputy' });
    expect((await classOf(m, 'gp'))?.count_class).toBe('tookPart');
    await expectRebuildToChangeNothing();
  });

  it('counts for the employer on the day of the meeting, whoever the seat belongs to', async () => {
    const { tenantId, practitioners, organisations } = t.economy;
    const m = await arrangeMeeting(t);
    await t.db.sql(
      tenantId,
      `update practitioner_role set during = '[2020-01-01,2026-11-01)' where practitioner_id = $1`,
      [practitioners.gp],
    );
    await t.db.sql(
      tenantId,
      `insert into practitioner_role (tenant_id, practitioner_role_id, practitioner_id, organisation_id, role_code, during) values ($1,$2,$3,$4,'gp','[2026-11-01,2026-11-25)')`,
      [tenantId, newId(), practitioners.gp, organisations.riverside],
    );
    await mark(m, 'gp', { outcome: 'attended', mode: 'inPerson' });
    expect(await classOf(m, 'gp')).toMatchObject({
      provider_organisation_id: organisations.riverside,
      is_own_site: true,
    });
    // The roles were changed behind the commands' back, which would have counted the earlier meetings again.
    await counts.rebuildEngagement(tenantId);
  });

  it('counts the seats of a meeting that ended without a register as not recorded, once', async () => {
    const m = await arrangeMeeting(t, { startsAt: '2026-11-23T09:00:00.000Z' });
    const coming = await arrangeMeeting(t, { startsAt: '2026-11-25T09:00:00.000Z' });
    expect(await counts.countUnrecordedMeetings(t.economy.tenantId)).toBe(1);
    expect(await counts.countUnrecordedMeetings(t.economy.tenantId)).toBe(0);
    expect((await classOf(m, 'gp'))?.count_class).toBe('excludedNotRecorded');
    expect(await classOf(coming, 'gp')).toBeUndefined();
    await mark(m, 'gp', { outcome: 'attended', mode: 'inPerson' });
    expect((await classOf(m, 'gp'))?.count_class).toBe('tookPart');
  });

  it('counts every seat of a meeting once, in exactly one class', async () => {
    const m = await arrangeMeeting(t);
    await service.markAllAccepted(priya(), { meetingId: m.meetingId });
    const [row] = await t.db.sql<{ n: number }>(
      t.economy.tenantId,
      'select count(*)::int as n from attendance_count where meeting_id = $1',
      [m.meetingId],
    );
    expect(row?.n).toBe(5);
  });

  describe('the rollups equal a rebuild', () => {
    it.each([1, 2, 3])('after a random history (seed %i)', async (seed) => {
      const random = createRandom(seed);
      const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T =>
        list[Math.floor(random.next() * list.length)] as T;
      const meetings: ArrangedMeeting[] = [];
      for (let i = 0; i < 4; i += 1)
        meetings.push(
          await arrangeMeeting(t, {
            startsAt: pick(['2026-11-24T09:00:00.000Z', '2026-10-20T09:00:00.000Z']),
            sentAt: pick([null, '2026-09-01T09:00:00Z', '2026-11-20T09:00:00Z']),
          }),
        );
      for (let step = 0; step < 25; step += 1) await randomStep(random, pick, pick(meetings));
      await expectRebuildToChangeNothing();
    });

    it('after ten commands at the same time on meetings of one month', async () => {
      const meetings: ArrangedMeeting[] = [];
      for (let i = 0; i < 5; i += 1) meetings.push(await arrangeMeeting(t));
      await Promise.all(
        meetings.flatMap((m) => [
          service.markAllAccepted(priya(), { meetingId: m.meetingId }),
          mark(m, 'gp', { outcome: 'apologies', reasonCode: 'workload' }),
        ]),
      );
      await expectRebuildToChangeNothing();
    });

    it('with rebuilds in the middle of them', async () => {
      const meetings: ArrangedMeeting[] = [];
      for (let i = 0; i < 6; i += 1) meetings.push(await arrangeMeeting(t));
      const rebuild = () => counts.rebuildEngagement(t.economy.tenantId);
      await Promise.all(
        meetings.flatMap((m) => [
          service.markAllAccepted(priya(), { meetingId: m.meetingId }),
          rebuild(),
          mark(m, 'nurse', { outcome: 'notRequired' }),
          rebuild(),
        ]),
      );
      await expectRebuildToChangeNothing();
    });
  });

  type Random = ReturnType<typeof createRandom>;

  async function randomStep(random: Random, pick: <T>(list: readonly T[]) => T, m: ArrangedMeeting): Promise<void> {
    const dice = random.next();
    if (dice < 0.08) return void (await cancel(m));
    if (dice < 0.2) return void (await service.markAllAccepted(priya(), { meetingId: m.meetingId }));
    const key = pick(SEAT_KEYS);
    if (dice < 0.35) {
      const version =
        (await t.app.get(RegisterReads).register(priya(), m.meetingId))?.seats.find((s) => s.seatId === m.seats[key])
          ?.version ?? 0;
      const seats = [{ seatId: m.seats[key], expectedSeatVersion: version }];
      return void (await service.undoAttendance(priya(), {
        meetingId: m.meetingId,
        seats,
        correctionReason: 'Wrong person',
      }));
    }
    const outcome = pick(ATTENDANCE_OUTCOMES);
    await mark(m, key, {
      outcome,
      mode: outcome === 'attended' ? pick(['inPerson', 'remote']) : null,
      minutes: outcome === 'attendedPart' ? pick([10, 54, 90]) : null,
      reasonCode: outcome === 'apologies' ? pick(ABSENCE_REASONS).code : null,
    });
  }
});
