/** Organisations that the viewer acts for, in this role or another, or works at. */
export const OWN_ORGANISATIONS = `
  select quorate_organisation() as id
  union select a.organisation_id from acting_role a where a.tenant_id = quorate_tenant() and a.account_id = quorate_account()
    and a.during @> quorate_now() and a.organisation_id is not null
  union select r.organisation_id from practitioner_role r where r.tenant_id = quorate_tenant() and r.practitioner_id = quorate_practitioner()
    and r.during @> (quorate_now() at time zone 'Europe/London')::date`;

/**
 * Whether the viewer commissions and has no part in the organisation that recorded a strike `s`: who may confirm it, but
 * for whoever recorded it.
 */
export const IS_APART = `((select quorate_commissions()) and s.organisation_id not in (${OWN_ORGANISATIONS}))`;
