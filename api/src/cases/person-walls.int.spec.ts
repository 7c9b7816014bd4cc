import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { Role } from '@quorate/libs/access';
import { graphql } from 'graphql';
import pg from 'pg';
import { PatientsReads } from '../patients/patients.reads.js';
import { Live } from '../platform/live.js';
import { SET_TENANT_SQL, sessionOf, tenantValues } from '../platform/tenant-session.js';
import type { Viewer } from '../platform/viewer.js';
import { arrangePerson, countEvents, relate } from '../testkit/arrange-cases.js';
import { type ArrangedMeeting, arrangeMeeting } from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { ActionsService } from './actions.service.js';
import { CaseListReads } from './case-list.reads.js';
import { CaseListService } from './case-list.service.js';
import { CaseViewsResolver } from './case-views.resolver.js';
import { CaseWorklistsReads } from './case-worklists.reads.js';
import { MyMeetingsReads } from './my-meetings.reads.js';
import { OutcomesService } from './outcomes.service.js';

// A database of its own takes its time on a busy machine.
jest.setTimeout(120_000);

const ROLES_OF_STAFF: Role[] = [
  'careCoordinator',
  'clinician',
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
];
const WALLED = ['patient', 'case_list_item', 'case_action', 'case_relevant_seat', 'case_presence', 'case_knows_person'];

type Question = readonly [query: string, variables?: Record<string, unknown>];

/** Every query of people and cases that can be asked with these ids. */
const questions = (ids: { patientId: string; meetingId: string; familyName: string }): Question[] => [
  [
    '{ people(input: { first: 50 }) { people { id familyName givenName dateOfBirth nhsNumber relationships { reason basisName } } } }',
  ],
  [
    `query ($text: String) { people(input: { text: $text, first: 50 }) { people { id familyName } hasMore } }`,
    { text: ids.familyName },
  ],
  [
    `query ($id: ID!) { person(id: $id) { __typename ... on Person { familyName discussions { question outcomeText } openActions { description } } ... on NoRelationship { message askWhom { name } } } }`,
    { id: ids.patientId },
  ],
  [
    `query ($id: ID!) { caseList(meetingId: $id) { __typename ... on CaseList { notInvolvedCount cases { question outcomeText person { familyName } actions { description } } waiting { person { familyName } outcomeText } openActions { description person { familyName } } } } }`,
    { id: ids.meetingId },
  ],
  ['{ myActions(input: { first: 50 }) { actions { description person { familyName } } } }'],
  ['{ casesToday { waiting { person { familyName } outcomeText } actionsDue { description person { familyName } } } }'],
  ['{ myMeetings { __typename ... on MyMeetings { person { familyName } past { outcomeText } } } }'],
  [
    `query ($id: ID!) { whoHasLooked(patientId: $id) { __typename ... on WhoHasLooked { looks { name what why } } } }`,
    { id: ids.patientId },
  ],
];

