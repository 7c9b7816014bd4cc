import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { invalidInput } from '../platform/refusal.js';
import { roleCodeOf } from './role-code.js';

/** Somebody who starts in a professional role at an organisation. */
export interface NewPractitionerRole {
  readonly name: string;
  readonly email: string;
  readonly organisationId: string;
  /** One of the tenant's roles, or by its name one that may be new. */
  readonly role: { readonly code: string } | { readonly name: string };
  /** The first day, a local date. */
  readonly from: string;
}

export interface HeldRole {
  readonly practitionerId: string;
  readonly practitionerRoleId: string;
  /** False when they hold that role there already. */
  readonly isNew: boolean;
}

/**
 * Has somebody hold a role from a day on, inside the caller's transaction. The same name with the same address is the same
 * person, who then holds another role; nobody is entered twice, two callers at once included.
 *   errors  InvalidInput for a role that the tenant does not have
 */
export async function addPractitioner(tx: Transaction, asked: NewPractitionerRole): Promise<HeldRole> {
  const email = asked.email.toLowerCase();
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`practitioner ${tx.tenantId} ${email}`]);
  const roleCode = await roleOf(tx, asked.role);
  const [known] = await tx.query<{ id: string }>(
    `select practitioner_id as id from practitioner where tenant_id = $1 and lower(email) = $2 and lower(name) = lower($3)
     order by practitioner_id limit 1`,
    [tx.tenantId, email, asked.name],
  );
  const practitionerId = known?.id ?? newId();
  const [held] = await tx.query<{ id: string }>(
    `select practitioner_role_id as id from practitioner_role
     where tenant_id = $1 and practitioner_id = $2 and organisation_id = $3 and role_code = $4 and during && daterange($5::date, null)
     order by lower(during) limit 1`,
    [tx.tenantId, practitionerId, asked.organisationId, roleCode, asked.from],
  );
  if (held) return { practitionerId, practitionerRoleId: held.id, isNew: false };
  if (!known)
    await tx.query('insert into practitioner (tenant_id, practitioner_id, name, email) values ($1,$2,$3,$4)', [
      tx.tenantId,
      practitionerId,
      asked.name,
      email,
    ]);
  const practitionerRoleId = newId();
  await tx.query(
    `insert into practitioner_role (tenant_id, practitioner_role_id, practitioner_id, organisation_id, role_code, during)
     values ($1,$2,$3,$4,$5,daterange($6::date, null))`,
    [tx.tenantId, practitionerRoleId, practitionerId, asked.organisationId, roleCode, asked.from],
  );
  const { organisationId } = asked;
  tx.audit({
    entity: 'Practitioner',
    entityId: practitionerId,
    detail: { practitionerRoleId, organisationId, roleCode },
  });
  return { practitionerId, practitionerRoleId, isNew: true };
}

async function roleOf(tx: Transaction, role: NewPractitionerRole['role']): Promise<string> {
  if ('code' in role) {
    const [found] = await tx.query<{ code: string }>(
      'select role_code as code from professional_role where tenant_id = $1 and role_code = $2',
      [tx.tenantId, role.code],
    );
    if (!found) throw invalidInput('roleCode', 'Choose a professional role from the list, or enter a new one.');
    return found.code;
  }
  const code = roleCodeOf(role.name);
  if (code === '') throw invalidInput('newRoleName', 'Enter the name of the role in words.');
  const [found] = await tx.query<{ code: string }>(
    `select role_code as code from professional_role where tenant_id = $1 and (lower(name) = lower($2) or role_code = $3)
     order by lower(name) = lower($2) desc, role_code limit 1`,
    [tx.tenantId, role.name, code],
  );
  if (found) return found.code;
  await tx.query(
    'insert into professional_role (tenant_id, role_code, name) values ($1,$2,$3) on conflict do nothing',
    [tx.tenantId, code, role.name],
  );
  tx.audit({ entity: 'ProfessionalRole', entityId: code });
  return code;
}
