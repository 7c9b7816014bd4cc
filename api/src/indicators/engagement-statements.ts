import type { ScreenQuery } from '../platform/reads.js';
import { type EngagementPeriod, monthsOf, quarterOf } from './engagement-period.js';
import type { EngagementWall } from './engagement-wall.js';
import type { KnownPublication } from './publication/known-publication.js';
import type { PublishedDetail } from './publish-cells.js';

/** What the reader narrowed the figures to. */
export interface EngagementNarrowing {
  readonly mdtId: string | null;
  readonly roleCode: string | null;
  readonly hostId: string | null;
  readonly coreOnly: boolean;
}

export interface CountsAsked extends EngagementNarrowing {
  readonly tenantId: string;
  readonly wall: EngagementWall;
  readonly period: Pick<EngagementPeriod, 'fromMonth' | 'toMonth'>;
  /** The publication that is read; null for live counts. */
  readonly publication: Pick<KnownPublication, 'number'> | null;
  /** One provider only; null for all. */
  readonly providerId: string | null;
  /** One month of the period only; null for all. */
  readonly month: string | null;
  /** By role too; or by MDT, host and role, for rows that a commissioner opens, which are made from counts and not from the register. */
  readonly by: 'nothing' | 'role' | 'place and role';
}

/** A row of counts. `quarter`, `detail` and the dimensions are there for a commissioner only. */
export interface CountsRow {
  readonly provider: string;
  readonly name: string;
  readonly is_own_site: boolean;
  readonly class: string;
  readonly locus: string;
  readonly seats: number;
  readonly quarter: string;
  readonly detail: PublishedDetail;
  readonly mdt: string | null;
  readonly role: string | null;
  readonly host: string | null;
  readonly core: string | null;
  readonly month: string | null;
}

/** Columns, and how their values are read; grouped by as they are stored, which is several times quicker than as text. */
const DIMENSIONS = {
  mdt: { column: 'e.mdt_id', text: 'g.mdt::text' },
  role: { column: 'e.role_code', text: 'g.role' },
  host: { column: 'e.host_organisation_id', text: 'g.host::text' },
  core: { column: 'e.is_core', text: 'g.core::text' },
  month: { column: 'e.month', text: `to_char(g.month, 'YYYY-MM')` },
} as const;

type Dimension = keyof typeof DIMENSIONS;

/** The same as a condition, so that an index serves it. */
const IS_VALUE: Readonly<Record<Dimension, (placeholder: string) => string>> = {
  mdt: (at) => `e.mdt_id = ${at}::uuid`,
  role: (at) => `e.role_code = ${at}`,
  host: (at) => `e.host_organisation_id = ${at}::uuid`,
  core: (at) => `e.is_core = ${at}::boolean`,
  month: (at) => `e.month = (${at} || '-01')::date`,
};

/** The narrowed dimensions with their values, as text. */
export function narrowingOf(
  asked: EngagementNarrowing & { readonly month?: string | null },
): Partial<Record<Dimension, string>> {
  return {
    ...(asked.mdtId ? { mdt: asked.mdtId } : {}),
    ...(asked.roleCode ? { role: asked.roleCode } : {}),
    ...(asked.hostId ? { host: asked.hostId } : {}),
    ...(asked.coreOnly ? { core: 'true' } : {}),
    ...(asked.month ? { month: asked.month } : {}),
  };
}

/**
 * The counts of a screen: a commissioner's from what was published, others' live from the rollups, the coarse one or the
 * one by MDT where a host decides who sees it.
 */
export function countsStatement(asked: CountsAsked): ScreenQuery {
  return asked.wall.kind === 'economy' ? publishedCounts(asked) : liveCounts(asked);
}

