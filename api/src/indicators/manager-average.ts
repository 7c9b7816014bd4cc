import type { ScreenQuery } from '../platform/reads.js';
import { type FunnelEntry, funnelOf, rateOf } from './engagement-figures.js';
import type { EngagementRate } from './engagement-parts.graphql.js';
import { type EngagementPeriod, monthsOf, quarterOf } from './engagement-period.js';
import { groupBy } from './engagement-sums.js';
import type { EngagementFunnel } from './overview.graphql.js';
import { lastMonthOf } from './publication/known-publication.js';

/** What a provider's manager is compared with: all providers together, in published quarters inside the period. */
export interface ManagerAverage {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly all: EngagementRate;
  /** Null where fewer than three providers were counted over all of the quarters. */
  readonly funnel: EngagementFunnel | null;
}

/** The whole quarters of a period, by their first months. */
export function wholeQuarters(period: Pick<EngagementPeriod, 'fromMonth' | 'toMonth'>): string[] {
  return [...groupBy(monthsOf(period), quarterOf)].filter(([, months]) => months.length === 3).map(([first]) => first);
}

export interface AverageRow {
  /** Of all providers under their drawn numbers; of the own one as it was published, and as it is now. */
  readonly kind: 'drawn' | 'ownPublished' | 'ownNow';
  /** Null for the own one's. */
  readonly drawn_no: number | null;
  readonly quarter: string;
  readonly took_part: number;
  readonly lost: number;
}

/** The newest publication's average, with what of it is the own provider's. */
export function averageStatement(tenantId: string, own: string, quarters: readonly string[]): ScreenQuery {
  const counted = `coalesce(sum(x.seats) filter (where x.class = 'tookPart'), 0)::int as took_part,
           coalesce(sum(x.seats) filter (where x.class = 'lost'), 0)::int as lost`;
  return {
    name: 'engagement-average',
    text: `
      with asked as (select unnest($3::date[]) as quarter),
      drawn as (
        select a.quarter, a.drawn_no, a.took_part, a.lost from published_average a join asked using (quarter)
        where a.tenant_id = $1 and a.publication_no = (select max(publication_no) from engagement_publication where tenant_id = $1)),
      newest as (
        select distinct on (q.quarter) q.quarter, q.totals from published_quarter q join asked using (quarter)
        where q.tenant_id = $1 and q.provider_organisation_id = $2 order by q.quarter, q.version desc)
      select 'drawn' as kind, drawn_no, to_char(quarter, 'YYYY-MM') as quarter, took_part, lost from drawn
      union all
      select 'ownPublished', null, to_char(n.quarter, 'YYYY-MM'), ${counted}
      from newest n cross join lateral jsonb_to_recordset(n.totals) as x(class text, seats integer) group by n.quarter
      union all
      select 'ownNow', null, to_char(a.quarter, 'YYYY-MM'), ${counted}
      from asked a join (select month, count_class as class, seats from engagement_by_provider
                         where tenant_id = $1 and provider_organisation_id = $2) x
        on x.month >= a.quarter and x.month < a.quarter + interval '3 months' group by a.quarter`,
    values: [tenantId, own, quarters.map((month) => `${month}-01`)],
  };
}

/**
 * The average and its funnel; null where no quarter of the period is published with three providers or more. The own
 * point is drawn from the own figures as they are now, which open their rows.
 */
export function managerAverage(
  own: { readonly organisationId: string; readonly name: string },
  rows: readonly AverageRow[],
): ManagerAverage | null {
  const drawn = rows.filter(({ kind }) => kind === 'drawn');
  const quarters = [...new Set(drawn.map(({ quarter }) => quarter))].sort();
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined) return null;
  const inAverage = (kind: AverageRow['kind']) =>
    rows.filter((row) => row.kind === kind && quarters.includes(row.quarter));
  const published = signatureOf(inAverage('ownPublished'));
  const providers = [...groupBy(drawn, ({ drawn_no }) => String(drawn_no))];
  const ownAt = providers.findIndex(([, quartersOf]) => signatureOf(quartersOf) === published);
  const others = providers
    .filter((_, at) => at !== ownAt)
    .map(([no, each]) => entryOf({ organisationId: no, name: '' }, each));
  const { tookPart, lost, counted } = entryOf(own, drawn);
  return {
    fromMonth: first,
    toMonth: lastMonthOf(`${last}-01`),
    all: rateOf({
      sums: { tookPart, lost, counted, seats: counted, excluded: new Map(), lostBy: new Map() },
      quarters: new Set(),
      hidden: 'nothing',
    }),
    funnel: funnelOf(
      [...others, entryOf(own, inAverage('ownNow'))],
      (entry) => entry.organisationId === own.organisationId,
    ),
  };
}

/** Which provider is which is not published, but one's own counts are known by what they are. */
function signatureOf(rows: readonly AverageRow[]): string {
  return rows
    .filter(({ took_part, lost }) => took_part + lost > 0)
    .map(({ quarter, took_part, lost }) => `${quarter} ${took_part} ${lost}`)
    .sort()
    .join(', ');
}

function entryOf(
  provider: { readonly organisationId: string; readonly name: string },
  rows: readonly AverageRow[],
): FunnelEntry & { readonly tookPart: number } {
  const [tookPart, lost] = [
    rows.reduce((sum, row) => sum + row.took_part, 0),
    rows.reduce((sum, row) => sum + row.lost, 0),
  ];
  return { ...provider, tookPart, lost, counted: tookPart + lost, expected: null };
}
