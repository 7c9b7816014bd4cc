import { Inject, Injectable } from '@nestjs/common';
import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import { checkNhsNumber } from '@quorate/libs/identifiers';
import { isLocalDate } from '@quorate/libs/time';
import type { AuditEntry } from '../platform/audit.js';
import { Reads } from '../platform/reads.js';
import type { RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import type { Look, PeoplePage, Relationship } from './patients.graphql.js';
import { BASIS_WORDS, BASIS_WORDS_OF_OTHERS, type RelationshipBasis } from './relationship-basis.js';
import { OWN_RELATIONSHIPS } from './relationships.js';

/** What a row of the viewer's relationships looks like in JSON. */
export interface RelationshipRow {
  readonly basis: RelationshipBasis;
  readonly reason: string;
  readonly since: string;
  readonly until: string | null;
}

/** The relationships of one person as a JSON array, oldest first. `o` has to be OWN_RELATIONSHIPS. */
export const RELATIONSHIPS_JSON = `json_agg(json_build_object('basis', o.basis, 'reason', o.reason, 'since', o.since, 'until', o.until) order by o.since, o.relationship_id)`;

/** The columns of PersonIdentity, from `p`. */
export const IDENTITY_COLUMNS = `p.patient_id as id, p.family_name as "familyName", p.given_name as "givenName",
  p.date_of_birth::text as "dateOfBirth", p.nhs_number as "nhsNumber", p.deceased_on::text as "deceasedOn"`;

/** The same as one JSON object. */
export const IDENTITY_JSON = `json_build_object('id', p.patient_id, 'familyName', p.family_name, 'givenName', p.given_name,
  'dateOfBirth', p.date_of_birth, 'nhsNumber', p.nhs_number, 'deceasedOn', p.deceased_on)`;

export interface IdentityRow {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth: string;
  readonly nhsNumber: string | null;
  readonly deceasedOn: string | null;
}

interface PersonRow extends IdentityRow {
  readonly relationships: readonly RelationshipRow[];
}

const PEOPLE = `
  with own as materialized (${OWN_RELATIONSHIPS})
  select ${IDENTITY_COLUMNS}, ${RELATIONSHIPS_JSON} as relationships
  from own o join patient p on p.tenant_id = $1 and p.patient_id = o.patient_id
  where ($2::text is null or p.nhs_number = $2)
    and ($3::date is null or p.date_of_birth = $3)
    and not exists (select 1 from unnest($4::text[]) w where lower(p.family_name || ' ' || p.given_name) not like '%' || w || '%')
    and ($5::uuid is null or (lower(p.family_name), lower(p.given_name), p.patient_id) > (
      select lower(a.family_name), lower(a.given_name), a.patient_id from patient a where a.tenant_id = $1 and a.patient_id = $5))
  group by p.tenant_id, p.patient_id
  order by lower(p.family_name), lower(p.given_name), p.patient_id
  limit $6`;

const LOOKS = `
  select e.at, a.name, e.acting_role as role, o.name as "organisationName", e.operation, e.detail ->> 'basis' as basis
  from audit_event e
  join account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
  left join organisation o on o.tenant_id = e.tenant_id and o.organisation_id = e.on_behalf_of
  where e.tenant_id = $1 and e.patient_id = $2 and e.outcome = 'done' and e.kind in ('read','write') and e.account_id <> $3
    and case when $4 = 'informationGovernanceLead' then e.on_behalf_of = $5
      else exists (select 1 from legitimate_relationship r where r.tenant_id = e.tenant_id and r.patient_id = $2
        and r.account_id = $3 and r.basis in ('self','carer') and r.during @> quorate_now()) end
  order by e.seq desc limit 200`;

interface LookRow {
  readonly at: Date;
  readonly name: string;
  readonly role: Role | null;
  readonly organisationName: string | null;
  readonly operation: string;
  readonly basis: RelationshipBasis | null;
}

/** People within the viewer's relationships, and who has looked at one of them. */
@Injectable()
export class PatientsReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** A search among the people the viewer is related to. Each person shown is an event, and so is a search that found nobody. */
  async people(
    viewer: Viewer,
    input: { text?: string | null; first: number; after?: string | null },
  ): Promise<PeoplePage> {
    const first = Math.min(Math.max(Math.trunc(input.first), 1), 50);
    const asked = searchOf(input.text ?? '');
    const rows = await this.reads.audited<PersonRow>(
      viewer,
      {
        name: 'people',
        text: PEOPLE,
        values: [viewer.tenantId, asked.nhsNumber, asked.dateOfBirth, asked.words, input.after ?? null, first + 1],
      },
      (found) => lookEvents('people', found.slice(0, first)),
    );
    return {
      people: rows.slice(0, first).map((row) => ({ ...row, relationships: row.relationships.map(relationshipOf) })),
      hasMore: rows.length > first,
    };
  }

  /** Who has looked at or changed this person's record: all of it for the person and carer, one's own organisation's for the IG lead. */
  async whoHasLooked(viewer: Viewer, patientId: string): Promise<object> {
    if (viewer.role !== 'informationGovernanceLead' && viewer.aboutPatientId !== patientId) return NOT_YOURS;
    const rows = await this.reads.audited<LookRow>(
      viewer,
      {
        name: 'who-has-looked',
        text: LOOKS,
        values: [viewer.tenantId, patientId, viewer.accountId, viewer.role, viewer.organisationId],
      },
      () => [{ operation: 'whoHasLooked', kind: 'read', entity: 'AuditTrail', entityId: patientId, patientId }],
    );
    return { __typename: 'WhoHasLooked', looks: rows.map(lookOf) };
  }
}

