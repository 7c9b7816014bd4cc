import { checkNhsNumber } from '@quorate/libs/identifiers';
import { demoSubject } from '../identity/sign-in-subject.js';
import { type DemoOrganisation, FAMILY_NAMES, GIVEN_NAMES, PROFESSIONAL_ROLES } from './demo-directory.js';
import type { DemoDraft, DemoPerson, DemoStaff } from './demo-draft.js';
import type { DemoLogin } from './demo-logins.js';

const SOURCE = 'demo';

/** Organisations with their licence, sites and rooms, and the professional roles. */
export function draftOrganisations(draft: DemoDraft, organisations: readonly DemoOrganisation[]): void {
  for (const organisation of organisations) {
    const organisation_id = draft.id('organisation', organisation.key);
    const place = {
      postcode: organisation.postcode,
      latitude: organisation.latitude,
      longitude: organisation.longitude,
    };
    draft.add('organisation', {
      organisation_id,
      ods_code: organisation.code,
      name: organisation.name,
      kind: organisation.kind,
      is_open: true,
      opened_on: '2013-04-01',
      address: `${organisation.sites[0] ?? organisation.name}, Tamewater`,
      is_fictional: true,
      source: SOURCE,
      lock_version: 1,
      ...place,
    });
    draft.add('organisation_name', {
      organisation_id,
      name: organisation.name,
      during: '[2013-04-01,)',
      source: SOURCE,
    });
    draft.add('licence_status', {
      organisation_id,
      status: organisation.licence,
      during: '[2013-04-01,)',
      basis: 'Made up for the demo',
    });
    organisation.sites.forEach((name, i) => {
      const site_id = draft.id('site', organisation.key, i);
      draft.add('site', {
        site_id,
        organisation_id,
        ods_code: `${organisation.code}${i + 1}`,
        name,
        address: `${name}, Tamewater`,
        is_open: true,
        source: SOURCE,
        lock_version: 1,
        ...place,
        latitude: organisation.latitude + i * 0.012,
        longitude: organisation.longitude - i * 0.015,
      });
      for (const room of ['Seminar room', 'Meeting room 2'])
        draft.add('room', {
          room_id: draft.id('room', organisation.key, i, room),
          site_id,
          name: room,
          seats: room === 'Seminar room' ? 16 : 10,
        });
    });
  }
  for (const [role_code, name] of Object.entries(PROFESSIONAL_ROLES))
    draft.add('professional_role', { role_code, name });
}

/** Everybody the organisations employ. Logins with a profession take the first place of that role at their organisation. */
export function draftStaff(
  draft: DemoDraft,
  organisations: readonly DemoOrganisation[],
  logins: readonly DemoLogin[],
): DemoStaff[] {
  const staff: DemoStaff[] = [];
  const taken = new Set(logins.map((login) => login.name));
  const names = draft
    .random('names')
    .shuffle(GIVEN_NAMES.flatMap((given) => FAMILY_NAMES.map((family) => `${given} ${family}`)))
    .filter((name) => !taken.has(name));
  for (const organisation of organisations) {
    for (const [roleCode, count] of Object.entries(organisation.staff)) {
      const own = logins.filter(
        (login) => login.profession === roleCode && login.acts.some((act) => act.organisation === organisation.key),
      );
      for (let i = 0; i < count; i += 1) {
        const login = own[i];
        const title = ['geriatrician', 'psychiatrist', 'gp', 'palliativeConsultant'].includes(roleCode) ? 'Dr ' : '';
        const name = login?.name ?? `${title}${names[staff.length] ?? 'Alex Example'}`;
        const practitionerId = draft.id('practitioner', organisation.key, roleCode, i);
        staff.push({ practitionerId, name, employer: organisation.key, roleCode });
        const mailbox = login?.login ?? name.toLowerCase().replace(/^dr /, '').replaceAll(' ', '.');
        draft.add('practitioner', {
          practitioner_id: practitionerId,
          name,
          email: `${mailbox}@${organisation.key.toLowerCase()}.invalid`,
        });
        draft.add('practitioner_role', {
          practitioner_role_id: draft.id('practitionerRole', practitionerId),
          practitioner_id: practitionerId,
          organisation_id: draft.id('organisation', organisation.key),
          role_code: roleCode,
          during: login?.hasLeft ? '[2019-09-01,2026-03-31)' : '[2019-09-01,)',
        });
      }
    }
  }
  return staff;
}

