import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@quorate/libs/access';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { arrangePerson, countEvents, relate } from '../testkit/arrange-cases.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { PatientsReads } from './patients.reads.js';
import { PatientsService } from './patients.service.js';

// A database of its own takes its time on a busy machine.
jest.setTimeout(120_000);

const joan = { familyName: 'EXAMPLE', givenName: 'Joan', dateOfBirth: '1938-04-02', nhsNumber: '943 476 5919' };
const NOT_CARE: Role[] = [
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
  'person',
  'carer',
];

describe('registering a referral', () => {
  let t: TestApp;
  let patients: PatientsService;
  let reads: PatientsReads;

  beforeAll(async () => {
    t = await startTestApp();
    patients = t.app.get(PatientsService);
    reads = t.app.get(PatientsReads);
  });
  afterAll(() => t.stop());

  const coordinator = () => t.economy.viewer('careCoordinator');
  const register = (viewer: Viewer, change: object = {}) =>
    patients.registerPatient(viewer, { ...joan, reason: 'Falls at home', ...change });
  const rowsOf = (nhsNumber: string) =>
    t.db.sql<{ patient_id: string }>(t.economy.tenantId, 'select patient_id from patient where nhs_number = $1', [
      nhsNumber,
    ]);

  it.each(['careCoordinator', 'clinician'] as const)(
    'lets a %s register a new person and see them at once',
    async (role) => {
      const viewer = t.economy.viewer(role);
      const familyName = `Newperson${role}`;
      const answer = await register(viewer, { familyName, nhsNumber: null });
      expect(answer).toMatchObject({ __typename: 'PatientRegistered', wasKnown: false });
      const page = await reads.people(viewer, { text: familyName, first: 10 });
      expect(page.people).toMatchObject([
        { familyName, nhsNumber: null, relationships: [{ basis: 'referral', reason: 'Falls at home' }] },
      ]);
      const [event] = await t.db.sql(
        t.economy.tenantId,
        `select patient_id, detail from audit_event where operation = 'registerPatient' and kind = 'write' order by seq desc limit 1`,
      );
      expect(event).toMatchObject({
        patient_id: page.people[0]?.id,
        detail: { basis: 'referral', selfClaimed: false },
      });
    },
  );

  it('adds the viewer to a person who is known by number, family name and date of birth, and says in the audit that it was their own claim', async () => {
    const viewer = t.economy.viewer('careCoordinator', 'northgate');
    expect((await reads.people(viewer, { text: 'EXAMPLE', first: 10 })).people).toEqual([]);
    const answer = await register(viewer, { familyName: ' example ', givenName: 'J' });
    expect(answer).toMatchObject({ __typename: 'PatientRegistered', wasKnown: true });
    expect(await rowsOf('9434765919')).toHaveLength(1);
    expect((await reads.people(viewer, { text: '9434765919', first: 10 })).people).toHaveLength(1);
    const [event] = await t.db.sql(
      t.economy.tenantId,
      `select patient_id is not null as told, detail from audit_event where operation = 'registerPatient' order by seq desc limit 1`,
    );
    expect(event).toMatchObject({ told: true, detail: { selfClaimed: true } });
  });

  it.each([
    ['another family name', { familyName: 'Different' }],
    ['another date of birth', { dateOfBirth: '1938-02-04' }],
  ])('refuses a known number with %s in the same neutral words, and gives nothing', async (_, change) => {
    const viewer = t.economy.viewer('clinician', 'elmpark');
    expect(await register(viewer, change)).toEqual({
      __typename: 'CheckTheDetails',
      code: 'CHECK_THE_DETAILS',
      message: 'Check the NHS number, family name and date of birth against the referral.',
    });
    expect(await rowsOf('9434765919')).toHaveLength(1);
    expect((await reads.people(viewer, { first: 50 })).people).toEqual([]);
  });

  it.each(['9434765918', '9999999991', '9100000009', '9912003890', '9333333333', '943476591', 'abc'])(
    'refuses %s as an NHS number, without repeating it',
    async (nhsNumber) => {
      const answer = await register(coordinator(), { nhsNumber, familyName: 'Typo' });
      expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: 'nhsNumber' }] });
      expect(JSON.stringify(answer)).not.toContain(nhsNumber);
    },
  );

  it('takes 9912003888, with its spaces', async () => {
    expect(await register(coordinator(), { nhsNumber: '991 200 3888', familyName: 'Spaces' })).toMatchObject({
      __typename: 'PatientRegistered',
    });
    expect(await rowsOf('9912003888')).toHaveLength(1);
  });

  it.each([
    ['familyName', { familyName: '  ' }],
    ['givenName', { givenName: '' }],
    ['dateOfBirth', { dateOfBirth: '1938-02-30' }],
    ['dateOfBirth', { dateOfBirth: '2026-11-25' }],
    ['dateOfBirth', { dateOfBirth: '1838-04-02' }],
    ['reason', { reason: '' }],
  ])('refuses a wrong %s', async (path, change) => {
    expect(await register(coordinator(), { ...change, nhsNumber: null })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path }],
    });
  });

  it('makes one person of two registrations at the same time, and relates both who made them', async () => {
    const person = { familyName: 'Race', nhsNumber: '9000000009' };
    const both = [t.economy.viewer('careCoordinator'), t.economy.viewer('clinician', 'northgate')];
    const answers = await Promise.all([...both, ...both].map((viewer) => register(viewer, person)));
    expect(new Set(answers.map((a) => a.__typename))).toEqual(new Set(['PatientRegistered']));
    expect(await rowsOf('9000000009')).toHaveLength(1);
    const relations = await t.db.sql(
      t.economy.tenantId,
      `select 1 from legitimate_relationship r join patient p using (tenant_id, patient_id) where p.nhs_number = '9000000009'`,
    );
    expect(relations).toHaveLength(2);
  });

  it('gives the stored answer to a repeated idempotency key', async () => {
    const viewer = { ...coordinator(), idempotencyKey: newId() };
    const first = await register(viewer, { nhsNumber: null, familyName: 'Twice' });
    expect(await register(viewer, { nhsNumber: null, familyName: 'Twice' })).toEqual(first);
    expect((await reads.people(coordinator(), { text: 'Twice', first: 10 })).people).toHaveLength(1);
  });

  it.each(NOT_CARE)('is not permitted for a %s', async (role) => {
    expect(await register(t.economy.viewer(role), { familyName: 'Nobody' })).toMatchObject({
      __typename: 'NotPermitted',
    });
  });

  it('knows nothing of a person in another tenant', async () => {
    const answer = await register(t.economy.stranger('careCoordinator'));
    expect(answer).toMatchObject({ __typename: 'PatientRegistered', wasKnown: false });
  });
});

