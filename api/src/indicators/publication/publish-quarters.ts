import { lockCounts } from '../../attendance/engagement-rollups.js';
import type { Transaction } from '../../platform/commands.js';
import { groupBy } from '../engagement-sums.js';
import type { NarrowedRow, PublishedDetail } from '../publish-cells.js';
import { detailBeside } from './detail-beside.js';
import { type ExpectedLosses, expectedLosses } from './expected-losses.js';

/** Raised when seats are counted, or small numbers hidden, by other rules than before. */
const RULE_VERSION = 3;

export interface PublishAsked {
  /** First day of the last quarter to publish. */
  readonly throughQuarter: string;
  readonly cause: 'schedule' | 'byHand';
  readonly reason: string;
  readonly publishedBy: string | null;
}

/** What a publication brought: quarters of providers that are new in it, and that are there again with corrections. */
export interface PublishedNow {
  readonly publicationNo: number;
  readonly added: number;
  readonly corrected: number;
}

interface QuarterToPublish {
  readonly provider: string;
  readonly quarter: string;
  readonly version: number;
  readonly detail: PublishedDetail;
}

/**
 * Publishes what is not published yet: every provider's quarter up to the one asked for, and a new version of each that
 * was corrected since, as far as it may stand beside the earlier ones. By hand it returns null, and writes nothing, where
 * there is nothing to publish; on schedule a quarter in which nothing was counted is published as such. Nobody counts meanwhile, so that all of it is of one instant.
 */
export async function publishQuarters(tx: Transaction, asked: PublishAsked): Promise<PublishedNow | null> {
  // The first publication of a large system copies years of counts.
  await tx.query(`set local statement_timeout = '10min'`, []);
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`publication ${tx.tenantId}`]);
  await lockCounts(tx, 'alone');
  const added = await tx.query<QuarterToPublish>(ADDED, [tx.tenantId, asked.throughQuarter]);
  const corrected = await correctedQuarters(tx);
  if (asked.cause === 'byHand' && added.length + corrected.length === 0) return null;
  const [publication] = await tx.query<{ publication_no: number }>(PUBLICATION, [
    tx.tenantId,
    tx.now,
    asked.throughQuarter,
    asked.cause,
    asked.reason,
    asked.publishedBy,
    RULE_VERSION,
  ]);
  const publicationNo = publication?.publication_no ?? 1;
  const quarters = [...added, ...corrected];
  const expected = await expectedLosses(
    tx,
    quarters.map(({ quarter }) => quarter),
  );
  const values = [
    tx.tenantId,
    JSON.stringify(quarters.map((one) => ({ ...one, expected: expectedOf(expected, one) }))),
  ];
  await tx.query(QUARTERS, [...values, publicationNo]);
  await tx.query(BY_MDT, values);
  await tx.query(BY_HOST, values);
  await tx.query(TOTALS, values);
  await tx.query(AVERAGE, [tx.tenantId, publicationNo]);
  return { publicationNo, added: added.length, corrected: corrected.length };
}

function expectedOf(all: readonly ExpectedLosses[], { provider, quarter }: QuarterToPublish) {
  const found = all.find((one) => one.provider === provider && one.quarter === quarter);
  return found ? { own: found.own, other: found.other } : null;
}

/** Published quarters whose counts are no longer those of their newest version, where the difference may be told. */
async function correctedQuarters(tx: Transaction): Promise<QuarterToPublish[]> {
  const changed = await tx.query<{ provider: string; quarter: string }>(CHANGED, [tx.tenantId]);
  if (changed.length === 0) return [];
  const rows = await tx.query<VersionedRow>(VERSIONS, [tx.tenantId, JSON.stringify(changed)]);
  return changed.flatMap(({ provider, quarter }): QuarterToPublish[] => {
    const own = rows.filter((row) => row.provider === provider && row.quarter === quarter);
    const live = own.filter((row) => row.version === null);
    const versions = groupBy(
      own.filter((row) => row.version !== null),
      (row) => String(row.version),
    );
    const last = Math.max(...[...versions.keys()].map(Number), 0);
    const detail = detailBeside(
      [...versions.values()].map((version) => version.map(narrowedRow)),
      live.map(narrowedRow),
    );
    // A version without rows is in `published_quarter` alone, so the next number is taken from there.
    const version = Math.max(last, own[0]?.last_version ?? 0) + 1;
    return detail === null ? [] : [{ provider, quarter, version, detail }];
  });
}

