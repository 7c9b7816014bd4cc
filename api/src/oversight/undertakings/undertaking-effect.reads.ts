import { Inject, Injectable } from '@nestjs/common';
import { suppressCount } from '@quorate/libs/disclosure';
import {
  type EffectMonth,
  type EffectSeats,
  LEAST_MONTHS,
  type ParticipationMonth,
  type UndertakingEffect,
  undertakingEffect,
} from '@quorate/libs/signals';
import type { Query } from '../../platform/audit.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { nextMonth } from '../../withholding/months.js';
import type { EffectPointView, UndertakingEffectView } from './undertaking-effect.graphql.js';
import { PART_IN } from './undertaking-statements.js';

/** Fewer other providers than that in a month, or one with more than that share of their seats, could be told from the rest. */
const LEAST_OTHERS = 3;
const MOST_OF_ONE = 0.8;

interface OwnRow {
  readonly actionOn: string;
  readonly since: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly runId: string | null;
  readonly months: readonly ParticipationMonth[];
}

interface OthersRow extends EffectSeats {
  readonly month: string;
}

/** The effect of an agreed undertaking, from the months that the newest run has stored of every provider. */
@Injectable()
export class UndertakingEffectReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Null where the undertaking is not the viewer's to see, or has not been agreed. */
  async effect(viewer: Viewer, undertakingId: string): Promise<UndertakingEffectView | null> {
    const [own] = await this.reads.rows<OwnRow>(viewer, {
      name: 'undertaking-effect-own',
      text: ownSql(PART_IN),
      values: [viewer.tenantId, viewer.role, undertakingId],
    });
    // Sums of all other providers, which no viewer's own wall reaches: the statement gives no sum that tells one of them.
    const query: Query = (text, values) =>
      this.reads.rowsFor(jobSession(viewer.tenantId), { name: 'undertaking-effect-others', text, values: [...values] });
    return own ? viewOf(undertakingId, own, await others(query, viewer.tenantId, own)) : null;
  }
}

/** The same as both parties see it, whoever asks: for packs. `query` reads as the product's own work. */
export async function effectForBoth(
  query: Query,
  tenantId: string,
  undertakingId: string,
): Promise<UndertakingEffectView | null> {
  const [own] = await query<OwnRow>(ownSql('true'), [tenantId, 'commissioner', undertakingId]);
  return own ? viewOf(undertakingId, own, await others(query, tenantId, own)) : null;
}

async function others(query: Query, tenantId: string, { runId, providerId }: OwnRow): Promise<OthersRow[]> {
  if (runId === null) return [];
  return query<OthersRow>(OTHERS_SQL, [tenantId, runId, providerId, LEAST_OTHERS, MOST_OF_ONE]);
}

/**
 * Of the runs that each may see, which the wall of provider_month says for itself, both parties see the newest as long as the
 * signal is open or something agreed is not done. After that commissioners see what they saw last: what the provider agreed to
 * show was the effect of its undertakings.
 */
const ownSql = (isShown: string) => `
  select u.action_on::text as "actionOn", s.since::text as since, s.provider_organisation_id as "providerId", o.name as "providerName",
    m.run_id as "runId", coalesce(m.months, '[]'::jsonb) as months
  from signal_undertaking u
  join signal s on s.tenant_id = u.tenant_id and s.signal_id = u.signal_id
  join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
  left join lateral (
    select p.run_id, p.figures->'months' as months from provider_month p join detection_run d on d.tenant_id = p.tenant_id and d.run_id = p.run_id
    where p.tenant_id = $1 and p.provider_organisation_id = s.provider_organisation_id
      and ($2 = 'providerManager' or p.commissioner_sees_from <= case
        when s.closed_at is null or exists (select 1 from signal_undertaking k where k.tenant_id = $1 and k.signal_id = s.signal_id
          and k.state in ('accepted','reportedDone','notDone')) then quorate_now()
        else greatest(s.closed_at, (select max(t.at) from undertaking_step t join signal_undertaking k
          on k.tenant_id = t.tenant_id and k.undertaking_id = t.undertaking_id where k.tenant_id = $1 and k.signal_id = s.signal_id and t.kind = 'done')) end)
    order by d.month desc, d.version desc limit 1) m on true
  where u.tenant_id = $1 and u.undertaking_id = $3 and u.agreed_at is not null and ${isShown}`;