function liveCounts(asked: CountsAsked): ScreenQuery {
  const given = new Values(asked.tenantId);
  const narrowing = narrowingOf(asked);
  const dimensions = Object.keys(narrowing) as Dimension[];
  const isFine = asked.wall.kind === 'host' || 'mdt' in narrowing || 'host' in narrowing;
  const where = conditions(asked, given);
  for (const name of dimensions) where.push(IS_VALUE[name](given.add(narrowing[name])));
  const byRole = asked.by === 'role';
  const text = `
    select g.*, '' as quarter, 'all' as detail, null::text as mdt, null::text as host, null::text as core, null::text as month, o.name
    from (select e.provider_organisation_id as provider, e.is_own_site, e.count_class as class, e.reason_locus as locus,
                 ${byRole ? 'e.role_code' : 'null::text'} as role, sum(e.seats)::int as seats
          from ${isFine ? fine(asked, given) : COARSE}
          where ${where.join(' and ')}
          group by 1, 2, 3, 4, 5) g
    join organisation o on o.tenant_id = $1 and o.organisation_id = g.provider`;
  return { name: `engagement-${nameOf(asked, dimensions)}`, text, values: given.all };
}

/** For a commissioner the filter becomes columns, since what may be shown depends on what lies beside it. */
function publishedCounts(asked: CountsAsked): ScreenQuery {
  const given = new Values(asked.tenantId);
  const dimensions = Object.keys(narrowingOf(asked)) as Dimension[];
  const shown = new Set<Dimension>([
    ...dimensions,
    // An MDT's figure is judged within its host's.
    ...(dimensions.includes('mdt') ? (['host'] as const) : []),
    ...(asked.by === 'place and role' ? (['mdt', 'host', 'role'] as const) : []),
    ...(asked.by === 'role' ? (['role'] as const) : []),
  ]);
  const all = Object.keys(DIMENSIONS) as Dimension[];
  const columns = [...shown].map((name) => `${DIMENSIONS[name].column} as ${name}, `).join('');
  const texts = all.map((name) => `${shown.has(name) ? DIMENSIONS[name].text : 'null::text'} as ${name}`).join(', ');
  const { before, from } = publishedSource(asked, shown, given);
  const [classes, reasons] = besideTheFilter(asked, dimensions, given);
  const text = `
    with ${newestVersions(asked, given)},${before}
    counted as (
      select ${columns}n.provider_organisation_id as provider, n.quarter, e.is_own_site, ${classes} as class, ${reasons} as locus,
             n.detail, sum(e.seats)::int as seats
      from newest n ${from}
      group by ${[...shown, 'provider', 'quarter', 'is_own_site', 'class', 'locus', 'detail'].map((_, at) => at + 1).join(', ')})
    select g.provider, o.name, g.is_own_site, g.class, g.locus, g.seats, to_char(g.quarter, 'YYYY-MM') as quarter, g.detail, ${texts}
    from counted g
    join organisation o on o.tenant_id = $1 and o.organisation_id = g.provider`;
  return { name: `engagement-published-${nameOf(asked, dimensions)}`, text, values: given.all };
}

/**
 * Class and reason of the rows. What lies beside the filter decides what may be shown by how much of it counts, whatever
 * its classes: told apart they would be most of the rows. All of them where rows are made of the counts, and by month,
 * since signed returns are compared month by month with what is published.
 */
function besideTheFilter(
  asked: CountsAsked,
  dimensions: readonly Dimension[],
  given: Values,
): readonly [string, string] {
  const narrowing = narrowingOf(asked);
  if (dimensions.length === 0 || asked.by !== 'nothing' || asked.month) return ['e.count_class', 'e.reason_locus'];
  const inside = dimensions.map((name) => IS_VALUE[name](given.add(narrowing[name]))).join(' and ');
  return [
    `case when ${inside} then e.count_class when e.count_class in ('tookPart','lost') then 'tookPart' else 'leftOut' end`,
    `case when ${inside} then e.reason_locus else 'none' end`,
  ];
}

/**
 * The smallest published sums that hold the columns. One MDT needs the MDTs of its host, and of other hosts their sums
 * (`mdt` null): which figures of MDTs are published is decided host by host.
 */
