/** Answers question `q`: a commissioner of the organisation that is asked; $2 is the role. */
export const ANSWERS = `($2 = 'commissioner' and q.answering_organisation_id = (select quorate_organisation()))`;

/** Holds question `q`: also the information governance lead of the organisation that is asked, who can check versions for all staff. */
export const HOLDS = `($2 in ('commissioner','informationGovernanceLead') and q.answering_organisation_id = (select quorate_organisation()))`;

/** Reads question `q`: who holds it, and everybody of the organisation that asked. Row-level security says it again, role aside. */
const READS = `(${HOLDS} or q.asking_organisation_id = (select quorate_organisation()))`;

/** Question `q` waits for its answer. */
export const IS_OPEN = '(q.answered_at is null and q.withdrawn_at is null)';

export const SUMMARY = `jsonb_build_object('id', q.question_id, 'reference', q.reference, 'subject', q.subject, 'askingOrganisationName', a.name,
  'answeringOrganisationName', b.name, 'askedAt', q.asked_at, 'dueOn', q.due_on, 'answeredAt', q.answered_at,
  'withdrawnAt', q.withdrawn_at, 'isOverdue', ${IS_OPEN} and q.due_on < (quorate_now() at time zone 'Europe/London')::date,
  'publication', (select p.state from published_advice p where p.tenant_id = q.tenant_id and p.question_id = q.question_id
    order by p.proposed_at desc, p.publication_id desc limit 1))`;

export const SUMMARY_FROM = `from advice_question q
  join organisation a on a.tenant_id = q.tenant_id and a.organisation_id = q.asking_organisation_id
  join organisation b on b.tenant_id = q.tenant_id and b.organisation_id = q.answering_organisation_id`;

/** Values: tenant, role, what to show (null for all), the question after which the page begins, rows. */
export const LIST_SQL = `select ${SUMMARY} as item ${SUMMARY_FROM}
  where q.tenant_id = $1 and ${READS} and ($3::text is null or ($3 = 'open' and ${IS_OPEN}) or ($3 = 'answered' and q.answered_at is not null))
    and ($4::uuid is null or (q.asked_at, q.question_id) < (select c.asked_at, c.question_id from advice_question c where c.tenant_id = $1 and c.question_id = $4))
  order by q.asked_at desc, q.question_id desc limit $5`;

const actor = (account: string, organisation: string, role: string) =>
  `(select jsonb_build_object('name', u.name, 'role', ${role}, 'organisationId', ${organisation}, 'organisationName', coalesce(
      (select o.name from organisation o where o.tenant_id = u.tenant_id and o.organisation_id = ${organisation}), ''))
    from account u where u.tenant_id = q.tenant_id and u.account_id = ${account})`;
const byAnswerer = (account: string) => actor(account, 'q.answering_organisation_id', "'commissioner'");

const REGIME = (id: string) =>
  `(select (g.body->>'name') || ', version ' || g.version from regulatory_regime g where g.tenant_id = $1 and g.regime_id = ${id})`;

/** Values: tenant, role, question. Versions that are not out are for the organisation that answers. */
export const ONE_SQL = `select ${SUMMARY} || jsonb_build_object('version', q.lock_version, 'question', q.question, 'answer', q.answer,
    'section', q.section, 'regime', ${REGIME('q.regime_id')}, 'isAnswerer', ${ANSWERS}, 'isHolder', ${HOLDS}, 'askedByAccount', q.asked_by, 'withdrawnBecause', q.withdrawn_because,
    'isAsker', q.asked_by = (select quorate_account()) and q.asking_organisation_id = (select quorate_organisation()),
    'askedBy', ${actor('q.asked_by', 'q.asking_organisation_id', 'q.asked_role')}, 'answeredBy', ${byAnswerer('q.answered_by')},
    'publications', coalesce((select jsonb_agg(jsonb_build_object('id', p.publication_id, 'version', p.lock_version, 'state', p.state,
        'question', p.question, 'answer', p.answer, 'proposedAt', p.proposed_at, 'proposedByAccount', p.proposed_by, 'proposedBy', ${byAnswerer('p.proposed_by')},
        'checkedAt', p.checked_at, 'checkedBy', ${actor('p.checked_by', 'coalesce(p.checked_on_behalf_of, q.answering_organisation_id)', "'commissioner'")}, 'checkNote', p.check_note, 'withdrawnBecause', p.withdrawn_because)
        order by p.proposed_at desc, p.publication_id desc)
      from published_advice p where p.tenant_id = q.tenant_id and p.question_id = q.question_id and ${HOLDS}), '[]')) as question
  ${SUMMARY_FROM} where q.tenant_id = $1 and ${READS} and q.question_id = $3`;

