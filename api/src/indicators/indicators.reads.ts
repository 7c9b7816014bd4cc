import { Inject, Injectable } from '@nestjs/common';
import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { DISCLOSURE_NOTES } from '@quorate/libs/disclosure';
import { Clock } from '../platform/clock.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import { askOf, type EngagementAsk } from './engagement-ask.js';
import {
  differenceOf,
  exclusionsOf,
  type FunnelEntry,
  funnelOf,
  lossesOf,
  lossLabel,
  monthlyLimitsOf,
  rateOf,
  type ShownSums,
  showSums,
} from './engagement-figures.js';
import { monthsOf } from './engagement-period.js';
import { type RegisterRow, type RowCursor, rowsStatement } from './engagement-rows.statement.js';
import {
  type CountsAsked,
  type CountsRow,
  choicesStatement,
  countsStatement,
  narrowingOf,
  type SplitRow,
  splitsStatement,
} from './engagement-statements.js';
import { addSums, groupBy } from './engagement-sums.js';
import type {
  EngagementCell,
  EngagementChoices,
  EngagementFilter,
  EngagementMonths,
  EngagementOverview,
  EngagementPart,
  EngagementRow,
  EngagementRows,
  ProviderEngagement,
  ProviderFigures,
} from './indicators.graphql.js';
import { type NarrowedRow, publishedQuarters } from './publish-cells.js';

const FEWEST_PROVIDERS = 3;
const ROWS_AT_MOST = 200;