function publishedSource(
  asked: CountsAsked,
  shown: ReadonlySet<Dimension>,
  given: Values,
): { readonly before: string; readonly from: string } {
  if (shown.size === 0) return { before: '', from: TOTALS };
  if (asked.mdtId && asked.by !== 'place and role') return oneMdt(given.add(asked.mdtId));
  if (shown.has('mdt')) return { before: '', from: joined('published_by_mdt') };
  return { before: '', from: joined(shown.has('host') ? 'published_by_host' : 'published_total') };
}

function oneMdt(mdt: string): { readonly before: string; readonly from: string } {
  const columns = `quarter, provider_organisation_id, version, host_organisation_id, month, role_code, is_core, is_own_site,
          count_class, reason_locus, seats`;
  return {
    // An MDT may have had another host when an earlier quarter was published.
    before: `
    at_host as materialized (
      select distinct host_organisation_id as host from published_by_mdt where tenant_id = $1 and mdt_id = ${mdt}::uuid),`,
    // "offset 0" keeps it to the few MDTs of one host; planned as one join it reads every MDT.
    from: `join (
        select ${columns}, null::uuid as mdt_id from published_by_host
        where tenant_id = $1 and host_organisation_id not in (select host from at_host)
        union all
        select ${columns}, mdt_id from at_host cross join lateral (
          select * from published_by_mdt where tenant_id = $1 and host_organisation_id = host offset 0) own) e
      on e.quarter = n.quarter and e.provider_organisation_id = n.provider_organisation_id and e.version = n.version`,
  };
}

/** The newest version of each quarter in the publication that is read. */
function newestVersions({ period, publication, providerId }: CountsAsked, given: Values): string {
  const quarters = [...new Set(monthsOf(period).map(quarterOf))].map((month) => `${month}-01`);
  return `newest as materialized (
      select distinct on (q.provider_organisation_id, q.quarter) q.provider_organisation_id, q.quarter, q.version, q.detail, q.totals, q.expected
      from published_quarter q
      where q.tenant_id = $1 and q.quarter = any(${given.add(quarters)}::date[]) and q.publication_no <= ${given.add(publication?.number ?? 0)}
        ${providerId ? `and q.provider_organisation_id = ${given.add(providerId)}` : ''}
      order by q.provider_organisation_id, q.quarter, q.version desc)`;
}

/** Lost seats that were expected of a provider's quarter, of all sites. */
export interface ExpectedRow {
  readonly provider: string;
  readonly quarter: string;
  readonly expected: number | null;
}

/** What was expected of the quarters of a commissioner's screen, as it was worked out when they were published. */
export function expectedStatement(asked: CountsAsked): ScreenQuery {
  const given = new Values(asked.tenantId);
  const text = `
    with ${newestVersions(asked, given)}
    select n.provider_organisation_id as provider, to_char(n.quarter, 'YYYY-MM') as quarter,
           (n.expected ->> 'own')::double precision + (n.expected ->> 'other')::double precision as expected
    from newest n`;
  return { name: `engagement-expected-${asked.providerId ? 'one' : 'all'}`, text, values: given.all };
}

const TOTALS = `cross join lateral (
        select t.is_own_site, t.class as count_class, t.locus as reason_locus, t.seats
        from jsonb_to_recordset(n.totals) as t(is_own_site boolean, class text, locus text, seats integer)) e`;

function joined(table: 'published_by_mdt' | 'published_by_host' | 'published_total'): string {
  return `join ${table} e on e.tenant_id = $1 and e.quarter = n.quarter
        and e.provider_organisation_id = n.provider_organisation_id and e.version = n.version`;
}

const COARSE = 'engagement_by_provider e';