describe('the wall around a person', () => {
  let t: TestApp;
  let meeting: ArrangedMeeting;
  let caseId: string;
  let canary: { patientId: string; familyName: string };

  beforeAll(async () => {
    t = await startTestApp();
    meeting = await arrangeMeeting(t);
    canary = await arrangePerson(t);
    const coordinator = t.economy.viewer('careCoordinator');
    await relate(t, coordinator, canary.patientId);
    const listed = await t.app.get(CaseListService).listCase(coordinator, {
      meetingId: meeting.meetingId,
      patientId: canary.patientId,
      question: 'CanaryQuestion',
      wantedByPerson: 'CanaryWish',
      relevantSeatIds: [meeting.seats.matron],
      knowsPersonPractitionerIds: [t.economy.practitioners.matron],
    });
    caseId = (listed as unknown as { caseId: string }).caseId;
    await t.app.get(ActionsService).addAction(coordinator, {
      caseId,
      description: 'CanaryAction',
      ownerPractitionerId: t.economy.practitioners.matron,
      organisationId: t.economy.organisations.riverside,
      dueOn: '2026-11-24',
    });
    await t.app.get(OutcomesService).recordOutcome(coordinator, {
      caseId,
      expectedVersion: 1,
      state: 'deferred',
      outcomeText: 'CanaryOutcome',
      presentSeatIds: [meeting.seats.gp],
    });
  });
  afterAll(() => t.stop());

  /** Through the schema with its guard, as the server answers it. */
  const ask = async (contextValue: Viewer, source: string, variableValues: Record<string, unknown> = {}) => {
    const { schema } = t.app.get(GraphQLSchemaHost);
    return JSON.stringify(await graphql({ schema, source, variableValues, contextValue: { viewer: contextValue } }));
  };
  const everybodyElse = () => [
    ...ROLES_OF_STAFF.flatMap((role) =>
      (['riverside', 'northgate', 'elmpark', 'icb'] as const).map((at) => t.economy.viewer(role, at)),
    ).filter(
      (viewer) =>
        viewer.organisationId !== t.economy.organisations.riverside ||
        !['careCoordinator', 'clinician'].includes(viewer.role),
    ),
    ...ROLES_OF_STAFF.map((role) => t.economy.stranger(role)),
    t.economy.viewer('person'),
    t.economy.viewer('carer'),
  ];

  it('lets no name, question, outcome or action of the person into any answer for anyone without a relationship', async () => {
    const asked = { ...canary, meetingId: meeting.meetingId };
    for (const viewer of everybodyElse()) {
      for (const [query, variables] of questions(asked)) {
        const answer = await ask(viewer, query, variables);
        expect(`${viewer.role}: ${answer}`).not.toMatch(/Canary/);
      }
    }
    const [, , , knownQuestion = ['{ __typename }']] = questions(asked);
    const known = await ask(t.economy.viewer('clinician'), ...knownQuestion);
    expect(known).toContain('CanaryOutcome');
  });

  it('answers a manager, a commissioner and an administrator about no person at all', async () => {
    for (const role of ['providerManager', 'commissioner', 'administrator'] as const) {
      for (const [query, variables] of questions({ ...canary, meetingId: meeting.meetingId })) {
        expect(await ask(t.economy.viewer(role), query, variables)).toMatch(/NOT_PERMITTED|"NotPermitted"/);
      }
    }
  });

  const direct = async (viewer: Viewer, text: string, values: unknown[] = []) => {
    const client = new pg.Client(t.db.address.application);
    await client.connect();
    try {
      await client.query('begin');
      await client.query(SET_TENANT_SQL, tenantValues(sessionOf(viewer), new Date(TEST_NOW)));
      return (await client.query(text, values)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  };

  it.each(WALLED)('hides the rows of %s from the application role itself without a relationship', async (table) => {
    const own = t.economy.viewer('careCoordinator');
    expect(await direct(own, `select 1 from ${table}`)).toBeGreaterThan(0);
    for (const viewer of [
      t.economy.viewer('clinician', 'northgate'),
      t.economy.viewer('administrator'),
      t.economy.stranger('careCoordinator'),
    ])
      expect(await direct(viewer, `select 1 from ${table}`)).toBe(0);
  });

  it("shows nobody another's relationships, and changes nothing of a hidden person", async () => {
    const gp = t.economy.viewer('clinician', 'elmpark');
    expect(await direct(gp, 'select 1 from legitimate_relationship')).toBe(0);
    expect(await direct(gp, `update patient set family_name = 'x'`)).toBe(0);
    expect(await direct(gp, `update case_list_item set question = 'x'`)).toBe(0);
    expect(await direct(gp, `update case_action set description = 'x'`)).toBe(0);
    expect(await direct(gp, 'delete from case_presence')).toBe(0);
    for (const table of ['patient', 'case_list_item', 'case_action', 'legitimate_relationship'])
      await expect(direct(gp, `delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('opens no wall to a statement that follows one of the narrow functions', async () => {
    const gp = t.economy.viewer('clinician', 'elmpark');
    const rows = await direct(
      gp,
      `select 1 from quorate_listed_people($1) n cross join lateral (select 1 from patient) p where n > 0`,
      [meeting.meetingId],
    );
    expect(rows).toBe(0);
  });

  it('gives the same refusal for a hidden person, a person of another tenant and an id that never was, and keeps each try', async () => {
    const worklists = t.app.get(CaseWorklistsReads);
    const viewer = t.economy.viewer('clinician', 'northgate');
    const ids = [canary.patientId, randomUUID(), 'not-an-id'];
    const answers = [];
    for (const id of ids) answers.push(await worklists.person(viewer, id));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ __typename: 'NoRelationship', code: 'NO_RELATIONSHIP', askWhom: [{}] });
    expect(await countEvents(t, 'person', 'refusal')).toBeGreaterThanOrEqual(3);
  });

  it('says on a person page why and since when one may see it, records the look, and stops when the relationship ends', async () => {
    const worklists = t.app.get(CaseWorklistsReads);
    const viewer = t.economy.viewer('clinician', 'icb');
    const before = await countEvents(t, 'person', 'read', canary.patientId);
    await relate(t, viewer, canary.patientId, '2026-11-24T09:00:05.000Z');
    const nobody = { ...viewer, practitionerId: null };
    expect(await worklists.person(nobody, canary.patientId)).toMatchObject({
      __typename: 'Person',
      relationships: [{ basis: 'referral', since: '2025-01-01T00:00:00.000Z', until: '2026-11-24T09:00:05.000Z' }],
      discussions: [{ question: 'CanaryQuestion', state: 'deferred' }],
      openActions: [{ description: 'CanaryAction', steps: [] }],
    });
    expect(await countEvents(t, 'person', 'read', canary.patientId)).toBe(before + 1);
    t.clock.setNow('2026-11-24T09:00:05.000Z');
    expect(await worklists.person(nobody, canary.patientId)).toMatchObject({ __typename: 'NoRelationship' });
    t.clock.setNow(TEST_NOW);
  });

  it('records one event for each person in each list that is read', async () => {
    const coordinator = t.economy.viewer('careCoordinator');
    const { patientId } = canary;
    const reads: [string, () => Promise<unknown>][] = [
      ['people', () => t.app.get(PatientsReads).people(coordinator, { first: 50 })],
      ['caseList', () => t.app.get(CaseListReads).caseList(coordinator, meeting.meetingId)],
      ['myActions', () => t.app.get(CaseWorklistsReads).myActions(coordinator, { first: 50 })],
      ['casesToday', () => t.app.get(CaseWorklistsReads).casesToday(coordinator)],
    ];
    for (const [operation, read] of reads) {
      const before = await countEvents(t, operation, 'read', patientId);
      await read();
      expect(await countEvents(t, operation, 'read', patientId)).toBe(before + 1);
    }
  });

  it('shows a person and their carer their own meetings in full, until a carer is no longer one', async () => {
    const joan = t.economy.viewer('person');
    const carer = t.economy.viewer('carer');
    const coordinator = t.economy.viewer('careCoordinator');
    const patientId = joan.aboutPatientId ?? '';
    await relate(t, coordinator, patientId);
    const list = t.app.get(CaseListService);
    const coming = await arrangeMeeting(t, { startsAt: '2026-12-08T13:00:00.000Z' });
    const today = await arrangeMeeting(t, { startsAt: '2026-11-24T08:00:00.000Z' });
    for (const { meetingId } of [coming, today])
      await list.listCase(coordinator, { meetingId, patientId, question: 'Falls' });
    const [item] = await t.db.sql<{ case_id: string }>(
      t.economy.tenantId,
      'select case_id from case_list_item where meeting_id = $1',
      [today.meetingId],
    );
    await t.app.get(OutcomesService).recordOutcome(coordinator, {
      caseId: item?.case_id,
      expectedVersion: 1,
      state: 'discussed',
      outcomeText: 'A physiotherapist will visit',
      presentSeatIds: [today.seats.gp],
    });
    const mine = t.app.get(MyMeetingsReads);
    const before = await countEvents(t, 'myMeetings', 'read', patientId);
    for (const viewer of [joan, carer]) {
      expect(await mine.myMeetings(viewer)).toMatchObject({
        __typename: 'MyMeetings',
        person: { familyName: 'EXAMPLE' },
        coming: [{ meetingId: coming.meetingId, startsAt: '2026-12-08T13:00:00.000Z' }],
        past: [{ state: 'discussed', outcomeText: 'A physiotherapist will visit', professionsPresent: ['gp'] }],
      });
    }
    expect(await countEvents(t, 'myMeetings', 'read', patientId)).toBe(before + 2);
    await t.db.sql(
      t.economy.tenantId,
      `update legitimate_relationship set during = tstzrange(lower(during), '2026-11-24T00:00:00Z') where account_id = $1`,
      [carer.accountId],
    );
    expect(await mine.myMeetings(carer)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await mine.myMeetings(joan)).toMatchObject({ __typename: 'MyMeetings' });
  });

  it('hints at a changed list to who may read it, and to nobody else', async () => {
    const live = t.app.get(Live);
    await live.start();
    const resolver = t.app.get(CaseViewsResolver);
    const changes = await resolver.caseListChanged(t.economy.viewer('careCoordinator'), meeting.meetingId);
    const next = changes.next();
    await t.app.get(CaseListService).reorderCases(t.economy.viewer('careCoordinator'), {
      meetingId: meeting.meetingId,
      caseIds: [caseId],
    });
    expect(await next).toMatchObject({ value: { caseListChanged: { meetingId: meeting.meetingId } } });
    await live.stop();
    await changes.return(undefined);
    for (const viewer of [t.economy.viewer('careCoordinator', 'northgate'), t.economy.stranger('careCoordinator')]) {
      await expect(resolver.caseListChanged(viewer, meeting.meetingId)).rejects.toMatchObject({
        extensions: { code: 'NOT_PERMITTED' },
      });
    }
  });
});
