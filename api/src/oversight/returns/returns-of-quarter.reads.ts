import { Inject, Injectable } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import { monthsOf } from '../../indicators/engagement-period.js';
import { followingQuarter, SETTLES_IN_DAYS } from '../../indicators/publication/settled-quarter.js';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import { sessionOf } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { PublishedReturns } from './published-return.js';
import type { ProviderMonths, ReturnMonth, ReturnsOfQuarter } from './returns-of-quarter.graphql.js';
import { readContent } from './signed-return.js';

const QUARTER = /^\d{4}-(01|04|07|10)$/;

interface MonthRow {
  readonly providerId: string;
  readonly providerName: string;
  /** YYYY-MM */
  readonly month: string;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly returnId: string | null;
  readonly versionNo: number | null;
  readonly signedAt: Date | null;
  readonly content: string | null;
}

/** The returns of a quarter for those who commission: which are signed, due or overdue, with figures as published. */
@Injectable()
export class ReturnsOfQuarterReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** `asked` is a quarter's first month; the newest with a return where it is none. */
  ofQuarter(viewer: Viewer, asked: string | null): Promise<ReturnsOfQuarter> {
    const today = toLondon(this.clock.now().toISOString()).date;
    return this.reads.inSnapshot(sessionOf(viewer), async (query) => {
      const [known] = await query<{ quarters: string[] | null; due: number; overdue: number }>(KNOWN, [
        viewer.tenantId,
        today,
      ]);
      const quarters = known?.quarters ?? [];
      const { due = 0, overdue = 0 } = known ?? {};
      const isKnown = asked !== null && QUARTER.test(asked) && quarters.includes(asked);
      const quarter = (isKnown ? asked : quarters[0]) ?? null;
      if (quarter === null) return { ...NONE, quarters, due, overdue };
      const rows = await query<MonthRow>(MONTHS, [viewer.tenantId, `${quarter}-01`, today]);
      const published = await PublishedReturns.read(query, viewer.tenantId, quarter, null);
      const months = monthsOf({ fromMonth: quarter, toMonth: lastMonth(quarter) }).filter(
        (month) => month < today.slice(0, 7),
      );
      const isPublished = published.holds(quarter);
      const publishedFrom = isPublished ? null : addDays(followingQuarter(`${quarter}-01`), SETTLES_IN_DAYS);
      return {
        quarter,
        quarters,
        months,
        isPublished,
        publishedFrom,
        providers: providersOf(rows, months, published),
        due,
        overdue,
      };
    });
  }
}

const NONE: Omit<ReturnsOfQuarter, 'quarters' | 'due' | 'overdue'> = {
  quarter: null,
  months: [],
  isPublished: false,
  publishedFrom: null,
  providers: [],
};

function lastMonth(quarter: string): string {
  return addDays(followingQuarter(`${quarter}-01`), -1).slice(0, 7);
}

/** In the order of the rows, which is by name. */
function providersOf(
  rows: readonly MonthRow[],
  months: readonly string[],
  published: PublishedReturns,
): ProviderMonths[] {
  const ids = [...new Set(rows.map(({ providerId }) => providerId))];
  return ids.map((providerId) => {
    const own = rows.filter((row) => row.providerId === providerId);
    return {
      providerId,
      providerName: own[0]?.providerName ?? '',
      months: months.map((month) => {
        const row = own.find((found) => found.month === month);
        return row ? monthOf(row, published) : notAsked(month);
      }),
    };
  });
}

function monthOf(row: MonthRow, published: PublishedReturns): ReturnMonth {
  const { month, dueOn, isOverdue, returnId, versionNo, signedAt, content, providerId } = row;
  const shown = content === null ? null : published.shown(providerId, month, readContent(content).figures).all;
  const { expected = 0, filled = 0, lost = 0, leftOut = 0 } = shown ?? {};
  return {
    month,
    returnId,
    versionNo,
    signedAt: signedAt?.toISOString() ?? null,
    dueOn,
    isOverdue,
    isAsked: true,
    figures: shown && { expected, filled, lost, leftOut },
  };
}

function notAsked(month: string): ReturnMonth {
  return {
    month,
    returnId: null,
    versionNo: null,
    signedAt: null,
    dueOn: null,
    isOverdue: false,
    isAsked: false,
    figures: null,
  };
}

const KNOWN = `
  select array_agg(distinct to_char(date_trunc('quarter', r.month), 'YYYY-MM') order by to_char(date_trunc('quarter', r.month), 'YYYY-MM') desc) as quarters,
    (count(*) filter (where r.version = 1 and r.state <> 'signed'))::integer as due,
    (count(*) filter (where r.version = 1 and r.state <> 'signed' and r.due_on < $2::date))::integer as overdue
  from provider_return r where r.tenant_id = $1`;

/** One row a provider and month of the quarter $2: the first version's day, and the newest version that is signed. $3 today. */
const MONTHS = `
  select r.provider_organisation_id as "providerId", o.name as "providerName", to_char(r.month, 'YYYY-MM') as month, r.due_on::text as "dueOn",
    r.state <> 'signed' and r.due_on < $3::date as "isOverdue", n.return_id as "returnId", n.version as "versionNo", n.signed_at as "signedAt", n.content
  from provider_return r
  join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.provider_organisation_id
  left join lateral (
    select v.return_id, v.version, s.signed_at, s.content from provider_return v
    join signed_return s on s.tenant_id = v.tenant_id and s.return_id = v.return_id
    where v.tenant_id = r.tenant_id and v.provider_organisation_id = r.provider_organisation_id and v.month = r.month
    order by v.version desc limit 1
  ) n on true
  where r.tenant_id = $1 and r.version = 1 and r.month >= $2::date and r.month < $2::date + interval '3 months'
  order by o.name, r.provider_organisation_id, r.month`;