/** The rollup by MDT with each MDT's host. A co-ordinator's wall is two scans: MDTs hosted, and own seats elsewhere. */
function fine({ wall }: Pick<CountsAsked, 'wall'>, given: Values): string {
  const join = 'join mdt m on m.tenant_id = x.tenant_id and m.mdt_id = x.mdt_id';
  const all = `select x.*, m.host_organisation_id from engagement_by_mdt x ${join}`;
  if (wall.kind !== 'host') return `(${all}) e`;
  const own = given.add(wall.organisationId);
  // "offset 0" keeps it to the few MDTs that one organisation hosts; planned as one join it reads the whole rollup.
  return `(select x.*, m.host_organisation_id from mdt m cross join lateral
      (select * from engagement_by_mdt r where r.tenant_id = m.tenant_id and r.mdt_id = m.mdt_id offset 0) x
    where m.tenant_id = $1 and m.host_organisation_id = ${own}
    union all ${all}
    where x.tenant_id = $1 and x.provider_organisation_id = ${own} and m.host_organisation_id <> ${own}) e`;
}

/** While a tender binds the viewer, others' figures are hidden, and with them the average that they make. */
export const hiddenInTender = (counts: string): string =>
  `(not (select quorate_in_tender()) or ${counts}.provider_organisation_id = (select quorate_organisation()))`;

function conditions(asked: CountsAsked, given: Values): string[] {
  return [
    'e.tenant_id = $1',
    // Not a range: a prepared statement's plan takes a range for a sliver of the table, and goes row by row.
    `e.month = any(${given.add(monthsOf(asked.period).map((month) => `${month}-01`))}::date[])`,
    ...(asked.providerId ? [`e.provider_organisation_id = ${given.add(asked.providerId)}`] : []),
    hiddenInTender('e'),
  ];
}

/** Statements of one name have one text: the name spells out what the text depends on. */
function nameOf(asked: CountsAsked, dimensions: readonly string[]): string {
  return [asked.wall.kind, asked.providerId ? 'one' : 'all', asked.by, ...dimensions].join('-');
}

/** A row of `splitsStatement`: one provider's seats by one thing at a time. */
export interface SplitRow {
  readonly split: 'site' | 'month' | 'mdt' | 'role' | 'roleSite' | 'host';
  readonly value: string;
  readonly name: string;
  /** Where the split is by place: its own and the wider ones. */
  readonly site: string | null;
  readonly host: string | null;
  readonly class: string;
  readonly locus: string;
  readonly seats: number;
  readonly quarter: string;
  readonly detail: PublishedDetail;
  readonly provider_name: string;
}

/** One provider's seats by own and other sites, by month, MDT, role, role and site, and host, each with its name. */
export function splitsStatement(asked: CountsAsked & { readonly providerId: string }): ScreenQuery {
  const given = new Values(asked.tenantId);
  const dimensions = Object.keys(narrowingOf({ ...asked, month: null })) as Dimension[];
  const seats = asked.wall.kind === 'economy' ? publishedSeats(asked, given) : liveSeats(asked, given);
  const text = `
    with ${seats.before}
    seat as (
      select to_char(e.month, 'YYYY-MM') as month, to_char(date_trunc('quarter', e.month), 'YYYY-MM') as quarter,
             e.is_own_site::text as site, e.mdt_id::text as mdt, e.role_code as role, e.host_organisation_id::text as host,
             e.count_class as class, e.reason_locus as locus, ${seats.detail} as detail, e.seats
      from ${seats.from}),
    split as (
      select case when grouping(mdt) = 0 then 'mdt' when grouping(host) = 0 then 'host'
                  when grouping(role) = 0 and grouping(site) = 0 then 'roleSite' when grouping(site) = 0 then 'site'
                  when grouping(month) = 0 then 'month' else 'role' end as split,
             coalesce(mdt, host, role, site, month) as value, mdt, role, host, site, quarter, class, locus, detail,
             sum(seats)::int as seats
      from seat
      group by grouping sets ((quarter, detail, class, locus, site), (quarter, detail, class, locus, site, host),
                              (quarter, detail, class, locus, site, host, mdt), (quarter, detail, class, locus, month),
                              (quarter, detail, class, locus, role), (quarter, detail, class, locus, role, site)))
    select s.split, s.value, coalesce(d.name, r.name, h.name, s.value) as name, s.site, s.host, s.quarter, s.class, s.locus,
           s.detail, s.seats, p.name as provider_name
    from split s
    join organisation p on p.tenant_id = $1 and p.organisation_id = ${given.add(asked.providerId)}
    left join mdt d on d.tenant_id = $1 and d.mdt_id = s.mdt::uuid
    left join professional_role r on r.tenant_id = $1 and r.role_code = s.role
    left join organisation h on h.tenant_id = $1 and h.organisation_id = s.host::uuid
    order by name, s.value`;
  return { name: `engagement-splits-${nameOf(asked, dimensions)}`, text, values: given.all };
}