describe('people', () => {
  let t: TestApp;
  let patients: PatientsService;
  let reads: PatientsReads;

  beforeAll(async () => {
    t = await startTestApp();
    patients = t.app.get(PatientsService);
    reads = t.app.get(PatientsReads);
  });
  afterAll(() => t.stop());

  it('finds by name, date of birth and NHS number, each person an event', async () => {
    const viewer = t.economy.viewer('clinician', 'northgate');
    const person = await arrangePerson(t, { nhsNumber: '9912003888', dateOfBirth: '1931-12-05' });
    await relate(t, viewer, person.patientId);
    for (const text of [
      person.familyName.toLowerCase(),
      'given',
      '991-200-3888',
      '1931-12-05',
      '5 December 1931',
      '05/12/1931',
      '',
    ]) {
      const before = await countEvents(t, 'people', 'read', person.patientId);
      expect((await reads.people(viewer, { text, first: 10 })).people.map((p) => p.id)).toEqual([person.patientId]);
      expect(await countEvents(t, 'people', 'read', person.patientId)).toBe(before + 1);
    }
    for (const text of ['%', '_anary', 'nobody', '9434765919']) {
      const before = await countEvents(t, 'people', 'read');
      expect((await reads.people(viewer, { text, first: 10 })).people).toEqual([]);
      expect(await countEvents(t, 'people', 'read')).toBe(before + 1);
    }
  });

  it('gives page after page', async () => {
    const viewer = t.economy.viewer('careCoordinator', 'northgate');
    const all = await Promise.all(Array.from({ length: 5 }, () => arrangePerson(t)));
    for (const person of all) await relate(t, viewer, person.patientId);
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await reads.people(viewer, { first: 2, after });
      seen.push(...page.people.map((p) => p.familyName));
      after = page.people.at(-1)?.id ?? null;
      if (!page.hasMore) break;
    }
    expect(seen).toEqual(all.map((p) => p.familyName).sort());
  });

  it('forgets a person at the next request once the relationship has ended, and knows them once it starts', async () => {
    const viewer = t.economy.viewer('clinician');
    const person = await arrangePerson(t);
    const find = async () => (await reads.people(viewer, { text: person.familyName, first: 5 })).people.length;
    expect(await find()).toBe(0);
    await relate(t, viewer, person.patientId, '2026-11-24T09:00:00.001Z');
    expect(await find()).toBe(1);
    t.clock.setNow('2026-11-24T09:00:00.001Z');
    expect(await find()).toBe(0);
    t.clock.setNow('2026-11-24T09:00:00.000Z');
  });

  it('marks a death once, by expected version, and takes it back', async () => {
    const viewer = t.economy.viewer('clinician');
    const { patientId } = await arrangePerson(t);
    await relate(t, viewer, patientId);
    const mark = (deceasedOn: string | null, expectedVersion: number) =>
      patients.markDeceased(viewer, { patientId, deceasedOn, expectedVersion });
    expect(await mark('2026-11-25', 1)).toMatchObject({ problems: [{ path: 'deceasedOn' }] });
    expect(await mark('1940-05-05', 1)).toMatchObject({ problems: [{ path: 'deceasedOn' }] });
    const two = await Promise.all([mark('2026-11-20', 1), mark('2026-11-21', 1)]);
    expect(two.map((a) => a.__typename).sort()).toEqual(['ChangedByOther', 'PatientMarked']);
    expect(await mark(null, 2)).toMatchObject({ __typename: 'PatientMarked', deceasedOn: null, lockVersion: 3 });
  });

  it('refuses to mark a person one has no relationship with in the words for one who never was', async () => {
    const { patientId } = await arrangePerson(t);
    const viewer = t.economy.viewer('careCoordinator');
    const mark = (id: string, as = viewer) =>
      patients.markDeceased(as, { patientId: id, deceasedOn: '2026-11-20', expectedVersion: 1 });
    const refusal = await mark(patientId);
    expect(refusal).toMatchObject({
      __typename: 'NoRelationship',
      askWhom: [{ roleName: 'Information governance lead', organisationName: 'Riverside Community NHS Trust' }],
    });
    expect(await mark(newId())).toEqual(refusal);
    expect(await mark(patientId, t.economy.stranger('careCoordinator'))).toMatchObject({
      __typename: 'NoRelationship',
    });
    for (const role of NOT_CARE)
      expect(await mark(patientId, t.economy.viewer(role))).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('tells a person who looked, in words, and an information governance lead what their own organisation looked at', async () => {
    const person = t.economy.viewer('person');
    const patientId = person.aboutPatientId ?? '';
    const looker = t.economy.viewer('clinician', 'northgate');
    await relate(t, looker, patientId);
    await reads.people(looker, { first: 10 });
    const looks = await reads.whoHasLooked(person, patientId);
    expect(looks).toMatchObject({
      __typename: 'WhoHasLooked',
      looks: [
        {
          name: 'Test clinician',
          roleName: 'Clinician',
          organisationName: 'Northgate Acute NHS Trust',
          what: 'Saw the name in a list of people',
          why: 'The person was referred to them',
        },
      ],
    });
    expect(await countEvents(t, 'whoHasLooked', 'read', patientId)).toBe(1);
    const own = t.economy.viewer('informationGovernanceLead', 'northgate');
    const other = t.economy.viewer('informationGovernanceLead', 'riverside');
    expect(await reads.whoHasLooked(own, patientId)).toMatchObject({ looks: [{ name: 'Test clinician' }] });
    expect(await reads.whoHasLooked(other, patientId)).toMatchObject({ looks: [] });
    expect(await reads.whoHasLooked(t.economy.stranger('informationGovernanceLead'), patientId)).toMatchObject({
      looks: [],
    });
    expect(await reads.whoHasLooked(person, newId())).toMatchObject({ __typename: 'NotPermitted' });
  });
});
