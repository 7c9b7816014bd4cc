import { LICENCE } from '../signals/signal-statements.js';

const actor = (account: string, organisation: string, role: string) =>
  `(select jsonb_build_object('name', u.name, 'role', ${role}, 'organisationId', ${organisation}, 'organisationName', coalesce(
      (select b.name from organisation b where b.tenant_id = u.tenant_id and b.organisation_id = ${organisation}), ''))
    from account u where u.tenant_id = $1 and u.account_id = ${account})`;

/** Sees signal `s`: $2 is the role. Row-level security says it again, role aside. */
const SEES_SIGNAL = `(case $2 when 'providerManager' then s.provider_organisation_id = (select quorate_organisation())
  when 'commissioner' then s.commissioner_sees_from <= quorate_now() and (select quorate_commissions()) else false end)`;

/** Counted among the steps that both parties see: the step's own number would tell commissioners of one that is not theirs yet. */
const PLACE = `(select count(*) from signal_step b where b.tenant_id = t.tenant_id and b.signal_id = t.signal_id and b.lead_no is null and b.step_no <= t.step_no)`;

/**
 * Steps of signals that depart from the default: the check of the records left out, a due date moved, the signal stopped,
 * and a referral, of which the rules say whether it went to the route's addressee.
 */
const OF_SIGNALS = `
  select 'step:' || t.signal_id || ':n' || ${PLACE} as id, 'step:' || t.signal_id || ':' || t.step_no as "idBefore", t.at, jsonb_build_object(
    'event', case t.kind when 'moved' then t.detail->>'event' else t.kind end, 'reason', t.reason, 'fromDue', t.detail->>'fromDue',
    'toDue', t.detail->>'toDue', 'bodyCode', t.detail->>'bodyCode', 'regime', g.body, 'licenceStatus', ${LICENCE}, 'signalId', s.signal_id,
    'partyName', o.name, 'by', ${actor('t.account_id', 't.on_behalf_of', "t.detail->>'role'")}) as item
  from signal_step t
  join signal s on s.tenant_id = t.tenant_id and s.signal_id = t.signal_id
  join regulatory_regime g on g.tenant_id = s.tenant_id and g.regime_id = s.regime_id
  join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
  where t.tenant_id = $1 and ${SEES_SIGNAL} and (t.kind in ('slipped','replyExtended')
    or (t.kind = 'moved' and (t.detail->>'event' in ('stop','refer') or (t.detail->>'event' = 'askProvider' and t.from_stage = 'signal'))))`;

/** Concerns that were stopped, or whose due date was moved: the commissioners' own. */
const OF_CONCERNS = `
  select 'concern:' || t.concern_id || ':' || t.step_no, null, t.at, jsonb_build_object('event', t.kind, 'reason', t.reason,
    'fromDue', t.detail->>'fromDue', 'toDue', t.detail->>'toDue', 'concernId', c.concern_id,
    'partyName', (select o.name from organisation o where o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id),
    'by', ${actor('t.account_id', 't.on_behalf_of', "'commissioner'")})
  from concern_step t join concern c on c.tenant_id = t.tenant_id and c.concern_id = t.concern_id
  where t.tenant_id = $1 and $2 = 'commissioner' and t.kind in ('stop','slipped')`;

/** Written by hand. */
const BY_HAND = `
  select d.departure_id::text, null, d.decided_on::timestamp at time zone 'Europe/London', jsonb_build_object('event', 'byHand', 'kind', d.kind,
    'section', d.section, 'words', d.words, 'reason', d.reason, 'signalId', d.signal_id,
    'partyName', (select o.name from organisation o where o.tenant_id = d.tenant_id and o.organisation_id = d.party_organisation_id),
    'by', ${actor('d.recorded_by', 'd.on_behalf_of', "'commissioner'")})
  from departure d where d.tenant_id = $1 and ($2 = 'commissioner' or d.party_organisation_id = (select quorate_organisation()))`;

const ALL = `(${OF_SIGNALS} union all ${OF_CONCERNS} union all ${BY_HAND}) x`;

const ITEM = `x.item || jsonb_build_object('id', x.id, 'at', x.at, 'publishedOn', (select (p.published_at at time zone 'Europe/London')::date
  from published_reason p where p.tenant_id = $1 and p.source in (x.id, x."idBefore")))`;

/** Values: tenant, role, instant and id after which the page begins (null for the first), rows. */
export const LIST_SQL = `select ${ITEM} as item from ${ALL}
  where ($3::timestamptz is null or (x.at, x.id) < ($3, $4::text)) order by x.at desc, x.id desc limit $5`;

/** Values: tenant, role, id. */
export const ONE_SQL = `select ${ITEM} as item from ${ALL} where x.id = $3`;
