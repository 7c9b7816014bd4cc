import type { Query } from '../../platform/audit.js';

/**
 * SQL: appointments that hold on a day, of people who still act as a manager of the organisation. `s` is the appointment,
 * `u` the account. Placeholders: tenant $1, now $2, the London day of it $3.
 */
export const STANDING_SIGNATORIES = `
  from return_signatory s
  join account u on u.tenant_id = s.tenant_id and u.account_id = s.account_id
  where s.tenant_id = $1 and s.ended_at is null and s.first_day <= $3::date and (s.last_day is null or s.last_day >= $3::date)
    and u.active_from <= $2 and (u.left_at is null or u.left_at > $2)
    and exists (select 1 from acting_role r where r.tenant_id = s.tenant_id and r.account_id = s.account_id
      and r.organisation_id = s.organisation_id and r.role = 'providerManager' and r.during @> $2::timestamptz)`;

export interface Signatory {
  readonly signatoryId: string;
  readonly accountId: string;
  readonly post: string;
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/** Who may sign for an organisation on a day. */
export function signatoriesOf(
  query: Query,
  at: { readonly tenantId: string; readonly now: Date; readonly today: string },
  organisationId: string | null,
): Promise<Signatory[]> {
  return query<Signatory>(
    `select s.signatory_id as "signatoryId", s.account_id as "accountId", s.post, u.name, u.email, u.practitioner_id as "practitionerId"
     ${STANDING_SIGNATORIES} and s.organisation_id = $4 order by u.name, s.signatory_id`,
    [at.tenantId, at.now, at.today, organisationId],
  );
}

/** SQL: whether somebody else than account $4 manages organisation `organisationId` at the instant $2. Tenant $1. */
export const hasAnotherManager = (organisationId: string) => `exists (
  select 1 from acting_role r join account u using (tenant_id, account_id)
  where r.tenant_id = $1 and r.organisation_id = ${organisationId} and r.role = 'providerManager' and r.during @> $2::timestamptz
    and u.active_from <= $2 and (u.left_at is null or u.left_at > $2) and r.account_id <> $4::uuid)`;

/** Whether an account is the only manager of an organisation: then it signs what it prepared itself. */
export async function isOnlyManager(
  query: Query,
  at: { readonly tenantId: string; readonly now: Date },
  organisationId: string | null,
  accountId: string,
): Promise<boolean> {
  const [found] = await query<{ another: boolean }>(`select ${hasAnotherManager('$3')} as another`, [
    at.tenantId,
    at.now,
    organisationId,
    accountId,
  ]);
  return found?.another === false;
}
