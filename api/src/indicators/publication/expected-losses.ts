import { logisticFit } from '@quorate/libs/statistics';
import type { Transaction } from '../../platform/commands.js';
import { groupBy } from '../engagement-sums.js';

/** Lost seats expected of a provider's quarter, at its own and at other sites. */
export interface ExpectedLosses {
  readonly provider: string;
  readonly quarter: string;
  readonly own: number;
  readonly other: number;
}

/** Seats of one provider's quarter that are alike in everything that is adjusted for. */
interface MixRow {
  readonly provider: string;
  readonly quarter: string;
  readonly site: 'own' | 'other';
  readonly role: string;
  readonly notice: string;
  readonly travel: string;
  readonly hour: string;
  readonly lost: number;
  readonly counted: number;
}

/**
 * How many seats providers would have lost in some quarters if all staff took part alike: a logistic regression of each
 * quarter on role, own or other site, days of notice, travel and hour (indirect standardisation). A provider is measured
 * by all others, without its own seats: a role that it alone has would otherwise take the blame for its losses.
 * A provider's quarter without evidence of each of its counted seats is left out.
 */
export async function expectedLosses(tx: Transaction, quarters: readonly string[]): Promise<ExpectedLosses[]> {
  const rows = await tx.query<MixRow>(MIX, [tx.tenantId, [...new Set(quarters)]]);
  const counted = await tx.query<Pick<MixRow, 'provider' | 'quarter' | 'counted'>>(COUNTED, [tx.tenantId]);
  const seats = new Map(counted.map((row) => [keyOf(row), row.counted]));
  const whole = [...groupBy(rows, keyOf)].flatMap(([key, own]) =>
    own.reduce((sum, row) => sum + row.counted, 0) === seats.get(key) ? own : [],
  );
  return [...groupBy(whole, (row) => row.quarter).values()].flatMap(ofQuarter);
}

function keyOf({ provider, quarter }: Pick<MixRow, 'provider' | 'quarter'>): string {
  return `${provider} ${quarter}`;
}

function ofQuarter(rows: readonly MixRow[]): ExpectedLosses[] {
  const cells = rows.map((row) => ({
    provider: row.provider,
    levels: levelsOf(row),
    events: row.lost,
    total: row.counted,
  }));
  return [...groupBy(rows, (row) => row.provider)].flatMap(([provider, own]) => {
    const others = cells.filter((cell) => cell.provider !== provider);
    if (others.length === 0) return [];
    const { probabilityOf } = logisticFit(others);
    const expected = (site: MixRow['site']) =>
      own.reduce((sum, row) => sum + (row.site === site ? row.counted * probabilityOf(levelsOf(row)) : 0), 0);
    return [{ provider, quarter: own[0]?.quarter ?? '', own: expected('own'), other: expected('other') }];
  });
}

function levelsOf({ role, site, notice, travel, hour }: MixRow): readonly string[] {
  return [role, site, notice, travel, hour];
}

const SHARES_IN = `count_class in ('tookPart', 'lost')`;

/** Grouped before anything is joined: a plan made just after an import knows nothing of how many rows there are. */
const MIX = `
  select e.provider_organisation_id as provider, to_char(date_trunc('quarter', e.meeting_date::timestamp), 'YYYY-MM-DD') as quarter,
         case when e.provider_organisation_id = e.host_organisation_id then 'own' else 'other' end as site, e.role_code as role,
         case when e.invited_on is null then 'unknown' when e.meeting_date - e.invited_on < 14 then 'under 14 days'
              when e.meeting_date - e.invited_on < 28 then '14 to 27 days' else '28 days and more' end as notice,
         case when e.mode = 'remote' then 'remote' when e.travel_minutes is null then 'unknown'
              when e.travel_minutes < 15 then 'under 15 minutes' when e.travel_minutes < 30 then '15 to 29 minutes' else '30 minutes and more' end as travel,
         case when e.start_minute < 540 or e.start_minute + e.duration_minutes > 1020 then 'outside 9 to 5' else 'inside 9 to 5' end as hour,
         count(*) filter (where e.count_class = 'lost')::integer as lost, count(*)::integer as counted
  from attendance_evidence e
  where e.tenant_id = $1 and e.is_current and not e.is_gone and e.${SHARES_IN}
    and date_trunc('quarter', e.meeting_date::timestamp)::date = any($2::date[])
  group by 1, 2, 3, 4, 5, 6, 7`;

const COUNTED = `
  select e.provider_organisation_id as provider, to_char(date_trunc('quarter', e.month::timestamp), 'YYYY-MM-DD') as quarter,
         sum(e.seats)::integer as counted
  from engagement_by_provider e where e.tenant_id = $1 and e.${SHARES_IN} group by 1, 2`;