/** Engagement from the rollups, each screen one statement, inside the viewer's wall. */
@Injectable()
export class IndicatorsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every provider that the viewer may see, with the economy beside them. Null for a role that sees no engagement. */
  async overview(viewer: Viewer, filter: EngagementFilter): Promise<EngagementOverview | null> {
    const ask = askOf(viewer, filter, this.clock.now());
    if (!ask) return null;
    const asked = overviewCounts(ask);
    const rows = await this.reads.rows<CountsRow>(viewer, countsStatement(asked));
    const providers = shownProviders(ask, rows);
    const own = ask.wall.kind === 'provider' ? ask.wall.organisationId : null;
    const visible = providers.filter(({ organisationId }) => own === null || organisationId === own);
    const average = averageOf(ask, rows);
    const funnel = average && funnelOf(average.entries, (entry) => own === null || entry.organisationId === own);
    return {
      months: monthsShown(ask),
      scope: scopeOf(ask, viewer),
      disclosureNote: noteOf(ask),
      economy: average && rateOf(average.sums),
      providers: visible.map(figuresOf).sort(byName),
      funnel,
      funnelWithheld: funnel ? null : withheld(ask, average?.entries.length ?? null),
    };
  }

  /** One provider by month, MDT, role and host. Null where it is not the viewer's to see, or not there. */
  async provider(viewer: Viewer, organisationId: string, filter: EngagementFilter): Promise<ProviderEngagement | null> {
    const ask = askOf(viewer, filter, this.clock.now());
    if (!ask || !mayOpen(ask, organisationId)) return null;
    const asked = { ...ask, providerId: organisationId, month: null };
    const narrowing = narrowingOf(ask);
    if (ask.isSuppressed && Object.keys(narrowing).length > 0) return this.unsplit(viewer, asked);
    const rows = await this.reads.rows<SplitRow>(viewer, splitsStatement(asked));
    const name = rows[0]?.provider_name ?? (await this.nameOf(viewer, ask, organisationId));
    if (name === null) return null;
    const split = (kind: SplitRow['split']) => rows.filter((row) => row.split === kind);
    const site = split('site').map(narrowedSplit);
    const byMonth = monthsOf(ask.period).map((month) => ({
      month,
      isSoFar: month === ask.period.monthSoFar,
      rate: rateOf(showSums(split('month').map(narrowedSplit), { month }, ask.isSuppressed)),
    }));
    return {
      months: monthsShown(ask),
      scope: scopeOf(ask, viewer),
      disclosureNote: noteOf(ask),
      figures: figuresOf(shownProvider(ask, organisationId, name, site, {})),
      byMonth,
      monthlyLimits: monthlyLimitsOf(byMonth),
      byMdt: partsOf(ask, split('mdt')),
      byRole: partsOf(ask, split('role')),
      byHost: partsOf(ask, split('host')),
      splitsWithheld: null,
    };
  }

  /** The rows that one number was counted from. Null where the provider is not the viewer's to see. */
  async rows(
    viewer: Viewer,
    filter: EngagementFilter,
    cell: EngagementCell,
    page: { readonly first: number; readonly after: RowCursor | null },
  ): Promise<EngagementRows | null> {
    const ask = askOf(viewer, filter, this.clock.now());
    if (!ask || !mayOpen(ask, cell.organisationId)) return null;
    const asked = { ...ask, providerId: cell.organisationId, month: cell.month ?? null };
    const quarters = ask.isSuppressed ? await this.openQuarters(viewer, asked, cell.isOwnSite ?? null) : null;
    const rows = await this.reads.rows<RegisterRow>(
      viewer,
      rowsStatement({
        ...asked,
        isOwnSite: cell.isOwnSite ?? null,
        classes: openClasses(ask, cell.classes ?? null),
        reasonLocus: cell.lossReason ?? null,
        quarters,
        first: Math.min(Math.max(1, page.first), ROWS_AT_MOST),
        after: page.after,
      }),
    );
    const name = await this.nameOf(viewer, ask, cell.organisationId, rows.length > 0);
    if (name === null) return null;
    return rowsPage(ask, name, rows, Math.min(Math.max(1, page.first), ROWS_AT_MOST), quarters);
  }

  /** What the viewer can narrow engagement to. */
  async choices(viewer: Viewer): Promise<EngagementChoices | null> {
    const ask = askOf(viewer, {}, this.clock.now());
    if (!ask) return null;
    const rows = await this.reads.rows<{ kind: string; value: string; label: string }>(
      viewer,
      choicesStatement(ask.tenantId, ask.wall),
    );
    const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value, label }) => ({ value, label }));
    return { mdts: of('mdt'), roles: of('role'), hosts: of('host') };
  }

  /** A commissioner's narrowed view of one provider: splitting it further would let small numbers be worked out. */
  private async unsplit(
    viewer: Viewer,
    asked: EngagementAsk & CountsAsked & { providerId: string },
  ): Promise<ProviderEngagement | null> {
    const rows = await this.reads.rows<CountsRow>(viewer, countsStatement(asked));
    const name = rows[0]?.name ?? (await this.nameOf(viewer, asked, asked.providerId));
    if (name === null) return null;
    const shown = shownProvider(asked, asked.providerId, name, rows.map(narrowedCounts), narrowingOf(asked));
    return {
      months: monthsShown(asked),
      scope: scopeOf(asked, viewer),
      disclosureNote: noteOf(asked),
      figures: figuresOf(shown),
      byMonth: [],
      monthlyLimits: null,
      byMdt: [],
      byRole: [],
      byHost: [],
      splitsWithheld:
        'Clear the filters to see the figures by month, MDT, role and host. Both at once could give small numbers away.',
    };
  }

  private async openQuarters(
    viewer: Viewer,
    asked: CountsAsked,
    isOwnSite: boolean | null,
  ): Promise<readonly string[]> {
    const rows = await this.reads.rows<CountsRow>(viewer, countsStatement(asked));
    const narrowing: Record<string, string> = { ...narrowingOf(asked) };
    if (isOwnSite !== null) narrowing.site = String(isOwnSite);
    return publishedQuarters(rows.map(narrowedCounts), narrowing);
  }

  /** The organisation's name; null where there is none, or where a co-ordinator has no row of it. */
  private async nameOf(
    viewer: Viewer,
    ask: EngagementAsk,
    organisationId: string,
    hasRows = false,
  ): Promise<string | null> {
    const isOwn = ask.wall.kind !== 'economy' && ask.wall.organisationId === organisationId;
    if (ask.wall.kind === 'host' && !isOwn && !hasRows) return null;
    const [row] = await this.reads.rows<{ name: string }>(viewer, {
      name: 'engagement-organisation',
      text: 'select name from organisation where tenant_id = $1 and organisation_id = $2',
      values: [ask.tenantId, organisationId],
    });
    return row?.name ?? null;
  }
}

