import { TRUST_KINDS } from '../../organisations/organisation-kind.js';
import type { Transaction } from '../../platform/commands.js';

/** What the tenant holds of the boards asked for, as at the date. */
export interface OdsCounts {
  /** Open at the date. */
  readonly trusts: number;
  /** Open sites, of five characters, of those trusts. */
  readonly sites: number;
  readonly sitesWithLocation: number;
  /** Active, with prescribing setting 4. */
  readonly practices: number;
  readonly practicesWithLocation: number;
  readonly pcns: number;
  readonly subIcbs: number;
  readonly icbs: number;
  readonly careHomes: number;
  readonly pharmacies: number;
  /** Of the whole tenant: they belong to no board. */
  readonly independentProviders: number;
  readonly prescribingCentres: number;
}

/** Counts by SQL over what is stored; null counts everything. Membership is as at the date, so a trust that moved counts where it was. */
export async function countDirectory(
  tx: Transaction,
  icbs: readonly string[] | null,
  asOf: string,
): Promise<OdsCounts> {
  const [row] = await tx.query<Record<keyof OdsCounts, string>>(
    `with here as materialized (
       select o.organisation_id, o.kind, o.is_open, o.latitude, o.opened_on, o.closed_on,
         (o.opened_on is null or o.opened_on <= $2::date) and case when o.closed_on is null then o.is_open else o.closed_on >= $2::date end as open_then
       from organisation o
       where o.tenant_id = $1 and not o.is_fictional and ($3::text[] is null or o.ods_code = any($3) or exists (
         select 1 from organisation_membership m join organisation p on p.tenant_id = m.tenant_id and p.organisation_id = m.parent_id
         where m.tenant_id = o.tenant_id and m.organisation_id = o.organisation_id and m.kind = 'icb' and m.during @> $2::date and p.ods_code = any($3)))
     ), trust as (select organisation_id from here where kind = any($4) and open_then),
     open_site as (
       select s.latitude from site s join trust using (organisation_id)
       where s.tenant_id = $1 and length(s.ods_code) = 5 and (s.opened_on is null or s.opened_on <= $2::date)
         and case when s.closed_on is null then s.is_open else s.closed_on >= $2::date end)
     select (select count(*) from trust) as trusts, (select count(*) from open_site) as sites,
       (select count(*) from open_site where latitude is not null) as "sitesWithLocation",
       count(*) filter (where kind = 'gpPractice' and is_open) as practices,
       count(*) filter (where kind = 'gpPractice' and is_open and latitude is not null) as "practicesWithLocation",
       count(*) filter (where kind = 'pcn' and open_then) as pcns, count(*) filter (where kind = 'subIcb' and open_then) as "subIcbs",
       count(*) filter (where kind = 'icb' and open_then) as icbs, count(*) filter (where kind = 'careHome' and open_then) as "careHomes",
       count(*) filter (where kind = 'pharmacy' and open_then) as pharmacies,
       (select count(*) from organisation where tenant_id = $1 and kind = 'independent' and not is_fictional) as "independentProviders",
       count(*) filter (where kind = 'prescribingCentre' and is_open) as "prescribingCentres"
     from here`,
    [tx.tenantId, asOf, icbs, TRUST_KINDS],
  );
  if (!row) throw new Error('The count of the directory gave no row.');
  return Object.fromEntries(Object.entries(row).map(([kind, count]) => [kind, Number(count)])) as Record<
    keyof OdsCounts,
    number
  >;
}