/** Values: tenant, words looked for, the entry after which the page begins, rows. What is withdrawn is found no more by words. */
export const PUBLISHED_SQL = `select jsonb_build_object('id', p.publication_id,
    'question', case when p.state = 'published' then p.question end, 'answer', case when p.state = 'published' then p.answer end,
    'section', case when p.state = 'published' then p.section else '' end, 'regime', ${REGIME('p.regime_id')}, 'organisationName', o.name,
    'publishedOn', (p.checked_at at time zone 'Europe/London')::date, 'withdrawnOn', (p.withdrawn_at at time zone 'Europe/London')::date,
    'withdrawnBecause', p.withdrawn_because) as item
  from published_advice p join organisation o on o.tenant_id = p.tenant_id and o.organisation_id = p.organisation_id
  where p.tenant_id = $1 and p.state in ('published','withdrawn')
    and ($2 = '' or (p.state = 'published' and to_tsvector('english', p.question || ' ' || p.answer || ' ' || p.section) @@ websearch_to_tsquery('english', $2)))
    and ($3::uuid is null or (p.checked_at, p.publication_id) < (select c.checked_at, c.publication_id from published_advice c where c.tenant_id = $1 and c.publication_id = $3))
  order by p.checked_at desc, p.publication_id desc limit $4`;

const isChecker = `r.tenant_id = $1 and r.role in ('commissioner','informationGovernanceLead') and r.during @> quorate_now()
    and u.active_from <= quorate_now() and (u.left_at is null or u.left_at > quorate_now())`;
const someCheckerWhere = (where: string) =>
  `exists (select 1 from acting_role r join account u using (tenant_id, account_id)
    join organisation k on k.tenant_id = r.tenant_id and k.organisation_id = r.organisation_id where ${isChecker} and ${where})`;
const somebodyHere = (organisation: string, writer: string) =>
  someCheckerWhere(`r.organisation_id = ${organisation} and r.account_id <> ${writer}`);

/** Who could check a version besides its writer: columns `here` and `elsewhere`. Tenant $1. */
export const CHECKERS = (organisation: string, writer: string) => `${somebodyHere(organisation, writer)} as here,
  ${someCheckerWhere(`r.organisation_id <> ${organisation} and r.account_id <> ${writer} and k.kind in ('icb','subIcb','localAuthority','region','regulator')`)} as elsewhere`;

export interface Checkers {
  readonly here: boolean;
  readonly elsewhere: boolean;
}

/** Versions `p` that wait for the viewer's check: a colleague's, or one of another organisation where nobody there can. Tenant $1, role $2. */
export const TO_CHECK = `(p.tenant_id = $1 and $2 in ('commissioner','informationGovernanceLead') and p.state = 'proposed'
  and p.proposed_by <> (select quorate_account()) and (p.organisation_id = (select quorate_organisation())
    or ((select quorate_commissions()) and not ${somebodyHere('p.organisation_id', 'p.proposed_by')})))`;

/** Values: tenant, role. Oldest first. */
export const TO_CHECK_SQL = `select jsonb_build_object('id', p.publication_id, 'version', p.lock_version, 'question', p.question, 'answer', p.answer,
    'section', p.section, 'proposedAt', p.proposed_at, 'organisationName', o.name,
    'questionId', case when p.organisation_id = (select quorate_organisation()) then p.question_id end) as item
  from published_advice p join organisation o on o.tenant_id = p.tenant_id and o.organisation_id = p.organisation_id
  where ${TO_CHECK} order by p.proposed_at, p.publication_id limit 50`;
