import { Inject, Injectable } from '@nestjs/common';
import { suppressCount } from '@quorate/libs/disclosure';
import type { Power } from '@quorate/libs/signals';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import type { ProviderPower } from './provider-power.graphql.js';

interface PowerRow {
  readonly organisationId: string;
  readonly month: string;
  readonly crossRows: number;
  readonly leastCrossRows: number;
  readonly isDataFirst: boolean;
  readonly power: Power | null;
}

/**
 * How far a fall would stand out, for every provider alike, so that silence is not taken for all being well. Nothing of
 * it follows from what was found: who reads it learns of no signal that they may not see yet.
 */
@Injectable()
export class ProviderPowerReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** A manager's own provider as it is; for who commissions every provider of the newest run, in words. */
  async power(viewer: Viewer): Promise<ProviderPower[]> {
    const rows = await this.reads.rows<PowerRow>(viewer, {
      name: 'provider-power',
      text: POWER,
      values: [viewer.tenantId, viewer.role],
    });
    return rows.map((row) => viewOf(row, viewer.role === 'providerManager'));
  }
}

// That all losses are in one hand is only looked for where there is a flag, so it is nobody's but the provider's to read. The
// newest month is the provider's alone for a while; whoever had no seats for months is told of no more.
const POWER = `
  with newest as (select month from detection_run where tenant_id = $1 order by month desc limit 1)
  select distinct on (m.provider_organisation_id) m.provider_organisation_id as "organisationId", to_char(d.month, 'YYYY-MM') as month,
    (m.figures->>'crossRows')::int as "crossRows", (g.body #>> '{thresholds,leastCrossRows}')::int as "leastCrossRows", m.figures->'power' as power,
    exists (select 1 from jsonb_array_elements(m.reasons) f where f->>'kind' = 'dataFirst' and f->>'finding' <> 'oneRecorder') as "isDataFirst"
  from newest n
  join detection_run d on d.tenant_id = $1 and d.month > n.month - interval '3 months'
  join regulatory_regime g on g.tenant_id = d.tenant_id and g.regime_id = d.regime_id
  join provider_month m on m.tenant_id = d.tenant_id and m.run_id = d.run_id
  where case $2 when 'providerManager' then m.provider_organisation_id = quorate_organisation() else (select quorate_commissions()) end
  order by m.provider_organisation_id, d.month desc, d.version desc`;

const MANY_SEATS = 100;

function viewOf(row: PowerRow, isOwn: boolean): ProviderPower {
  const { organisationId, month, leastCrossRows, isDataFirst, crossRows, power } = row;
  const isTold = power !== null && power.rows > 0 && suppressCount(power.rows, 'staffAttendance').kind === 'shown';
  return {
    organisationId,
    month,
    leastCrossRows,
    isDataFirst,
    isEnough: crossRows >= leastCrossRows,
    fallTo: isTold ? power.fallTo : null,
    chance: isTold ? chanceOf(power.probability) : null,
    hasManySeats: isTold && power.rows >= MANY_SEATS,
    crossRows: isOwn ? crossRows : null,
    power: isOwn ? power : null,
  };
}

/**
 * As finely as it may be told to others: a number of seats for each month, rounded or not, less the quarters that are
 * published would tell the ones that are hidden. What is usual, and how alike seats are, is not told with it.
 */
function chanceOf(probability: number): string {
  if (probability < 0.05) return 'hardlyEver';
  if (probability < 0.35) return 'seldom';
  if (probability < 0.65) return 'aboutHalf';
  return probability <= 0.95 ? 'mostly' : 'almostAlways';
}
