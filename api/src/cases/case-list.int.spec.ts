import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { MeetingChanges } from '../meetings/meeting-changes.js';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { arrangePerson, countEvents, relate } from '../testkit/arrange-cases.js';
import { type ArrangedMeeting, arrangeMeeting } from '../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { CaseListReads } from './case-list.reads.js';
import { CaseListService } from './case-list.service.js';
import type { CaseList } from './case-views.graphql.js';
import { CaseWorklistsReads } from './case-worklists.reads.js';

// A database of its own takes its time on a busy machine.
jest.setTimeout(120_000);

const TOMORROW = '2026-11-25T13:00:00.000Z';
const NOT_CARE: Role[] = [
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
  'person',
  'carer',
];

describe('the list of people of a meeting', () => {
  let t: TestApp;
  let list: CaseListService;
  let reads: CaseListReads;
  let worklists: CaseWorklistsReads;

  beforeAll(async () => {
    t = await startTestApp();
    list = t.app.get(CaseListService);
    reads = t.app.get(CaseListReads);
    worklists = t.app.get(CaseWorklistsReads);
  });
  afterAll(() => t.stop());

  const coordinator = () => t.economy.viewer('careCoordinator');
  const geriatrician = () => t.economy.viewer('clinician', 'northgate');
  const gp = () => t.economy.viewer('clinician', 'elmpark');
  const person = async (viewer: Viewer = coordinator()) => {
    const made = await arrangePerson(t);
    await relate(t, viewer, made.patientId);
    return made;
  };
  const put = (viewer: Viewer, meeting: ArrangedMeeting, patientId: string, change: object = {}) =>
    list.listCase(viewer, { meetingId: meeting.meetingId, patientId, question: 'What next?', ...change });
  const caseOf = (answer: object) => (answer as { caseId: string }).caseId;
  const seen = async (viewer: Viewer, meeting: ArrangedMeeting) =>
    (await reads.caseList(viewer, meeting.meetingId)) as unknown as CaseList;
  const knows = async (viewer: Viewer, patientId: string) =>
    ((await worklists.person(viewer, patientId)) as { __typename: string }).__typename === 'Person';

  it('opens the record to the holders and deputies of the relevant seats, to who knows the person, and to the co-ordinator', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW, deputies: { geriatrician: 'dischargeNurse' } });
    const { patientId } = await person();
    expect(await knows(geriatrician(), patientId)).toBe(false);
    const answer = await put(coordinator(), meeting, patientId, {
      relevantSeatIds: [meeting.seats.geriatrician],
      knowsPersonPractitionerIds: [t.economy.practitioners.gp],
    });
    expect(answer).toMatchObject({ __typename: 'CaseListed', meetingId: meeting.meetingId });
    const given = await t.db.sql(
      t.economy.tenantId,
      `select basis, practitioner_id, account_id, upper(during) as until from legitimate_relationship where case_id = $1 order by basis, practitioner_id`,
      [caseOf(answer)],
    );
    // The meeting ends at 14:30 on the 25th; its list is open for a fortnight more.
    const until = new Date('2026-12-09T14:30:00.000Z');
    const practitioners = t.economy.practitioners;
    expect(given).toHaveLength(4);
    expect(given).toEqual(
      expect.arrayContaining([
        { basis: 'seatAtTheMeeting', practitioner_id: practitioners.geriatrician, account_id: null, until },
        { basis: 'seatAtTheMeeting', practitioner_id: practitioners.dischargeNurse, account_id: null, until },
        { basis: 'knowsThePerson', practitioner_id: practitioners.gp, account_id: null, until },
        { basis: 'coordinatesTheMeeting', practitioner_id: null, account_id: coordinator().accountId, until: null },
      ]),
    );
    expect(await countEvents(t, 'listCase', 'write', patientId)).toBe(5);
    expect(await knows(geriatrician(), patientId)).toBe(true);
    expect(await knows(gp(), patientId)).toBe(true);
    expect(await knows(t.economy.viewer('clinician'), patientId)).toBe(false);
    t.clock.setNow(until.toISOString());
    expect(await knows(geriatrician(), patientId)).toBe(false);
    t.clock.setNow('2026-11-24T09:00:00.000Z');
  });

  it('takes all core seats where none is named', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const { patientId } = await person();
    await put(coordinator(), meeting, patientId);
    for (const viewer of [geriatrician(), gp(), t.economy.viewer('clinician')])
      expect(await knows(viewer, patientId)).toBe(true);
  });

  it('lets somebody with a seat list a person they know, and opens the record to the co-ordinator of the host', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const { patientId, familyName } = await person(gp());
    expect(await put(gp(), meeting, patientId, { wantedByPerson: 'To stay at home' })).toMatchObject({
      __typename: 'CaseListed',
    });
    const shown = await seen(coordinator(), meeting);
    expect(shown.cases).toMatchObject([
      {
        person: { familyName },
        question: 'What next?',
        wantedByPerson: 'To stay at home',
        state: 'listed',
        relationships: [{ basis: 'coordinatesTheMeeting' }],
        mayWithdraw: true,
      },
    ]);
    expect(shown).toMatchObject({ isCoordinator: true, mayList: true, mayRecord: false, notInvolvedCount: 0 });
  });

  it('shows a member a person they are not related to as a number, and records who was shown', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const one = await person();
    const other = await person();
    await put(coordinator(), meeting, one.patientId, { relevantSeatIds: [meeting.seats.gp] });
    await put(coordinator(), meeting, other.patientId, { relevantSeatIds: [meeting.seats.geriatrician] });
    const shown = await seen(gp(), meeting);
    expect(shown.cases.map((item) => item.person.id)).toEqual([one.patientId]);
    expect(shown.notInvolvedCount).toBe(1);
    expect(JSON.stringify(shown)).not.toContain(other.familyName);
    expect(await countEvents(t, 'caseList', 'read', one.patientId)).toBe(1);
    expect(await countEvents(t, 'caseList', 'read', other.patientId)).toBe(0);
    expect(shown.seats).toHaveLength(5);
    expect(shown.seats[0]).toMatchObject({ response: 'accepted', isPresent: null, isCore: true });
  });

  it('refuses each for its reason', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const { patientId } = await person();
    const unknown = await arrangePerson(t);
    const dead = await arrangePerson(t, { deceasedOn: '2026-11-01' });
    await relate(t, coordinator(), dead.patientId);
    expect(await put(coordinator(), meeting, unknown.patientId)).toEqual(
      await put(coordinator(), meeting, randomUUID()),
    );
    expect(await put(coordinator(), meeting, unknown.patientId)).toMatchObject({ __typename: 'NoRelationship' });
    expect(await put(coordinator(), meeting, dead.patientId)).toMatchObject({
      __typename: 'PersonDeceased',
      deceasedOn: '2026-11-01',
    });
    const first = await put(coordinator(), meeting, patientId);
    expect(await put(coordinator(), meeting, patientId)).toMatchObject({
      __typename: 'AlreadyListed',
      caseId: caseOf(first),
    });
    const second = await person();
    const elsewhere = await arrangeMeeting(t, { startsAt: TOMORROW });
    expect(
      await put(coordinator(), meeting, second.patientId, { relevantSeatIds: [elsewhere.seats.gp] }),
    ).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'relevantSeatIds' }] });
    expect(
      await put(coordinator(), meeting, second.patientId, { knowsPersonPractitionerIds: [randomUUID()] }),
    ).toMatchObject({ problems: [{ path: 'knowsPersonPractitionerIds' }] });
    expect(await put(coordinator(), meeting, second.patientId, { question: ' ' })).toMatchObject({
      problems: [{ path: 'question' }],
    });
    const past = await arrangeMeeting(t, { startsAt: '2026-11-23T13:00:00.000Z' });
    const cancelled = await arrangeMeeting(t, { startsAt: TOMORROW, status: 'cancelled' });
    for (const closed of [past, cancelled])
      expect(await put(coordinator(), closed, second.patientId)).toMatchObject({ __typename: 'ListClosed' });
  });

  it('is not permitted without a part in the meeting, for another organisation, another tenant, or another role', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const { patientId } = await person();
    const northgate = t.economy.viewer('careCoordinator', 'northgate');
    const icb = t.economy.viewer('clinician', 'icb');
    for (const viewer of [northgate, icb]) await relate(t, viewer, patientId);
    const others = [
      northgate,
      icb,
      t.economy.stranger('careCoordinator'),
      t.economy.stranger('clinician'),
      ...NOT_CARE.map((role) => t.economy.viewer(role)),
    ];
    for (const viewer of others) {
      expect(await put(viewer, meeting, patientId)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await reads.caseList(viewer, meeting.meetingId)).toMatchObject({ __typename: 'NotPermitted' });
    }
    expect(await reads.caseList(coordinator(), 'no-such-id')).toMatchObject({ __typename: 'NotPermitted' });
    await put(coordinator(), meeting, patientId, { knowsPersonPractitionerIds: [] });
    // Related to somebody on it, with no part in the meeting: sees that person and no count of others.
    await put(coordinator(), meeting, (await person()).patientId);
    expect(await seen(icb, meeting)).toMatchObject({ cases: [{ person: { id: patientId } }], notInvolvedCount: 0 });
  });

  it('lists a person once when two list them at the same time, and once for a repeated key', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const one = await person();
    await relate(t, gp(), one.patientId);
    const two = await Promise.all([put(coordinator(), meeting, one.patientId), put(gp(), meeting, one.patientId)]);
    expect(two.map((a) => a.__typename).sort()).toEqual(['AlreadyListed', 'CaseListed']);
    const other = await person();
    const keyed = { ...coordinator(), idempotencyKey: newId() };
    expect(await put(keyed, meeting, other.patientId)).toEqual(await put(keyed, meeting, other.patientId));
    expect((await seen(coordinator(), meeting)).cases.map((item) => item.person.id)).toEqual([
      one.patientId,
      other.patientId,
    ]);
  });

  it('orders the list, keeps the place of people the co-ordinator does not see, and refuses a list that has changed', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const people = [await person(), await person(), await person()];
    const cases: string[] = [];
    for (const { patientId } of people) cases.push(caseOf(await put(coordinator(), meeting, patientId)));
    const order = (caseIds: string[], viewer = coordinator()) =>
      list.reorderCases(viewer, { meetingId: meeting.meetingId, caseIds });
    const turned = [...cases].reverse();
    expect(await order(turned)).toMatchObject({ __typename: 'CasesReordered' });
    expect((await seen(coordinator(), meeting)).cases.map((item) => item.id)).toEqual(turned);
    const [first = ''] = cases;
    for (const wrong of [cases.slice(1), [...cases, newId()], [first, first, first]])
      expect(await order(wrong)).toMatchObject({ __typename: 'ListChangedByOther', caseIds: turned });
    for (const viewer of [
      gp(),
      t.economy.viewer('careCoordinator', 'northgate'),
      t.economy.stranger('careCoordinator'),
    ])
      expect(await order(cases, viewer)).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('takes a person off, ends at once what the list gave, keeps what others gave, and lets them be listed again', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const { patientId } = await person();
    const caseId = caseOf(await put(coordinator(), meeting, patientId));
    const withdraw = (viewer: Viewer, expectedVersion = 1, reason = 'Asked for it') =>
      list.withdrawCase(viewer, { caseId, expectedVersion, reason });
    expect(await withdraw(coordinator(), 1, '')).toMatchObject({ problems: [{ path: 'reason' }] });
    expect(await withdraw(coordinator(), 7)).toMatchObject({ __typename: 'ChangedByOther', currentVersion: 1 });
    for (const viewer of [gp(), t.economy.viewer('careCoordinator', 'northgate'), t.economy.stranger('clinician')])
      expect(await withdraw(viewer)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await knows(gp(), patientId)).toBe(true);
    const two = await Promise.all([withdraw(coordinator()), withdraw(coordinator())]);
    expect(two.map((a) => a.__typename).sort()).toEqual(['CaseWithdrawn', 'ChangedByOther']);
    expect(await knows(gp(), patientId)).toBe(false);
    expect(await knows(coordinator(), patientId)).toBe(true);
    expect(await withdraw(coordinator(), 2)).toMatchObject({ __typename: 'StepNotPossible' });
    expect((await seen(coordinator(), meeting)).cases).toEqual([]);
    expect(await put(coordinator(), meeting, patientId)).toMatchObject({ __typename: 'CaseListed' });
  });

  it('lets a colleague of the host take the list over, audited person by person, and nobody else', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW });
    const colleague = { ...coordinator(), accountId: await addColleague(t) };
    const { patientId } = await person();
    await put(coordinator(), meeting, patientId);
    expect((await seen(colleague, meeting)).notInvolvedCount).toBe(1);
    const take = (viewer: Viewer) => list.coordinateMeeting(viewer, { meetingId: meeting.meetingId });
    expect(await take(colleague)).toMatchObject({ __typename: 'MeetingCoordinated', people: 1 });
    expect(await take(colleague)).toMatchObject({ people: 0 });
    expect((await seen(colleague, meeting)).cases).toHaveLength(1);
    expect(await countEvents(t, 'coordinateMeeting', 'write', patientId)).toBe(1);
    for (const viewer of [
      gp(),
      t.economy.viewer('careCoordinator', 'northgate'),
      t.economy.stranger('careCoordinator'),
    ])
      expect(await take(viewer)).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('lets in whoever comes to a seat after the list was made, and out whoever leaves it, in the same command', async () => {
    const meeting = await arrangeMeeting(t, { startsAt: TOMORROW, vacant: ['geriatrician'] });
    const { patientId } = await person();
    await put(coordinator(), meeting, patientId, { relevantSeatIds: [meeting.seats.geriatrician] });
    const changeSeat = (practitionerId: string | null, startsAt = TOMORROW) =>
      t.app.get(Commands).runJob(t.economy.tenantId, 'changeSeat', async (tx) => {
        await tx.query('update invitation set practitioner_id = $3 where tenant_id = $1 and invitation_id = $2', [
          tx.tenantId,
          meeting.invitations.geriatrician,
          practitionerId,
        ]);
        await tx.query(
          `update mdt_meeting set starts_at = $3, ends_at = $3::timestamptz + interval '90 minutes' where tenant_id = $1 and meeting_id = $2`,
          [tx.tenantId, meeting.meetingId, startsAt],
        );
        tx.audit({ entity: 'Invitation', entityId: meeting.invitations.geriatrician });
        await t.app.get(MeetingChanges).announce(tx, [meeting.meetingId]);
      });
    expect(await knows(geriatrician(), patientId)).toBe(false);
    await changeSeat(t.economy.practitioners.geriatrician);
    expect(await knows(geriatrician(), patientId)).toBe(true);
    expect(await countEvents(t, 'changeSeat', 'job', patientId)).toBe(1);
    await changeSeat(t.economy.practitioners.geriatrician, '2026-12-25T13:00:00.000Z');
    const untils = await t.db.sql<{ until: Date }>(
      t.economy.tenantId,
      `select distinct upper(during) as until from legitimate_relationship r join case_list_item c using (tenant_id, case_id) where c.meeting_id = $1 and r.basis = 'seatAtTheMeeting'`,
      [meeting.meetingId],
    );
    expect(untils).toEqual([{ until: new Date('2027-01-08T14:30:00.000Z') }]);
    await changeSeat(t.economy.practitioners.gp);
    expect(await knows(geriatrician(), patientId)).toBe(false);
    expect(await knows(gp(), patientId)).toBe(true);
  });
});

/** Another care co-ordinator of the host. */
async function addColleague(t: TestApp): Promise<string> {
  const accountId = randomUUID();
  await t.db.sql(
    t.economy.tenantId,
    `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,$3,'Colleague','c@example.invalid','2020-01-01')`,
    [t.economy.tenantId, accountId, `colleague-${accountId.slice(0, 6)}`],
  );
  return accountId;
}