/** Accounts, what each may act as, and how the demo's identity provider knows them. `leftAt` is when the leaver left. */
export function draftAccounts(
  draft: DemoDraft,
  logins: readonly DemoLogin[],
  staff: readonly DemoStaff[],
  people: ReadonlyMap<string, string>,
  leftAt: string,
): void {
  logins.forEach((login) => {
    const account_id = draft.id('account', login.login);
    const practitioner = staff.find((member) => member.name === login.name) ?? null;
    const aboutPatient = people.get(login.login) ?? null;
    const isPerson = login.acts.some((a) => a.role === 'person');
    draft.add('account', {
      account_id,
      login: login.login,
      name: login.name,
      email: `${login.login}@${login.acts[0]?.organisation?.toLowerCase() ?? 'home'}.invalid`,
      practitioner_id: practitioner?.practitionerId ?? null,
      patient_id: isPerson ? aboutPatient : null,
      about: login.about,
      active_from: '2024-01-01T00:00:00Z',
      left_at: login.hasLeft ? leftAt : null,
    });
    login.acts.forEach((a, i) => {
      const during = `[2024-01-01T00:00:0${i}Z,${login.hasLeft ? leftAt : ''})`;
      draft.add('acting_role', {
        acting_role_id: draft.id('actingRole', login.login, i),
        account_id,
        role: a.role,
        organisation_id: a.organisation ? draft.id('organisation', a.organisation) : null,
        about_patient_id: a.organisation ? null : aboutPatient,
        during,
      });
    });
    if (aboutPatient) {
      draft.add('legitimate_relationship', {
        relationship_id: draft.id('relationship', login.login),
        patient_id: aboutPatient,
        account_id,
        basis: isPerson ? 'self' : 'carer',
        reason: isPerson ? 'This is your own record' : 'The person has agreed that you may see this',
        during: '[2024-01-01T00:00:00Z,)',
      });
    }
    draft.add('sign_in_subject', { issuer: 'demo', subject: demoSubject(draft.tenantKey, login.login), account_id });
  });
}

/** People cared for, each on the list of one MDT. NHS numbers are from the range kept for tests (they begin with 999). */
export function draftPeople(
  draft: DemoDraft,
  mdtKeys: readonly string[],
  perMdt: number,
  named: readonly string[],
  anchor: string,
): DemoPerson[] {
  const random = draft.random('people');
  const numbers = nhsNumbers();
  const people: DemoPerson[] = [];
  for (const mdtKey of mdtKeys) {
    for (let i = 0; i < perMdt; i += 1) {
      const patientId = draft.id('patient', mdtKey, i);
      const [given, family] = (
        named[people.length] ?? `${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`
      ).split(' ');
      const isDeceased = people.length >= named.length && random.chance(0.03);
      draft.add('patient', {
        patient_id: patientId,
        nhs_number: numbers.next().value,
        nhs_number_status: 'checkDigitOnly',
        family_name: family,
        given_name: given,
        date_of_birth: `${random.int(1930, 1965)}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`,
        deceased_on: isDeceased ? anchor : null,
        created_at: '2025-09-01T09:00:00Z',
        lock_version: 1,
      });
      people.push({ patientId, mdtKey, isDeceased });
    }
  }
  return people;
}

function* nhsNumbers(): Generator<string, never, undefined> {
  for (let serial = 100_000; ; serial += 37) {
    for (let digit = 0; digit <= 9; digit += 1) {
      const number = `999${serial}${digit}`;
      if (checkNhsNumber(number).kind === 'valid') yield number;
    }
  }
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