interface ShownProvider {
  readonly organisationId: string;
  readonly name: string;
  readonly all: ShownSums;
  readonly own: ShownSums;
  readonly other: ShownSums;
}

/** A manager who narrows to an MDT, role or host gets the own figures only; the average is of all meetings. */
function overviewCounts(ask: EngagementAsk): CountsAsked {
  const isOwnOnly = ask.wall.kind === 'provider' && hasNarrowing(ask);
  return {
    ...ask,
    providerId: isOwnOnly && ask.wall.kind === 'provider' ? ask.wall.organisationId : null,
    month: null,
  };
}

function hasNarrowing(ask: EngagementAsk): boolean {
  return Boolean(ask.mdtId ?? ask.roleCode ?? ask.hostId);
}

function shownProviders(ask: EngagementAsk, rows: readonly CountsRow[]): ShownProvider[] {
  const narrowing = ask.isSuppressed ? narrowingOf(ask) : {};
  return [...groupBy(rows, (row) => row.provider)].flatMap(([organisationId, own]) => {
    const narrowed = own.map(narrowedCounts);
    // A provider that has nothing under the filter is no provider of it, however much lies beside it.
    const inside = narrowed.filter((row) =>
      Object.entries(narrowing).every(([key, value]) => row.values[key] === value),
    );
    return inside.length === 0 ? [] : [shownProvider(ask, organisationId, own[0]?.name ?? '', narrowed, narrowing)];
  });
}

function shownProvider(
  ask: EngagementAsk,
  organisationId: string,
  name: string,
  rows: readonly NarrowedRow[],
  narrowing: Readonly<Record<string, string>>,
): ShownProvider {
  return {
    organisationId,
    name,
    all: showSums(rows, narrowing, ask.isSuppressed),
    own: showSums(rows, { ...narrowing, site: 'true' }, ask.isSuppressed),
    other: showSums(rows, { ...narrowing, site: 'false' }, ask.isSuppressed),
  };
}

function narrowedCounts({
  class: kind,
  locus,
  seats,
  quarter,
  mdt,
  role,
  host,
  core,
  month,
  is_own_site,
}: CountsRow): NarrowedRow {
  const values = { mdt, role, host, core, month, site: String(is_own_site) };
  return {
    class: kind,
    locus,
    seats,
    quarter,
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? ''])),
  };
}

function narrowedSplit({ split, value, class: kind, locus, seats, quarter }: SplitRow): NarrowedRow {
  return { class: kind, locus, seats, quarter, values: { [split]: value } };
}

function partsOf(ask: EngagementAsk, rows: readonly SplitRow[]): EngagementPart[] {
  const narrowed = rows.map(narrowedSplit);
  return [...groupBy(rows, (row) => row.value)].map(([value, own]) => ({
    value,
    name: own[0]?.name ?? value,
    rate: rateOf(showSums(narrowed, { [own[0]?.split ?? '']: value }, ask.isSuppressed)),
  }));
}

function figuresOf({ organisationId, name, all, own, other }: ShownProvider): ProviderFigures {
  return {
    organisationId,
    organisationName: name,
    all: rateOf(all),
    ownSites: rateOf(own),
    otherSites: rateOf(other),
    difference: differenceOf(own, other),
    lost: all.hidden === 'all' ? null : all.sums.lost,
    exclusions: exclusionsOf(all),
    lostByReason: lossesOf(all),
  };
}

function byName(a: ProviderFigures, b: ProviderFigures): number {
  return (
    a.organisationName.localeCompare(b.organisationName, 'en-GB') || a.organisationId.localeCompare(b.organisationId)
  );
}

function entriesOf(providers: readonly ShownProvider[]): FunnelEntry[] {
  return providers
    .filter(({ all }) => all.hidden !== 'all' && all.sums.counted > 0)
    .map(({ organisationId, name, all }) => ({ organisationId, name, lost: all.sums.lost, counted: all.sums.counted }))
    .sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
}

/**
 * All providers together, as the sum of what is shown. A manager's average is of all meetings and roles, in the months
 * that count three providers and more: otherwise the average less the own part would be a competitor's.
 */
