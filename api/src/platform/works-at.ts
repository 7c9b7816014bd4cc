/**
 * SQL: who works where at the instant `at`, as rows of tenant_id, account_id and organisation_id: in whatever role an account
 * can act, and where its member of staff is employed. Whoever judges others is measured by both.
 */
export const worksAt = (
  at: string,
): string => `(select r.tenant_id, r.account_id, r.organisation_id from acting_role r where r.during @> ${at}::timestamptz
  union all select u.tenant_id, u.account_id, e.organisation_id from account u
    join practitioner_role e on e.tenant_id = u.tenant_id and e.practitioner_id = u.practitioner_id
    where e.during @> (${at}::timestamptz at time zone 'Europe/London')::date)`;
