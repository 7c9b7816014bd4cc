import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { Live } from '../platform/live.js';
import { StaffReads } from '../staff/staff.reads.js';
import { planTestMdt, type TestMdt } from '../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MeetingWatch } from './meeting-watch.js';
import { MeetingsReads } from './meetings.reads.js';
import { coverSentence, TodayReads } from './today.reads.js';

jest.setTimeout(120_000);

type Where = 'riverside' | 'northgate' | 'elmpark' | 'icb';

describe('reading meetings', () => {
  let t: TestApp;
  let reads: MeetingsReads;
  let mdt: TestMdt;

  beforeAll(async () => {
    t = await startTestApp();
    reads = t.app.get(MeetingsReads);
    mdt = await planTestMdt(t, {
      name: 'Frailty',
      seats: ['matron', 'nurse', 'geriatrician'],
      vacant: ['nurse'],
      minimumSeats: 2,
    });
  });
  afterAll(() => t.stop());

  const list = (role: Role, where: Where, over: object = {}) =>
    reads.meetings(t.economy.viewer(role, where), {
      from: '2026-12-01',
      to: '2027-02-01',
      mine: false,
      first: 50,
      after: null,
      ...over,
    });

  it('lists meetings with everybody asked, vacant seats included, in order of start', async () => {
    const { items } = await list('careCoordinator', 'riverside');
    expect(items.map((item) => item.id)).toEqual([...mdt.meetingIds]);
    expect(items[0]).toMatchObject({
      mdt: { name: 'Frailty' },
      date: '2026-12-01',
      startTime: '13:00',
      endTime: '14:00',
      startsAt: '2026-12-01T13:00:00.000Z',
      siteName: 'riverside house',
      participants: [
        { personName: 'Sian Roberts', providerName: 'Riverside Community NHS Trust', response: 'needsAction' },
        { personName: null, roleName: 'community nurse' },
        { personName: 'Dr Tom Keane' },
      ],
    });
  });

  it('pages without losing or repeating one, and takes the end of the period as not included', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await list('careCoordinator', 'riverside', { first: 4, after });
      seen.push(...page.items.map((item) => item.id));
      after = page.endCursor;
      if (after === null) break;
    }
    expect(seen).toEqual([...mdt.meetingIds]);
    expect((await list('careCoordinator', 'riverside', { to: '2026-12-08' })).items).toHaveLength(1);
  });

  it.each([
    ['careCoordinator', 'riverside', 6],
    ['providerManager', 'northgate', 6],
    ['clinician', 'northgate', 6],
    ['informationGovernanceLead', 'riverside', 6],
    ['commissioner', 'icb', 6],
    ['administrator', 'elmpark', 6],
    ['careCoordinator', 'elmpark', 0],
    ['clinician', 'elmpark', 0],
    ['providerManager', 'elmpark', 0],
  ] as const)('a %s of %s sees %i', async (role, where, count) => {
    expect((await list(role, where)).items).toHaveLength(count);
    expect((await reads.meeting(t.economy.viewer(role, where), mdt.meetingIds[0] ?? '')) !== null).toBe(count > 0);
    expect(await reads.maySee(t.economy.viewer(role, where), mdt.meetingIds[0] ?? '')).toBe(count > 0);
  });

  it('shows nothing to another tenant, whoever asks', async () => {
    for (const role of ['careCoordinator', 'commissioner', 'administrator'] as const) {
      const stranger = t.economy.stranger(role);
      expect(await reads.meeting(stranger, mdt.meetingIds[0] ?? '')).toBeNull();
      expect(
        (await reads.meetings(stranger, { from: '2026-01-01', to: '2028-01-01', mine: false, first: 50, after: null }))
          .items,
      ).toEqual([]);
    }
  });

  it('gives roles that see counts only a forecast without a seat in it', async () => {
    const asked = (role: 'careCoordinator' | 'commissioner' | 'administrator') =>
      reads.meeting(t.economy.viewer(role), mdt.meetingIds[0] ?? '');
    const full = await asked('careCoordinator');
    for (const role of ['commissioner', 'administrator'] as const) {
      const counts = await asked(role);
      expect(counts?.forecast).toMatchObject({
        seatsFilled: full?.forecast.seatsFilled,
        isQuorate: full?.forecast.isQuorate,
      });
      expect(counts?.forecast.sentences.join(' ')).not.toMatch(
        /geriatrician|nurse|matron|Northgate|Riverside|Elm Park/i,
      );
    }
  });

  it('"mine" are the meetings one is asked to, and for a co-ordinator those of the organisation', async () => {
    expect((await list('careCoordinator', 'riverside', { mine: true })).items).toHaveLength(6);
    expect((await list('careCoordinator', 'northgate', { mine: true })).items).toHaveLength(0);
    expect((await list('clinician', 'northgate', { mine: true })).items).toHaveLength(6);
    expect((await list('providerManager', 'northgate', { mine: true })).items).toHaveLength(0);
  });

  it('may not be watched by somebody who may not see it', async () => {
    const watch = t.app.get(MeetingWatch);
    for (const viewer of [t.economy.viewer('clinician', 'elmpark'), t.economy.stranger('administrator')])
      await expect(watch.watch(viewer, mdt.meetingIds[1] ?? '')).rejects.toMatchObject({
        extensions: { code: 'NOT_PERMITTED' },
      });
  });

  it('hints to those who watch that it changed, with its id and nothing else', async () => {
    const live = t.app.get(Live);
    await live.start();
    try {
      const [, id = ''] = mdt.meetingIds;
      const hints = await t.app.get(MeetingWatch).watch(t.economy.viewer('clinician', 'northgate'), id);
      const watching = hints[Symbol.asyncIterator]();
      const next = watching.next();
      const detail = await reads.meeting(t.economy.viewer('careCoordinator'), id);
      await t.app.get(InvitationsService).recordReply(t.economy.viewer('careCoordinator'), {
        invitationId: detail?.replies[0]?.id,
        expectedVersion: 1,
        answer: 'tentative',
      });
      expect(await next).toEqual({ done: false, value: { meetingId: id } });
      await watching.return?.();
    } finally {
      await live.stop();
    }
  });

  it('Today is the London day in summer too, from its first minute to its last', async () => {
    const id = mdt.meetingIds.at(-1) ?? '';
    const move = (text: string, values: readonly unknown[]) =>
      t.db.sql<{ was: string }>(t.economy.tenantId, text, values);
    const seenOn = async (now: string) => {
      t.clock.setNow(now);
      const { today } = await t.app.get(TodayReads).todayMeetings(t.economy.viewer('careCoordinator'));
      return today.some((meeting) => meeting.id === id);
    };
    const [before] = await move('select to_json(m)::text as was from mdt_meeting m where meeting_id = $1', [id]);
    // 00:30 on 8 June 2027 in London.
    await move(
      `update mdt_meeting set starts_at = '2027-06-07T23:30Z', ends_at = '2027-06-08T00:30Z', meeting_date = '2027-06-08', start_time = '00:30' where meeting_id = $1`,
      [id],
    );
    expect([await seenOn('2027-06-08T08:00:00Z'), await seenOn('2027-06-07T08:00:00Z')]).toEqual([true, false]);
    await move(
      `update mdt_meeting m set (starts_at, ends_at, meeting_date, start_time) = (select w.starts_at, w.ends_at, w.meeting_date, w.start_time from json_populate_record(null::mdt_meeting, $2) w) where meeting_id = $1`,
      [id, before?.was],
    );
  });

  it('the Today page of a co-ordinator has cover in words and answers waiting; a clinician’s has their own', async () => {
    t.clock.setNow('2026-12-01T08:00:00Z');
    const detail = await reads.meeting(t.economy.viewer('careCoordinator'), mdt.meetingIds[0] ?? '');
    await t.app.get(InvitationsService).recordReply(t.economy.viewer('careCoordinator'), {
      invitationId: detail?.replies[0]?.id,
      expectedVersion: 1,
      answer: 'accept',
    });
    const today = t.app.get(TodayReads);
    const host = await today.todayMeetings(t.economy.viewer('careCoordinator'));
    expect(host.today).toMatchObject([
      {
        mdtName: 'Frailty',
        cover: '1 of 3 seats; missing: community nurse, geriatrician',
        repliesWaiting: 1,
        isUnsent: true,
        myInvitationId: null,
      },
    ]);
    expect(host.waiting.map((m) => m.date)).toEqual(['2026-12-08', '2026-12-15']);
    const own = await today.todayMeetings(t.economy.viewer('clinician', 'northgate'));
    expect(own.today).toMatchObject([{ myResponse: 'needsAction' }]);
    expect(own.waiting).toEqual([]);
    expect(own.mine).toHaveLength(4);
    expect((await today.todayMeetings(t.economy.viewer('clinician', 'elmpark'))).today).toEqual([]);
    t.clock.setNow(TEST_NOW);
  });

  it.each([
    [[], '0 of 0 seats'],
    [[{ roleName: 'GP', response: 'accepted' }], '1 of 1 seat'],
    [
      [
        { roleName: 'GP', response: 'delegated' },
        { roleName: 'geriatrician', response: 'tentative' },
      ],
      '1 of 2 seats; missing: geriatrician',
    ],
  ])('says the cover of %j', (seats, expected) => {
    expect(coverSentence(seats)).toBe(expected);
  });

  it('the picker finds professionals by name, employer and role, in their own tenant only, without addresses', async () => {
    const staff = t.app.get(StaffReads);
    const asked = { text: '', organisationId: null, roleCode: null, first: 20 };
    expect(
      (await staff.practitioners(t.economy.viewer('careCoordinator'), { ...asked, text: 'kEAne' })).map((p) => p.name),
    ).toEqual(['Dr Tom Keane']);
    expect(
      await staff.practitioners(t.economy.viewer('careCoordinator'), {
        ...asked,
        organisationId: t.economy.organisations.northgate,
        roleCode: 'geriatrician',
      }),
    ).toEqual([
      {
        id: t.economy.practitioners.geriatrician,
        name: 'Dr Tom Keane',
        roles: [
          {
            roleCode: 'geriatrician',
            roleName: 'geriatrician',
            organisationId: t.economy.organisations.northgate,
            organisationName: 'Northgate Acute NHS Trust',
          },
        ],
      },
    ]);
    expect(await staff.practitioners(t.economy.viewer('careCoordinator'), { ...asked, text: '%' })).toEqual([]);
    expect(await staff.practitioners(t.economy.stranger('careCoordinator'), asked)).toEqual([]);
    expect((await staff.professionalRoles(t.economy.viewer('careCoordinator'))).map((r) => r.code)).toContain('gp');
    expect(await staff.professionalRoles(t.economy.stranger('careCoordinator'))).toEqual([]);
  });
});
