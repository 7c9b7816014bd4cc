const TODAY = `(quorate_now() at time zone 'Europe/London')::date`;
const SHOWN_CODE = `case when o.ods_code like '%:%' then null else o.ods_code end`;
const OPEN_ON = (day: string, row = 'o') =>
  `((${row}.opened_on is null or ${row}.opened_on <= ${day}) and case when ${row}.closed_on is null then ${row}.is_open else ${row}.closed_on >= ${day} end)`;
// `like all` and not a sub-select over the words: ten times as fast over a national directory.
const HAS_WORDS = (haystack: string) => `lower(${haystack}) like all ($2::text[])`;

/** $1 tenant, $2 patterns of words, $3 kind, $4 what they are part of, $5 open, $6 day, $7 and $8 the last row's name and id, $9 limit. */
export const FIND_ORGANISATIONS = `
  with day as (select coalesce($6::date, ${TODAY}) as day),
  found as materialized (
    select o.organisation_id as id, ${SHOWN_CODE} as "odsCode", o.kind, o.postcode, o.is_fictional as "isFictional",
      case when $6::date is null then o.name else coalesce((select n.name from organisation_name n
        where n.tenant_id = o.tenant_id and n.organisation_id = o.organisation_id and n.during @> day.day limit 1), o.name) end as name,
      ${OPEN_ON('day.day')} as "isOpen"
    from organisation o, day
    where o.tenant_id = $1 and ($3::text is null or o.kind = $3)
      and ($5::boolean is null or ${OPEN_ON('day.day')} = $5)
      and ($4::uuid is null or exists (select 1 from organisation_membership m where m.tenant_id = o.tenant_id
        and m.organisation_id = o.organisation_id and m.parent_id = $4 and m.during @> day.day))
      and ($2::text[] is null or ${HAS_WORDS(`concat_ws(' ', o.ods_code, o.name, o.postcode)`)} or o.organisation_id in (
        select n.organisation_id from organisation_name n where n.tenant_id = $1 and upper(n.during) is not null and ${HAS_WORDS('n.name')}))
  )
  select *, (select count(*)::int from found) as total from found
  where $7::text is null or (name, id) > ($7, $8::uuid)
  order by name, id limit $9`;

/** $1 tenant, $2 patterns of words, $3 organisation, $4 open, $5 its kind, $6 day, $7 and $8 the last row's name and id, $9 limit. */
export const FIND_SITES = `
  with day as (select coalesce($6::date, ${TODAY}) as day),
  found as materialized (
    select s.site_id as id, s.ods_code as "odsCode", coalesce(p.name, s.name) as name, o.organisation_id as "organisationId",
      o.name as "organisationName", coalesce(p.address, s.address) as address, coalesce(p.postcode, s.postcode) as postcode,
      s.latitude, s.longitude, ${OPEN_ON('day.day', 's')} as "isOpen", s.opened_on::text as "openedOn", s.closed_on::text as "closedOn"
    from day, site s
    left join site_period p on $6::date is not null and p.tenant_id = s.tenant_id and p.site_id = s.site_id and p.during @> $6::date
    join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = coalesce(p.organisation_id, s.organisation_id)
    where s.tenant_id = $1 and ($3::uuid is null or o.organisation_id = $3) and ($5::text is null or o.kind = $5)
      and ($4::boolean is null or ${OPEN_ON('day.day', 's')} = $4)
      and ($2::text[] is null or ${HAS_WORDS(`concat_ws(' ', s.ods_code, s.name, s.postcode, o.name)`)} or s.site_id in (
        select h.site_id from site_period h where h.tenant_id = $1 and upper(h.during) is not null and ${HAS_WORDS(`concat_ws(' ', h.name, h.postcode)`)}))
  )
  select f.*, (select count(*)::int from found) as total,
    (select count(*)::int from room r where r.tenant_id = $1 and r.site_id = f.id) as "roomCount"
  from found f
  where $7::text is null or (f.name, f.id) > ($7, $8::uuid)
  order by f.name, f.id limit $9`;

const MEMBERSHIP = (on: string) => `
  select m.kind, p.organisation_id as "organisationId", case when p.ods_code like '%:%' then null else p.ods_code end as "odsCode", p.name,
    lower(m.during)::text as "from", upper(m.during)::text as "to", m.first_seen::text as "firstSeen", m.source
  from organisation_membership m join organisation p on p.tenant_id = m.tenant_id and p.organisation_id = m.parent_id
  where m.tenant_id = $1 and m.organisation_id = $2 ${on}
  order by m.kind, m.during desc`;

/** $1 tenant, $2 organisation, $3 day. */
export const MEMBER_OF = MEMBERSHIP('and m.during @> $3::date');

