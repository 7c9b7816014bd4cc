import { hasAnotherManager, STANDING_SIGNATORIES } from './signatories.js';

/** SQL pieces of the screens of returns. `r` is provider_return. */

/** The newest version of its month. */
const IS_NEWEST = `not exists (select 1 from provider_return l where l.tenant_id = r.tenant_id
  and l.provider_organisation_id = r.provider_organisation_id and l.month = r.month and l.version > r.version and l.state <> 'withdrawn')`;

/** Own returns, newest month first; $5 one more than are shown. $2 now, $3 its London day, $4 the viewer's account. */
export const OWN_RETURNS = `
  with standing as (select 1 ${STANDING_SIGNATORIES} and s.organisation_id = quorate_organisation() and s.account_id = $4::uuid),
  own as (
    select r.return_id as id, r.provider_organisation_id as "providerId", o.name as "providerName", to_char(r.month, 'YYYY-MM') as month,
      r.version as "versionNo", r.state, r.due_on::text as "dueOn", r.state <> 'signed' and coalesce(r.due_on < $3::date, false) as "isOverdue",
      to_json(s.signed_at)#>>'{}' as "signedAt",
      r.state = 'withExecutive' and exists (select 1 from standing)
        and (r.handed_by is distinct from $4::uuid or not ${hasAnotherManager('quorate_organisation()')}) as "mayBeSigned"
    from provider_return r
    join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.provider_organisation_id
    left join signed_return s on s.tenant_id = r.tenant_id and s.return_id = r.return_id
    where r.tenant_id = $1 and r.provider_organisation_id = quorate_organisation())
  select (select json_agg(i) from (select * from own order by month desc, "versionNo" desc limit $5) i) as items,
    (select count(*)::integer from own where state = 'inPreparation') as "toCheck",
    (select count(*)::integer from own where "mayBeSigned") as "toSign"`;

/** One return with its signature. $2 its id, $3 today. */
export const ONE_RETURN = `
  select r.return_id as id, r.provider_organisation_id as "providerId", o.name as "providerName", to_char(r.month, 'YYYY-MM') as month,
    r.version as "versionNo", r.lock_version as version, r.state, r.due_on::text as "dueOn",
    r.state <> 'signed' and coalesce(r.due_on < $3::date, false) as "isOverdue", r.handed_by as "handedBy", p.name as "preparerName",
    s.content, s.sha256, s.signed_by as "signedBy", u.name as "signerName", s.post, s.signed_at as "signedAt",
    coalesce(s.is_by_one_person, false) as "isByOnePerson", ${IS_NEWEST} as "isNewest"
  from provider_return r
  join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.provider_organisation_id
  left join account p on p.tenant_id = r.tenant_id and p.account_id = r.handed_by
  left join signed_return s on s.tenant_id = r.tenant_id and s.return_id = r.return_id
  left join account u on u.tenant_id = r.tenant_id and u.account_id = s.signed_by
  where r.tenant_id = $1 and r.return_id = $2`;

/** The versions of a return's month, oldest first. */
export const VERSIONS = `
  select v.return_id as id, v.version as "versionNo", v.state, to_json(s.signed_at)#>>'{}' as "signedAt"
  from provider_return r
  join provider_return v on v.tenant_id = r.tenant_id and v.provider_organisation_id = r.provider_organisation_id and v.month = r.month
  left join signed_return s on s.tenant_id = v.tenant_id and s.return_id = v.return_id
  where r.tenant_id = $1 and r.return_id = $2 order by v.version`;

export const STEPS = `
  select t.kind, t.reason, to_json(t.at)#>>'{}' as at, u.name as by
  from provider_return_step t left join account u on u.tenant_id = t.tenant_id and u.account_id = t.by_account
  where t.tenant_id = $1 and t.return_id = $2 order by t.step_no`;

/** Names of roles. */
export const ROLE_NAMES_SQL = `select role_code as code, name from professional_role where tenant_id = $1 and role_code = any($2)`;

/** Rows that a return was counted from; $2 its evidence numbers. Staff are named: it is asked for the employer only. */
export const RETURN_ROWS = `
  select e.evidence_no::text as no, e.meeting_id as "meetingId", e.seat_id as "seatId", e.meeting_date::text as date, d.name as "mdtName",
    h.name as "hostName", coalesce(pr.name, e.role_code) as "roleName", e.role_code as "roleCode",
    e.host_organisation_id = e.provider_organisation_id as "isOwnSite", e.count_class as "countClass", e.status, e.reason_code as "reasonCode",
    p.name as "staffName"
  from attendance_evidence e
  join mdt d on d.tenant_id = e.tenant_id and d.mdt_id = e.mdt_id
  join organisation h on h.tenant_id = e.tenant_id and h.organisation_id = e.host_organisation_id
  left join professional_role pr on pr.tenant_id = e.tenant_id and pr.role_code = e.role_code
  left join practitioner p on p.tenant_id = e.tenant_id and p.practitioner_id = e.practitioner_id
  where e.tenant_id = $1 and e.evidence_no = any($2::bigint[])
  order by e.meeting_date desc, e.meeting_id, e.seat_id`;