function averageOf(
  ask: EngagementAsk,
  rows: readonly CountsRow[],
): { readonly sums: ShownSums; readonly entries: FunnelEntry[] } | null {
  const isManager = ask.wall.kind === 'provider';
  const counted = rows.filter((row) => row.is_in_average);
  if (isManager && (hasNarrowing(ask) || counted.length === 0)) return null;
  const providers = shownProviders(ask, counted);
  const shown = providers.map(({ all }) => all).filter(({ hidden }) => hidden !== 'all');
  const isPartlyHidden = counted.length < rows.length || providers.some(({ all }) => all.hidden !== 'nothing');
  const hidden = isPartlyHidden ? (shown.length === 0 ? 'all' : 'some') : 'nothing';
  return { sums: { sums: addSums(shown.map(({ sums }) => sums)), hidden }, entries: entriesOf(providers) };
}

function withheld(ask: EngagementAsk, providers: number | null): string {
  if (providers === null && hasNarrowing(ask))
    return 'The chart and the average are of all meetings and roles. Clear the filters to see them.';
  if (providers === null) return 'Too few providers in these months: the average would give another provider away.';
  return `Not enough providers to show (${providers}). A funnel needs at least ${FEWEST_PROVIDERS}.`;
}

function mayOpen({ wall }: EngagementAsk, organisationId: string): boolean {
  return wall.kind !== 'provider' || wall.organisationId === organisationId;
}

function monthsShown({ period, isSuppressed }: EngagementAsk): EngagementMonths {
  const { fromMonth, toMonth, monthSoFar } = period;
  return { fromMonth, toMonth, monthSoFar, wholeQuarters: isSuppressed };
}

function scopeOf({ wall }: EngagementAsk, viewer: Viewer): string {
  switch (wall.kind) {
    case 'economy':
      return `All providers in ${viewer.tenantName}`;
    case 'provider':
      return `${viewer.organisationName}, with the average of all providers`;
    case 'host':
      return `MDTs that ${viewer.organisationName} hosts, and its own staff's seats elsewhere`;
  }
}

function noteOf({ isSuppressed }: EngagementAsk): string | null {
  return isSuppressed
    ? `${DISCLOSURE_NOTES.staffAttendance} So is a second figure where one could be worked out from it, quarter by quarter.`
    : null;
}

function rowsPage(
  ask: EngagementAsk,
  organisationName: string,
  rows: readonly RegisterRow[],
  first: number,
  quarters: readonly string[] | null,
): EngagementRows {
  const shown = rows.slice(0, first);
  const last = rows.length > first ? shown.at(-1) : undefined;
  const isHidden = quarters !== null && quarters.length === 0;
  return {
    organisationName,
    months: monthsShown(ask),
    isHidden,
    disclosureNote: noteOf(ask),
    total: isHidden ? null : (rows[0]?.total ?? 0),
    rows: shown.map(rowOf),
    endCursor: last ? [last.date, last.meeting_id, last.seat_id].join('_') : null,
  };
}

/**
 * Which classes open their rows. A commissioner's are the counted ones only: a single seat left out for leave or sickness
 * is one person's absence, and where a seat has one holder that person is known.
 */
function openClasses({ wall }: EngagementAsk, asked: readonly string[] | null): readonly string[] | null {
  if (wall.kind !== 'economy') return asked;
  const counted = ['tookPart', 'lost'];
  return asked === null ? counted : asked.filter((each) => counted.includes(each));
}

function rowOf(row: RegisterRow): EngagementRow {
  return {
    id: `${row.meeting_id}_${row.seat_id}`,
    date: row.date,
    meetingId: row.meeting_id,
    mdtName: row.mdt,
    hostName: row.host,
    roleName: row.role,
    isCore: row.is_core,
    isOwnSite: row.is_own_site,
    countClass: row.class,
    countLabel: DENOMINATOR_RULES.find((rule) => rule.class === row.class)?.label ?? row.class,
    lossReason: row.class === 'lost' ? lossLabel(row.locus) : null,
    staffName: row.staff,
  };
}