const listOf = (rows: string) => `coalesce((select json_agg(row_to_json(r)) from (${rows}) r), '[]'::json)`;
const succession = (mine: string, theirs: string) => `
  select s.${theirs} as "organisationId", p.name, s.on_date::text as "onDate", s.source
  from organisation_succession s join organisation p on p.tenant_id = s.tenant_id and p.organisation_id = s.${theirs}
  where s.tenant_id = $1 and s.${mine} = $2 order by s.on_date desc, p.name`;
// A change of membership holds the published codes; a reader wants the names.
const valueNamed = (column: string) => `
  case when c.field in ('icb','subIcb','pcn','region')
    then coalesce((select p.name from organisation p where p.tenant_id = c.tenant_id and p.ods_code = c.${column}), c.${column}) else c.${column} end`;

/** $1 tenant, $2 organisation. */
export const ONE_ORGANISATION = `
  select o.organisation_id as id, ${SHOWN_CODE} as "odsCode", o.name, coalesce(o.published_name, o.name) as "publishedName", o.kind, ${OPEN_ON(TODAY)} as "isOpen",
    o.postcode, o.is_fictional as "isFictional", o.opened_on::text as "openedOn", o.closed_on::text as "closedOn", o.address, o.latitude, o.longitude,
    o.telephone, o.cqc_location_id as "cqcLocationId", o.source,
    ${listOf(`select n.name, coalesce(n.published_name, n.name) as "publishedName", lower(n.during)::text as "from", upper(n.during)::text as "to", n.first_seen::text as "firstSeen", n.source
      from organisation_name n where n.tenant_id = $1 and n.organisation_id = $2 order by n.during desc`)} as names,
    ${listOf(MEMBERSHIP(''))} as memberships,
    ${listOf(`select l.status, lower(l.during)::text as "from", upper(l.during)::text as "to", l.basis
      from licence_status l where l.tenant_id = $1 and l.organisation_id = $2 order by l.during desc`)} as licence,
    ${listOf(succession('organisation_id', 'successor_id'))} as successors,
    ${listOf(succession('successor_id', 'organisation_id'))} as predecessors,
    ${listOf(`select a.scheme, a.published_on::text as "publishedOn", a.status
      from organisation_assurance a where a.tenant_id = $1 and a.organisation_id = $2 order by a.published_on desc, a.scheme`)} as assurance,
    ${listOf(`select c.change_id as id, c.changed_on::text as "changedOn", c.field, ${valueNamed('old_value')} as "oldValue", ${valueNamed('new_value')} as "newValue", c.source
      from organisation_change c where c.tenant_id = $1 and c.organisation_id = $2 order by c.changed_on desc, c.field, c.change_id limit 100`)} as changes,
    (select count(*)::int from site s where s.tenant_id = $1 and s.organisation_id = $2 and s.is_open) as "siteCount",
    (select count(distinct m.organisation_id)::int from organisation_membership m join organisation c on c.tenant_id = m.tenant_id and c.organisation_id = m.organisation_id
      where m.tenant_id = $1 and m.parent_id = $2 and m.during @> ${TODAY} and c.is_open) as "memberCount"
  from organisation o where o.tenant_id = $1 and o.organisation_id = $2`;

/** $1 tenant, $2 site. */
export const ONE_SITE = `
  select s.site_id as id, s.ods_code as "odsCode", s.name, coalesce(s.published_name, s.name) as "publishedName",
    s.organisation_id as "organisationId", o.name as "organisationName", ${OPEN_ON(TODAY)} as "organisationIsOpen",
    s.address, s.postcode, s.latitude, s.longitude, ${OPEN_ON(TODAY, 's')} as "isOpen", s.opened_on::text as "openedOn",
    s.closed_on::text as "closedOn", s.source,
    (select count(*)::int from room r where r.tenant_id = $1 and r.site_id = $2) as "roomCount",
    ${listOf(`select c.successor_id as "organisationId", n.name, c.on_date::text as "onDate", c.source
      from organisation_succession c join organisation n on n.tenant_id = c.tenant_id and n.organisation_id = c.successor_id
      where c.tenant_id = $1 and c.organisation_id = s.organisation_id order by c.on_date desc, n.name`)} as "organisationSuccessors",
    ${listOf(`select p.name, p.organisation_id as "organisationId", n.name as "organisationName", p.address, p.postcode,
        lower(p.during)::text as "from", upper(p.during)::text as "to", p.first_seen::text as "firstSeen", p.source
      from site_period p join organisation n on n.tenant_id = p.tenant_id and n.organisation_id = p.organisation_id
      where p.tenant_id = $1 and p.site_id = $2 order by p.during desc`)} as periods
  from site s join organisation o using (tenant_id, organisation_id) where s.tenant_id = $1 and s.site_id = $2`;
