/** What an account has to do with a dispute that it would decide. */
export interface Part {
  readonly raisedIt: boolean;
  readonly isOwnRecord: boolean;
  /** Acts as a manager of the provider, which is not the host. */
  readonly managesProvider: boolean;
}

/**
 * SQL: the part of account $account in dispute `d`, as the columns of `Part`. On an own site the provider is the host: its
 * managers are no other party, and where few people do everything somebody has to be able to answer.
 */
export function partSql(account: string, practitioner: string, at: string): string {
  return `d.raised_by = ${account} as "raisedIt", coalesce(${practitioner} in (d.practitioner_id, d.came_practitioner_id), false) as "isOwnRecord",
    (d.provider_organisation_id <> d.host_organisation_id and exists (select 1 from acting_role r where r.tenant_id = d.tenant_id and r.account_id = ${account}
      and r.role = 'providerManager' and r.organisation_id = d.provider_organisation_id and r.during @> ${at})) as "managesProvider"`;
}

/** Why somebody may not decide a dispute, in a sentence that says who may; null where they may. */
export function unfitToDecide(part: Part): { readonly code: string; readonly message: string } | null {
  if (part.raisedIt)
    return {
      code: 'RAISED_IT',
      message: `You raised this dispute, so ${SOMEBODY_ELSE}`,
    };
  if (part.isOwnRecord) return { code: 'OWN_RECORD', message: `This is your own record, so ${SOMEBODY_ELSE}` };
  if (part.managesProvider)
    return {
      code: 'WORKS_FOR_PROVIDER',
      message: `You are also a manager of the provider that disputes it, so ${SOMEBODY_ELSE}`,
    };
  return null;
}

const SOMEBODY_ELSE =
  'another co-ordinator of the host has to decide. If there is none, ask your administrator to name one.';