const NOT_YOURS: RefusalData = {
  __typename: 'NotPermitted',
  code: 'NOT_PERMITTED',
  message: 'This is not here, or you do not have permission for it.',
};

/** One event for each person shown, with the relationship it rests on; one event without a person when there was none. */
export function lookEvents(
  operation: string,
  people: readonly { readonly id: string; readonly relationships: readonly { readonly basis: string }[] }[],
): AuditEntry[] {
  if (people.length === 0) return [{ operation, kind: 'read', entity: 'Patient', entityId: 'none' }];
  return people.map((person) => ({
    operation,
    kind: 'read',
    entity: 'Patient',
    entityId: person.id,
    patientId: person.id,
    detail: { basis: person.relationships[0]?.basis ?? null },
  }));
}

/** A relationship as the API shows it. */
export function relationshipOf(row: RelationshipRow): Relationship {
  return {
    basis: row.basis,
    basisName: BASIS_WORDS[row.basis],
    reason: row.reason,
    since: new Date(row.since).toISOString(),
    until: row.until === null ? null : new Date(row.until).toISOString(),
  };
}

interface Search {
  readonly nhsNumber: string | null;
  readonly dateOfBirth: string | null;
  /** Lower case, ready for LIKE; a person has to have all of them. */
  readonly words: readonly string[];
}

/** What was typed, read as an NHS number, else as a date of birth, else as parts of a name. */
export function searchOf(text: string): Search {
  const typed = text.trim().slice(0, 200);
  const number = checkNhsNumber(typed);
  if (number.kind === 'valid') return { nhsNumber: number.value, dateOfBirth: null, words: [] };
  const dateOfBirth = dateOf(typed);
  if (dateOfBirth !== null) return { nhsNumber: null, dateOfBirth, words: [] };
  const words = typed
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return { nhsNumber: null, dateOfBirth: null, words: words.map((word) => word.replace(/[\\%_]/g, '\\$&')) };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dateOf(text: string): string | null {
  if (isLocalDate(text)) return text;
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,9})[\s./-]+(\d{4})$/i.exec(text) ?? [];
  const named = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const date = `${year}-${String(named || month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : null;
}

const WHAT: Readonly<Record<string, string>> = {
  people: 'Saw the name in a list of people',
  person: 'Opened the record',
  caseList: "Opened a meeting's list of people",
  myActions: 'Saw the name in a list of actions',
  casesToday: 'Saw the name in a list of work',
  myMeetings: 'Opened "Your meetings"',
  whoHasLooked: 'Asked who has looked',
  registerPatient: 'Registered a referral',
  markDeceased: 'Recorded a death',
  listCase: 'Listed for a meeting',
  withdrawCase: "Took off a meeting's list",
  recordOutcome: 'Recorded what was decided',
  addAction: 'Added an action',
  updateAction: 'Changed an action',
  carryForward: 'Carried over to the next meeting',
  coordinateMeeting: 'Took over a meeting',
};

function lookOf(row: LookRow): Look {
  return {
    at: row.at.toISOString(),
    name: row.name,
    roleName: row.role === null ? '' : ROLE_NAMES[row.role],
    organisationName: row.organisationName,
    what: WHAT[row.operation] ?? 'Worked on something about the person',
    why: row.basis === null ? null : BASIS_WORDS_OF_OTHERS[row.basis],
  };
}