/** A row of a version, or of the counts as they are now (`version` null). */
interface VersionedRow {
  readonly provider: string;
  readonly quarter: string;
  readonly version: number | null;
  readonly last_version: number;
  readonly detail: PublishedDetail;
  readonly class: string;
  readonly locus: string;
  readonly seats: number;
  readonly site: string;
  readonly host: string;
  readonly mdt: string;
  readonly role: string;
  readonly core: string;
  readonly month: string;
}

function narrowedRow({ quarter, detail, class: kind, locus, seats, ...row }: VersionedRow): NarrowedRow {
  const { site, host, mdt, role, core, month } = row;
  return { quarter, detail, class: kind, locus, seats, values: { site, host, mdt, role, core, month } };
}

const QUARTER_OF = `date_trunc('quarter', e.month::timestamp)::date`;

const ADDED = `
  select e.provider_organisation_id as provider, to_char(${QUARTER_OF}, 'YYYY-MM-DD') as quarter, 1 as version, 'all' as detail
  from engagement_by_provider e
  where e.tenant_id = $1 and e.month < ($2::date + interval '3 months')::date
    and not exists (select 1 from published_quarter p where p.tenant_id = $1
      and p.provider_organisation_id = e.provider_organisation_id and p.quarter = ${QUARTER_OF})
  group by 1, 2`;

const CELL =
  'provider_organisation_id, quarter, mdt_id, month, role_code, is_core, is_own_site, count_class, reason_locus';

const NEWEST = `
  newest as (select distinct on (provider_organisation_id, quarter) provider_organisation_id, quarter, version
    from published_quarter where tenant_id = $1 order by provider_organisation_id, quarter, version desc)`;

const CHANGED = `
  with ${NEWEST},
  live as (select e.*, ${QUARTER_OF} as quarter from engagement_by_mdt e where e.tenant_id = $1),
  now as (select ${CELL}, seats from live join newest using (provider_organisation_id, quarter)),
  before as (select ${CELL}, seats from published_by_mdt p join newest using (provider_organisation_id, quarter, version) where p.tenant_id = $1)
  select distinct provider_organisation_id as provider, to_char(quarter, 'YYYY-MM-DD') as quarter
  from now full join before using (${CELL})
  where now.seats is distinct from before.seats
  order by 2, 1`;

const DIMENSIONS = `is_own_site::text as site, host_organisation_id::text as host, mdt_id::text as mdt, role_code as role,
  is_core::text as core, to_char(month, 'YYYY-MM') as month, count_class as class, reason_locus as locus, seats`;

const VERSIONS = `
  with asked as (
    select a.provider, a.quarter, max(q.version) as last_version
    from jsonb_to_recordset($2::jsonb) as a(provider uuid, quarter date)
    join published_quarter q on q.tenant_id = $1 and q.provider_organisation_id = a.provider and q.quarter = a.quarter
    group by 1, 2),
  rows as (
    select a.provider, a.quarter, a.last_version, null::integer as version, 'all' as detail, e.*
    from asked a
    join lateral (select l.is_own_site, m.host_organisation_id, l.mdt_id, l.role_code, l.is_core, l.month, l.count_class, l.reason_locus, l.seats
      from engagement_by_mdt l join mdt m on m.tenant_id = l.tenant_id and m.mdt_id = l.mdt_id
      where l.tenant_id = $1 and l.provider_organisation_id = a.provider
        and l.month >= a.quarter and l.month < a.quarter + interval '3 months') e on true
    union all
    select a.provider, a.quarter, a.last_version, p.version, q.detail, p.is_own_site, p.host_organisation_id, p.mdt_id, p.role_code, p.is_core,
           p.month, p.count_class, p.reason_locus, p.seats
    from asked a
    join published_by_mdt p on p.tenant_id = $1 and p.quarter = a.quarter and p.provider_organisation_id = a.provider
    join published_quarter q on q.tenant_id = $1 and q.quarter = a.quarter and q.provider_organisation_id = a.provider and q.version = p.version)
  select provider, to_char(quarter, 'YYYY-MM-DD') as quarter, version, last_version, detail, ${DIMENSIONS} from rows`;