interface Seats {
  readonly before: string;
  readonly from: string;
  readonly detail: string;
}

function publishedSeats(asked: CountsAsked, given: Values): Seats {
  return {
    before: `${newestVersions(asked, given)},`,
    from: `newest n ${joined('published_by_mdt')}`,
    detail: 'n.detail',
  };
}

function liveSeats(asked: CountsAsked, given: Values): Seats {
  const where = conditions(asked, given);
  for (const [name, value] of Object.entries(narrowingOf({ ...asked, month: null })))
    where.push(IS_VALUE[name as Dimension](given.add(value)));
  return { before: '', from: `${fine(asked, given)} where ${where.join(' and ')}`, detail: `'all'` };
}

/** The names of organisations, MDTs and roles. `kind` is organisation, mdt or role. */
export function namesStatement(tenantId: string, ids: NamedIds): ScreenQuery {
  return {
    name: 'engagement-names',
    text: `
      select 'organisation' as kind, organisation_id::text as id, name from organisation
      where tenant_id = $1 and organisation_id = any($2::uuid[])
      union all
      select 'mdt', mdt_id::text, name from mdt where tenant_id = $1 and mdt_id = any($3::uuid[])
      union all
      select 'role', role_code, name from professional_role where tenant_id = $1 and role_code = any($4::text[])`,
    values: [tenantId, ids.organisations, ids.mdts, ids.roles],
  };
}

export interface NamedIds {
  readonly organisations: readonly string[];
  readonly mdts: readonly string[];
  readonly roles: readonly string[];
}

/** What a viewer can narrow engagement to: the MDTs in their wall, with the hosts and the roles of their seats. */
export function choicesStatement(tenantId: string, wall: EngagementWall): ScreenQuery {
  const given = new Values(tenantId);
  const own = wall.kind === 'economy' ? '' : given.add(wall.organisationId);
  const hasOwnSeats = `exists (select 1 from engagement_by_mdt e where e.tenant_id = $1 and e.mdt_id = m.mdt_id and e.provider_organisation_id = ${own})`;
  const where = {
    economy: 'true',
    provider: hasOwnSeats,
    host: `(m.host_organisation_id = ${own} or ${hasOwnSeats})`,
  }[wall.kind];
  const text = `
    with m as (select m.mdt_id, m.name, m.host_organisation_id from mdt m where m.tenant_id = $1 and ${where})
    select 'mdt' as kind, mdt_id::text as value, name as label from m
    union all
    select 'host', o.organisation_id::text, o.name from organisation o
    where o.tenant_id = $1 and o.organisation_id in (select host_organisation_id from m)
    union all
    select 'role', r.role_code, r.name from professional_role r
    where r.tenant_id = $1 and r.role_code in (select role_code from mdt_seat s join m using (mdt_id)
      where s.tenant_id = $1 ${wall.kind === 'provider' ? `and s.provider_organisation_id = ${own}` : ''})
    order by label, value`;
  return { name: `engagement-choices-${wall.kind}`, text, values: given.all };
}

/** Values of a statement, numbered as they are added. */
export class Values {
  readonly all: unknown[];

  constructor(...first: unknown[]) {
    this.all = [...first];
  }

  add(value: unknown): string {
    this.all.push(value);
    return `$${this.all.length}`;
  }
}
