import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../../platform/ids.js';
import type { Viewer } from '../../platform/viewer.js';
import { planTestMdt } from '../../testkit/plan-mdt.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { MdtReads } from './mdt.reads.js';
import { MdtService } from './mdt.service.js';
import { SeatsService } from './seats.service.js';

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

describe('MDTs', () => {
  let t: TestApp;
  let service: MdtService;
  let reads: MdtReads;
  let seats: SeatsService;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(MdtService);
    reads = t.app.get(MdtReads);
    seats = t.app.get(SeatsService);
  });
  afterAll(() => t.stop());

  const coordinator = () => t.economy.viewer('careCoordinator');
  const seat = (over: object = {}) => ({
    roleCode: 'communityMatron',
    providerOrganisationId: t.economy.organisations.riverside,
    kind: 'core',
    countsForQuorum: true,
    holderPractitionerId: t.economy.practitioners.matron,
    ...over,
  });
  const input = (over: object = {}) => ({
    name: `MDT ${newId()}`,
    purpose: 'Frailty',
    minimumSeats: 1,
    seats: [seat()],
    ...over,
  });
  const create = async (viewer: Viewer = coordinator(), over: object = {}) => {
    const saved = await service.createMdt(viewer, input(over));
    if (!('mdtId' in saved)) throw new Error(JSON.stringify(saved));
    return saved.mdtId;
  };
  const shown = async (mdtId: string, viewer: Viewer = coordinator()) => {
    const mdt = await reads.mdt(viewer, mdtId);
    if (!mdt) throw new Error('not shown');
    return mdt;
  };

  describe('createMdt', () => {
    it('makes the acting organisation the host, with version 1 of the terms and the seats in order', async () => {
      const mdtId = await create(coordinator(), {
        requiredRoles: ['communityMatron'],
        seats: [
          seat(),
          seat({
            roleCode: 'geriatrician',
            providerOrganisationId: t.economy.organisations.northgate,
            holderPractitionerId: null,
            deputyPractitionerIds: [t.economy.practitioners.dischargeNurse],
          }),
        ],
      });
      const mdt = await shown(mdtId);
      expect(mdt).toMatchObject({
        host: { name: 'Riverside Community NHS Trust' },
        status: 'active',
        mayEdit: true,
        terms: { version: 1, inForceFrom: '2026-11-24', minimumNoticeWorkingDays: 10, deputiesAllowed: true },
        seats: [
          { roleName: 'community matron', holder: { name: 'Sian Roberts' }, deputies: [] },
          { roleCode: 'geriatrician', holder: null, deputies: [{ name: 'Leila Hussain' }] },
        ],
      });
    });

    it.each([
      ['a role that is not known', { roleCode: 'astrologer', holderPractitionerId: null }, 'seats.0.roleCode'],
      ['a provider that is not there', { providerOrganisationId: newId() }, 'seats.0.providerOrganisationId'],
    ])('refuses %s and names the field', async (_, over, path) => {
      expect(await service.createMdt(coordinator(), input({ seats: [seat(over)] }))).toMatchObject({
        __typename: 'InvalidInput',
        problems: expect.arrayContaining([expect.objectContaining({ path })]),
      });
    });

    it('refuses a holder who has another role, and a deputy of another employer', async () => {
      const answer = await service.createMdt(
        coordinator(),
        input({
          seats: [
            seat({ holderPractitionerId: t.economy.practitioners.nurse }),
            seat({ deputyPractitionerIds: [t.economy.practitioners.gp] }),
          ],
        }),
      );
      expect(answer).toMatchObject({
        __typename: 'InvalidInput',
        problems: [{ path: 'seats.0.holderPractitionerId' }, { path: 'seats.1.deputyPractitionerIds' }],
      });
    });

    it('refuses a quorum that can never be met', async () => {
      expect(
        await service.createMdt(coordinator(), input({ minimumSeats: 2, requiredRoles: ['geriatrician'] })),
      ).toMatchObject({ problems: [{ path: 'minimumSeats' }, { path: 'requiredRoles' }] });
    });

    it('refuses a second MDT of the same name and host, also when both come at once', async () => {
      const name = `Twice ${newId()}`;
      const answers = await Promise.all([
        service.createMdt(coordinator(), input({ name })),
        service.createMdt(coordinator(), input({ name })),
      ]);
      expect(answers.map((answer) => (answer as { __typename: string }).__typename).sort()).toEqual([
        'InvalidInput',
        'MdtSaved',
      ]);
    });

    it('makes one MDT for one idempotency key', async () => {
      const viewer = { ...coordinator(), idempotencyKey: newId() };
      const asked = input();
      const [a, b] = await Promise.all([service.createMdt(viewer, asked), service.createMdt(viewer, asked)]);
      expect(a).toEqual(b);
    });

    it.each(OTHER_ROLES)('is not permitted for a %s', async (role) => {
      expect(await service.createMdt(t.economy.viewer(role), input())).toMatchObject({ __typename: 'NotPermitted' });
    });
  });

  describe('who may see an MDT', () => {
    it('the host, providers with a seat, seat holders, commissioners and administrators', async () => {
      const { mdtId } = await planTestMdt(t, { seats: ['matron', 'geriatrician'], minimumSeats: 1 });
      const sees = async (role: Role, where: 'riverside' | 'northgate' | 'elmpark' | 'icb') =>
        (await reads.mdt(t.economy.viewer(role, where), mdtId)) !== null;
      expect(await sees('careCoordinator', 'riverside')).toBe(true);
      expect(await sees('providerManager', 'northgate')).toBe(true);
      expect(await sees('clinician', 'northgate')).toBe(true);
      expect(await sees('commissioner', 'icb')).toBe(true);
      expect(await sees('administrator', 'elmpark')).toBe(true);
      expect(await sees('careCoordinator', 'elmpark')).toBe(false);
      expect(await sees('providerManager', 'elmpark')).toBe(false);
      expect(await sees('clinician', 'elmpark')).toBe(false);
    });

    it('nobody of another tenant, whatever their role', async () => {
      const mdtId = await create();
      for (const role of ['careCoordinator', 'commissioner', 'administrator'] as const) {
        expect(await reads.mdt(t.economy.stranger(role), mdtId)).toBeNull();
        expect((await reads.mdts(t.economy.stranger(role), { text: '', first: 50, after: null })).items).toEqual([]);
      }
    });

    it('the list pages by name without losing or repeating one', async () => {
      const all = await reads.mdts(coordinator(), { text: '', first: 100, after: null });
      const names: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await reads.mdts(coordinator(), { text: '', first: 2, after });
        names.push(...page.items.map((item) => item.name));
        after = page.endCursor;
        if (after === null) break;
      }
      expect(names).toEqual(all.items.map((item) => item.name));
      expect(names.length).toBeGreaterThan(3);
    });
  });

  describe('reviseTerms', () => {
    const revise = async (mdtId: string, over: object, viewer = coordinator()) => {
      const mdt = await shown(mdtId);
      return service.reviseTerms(viewer, {
        mdtId,
        expectedVersion: mdt.lockVersion,
        inForceFrom: '2026-12-14',
        purpose: 'Frailty and falls',
        minimumSeats: 1,
        seats: mdt.seats.map((s) => ({
          seatId: s.id,
          roleCode: s.roleCode,
          providerOrganisationId: s.provider.id,
          kind: s.kind,
          countsForQuorum: s.countsForQuorum,
        })),
        ...over,
      });
    };

    it('changes meetings from its first day on; earlier ones keep their version and seats', async () => {
      const { mdtId, meetingIds, seatIds } = await planTestMdt(t, {
        seats: ['matron', 'geriatrician'],
        minimumSeats: 1,
        series: { startTime: '08:00', from: '2026-12-02', weekday: 3, weeksAhead: 4 },
      });
      const answer = await revise(mdtId, {
        seats: [
          { seatId: seatIds.matron, ...seat() },
          seat({
            roleCode: 'gp',
            providerOrganisationId: t.economy.organisations.elmpark,
            holderPractitionerId: t.economy.practitioners.gp,
          }),
        ],
      });
      expect(answer).toMatchObject({ __typename: 'MdtSaved' });
      const rows = await t.db.sql<{ meeting_id: string; version: number; roles: string[] }>(
        t.economy.tenantId,
        `select m.meeting_id, t.version, array_agg(s.role_code order by s.role_code) as roles from mdt_meeting m join terms_of_reference t using (tenant_id, terms_id)
         join invitation i using (tenant_id, meeting_id) join mdt_seat s using (tenant_id, seat_id) where m.mdt_id = $1 group by m.meeting_id, t.version, m.starts_at order by m.starts_at`,
        [mdtId],
      );
      expect(rows.map((row) => [row.version, row.roles])).toEqual([
        [1, ['communityMatron', 'geriatrician']],
        [1, ['communityMatron', 'geriatrician']],
        [2, ['communityMatron', 'gp']],
        [2, ['communityMatron', 'gp']],
      ]);
      expect(rows.map((row) => row.meeting_id)).toEqual([...meetingIds]);
      expect((await shown(mdtId)).seats.map((s) => s.roleCode)).toEqual(['communityMatron', 'gp']);
      const booked = await t.db.sql<{ n: number }>(
        t.economy.tenantId,
        'select count(*)::int as n from practitioner_booking where meeting_id = any ($1) and practitioner_id = $2',
        [meetingIds, t.economy.practitioners.geriatrician],
      );
      expect(booked).toEqual([{ n: 2 }]);
    });

    it('refuses to begin in the past, or when somebody saved in between', async () => {
      const mdtId = await create();
      expect(await revise(mdtId, { inForceFrom: '2026-11-23' })).toMatchObject({ problems: [{ path: 'inForceFrom' }] });
      expect(await revise(mdtId, { expectedVersion: 7 })).toMatchObject({
        __typename: 'ChangedByOther',
        currentVersion: 1,
      });
    });

    it('lets one of two revisions at once through', async () => {
      const mdtId = await create();
      const answers = await Promise.all([revise(mdtId, { expectedVersion: 1 }), revise(mdtId, { expectedVersion: 1 })]);
      expect(answers.map((a) => (a as { __typename: string }).__typename).sort()).toEqual([
        'ChangedByOther',
        'MdtSaved',
      ]);
    });

    it('is not permitted for a co-ordinator of another organisation or tenant', async () => {
      const mdtId = await create();
      expect(await revise(mdtId, {}, t.economy.viewer('careCoordinator', 'northgate'))).toMatchObject({
        __typename: 'NotPermitted',
      });
      expect(await revise(mdtId, {}, t.economy.stranger('careCoordinator'))).toMatchObject({
        __typename: 'NotPermitted',
      });
    });
  });

  describe('changeMdtStatus', () => {
    it('suspends with a reason, refuses without, and closes only when nothing is to come', async () => {
      const { mdtId } = await planTestMdt(t, {
        seats: ['nurse'],
        minimumSeats: 1,
        series: { startTime: '07:00', weeksAhead: 1 },
      });
      const change = (event: string, expectedVersion: number, reason?: string) =>
        service.changeMdtStatus(coordinator(), { mdtId, event, expectedVersion, reason });
      expect(await change('suspend', 1)).toMatchObject({ problems: [{ path: 'reason' }] });
      expect(await change('close', 1, 'merged')).toMatchObject({ problems: [{ path: 'event' }] });
      expect(await change('suspend', 1, 'no host')).toMatchObject({ __typename: 'MdtSaved' });
      expect((await shown(mdtId)).status).toBe('suspended');
      expect(await change('suspend', 2, 'again')).toMatchObject({ problems: [{ path: 'event' }] });
    });
  });

  describe('seats', () => {
    it('a new holder is asked to coming meetings, the old one is free again, and past meetings keep whom they asked', async () => {
      const { mdtId, meetingIds, seatIds } = await planTestMdt(t, {
        seats: ['matron'],
        minimumSeats: 1,
        series: { startTime: '16:00', weeksAhead: 3, room: false },
      });
      t.clock.setNow('2026-12-02T09:00:00Z');
      try {
        expect(
          await seats.setSeatHolder(coordinator(), {
            seatId: seatIds.matron,
            expectedVersion: 1,
            practitionerId: null,
          }),
        ).toMatchObject({ __typename: 'MdtSaved', mdtId });
      } finally {
        t.clock.setNow('2026-11-24T09:00:00Z');
      }
      const invited = await t.db.sql<{ practitioner_id: string | null; booked: number }>(
        t.economy.tenantId,
        `select i.practitioner_id, (select count(*)::int from practitioner_booking b where b.meeting_id = m.meeting_id) as booked
         from invitation i join mdt_meeting m using (tenant_id, meeting_id) where m.meeting_id = any ($1) order by m.starts_at`,
        [meetingIds],
      );
      expect(invited).toEqual([
        { practitioner_id: t.economy.practitioners.matron, booked: 1 },
        { practitioner_id: null, booked: 0 },
        { practitioner_id: null, booked: 0 },
      ]);
    });

    it('refuses a holder who is at another meeting then, and names it', async () => {
      const busy = await planTestMdt(t, {
        name: `Busy ${newId()}`,
        seats: ['gp'],
        minimumSeats: 1,
        series: { startTime: '17:00', weeksAhead: 2, room: false },
      });
      const wanting = await planTestMdt(t, {
        seats: ['gp'],
        vacant: ['gp'],
        minimumSeats: 1,
        series: { startTime: '17:30', weeksAhead: 2, room: false },
      });
      expect(busy.meetingIds).toHaveLength(2);
      expect(
        await seats.setSeatHolder(coordinator(), {
          seatId: wanting.seatIds.gp,
          expectedVersion: 1,
          practitionerId: t.economy.practitioners.gp,
        }),
      ).toMatchObject({
        __typename: 'Clashes',
        clashes: [
          { kind: 'PERSON', name: 'Dr Amara Osei', date: '2026-12-01', startTime: '17:00' },
          { date: '2026-12-08' },
        ],
      });
    });

    it('keeps a register of deputies of the provider of the seat', async () => {
      const mdtId = await create();
      const [first] = (await shown(mdtId)).seats;
      if (!first) throw new Error('no seat');
      const set = (practitionerId: string, expectedVersion = 1) =>
        seats.setSeatDeputies(coordinator(), {
          seatId: first.id,
          expectedVersion,
          deputies: [{ practitionerId, trainedOn: '2026-05-01' }],
        });
      expect(await set(t.economy.practitioners.gp)).toMatchObject({ problems: [{ path: 'deputies' }] });
      expect(await set(t.economy.practitioners.nurse)).toMatchObject({ __typename: 'MdtSaved' });
      expect(await set(t.economy.practitioners.nurse)).toMatchObject({
        __typename: 'ChangedByOther',
        currentVersion: 2,
      });
      expect((await shown(mdtId)).seats[0]?.deputies).toEqual([
        { id: t.economy.practitioners.nurse, name: 'Jo Begum', trainedOn: '2026-05-01' },
      ]);
    });

    it.each(OTHER_ROLES)('neither may be changed by a %s', async (role) => {
      const mdtId = await create();
      const [first] = (await shown(mdtId)).seats;
      const asked = { seatId: first?.id, expectedVersion: 1, practitionerId: null, deputies: [] };
      expect(await seats.setSeatHolder(t.economy.viewer(role), asked)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await seats.setSeatDeputies(t.economy.viewer(role), asked)).toMatchObject({ __typename: 'NotPermitted' });
    });
  });
});