/** Values: tenant, run, the provider left out, how many others at least, and the largest share that one of them may have. */
const OTHERS_SQL = `
  select e.month, sum(e.at_risk)::int as "atRisk", sum(e.took_part)::int as "tookPart", sum(e.expected)::float8 as expected
  from provider_month m cross join lateral (
    select x->>'month' as month, (x #>> '{elsewhere,atRisk}')::int as at_risk, (x #>> '{elsewhere,tookPart}')::int as took_part,
      (x #>> '{elsewhere,expected}')::float8 as expected
    from jsonb_array_elements(m.figures->'months') x) e
  where m.tenant_id = $1 and m.run_id = $2 and m.provider_organisation_id <> $3 and e.at_risk > 0 and e.expected is not null
  group by e.month having count(*) >= $4 and max(e.at_risk) <= $5::float8 * sum(e.at_risk)`;

/** Every month from the first to the last, so that a month without a seat is a gap. */
function everyMonth(own: readonly ParticipationMonth[], others: readonly OthersRow[]): EffectMonth[] {
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return [];
  const [ownBy, othersBy] = [
    new Map(own.map((one) => [one.month, one])),
    new Map(others.map((one) => [one.month, one])),
  ];
  const months: EffectMonth[] = [];
  for (let month = first.month; month <= last.month; month = nextMonth(month))
    months.push({ month, own: shown(ownBy.get(month)), others: othersBy.get(month) ?? null });
  return months;
}

/** Months that rest on too few seats are neither drawn nor worked with: limits and differences would tell them. */
function shown(month: ParticipationMonth | undefined): EffectSeats | null {
  if (!month) return null;
  const { atRisk, tookPart, expected } = month.elsewhere;
  if (atRisk === 0 || expected === null || suppressCount(atRisk, 'staffAttendance').kind !== 'shown') return null;
  return { atRisk, tookPart, expected };
}

function viewOf(undertakingId: string, own: OwnRow, others: readonly OthersRow[]): UndertakingEffectView {
  const effect = undertakingEffect({ ...own, months: everyMonth(own.months, others) });
  const { limits, change } = effect;
  const usual = usualOf(effect);
  return {
    undertakingId,
    actionOn: own.actionOn,
    providerName: own.providerName,
    points: effect.points.map(
      (point): EffectPointView => ({
        month: point.month.slice(0, 7),
        period: point.period,
        tookPart: point.own?.tookPart ?? null,
        atRisk: point.own?.atRisk ?? null,
        usual: point.own && inPoints(point.own.expected / point.own.atRisk),
        others: point.others && usual !== null ? othersShare(usual, point.others) : null,
        causes: [...point.causes],
      }),
    ),
    mean: limits?.mean ?? null,
    lower: limits && Math.max(0, limits.lower),
    upper: limits && Math.min(1, limits.upper),
    isTrial: limits?.isTrial ?? false,
    isBeforeSinceFall: effect.isBeforeSinceFall,
    monthsBefore: effect.monthsBefore,
    monthsAfter: effect.monthsAfter,
    leastMonths: LEAST_MONTHS,
    change: change && {
      own: inPoints(change.own),
      others: inPoints(change.others),
      difference: inPoints(change.difference),
      low: inPoints(change.low),
      high: inPoints(change.high),
    },
  };
}

/** What is usual for the provider's seats over all the months that are shown. */
function usualOf({ points }: UndertakingEffect): number | null {
  const own = points.flatMap((point) => point.own ?? []);
  const atRisk = own.reduce((sum, seats) => sum + seats.atRisk, 0);
  return atRisk === 0 ? null : own.reduce((sum, seats) => sum + seats.expected, 0) / atRisk;
}

function othersShare(usual: number, { atRisk, tookPart, expected }: EffectSeats): number {
  return inPoints(Math.min(1, Math.max(0, usual + (tookPart - expected) / atRisk)));
}

/** Whole points: of others' sums nothing finer is told. */
function inPoints(share: number): number {
  return Math.round(share * 100) / 100;
}
