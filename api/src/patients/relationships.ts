import type { Query } from '../platform/audit.js';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { LegitimateRelationship } from './legitimate-relationship.entity.js';
import type { RelationshipBasis } from './relationship-basis.js';

/**
 * The viewer's own live relationships as staff, as SQL; `$1` has to be the tenant. What somebody is to themselves or to
 * whom they care for opens nothing while they act as staff.
 */
export const OWN_RELATIONSHIPS = `
  select r.patient_id, r.basis, r.reason, lower(r.during) as since, upper(r.during) as until, r.relationship_id
  from legitimate_relationship r
  where r.tenant_id = $1 and r.during @> quorate_now() and r.basis not in ('self','carer')
    and (r.practitioner_id = (select quorate_practitioner()) or r.account_id = (select quorate_account()))`;

/** A person the viewer may see, as a command needs them. */
export interface KnownPatient {
  readonly patientId: string;
  readonly dateOfBirth: string;
  readonly deceasedOn: string | null;
  readonly lockVersion: number;
}

/** The person, locked against change, or the refusal that is the same for a person who never was. */
export async function requirePatient(tx: Transaction, viewer: Viewer, patientId: string): Promise<KnownPatient> {
  const [found] = await tx.query<KnownPatient>(
    `select p.patient_id as "patientId", p.date_of_birth::text as "dateOfBirth", p.deceased_on::text as "deceasedOn", p.lock_version as "lockVersion"
     from patient p where p.tenant_id = $1 and p.patient_id = $2 and p.patient_id in (select o.patient_id from (${OWN_RELATIONSHIPS}) o)
     for update of p`,
    [tx.tenantId, patientId],
  );
  if (!found) throw new Refused(await noRelationship(tx.query, viewer));
  return found;
}

export interface PersonToAsk {
  readonly name: string;
  readonly roleName: string;
  readonly organisationName: string;
}

export interface NoRelationshipData extends RefusalData {
  readonly askWhom: readonly PersonToAsk[];
}

/** Why the record is closed and whom to ask. Knows nothing of the person, so it cannot tell whether there is one. */
export async function noRelationship(query: Query, viewer: Viewer): Promise<NoRelationshipData> {
  const askWhom = await query<PersonToAsk>(WHOM_TO_ASK, [viewer.tenantId, viewer.organisationId]);
  return noRelationshipTo(askWhom);
}

export const WHOM_TO_ASK = `
  select a.name, 'Information governance lead' as "roleName", o.name as "organisationName"
  from acting_role r
  join account a on a.tenant_id = r.tenant_id and a.account_id = r.account_id
  join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.organisation_id
  where r.tenant_id = $1 and r.organisation_id = $2 and r.role = 'informationGovernanceLead' and r.during @> quorate_now()
    and a.active_from <= quorate_now() and (a.left_at is null or a.left_at > quorate_now())
  order by a.name limit 5`;

/** The refusal for those who were found to ask. */
export function noRelationshipTo(askWhom: readonly PersonToAsk[]): NoRelationshipData {
  return {
    __typename: 'NoRelationship',
    code: 'NO_RELATIONSHIP',
    message:
      'You have no relationship with this person at present that opens their record. If they were referred to you, register the referral. If a meeting you sit on will discuss them, ask its co-ordinator to list them.',
    askWhom,
  };
}

/** A dead person's record stays as it is. */
export function personDeceased(deceasedOn: string): Refused {
  return new Refused({
    __typename: 'PersonDeceased',
    code: 'PERSON_DECEASED',
    message: 'This person has died. Their record can be read and no longer be changed, and they stay on past lists.',
    deceasedOn,
  } as RefusalData);
}

export interface NewRelationship {
  readonly patientId: string;
  readonly party: { readonly practitionerId: string } | { readonly accountId: string };
  readonly basis: RelationshipBasis;
  readonly reason: string;
  /** Null lasts until it is ended. */
  readonly until: Date | null;
  readonly grantedBy: string | null;
  readonly caseId?: string;
}

/** Opens the person's record to one party from now on. The caller audits it with the person's id. */
export async function giveRelationship(tx: Transaction, given: NewRelationship): Promise<string> {
  const relationshipId = newId();
  await tx.manager.insert(LegitimateRelationship, {
    tenantId: tx.tenantId,
    relationshipId,
    patientId: given.patientId,
    practitionerId: 'practitionerId' in given.party ? given.party.practitionerId : null,
    accountId: 'accountId' in given.party ? given.party.accountId : null,
    basis: given.basis,
    reason: given.reason,
    during: `[${tx.now.toISOString()},${given.until?.toISOString() ?? ''})`,
    grantedBy: given.grantedBy,
    caseId: given.caseId ?? null,
    seatId: null,
  });
  return relationshipId;
}

/** The viewer as the party of a relationship: the practitioner, or the account of somebody who is none. */
export function partyOf(viewer: Viewer): { practitionerId: string } | { accountId: string } {
  return viewer.practitionerId ? { practitionerId: viewer.practitionerId } : { accountId: viewer.accountId };
}
