import { type Role, roleFits } from '@quorate/libs/access';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { invalidInput } from '../platform/refusal.js';

/** Somebody who is to act in a role for an organisation. */
export interface NewAccess {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly organisation: { readonly id: string; readonly kind: string };
  /** Which member of staff it is; a clinician is always one. */
  readonly practitionerId: string | null;
  /** Who they are at the identity provider; null where the demo's sign-in finds them by their login. */
  readonly subject: { readonly issuer: string; readonly subject: string } | null;
}

export interface OpenedAccess {
  readonly accountId: string;
  readonly actingRoleId: string;
  /** False where the account was there already. */
  readonly isNewAccount: boolean;
  /** False where it had this role for this organisation already. */
  readonly isNewRole: boolean;
}

interface KnownAccount {
  readonly id: string;
  readonly name: string;
  readonly practitionerId: string | null;
  readonly isStaff: boolean;
  readonly hasLeft: boolean;
  readonly wasHere: boolean;
}

/**
 * Gives a login a role for an organisation, inside the caller's transaction: a new account, or another role of one that
 * is there under the same name. Somebody who left and comes back to the organisation gets the account they had.
 *   errors  InvalidInput for a role that does not fit, a login or subject of somebody else, a clinician who is no member of
 *           staff, a member of staff who has another login
 */
export async function openAccount(tx: Transaction, asked: NewAccess): Promise<OpenedAccess> {
  if (!roleFits(asked.role, asked.organisation.kind))
    throw invalidInput(
      'role',
      'This organisation cannot have that role. A commissioner works for a commissioning body.',
    );
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`account ${tx.tenantId} ${asked.login}`]);
  const known = await knownAccount(tx, asked);
  if (known) checkSamePerson(known, asked);
  const practitionerId = known?.practitionerId ?? asked.practitionerId;
  if (asked.role === 'clinician' && practitionerId === null)
    throw invalidInput('practitionerId', 'A clinician is a member of staff. Choose who it is.');
  await checkPractitioner(tx, asked);
  if (asked.practitionerId !== null) await refuseSecondLogin(tx, asked.practitionerId, known?.id ?? null);
  const accountId = known?.id ?? newId();
  if (known) {
    await tx.query('update account set practitioner_id = $3, left_at = null where tenant_id = $1 and account_id = $2', [
      tx.tenantId,
      accountId,
      practitionerId,
    ]);
  } else {
    await tx.query(
      'insert into account (tenant_id, account_id, login, name, email, practitioner_id, active_from) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.tenantId, accountId, asked.login, asked.name, asked.email, practitionerId, tx.now],
    );
  }
  if (asked.subject) await keepSubject(tx, accountId, asked.subject);
  return { accountId, isNewAccount: !known, ...(await giveRole(tx, accountId, asked, known?.hasLeft ?? false)) };
}

async function knownAccount(tx: Transaction, { login, organisation }: NewAccess): Promise<KnownAccount | null> {
  const [known] = await tx.query<KnownAccount>(
    `select a.account_id as id, a.name, a.practitioner_id as "practitionerId", coalesce(a.left_at <= $3, false) as "hasLeft",
       a.patient_id is null and not exists (select 1 from acting_role r where r.tenant_id = $1 and r.account_id = a.account_id and r.organisation_id is null) as "isStaff",
       exists (select 1 from acting_role r where r.tenant_id = $1 and r.account_id = a.account_id and r.organisation_id = $4) as "wasHere"
     from account a where a.tenant_id = $1 and lower(a.login) = $2 for update of a`,
    [tx.tenantId, login, tx.now, organisation.id],
  );
  return known ?? null;
}

/** A login of a person cared for, of somebody with another name and of one who left another organisation are taken, all alike. */
function checkSamePerson(known: KnownAccount, asked: NewAccess): void {
  const isSame = plain(known.name) === plain(asked.name) && known.isStaff && (!known.hasLeft || known.wasHere);
  if (!isSame)
    throw invalidInput('login', 'This login is taken. If it is the same person, give their name as it is there.');
  if (asked.practitionerId !== null && known.practitionerId !== null && known.practitionerId !== asked.practitionerId)
    throw invalidInput('practitionerId', 'This login is that of another member of staff.');
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en-GB');
}

async function checkPractitioner(tx: Transaction, { practitionerId, organisation }: NewAccess): Promise<void> {
  if (practitionerId === null) return;
  const [works] = await tx.query(
    `select 1 from practitioner_role where tenant_id = $1 and practitioner_id = $2 and organisation_id = $3
     and (upper_inf(during) or upper(during) > (quorate_now() at time zone 'Europe/London')::date) limit 1`,
    [tx.tenantId, practitionerId, organisation.id],
  );
  if (!works) throw invalidInput('practitionerId', 'Choose a member of staff of this organisation.');
}

/** With a second login for a clinician its opener would read whom that clinician cares for. Two who open one at once take turns. */
async function refuseSecondLogin(tx: Transaction, practitionerId: string, accountId: string | null): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `login of ${tx.tenantId} ${practitionerId}`,
  ]);
  const [other] = await tx.query(
    `select 1 as found from account where tenant_id = $1 and practitioner_id = $2 and account_id is distinct from $3::uuid
       and (left_at is null or left_at > $4) limit 1`,
    [tx.tenantId, practitionerId, accountId, tx.now],
  );
  if (other)
    throw invalidInput(
      'practitionerId',
      'This member of staff has a login already. Give the role to that login, or close it first.',
    );
}

async function keepSubject(
  tx: Transaction,
  accountId: string,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<void> {
  // With an identifier of their own beside it, whoever looks after logins would sign in as its holder.
  const [another] = await tx.query(
    'select 1 as found from sign_in_subject where issuer = $1 and subject <> $2 and tenant_id = $3 and account_id = $4 limit 1',
    [issuer, subject, tx.tenantId, accountId],
  );
  if (another)
    throw invalidInput(
      'signInSubject',
      'This login has another identifier at the provider already. If theirs has changed, close this login and open a new one.',
    );
  await tx.query(
    'insert into sign_in_subject (issuer, subject, tenant_id, account_id) values ($1,$2,$3,$4) on conflict do nothing',
    [issuer, subject, tx.tenantId, accountId],
  );
  const [own] = await tx.query(
    'select 1 from sign_in_subject where issuer = $1 and subject = $2 and tenant_id = $3 and account_id = $4',
    [issuer, subject, tx.tenantId, accountId],
  );
  if (!own) throw invalidInput('signInSubject', 'This identifier belongs to another account.');
}

async function giveRole(tx: Transaction, accountId: string, asked: NewAccess, isReopened: boolean) {
  const { role, organisation } = asked;
  const [held] = await tx.query<{ id: string }>(
    `select acting_role_id as id from acting_role
     where tenant_id = $1 and account_id = $2 and role = $3 and organisation_id = $4 and during @> $5::timestamptz limit 1`,
    [tx.tenantId, accountId, role, organisation.id, tx.now],
  );
  if (held) return { actingRoleId: held.id, isNewRole: false };
  const actingRoleId = newId();
  await tx.query(
    `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during)
     values ($1,$2,$3,$4,$5,tstzrange($6, null))`,
    [tx.tenantId, actingRoleId, accountId, role, organisation.id, tx.now],
  );
  const detail = { actingRoleId, role, organisationId: organisation.id, isReopened };
  tx.audit({ entity: 'Account', entityId: accountId, detail });
  return { actingRoleId, isNewRole: true };
}
