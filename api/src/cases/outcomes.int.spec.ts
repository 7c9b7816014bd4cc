import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { arrangeNextMeeting, arrangePerson, countEvents, relate } from '../testkit/arrange-cases.js';
import { type ArrangedMeeting, arrangeMeeting } from '../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { ActionsService } from './actions.service.js';
import { CaseListReads } from './case-list.reads.js';
import { CaseListService } from './case-list.service.js';
import type { CaseList } from './case-views.graphql.js';
import { CaseWorklistsReads } from './case-worklists.reads.js';
import { OutcomesService } from './outcomes.service.js';

// A database of its own takes its time on a busy machine.
jest.setTimeout(120_000);

const TODAY = '2026-11-24T13:00:00.000Z';
const NEXT = '2026-12-08T13:00:00.000Z';
const NOT_CARE: Role[] = ['providerManager', 'commissioner', 'informationGovernanceLead', 'administrator', 'person'];

describe('what a meeting decides about a person', () => {
  let t: TestApp;
  let list: CaseListService;
  let outcomes: OutcomesService;
  let actions: ActionsService;
  let reads: CaseListReads;
  let worklists: CaseWorklistsReads;

  beforeAll(async () => {
    t = await startTestApp();
    list = t.app.get(CaseListService);
    outcomes = t.app.get(OutcomesService);
    actions = t.app.get(ActionsService);
    reads = t.app.get(CaseListReads);
    worklists = t.app.get(CaseWorklistsReads);
  });
  afterAll(() => t.stop());

  const coordinator = () => t.economy.viewer('careCoordinator');
  const gp = () => t.economy.viewer('clinician', 'elmpark');
  const matron = () => t.economy.viewer('clinician');
  const northgateCoordinator = () => t.economy.viewer('careCoordinator', 'northgate');
  const seen = async (viewer: Viewer, meetingId: string) =>
    (await reads.caseList(viewer, meetingId)) as unknown as CaseList;
  const listed = async (change: object = {}, wanted: Parameters<typeof arrangeMeeting>[1] = {}) => {
    const meeting = await arrangeMeeting(t, { startsAt: TODAY, ...wanted });
    const person = await arrangePerson(t);
    await relate(t, coordinator(), person.patientId);
    return { meeting, ...person, caseId: await put(meeting, person.patientId, change) };
  };
  const put = async (meeting: ArrangedMeeting, patientId: string, change: object = {}) => {
    const answer = await list.listCase(coordinator(), {
      meetingId: meeting.meetingId,
      patientId,
      question: 'What next?',
      ...change,
    });
    return (answer as unknown as { caseId: string }).caseId;
  };
  const record = (viewer: Viewer, caseId: string, change: object = {}) =>
    outcomes.recordOutcome(viewer, {
      caseId,
      expectedVersion: 1,
      state: 'discussed',
      outcomeText: 'Home with support',
      ...change,
    });
  const mark = (meeting: ArrangedMeeting, seat: keyof ArrangedMeeting['seats'], outcome: string) =>
    t.db.sql(
      t.economy.tenantId,
      `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, source, recorded_by, recorded_at)
       values ($1,$2,$3,$4,1,true,$5,'register',$2,'2026-11-24T13:05:00Z')`,
      [t.economy.tenantId, randomUUID(), meeting.meetingId, meeting.seats[seat], outcome],
    );

  it('is recorded with who was in the room, and names the relevant seats that were absent', async () => {
    const { meeting, caseId, patientId } = await listed();
    const { gp: gpSeat, geriatrician } = meeting.seats;
    expect(await record(gp(), caseId, { presentSeatIds: [gpSeat] })).toMatchObject({
      __typename: 'OutcomeRecorded',
      lockVersion: 2,
    });
    const [item] = (await seen(coordinator(), meeting.meetingId)).cases;
    expect(item).toMatchObject({
      state: 'discussed',
      outcome: 'discussed',
      outcomeText: 'Home with support',
      outcomeByName: 'Test clinician',
      presentSeatIds: [gpSeat],
    });
    expect(item?.missingSeatIds).toContain(geriatrician);
    expect(item?.missingSeatIds).not.toContain(gpSeat);
    expect(await countEvents(t, 'recordOutcome', 'write', patientId)).toBe(1);
  });

  it('takes who was there from the register where nobody says, and leaves unmarked seats unknown', async () => {
    const { meeting, caseId } = await listed();
    await mark(meeting, 'gp', 'attended');
    await mark(meeting, 'geriatrician', 'absentNoNotice');
    await record(coordinator(), caseId);
    expect((await seen(coordinator(), meeting.meetingId)).cases[0]).toMatchObject({
      presentSeatIds: [meeting.seats.gp],
      missingSeatIds: [meeting.seats.geriatrician],
    });
  });

  it('is deferred because a relevant seat was absent only with the seat named', async () => {
    const { meeting, caseId } = await listed({}, {});
    const deferred = { state: 'deferredSeatAbsent', outcomeText: '' };
    expect(await record(coordinator(), caseId, deferred)).toMatchObject({ problems: [{ path: 'missingSeatIds' }] });
    expect(
      await record(coordinator(), caseId, { ...deferred, missingSeatIds: [meeting.seats.geriatrician] }),
    ).toMatchObject({ __typename: 'OutcomeRecorded' });
    expect((await seen(coordinator(), meeting.meetingId)).cases[0]).toMatchObject({
      state: 'deferredSeatAbsent',
      missingSeatIds: [meeting.seats.geriatrician],
    });
  });

  it('can be corrected by who has the newest version, and loses nothing when two save at once', async () => {
    const { caseId } = await listed();
    const two = await Promise.all([
      record(coordinator(), caseId, { outcomeText: 'One' }),
      record(gp(), caseId, { outcomeText: 'Two' }),
    ]);
    expect(two.map((a) => a.__typename).sort()).toEqual(['ChangedByOther', 'OutcomeRecorded']);
    expect(
      await record(gp(), caseId, { expectedVersion: 2, state: 'deferred', outcomeText: 'Scan first' }),
    ).toMatchObject({ __typename: 'OutcomeRecorded', lockVersion: 3 });
  });

  it('is refused for each reason', async () => {
    const { caseId, patientId } = await listed();
    expect(await record(coordinator(), caseId, { outcomeText: ' ' })).toMatchObject({
      problems: [{ path: 'outcomeText' }],
    });
    expect(await record(coordinator(), caseId, { state: 'deferred', outcomeText: '' })).toMatchObject({
      problems: [{ path: 'outcomeText' }],
    });
    expect(await record(coordinator(), caseId, { presentSeatIds: [randomUUID()] })).toMatchObject({
      problems: [{ path: 'presentSeatIds' }],
    });
    const coming = await listed({}, { startsAt: NEXT });
    expect(await record(coordinator(), coming.caseId)).toMatchObject({ __typename: 'ListClosed' });
    await t.db.sql(t.economy.tenantId, `update patient set deceased_on = '2026-11-23' where patient_id = $1`, [
      patientId,
    ]);
    expect(await record(coordinator(), caseId)).toMatchObject({ __typename: 'PersonDeceased' });
    await t.db.sql(t.economy.tenantId, `update patient set deceased_on = '2026-11-24' where patient_id = $1`, [
      patientId,
    ]);
    expect(await record(coordinator(), caseId)).toMatchObject({ __typename: 'OutcomeRecorded' });
  });

  it('is not permitted without a part in the meeting and a relationship, nor for other roles, organisations and tenants', async () => {
    const { caseId, patientId, meeting } = await listed({}, {});
    await relate(t, northgateCoordinator(), patientId);
    const unrelated = await listed({ relevantSeatIds: [meeting.seats.gp] }).catch(() => null);
    expect(unrelated?.caseId).toBeUndefined();
    const others = [
      northgateCoordinator(),
      t.economy.viewer('clinician', 'icb'),
      t.economy.stranger('careCoordinator'),
      ...NOT_CARE.map((role) => t.economy.viewer(role)),
    ];
    for (const viewer of others) {
      expect(await record(viewer, caseId)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await record(viewer, randomUUID())).toMatchObject({ __typename: 'NotPermitted' });
    }
  });

  const add = (viewer: Viewer, caseId: string, change: object = {}) =>
    actions.addAction(viewer, {
      caseId,
      description: 'Order a walking frame',
      ownerPractitionerId: t.economy.practitioners.nurse,
      organisationId: t.economy.organisations.riverside,
      dueOn: '2026-12-01',
      ...change,
    });
  const nurse = () => ({ ...matron(), practitionerId: t.economy.practitioners.nurse, accountId: matron().accountId });

  it('gives actions to named owners, who see the person until a fortnight after it is done, and are told by mail without a name', async () => {
    const { caseId, patientId, familyName, meeting } = await listed({ relevantSeatIds: [] });
    await list.withdrawCase(coordinator(), { caseId, expectedVersion: 1, reason: 'for the test' });
    const own = await put(meeting, patientId, { relevantSeatIds: [meeting.seats.gp] });
    expect(await worklists.person(nurse(), patientId)).toMatchObject({ __typename: 'NoRelationship' });
    const answer = await add(gp(), own);
    expect(answer).toMatchObject({ __typename: 'ActionAdded', lockVersion: 1 });
    const { actionId } = answer as unknown as { actionId: string };
    const mine = await worklists.myActions(nurse(), { first: 10 });
    expect(mine.actions.filter((a) => a.id === actionId)).toMatchObject([
      {
        isMine: true,
        isOverdue: false,
        person: { familyName },
        owner: { name: 'Jo Begum' },
        steps: ['start', 'complete', 'fail', 'cancel'],
      },
    ]);
    const [mail] = await t.db.sql<{ body_text: string; subject: string }>(
      t.economy.tenantId,
      `select subject, body_text from outbox_message where kind = 'actionGiven' order by created_at desc limit 1`,
    );
    expect(mail?.subject).toBe('You have a new action');
    expect(JSON.stringify(mail)).not.toContain(familyName);

    const move = (viewer: Viewer, event: string, expectedVersion: number, reason?: string) =>
      actions.updateAction(viewer, { actionId, expectedVersion, event, reason });
    expect(await move(gp(), 'complete', 1)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await move(northgateCoordinator(), 'complete', 1)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await move(nurse(), 'pause', 1)).toMatchObject({ __typename: 'StepNotPossible' });
    expect(await move(nurse(), 'fail', 1)).toMatchObject({ problems: [{ path: 'reason' }] });
    expect(await move(coordinator(), 'start', 1)).toMatchObject({ __typename: 'ActionUpdated', state: 'inProgress' });
    expect(await move(nurse(), 'complete', 1)).toMatchObject({ __typename: 'ChangedByOther', currentVersion: 2 });
    const two = await Promise.all([move(nurse(), 'complete', 2), move(coordinator(), 'complete', 2)]);
    expect(two.map((a) => a.__typename).sort()).toEqual(['ActionUpdated', 'ChangedByOther']);
    expect(await worklists.person(nurse(), patientId)).toMatchObject({ __typename: 'Person' });
    t.clock.setNow('2026-12-08T14:30:00.000Z');
    expect(await worklists.person(nurse(), patientId)).toMatchObject({ __typename: 'NoRelationship' });
    t.clock.setNow('2026-11-24T09:00:00.000Z');
  });

  it('refuses an action for each reason', async () => {
    const { caseId, patientId } = await listed();
    expect(await add(coordinator(), caseId, { dueOn: '2026-11-23' })).toMatchObject({ problems: [{ path: 'dueOn' }] });
    expect(await add(coordinator(), caseId, { organisationId: t.economy.organisations.northgate })).toMatchObject({
      problems: [{ path: 'ownerPractitionerId' }],
    });
    expect(await add(coordinator(), caseId, { description: '' })).toMatchObject({
      problems: [{ path: 'description' }],
    });
    for (const viewer of [
      northgateCoordinator(),
      t.economy.stranger('clinician'),
      ...NOT_CARE.map((r) => t.economy.viewer(r)),
    ])
      expect(await add(viewer, caseId)).toMatchObject({ __typename: 'NotPermitted' });
    const keyed = { ...coordinator(), idempotencyKey: newId() };
    const once = await add(keyed, caseId);
    expect(await add(keyed, caseId)).toEqual(once);
    await t.db.sql(t.economy.tenantId, `update patient set deceased_on = '2026-11-24' where patient_id = $1`, [
      patientId,
    ]);
    expect(await add(coordinator(), caseId)).toMatchObject({ __typename: 'PersonDeceased' });
    const { actionId } = once as unknown as { actionId: string };
    const move = (event: string, reason?: string) =>
      actions.updateAction(coordinator(), { actionId, expectedVersion: 1, event, reason });
    expect(await move('start')).toMatchObject({ __typename: 'PersonDeceased' });
    expect(await move('cancel', 'The person has died')).toMatchObject({
      __typename: 'ActionUpdated',
      state: 'cancelled',
    });
  });

  it('carries deferred people and people not reached over, shows them and open actions as open from last time, and skips a person who has died', async () => {
    const { meeting, caseId, patientId } = await listed();
    const others = [await arrangePerson(t), await arrangePerson(t), await arrangePerson(t)];
    const cases: string[] = [];
    for (const { patientId: id } of others) {
      await relate(t, coordinator(), id, '2026-11-25T00:00:00Z');
      cases.push(await put(meeting, id));
    }
    const [dead = '', done = '', untouched = ''] = cases;
    await record(coordinator(), caseId, { state: 'deferredSeatAbsent', missingSeatIds: [meeting.seats.gp] });
    await record(coordinator(), dead, { state: 'deferred', outcomeText: 'Unwell' });
    await record(coordinator(), done);
    await add(coordinator(), done, { dueOn: '2026-12-20' });
    await t.db.sql(t.economy.tenantId, `update patient set deceased_on = '2026-11-25' where patient_id = $1`, [
      others[0]?.patientId,
    ]);
    const next = await arrangeNextMeeting(t, meeting, '2026-12-22T13:00:00.000Z');
    // Four weeks on, the list of the first meeting has long closed.
    t.clock.setNow('2026-12-20T09:00:00.000Z');
    const before = await seen(coordinator(), next);
    expect(before.waiting.map((w) => w.caseId).sort()).toEqual([caseId, dead, untouched].sort());
    expect(before.openActions).toMatchObject([{ caseId: done, description: 'Order a walking frame' }]);
    expect((await worklists.casesToday(coordinator())).waiting.map((w) => w.caseId)).toEqual(
      expect.arrayContaining([caseId, dead, untouched]),
    );
    const carry = (viewer: Viewer, from = meeting.meetingId, to = next) =>
      outcomes.carryForward(viewer, { fromMeetingId: from, toMeetingId: to });
    for (const viewer of [gp(), northgateCoordinator(), t.economy.stranger('careCoordinator')])
      expect(await carry(viewer)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await carry(coordinator(), next, meeting.meetingId)).toMatchObject({ __typename: 'ListClosed' });
    const elsewhere = await arrangeMeeting(t, { startsAt: '2026-12-23T13:00:00.000Z' });
    expect(await carry(coordinator(), meeting.meetingId, elsewhere.meetingId)).toMatchObject({
      problems: [{ path: 'toMeetingId' }],
    });
    const two = await Promise.all([carry(coordinator()), carry(coordinator())]);
    expect(two).toMatchObject([{ __typename: 'CasesCarriedForward' }, { __typename: 'CasesCarriedForward' }]);
    expect(two.map((a) => (a as unknown as { carried: number }).carried).sort()).toEqual([0, 2]);
    const after = await seen(coordinator(), next);
    expect(after.cases).toMatchObject([
      { person: { id: patientId }, state: 'listed', carriedFromDate: '2026-11-24', question: 'What next?' },
      { person: { id: others[2]?.patientId }, state: 'listed', carriedFromDate: '2026-11-24' },
    ]);
    expect(after.waiting.map((w) => w.caseId)).toEqual([dead]);
    expect(after.openActions).toHaveLength(1);
    const [old] = await t.db.sql(t.economy.tenantId, 'select state, outcome from case_list_item where case_id = $1', [
      caseId,
    ]);
    expect(old).toEqual({ state: 'carriedForward', outcome: 'deferredSeatAbsent' });
    t.clock.setNow('2026-11-24T09:00:00.000Z');
  });
});