const PUBLICATION = `
  insert into engagement_publication (tenant_id, publication_no, published_at, through_quarter, cause, reason, published_by, rule_version, data_cut)
  select $1, coalesce(max(p.publication_no), 0) + 1, $2, greatest(max(p.through_quarter), $3::date), $4, $5, $6, $7,
         (select evidence_no from evidence_head where tenant_id = $1)
  from engagement_publication p where p.tenant_id = $1
  returning publication_no`;

const TO_PUBLISH = `jsonb_to_recordset($2::jsonb) as n(provider uuid, quarter date, version integer, detail text, expected jsonb)`;

const QUARTERS = `
  with sums as (
    select n.provider, n.quarter, e.is_own_site, e.count_class, e.reason_locus, sum(e.seats)::integer as seats
    from ${TO_PUBLISH}
    join engagement_by_mdt e on e.tenant_id = $1 and e.provider_organisation_id = n.provider and ${QUARTER_OF} = n.quarter
    group by 1, 2, 3, 4, 5),
  totals as (
    select provider, quarter, jsonb_agg(jsonb_build_object('is_own_site', is_own_site, 'class', count_class, 'locus', reason_locus, 'seats', seats)) as totals
    from sums group by 1, 2)
  insert into published_quarter (tenant_id, provider_organisation_id, quarter, version, publication_no, detail, totals, expected)
  select $1, n.provider, n.quarter, n.version, $3, n.detail, coalesce(t.totals, '[]'), nullif(n.expected, 'null'::jsonb)
  from ${TO_PUBLISH} left join totals t using (provider, quarter)`;

const BY_MDT = `
  insert into published_by_mdt (tenant_id, provider_organisation_id, quarter, version, mdt_id, host_organisation_id, month,
    role_code, is_core, is_own_site, count_class, reason_locus, seats)
  select $1, n.provider, n.quarter, n.version, e.mdt_id, m.host_organisation_id, e.month, e.role_code, e.is_core, e.is_own_site,
         e.count_class, e.reason_locus, e.seats
  from ${TO_PUBLISH}
  join engagement_by_mdt e on e.tenant_id = $1 and e.provider_organisation_id = n.provider and ${QUARTER_OF} = n.quarter
  join mdt m on m.tenant_id = e.tenant_id and m.mdt_id = e.mdt_id`;

const BY_HOST = `
  insert into published_by_host (tenant_id, provider_organisation_id, quarter, version, host_organisation_id, month, role_code,
    is_core, is_own_site, count_class, reason_locus, seats)
  select $1, n.provider, n.quarter, n.version, p.host_organisation_id, p.month, p.role_code, p.is_core, p.is_own_site,
         p.count_class, p.reason_locus, sum(p.seats)::integer
  from ${TO_PUBLISH}
  join published_by_mdt p on p.tenant_id = $1 and p.quarter = n.quarter and p.provider_organisation_id = n.provider and p.version = n.version
  group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`;

const TOTALS = `
  insert into published_total (tenant_id, provider_organisation_id, quarter, version, month, role_code, is_core, is_own_site,
    count_class, reason_locus, seats)
  select $1, n.provider, n.quarter, n.version, p.month, p.role_code, p.is_core, p.is_own_site, p.count_class, p.reason_locus,
         sum(p.seats)::integer
  from ${TO_PUBLISH}
  join published_by_host p on p.tenant_id = $1 and p.quarter = n.quarter and p.provider_organisation_id = n.provider and p.version = n.version
  group by 2, 3, 4, 5, 6, 7, 8, 9, 10`;

/** All quarters anew, so that each provider has one number in all of them, and none that tells it between publications. */
const AVERAGE = `
  with ${NEWEST},
  counted as (
    select q.provider_organisation_id as provider, q.quarter, sum(t.seats) filter (where t.class = 'tookPart') as took_part,
           sum(t.seats) filter (where t.class = 'lost') as lost, count(*) over (partition by q.quarter) as providers
    from newest n
    join published_quarter q on q.tenant_id = $1 and q.provider_organisation_id = n.provider_organisation_id and q.quarter = n.quarter and q.version = n.version
    cross join lateral jsonb_to_recordset(q.totals) as t(class text, seats integer)
    where t.class in ('tookPart','lost') group by 1, 2),
  drawn as (select provider, row_number() over (order by gen_random_uuid()) as no from counted group by provider)
  insert into published_average (tenant_id, publication_no, quarter, drawn_no, took_part, lost)
  select $1, $2, quarter, no, coalesce(took_part, 0), coalesce(lost, 0)
  from counted join drawn using (provider) where providers >= 3`;
