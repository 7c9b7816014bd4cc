import { DISCLOSURE_NOTES } from '@quorate/libs/disclosure';
import type { Viewer } from '../platform/viewer.js';
import type { EngagementByRole } from './by-role.graphql.js';
import type { EngagementAsk } from './engagement-ask.js';
import {
  differenceOf,
  exclusionsOf,
  type FunnelEntry,
  funnelOf,
  lossesOf,
  monthlyLimitsOf,
  monthsWithCauses,
  rateOf,
  ShownFigures,
  type ShownSums,
} from './engagement-figures.js';
import type { EngagementEdition, EngagementMonths } from './engagement-parts.graphql.js';
import { monthsOf } from './engagement-period.js';
import {
  type CountsAsked,
  type CountsRow,
  type ExpectedRow,
  narrowingOf,
  type SplitRow,
} from './engagement-statements.js';
import { addSums, groupBy } from './engagement-sums.js';
import type { ManagerAverage } from './manager-average.js';
import type { EngagementOverview, ProviderFigures } from './overview.graphql.js';
import type { EngagementPart, EngagementRolePart, ProviderEngagement } from './provider-engagement.graphql.js';
import { lastMonthOf } from './publication/known-publication.js';
import { matches, type NarrowedRow, type Narrowing } from './publish-cells.js';

const FEWEST_PROVIDERS = 3;

/** What a commissioner's overview has beside its counts. */
export interface Beside {
  /** Lost seats expected, by provider and quarter; empty where nothing is adjusted. */
  readonly expected: readonly ExpectedRow[];
  /** The counts of as many months before; empty where nothing is compared. */
  readonly before: readonly CountsRow[];
}

const NOTHING_BESIDE: Beside = { expected: [], before: [] };

/** The overview from its counts: every provider that the viewer may see, with the economy beside them. */
export function overviewPage(
  viewer: Viewer,
  ask: EngagementAsk,
  rows: readonly CountsRow[],
  beside: Beside = NOTHING_BESIDE,
  average: ManagerAverage | null = null,
): EngagementOverview {
  const before = new Map(shownProviders(ask, beside.before).map((provider) => [provider.organisationId, provider.all]));
  const providers = shownProviders(ask, rows).map((provider) => ({
    ...provider,
    before: before.get(provider.organisationId) ?? null,
  }));
  const isManager = ask.wall.kind === 'provider';
  const together = isManager ? null : allTogether(providers, beside.expected);
  const funnel = together ? funnelOf(together.entries, () => true) : (average?.funnel ?? null);
  return {
    months: monthsShown(ask),
    edition: editionOf(ask),
    scope: scopeOf(ask, viewer),
    disclosureNote: noteOf(ask),
    economy: together ? rateOf(together.sums) : (average?.all ?? null),
    economyMonths: average && {
      fromMonth: average.fromMonth,
      toMonth: average.toMonth,
      monthSoFar: null,
      wholeQuarters: true,
    },
    providers: providers.map(figuresOf).sort(byName),
    funnel,
    funnelWithheld: funnel ? null : withheld(ask, together?.entries.length ?? null),
  };
}

/** A provider of the page: its id and name. */
interface Provider {
  readonly organisationId: string;
  readonly name: string;
}

/** One provider by month, MDT, role and host. */
export function providerPage(
  viewer: Viewer,
  ask: EngagementAsk,
  { organisationId, name }: Provider,
  rows: readonly SplitRow[],
): ProviderEngagement {
  const split = (kind: SplitRow['split']) => rows.filter((row) => row.split === kind);
  const monthly = new ShownFigures(split('month').map(narrowedSplit), ask.isSuppressed);
  const byMonth = monthsWithCauses(
    monthsOf(ask.period).map((month) => ({
      month,
      isSoFar: month === ask.period.monthSoFar,
      rate: rateOf(monthly.show({ month })),
    })),
  );
  return {
    months: monthsShown(ask),
    edition: editionOf(ask),
    scope: scopeOf(ask, viewer),
    disclosureNote: noteOf(ask),
    figures: figuresOf(shownProvider(ask, organisationId, name, split('site').map(narrowedSplit), {})),
    byMonth,
    monthlyLimits: monthlyLimitsOf(byMonth),
    byMdt: partsOf(ask, split('mdt')),
    byRole: partsOf(ask, split('role')),
    byRoleAndSite: rolesOf(ask, split('roleSite')),
    byHost: partsOf(ask, split('host')),
    splitsWithheld: null,
  };
}

/** Roles against providers: who takes part in the seats of which role. */
export function rolesPage(
  ask: EngagementAsk,
  rows: readonly CountsRow[],
  nameOf: (role: string) => string,
): EngagementByRole {
  const narrowing = ask.isSuppressed ? narrowingOf(ask) : {};
  const providers = [...groupBy(rows, (row) => row.provider)].map(([organisationId, own]) => ({
    organisationId,
    name: own[0]?.name ?? '',
    roles: new Set(own.map((row) => row.role ?? '')),
    figures: new ShownFigures(own.map(narrowedCounts), ask.isSuppressed),
  }));
  const inOrder = providers.sort(
    (a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.organisationId < b.organisationId ? -1 : 1),
  );
  const roles = [...new Set(rows.map((row) => row.role ?? ''))].map((roleCode) => ({
    roleCode,
    roleName: nameOf(roleCode),
    providers: inOrder
      .filter((provider) => provider.roles.has(roleCode))
      .map(({ organisationId, figures }) => ({
        organisationId,
        all: rateOf(figures.show({ ...narrowing, role: roleCode })),
      })),
  }));
  return {
    months: monthsShown(ask),
    edition: editionOf(ask),
    disclosureNote: noteOf(ask),
    providers: inOrder.map(({ organisationId, name }) => ({ value: organisationId, label: name })),
    roles: roles.sort((a, b) => a.roleName.localeCompare(b.roleName, 'en-GB')),
  };
}

/** A commissioner's narrowed view of one provider, which is not split: most of its parts would be small numbers. */
export function unsplitPage(
  viewer: Viewer,
  ask: EngagementAsk,
  { organisationId, name }: Provider,
  rows: readonly CountsRow[],
): ProviderEngagement {
  return {
    months: monthsShown(ask),
    edition: editionOf(ask),
    scope: scopeOf(ask, viewer),
    disclosureNote: noteOf(ask),
    figures: figuresOf(shownProvider(ask, organisationId, name, rows.map(narrowedCounts), narrowingOf(ask))),
    byMonth: [],
    monthlyLimits: null,
    byMdt: [],
    byRole: [],
    byRoleAndSite: [],
    byHost: [],
    splitsWithheld:
      'Clear the filters to see the figures by month, MDT, role and host. Both at once could give small numbers away.',
  };
}

interface ShownProvider {
  readonly organisationId: string;
  readonly name: string;
  readonly all: ShownSums;
  readonly own: ShownSums;
  readonly other: ShownSums;
  /** The same of as many months before; null where it is not compared. */
  readonly before: ShownSums | null;
}

/** A manager counts the own provider only. */
export function overviewCounts(ask: EngagementAsk): CountsAsked {
  const providerId = ask.wall.kind === 'provider' ? ask.wall.organisationId : null;
  return { ...ask, providerId, month: null, by: 'nothing' };
}

/** The provider whose manager asks for all meetings, roles and seats, which are what the average is of; null otherwise. */
export function comparedProvider({ wall, ...ask }: EngagementAsk): string | null {
  return wall.kind === 'provider' && Object.keys(narrowingOf(ask)).length === 0 ? wall.organisationId : null;
}

function shownProviders(ask: EngagementAsk, rows: readonly CountsRow[]): ShownProvider[] {
  const narrowing = ask.isSuppressed ? narrowingOf(ask) : {};
  return [...groupBy(rows, (row) => row.provider)].flatMap(([organisationId, own]) => {
    const narrowed = own.map(narrowedCounts);
    const shown = shownProvider(ask, organisationId, own[0]?.name ?? '', narrowed, narrowing);
    // A provider that has nothing under the filter is no provider of it, unless even that is hidden.
    const isOfIt = shown.all.hidden !== 'nothing' || narrowed.some((row) => matches(row, narrowing));
    return isOfIt ? [shown] : [];
  });
}

function shownProvider(
  ask: EngagementAsk,
  organisationId: string,
  name: string,
  rows: readonly NarrowedRow[],
  narrowing: Narrowing,
): ShownProvider {
  const figures = new ShownFigures(rows, ask.isSuppressed);
  return {
    organisationId,
    name,
    all: figures.show(narrowing),
    own: figures.show({ ...narrowing, site: 'true' }),
    other: figures.show({ ...narrowing, site: 'false' }),
    before: null,
  };
}

/** A row of counts with its value in each dimension. */
export function narrowedCounts({
  class: kind,
  locus,
  seats,
  quarter,
  detail,
  mdt,
  role,
  host,
  core,
  month,
  is_own_site,
}: CountsRow): NarrowedRow {
  return {
    class: kind,
    locus,
    seats,
    quarter,
    detail,
    values: {
      mdt: mdt ?? '',
      role: role ?? '',
      host: host ?? '',
      core: core ?? '',
      month: month ?? '',
      site: String(is_own_site),
    },
  };
}

function narrowedSplit({ split, value, site, host, ...row }: SplitRow): NarrowedRow {
  const { class: kind, locus, seats, quarter, detail } = row;
  const place = { ...(site ? { site } : {}), ...(host ? { host } : {}) };
  const dimension = split === 'roleSite' ? 'role' : split;
  return { class: kind, locus, seats, quarter, detail, values: { ...place, [dimension]: value } };
}

function partsOf(ask: EngagementAsk, rows: readonly SplitRow[]): EngagementPart[] {
  const figures = new ShownFigures(rows.map(narrowedSplit), ask.isSuppressed);
  return [...groupBy(rows, (row) => row.value)].map(([value, own]) => ({
    value,
    name: own[0]?.name ?? value,
    rate: rateOf(figures.show({ [own[0]?.split ?? '']: value })),
  }));
}

function rolesOf(ask: EngagementAsk, rows: readonly SplitRow[]): EngagementRolePart[] {
  const figures = new ShownFigures(rows.map(narrowedSplit), ask.isSuppressed);
  return [...groupBy(rows, (row) => row.value)].map(([role, own]) => {
    const [ownSites, otherSites] = [figures.show({ role, site: 'true' }), figures.show({ role, site: 'false' })];
    return {
      value: role,
      name: own[0]?.name ?? role,
      ownSites: rateOf(ownSites),
      otherSites: rateOf(otherSites),
      difference: differenceOf(ownSites, otherSites),
    };
  });
}

function figuresOf({ organisationId, name, all, own, other, before }: ShownProvider): ProviderFigures {
  return {
    organisationId,
    organisationName: name,
    all: rateOf(all),
    ownSites: rateOf(own),
    otherSites: rateOf(other),
    difference: differenceOf(own, other),
    change: before?.hidden === 'nothing' && all.hidden === 'nothing' ? differenceOf(all, before) : null,
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

function entriesOf(providers: readonly ShownProvider[], expected: readonly ExpectedRow[]): FunnelEntry[] {
  return providers
    .filter(({ all }) => all.hidden !== 'all' && all.sums.counted > 0)
    .map(({ organisationId, name, all }) => ({
      organisationId,
      name,
      lost: all.sums.lost,
      counted: all.sums.counted,
      expected: expectedOf(organisationId, all, expected),
    }))
    .sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
}

/** Over the quarters that are shown; null where one of them is not known. */
function expectedOf(provider: string, { quarters }: ShownSums, expected: readonly ExpectedRow[]): number | null {
  const own = expected.filter((row) => row.provider === provider && quarters.has(row.quarter) && row.expected !== null);
  return own.length > 0 && own.length === quarters.size ? own.reduce((sum, row) => sum + (row.expected ?? 0), 0) : null;
}

/** All providers together, as the sum of what is shown. */
function allTogether(
  providers: readonly ShownProvider[],
  expected: readonly ExpectedRow[],
): { readonly sums: ShownSums; readonly entries: FunnelEntry[] } {
  const shown = providers.map(({ all }) => all).filter((all) => all.hidden !== 'all');
  const isPartlyHidden = providers.some(({ all }) => all.hidden !== 'nothing');
  const hidden = isPartlyHidden ? (shown.length === 0 ? 'all' : 'some') : 'nothing';
  const sums = { sums: addSums(shown.map((one) => one.sums)), quarters: new Set<string>(), hidden } as const;
  return { sums, entries: entriesOf(providers, expected) };
}

/** Why there is no funnel. `providers` is null for a manager's. */
function withheld(ask: EngagementAsk, providers: number | null): string {
  if (ask.isSuppressed && !ask.publication) return 'Nothing has been published yet.';
  if (providers !== null)
    return `Not enough providers to show (${providers}). A funnel needs at least ${FEWEST_PROVIDERS}.`;
  return comparedProvider(ask) === null
    ? 'The chart and the average are of all meetings, roles and seats. Clear the filters to see them.'
    : 'The chart and the average are of whole quarters that were published, with three providers or more: these months have none that you can be shown.';
}

/** Whether a provider is inside the wall: a manager opens the own one only. */
export function mayOpen({ wall }: EngagementAsk, organisationId: string): boolean {
  return wall.kind !== 'provider' || wall.organisationId === organisationId;
}

/** Which publication figures are of; null for live ones. */
export function editionOf({ publication }: EngagementAsk): EngagementEdition | null {
  if (!publication) return null;
  const { throughQuarter, ...edition } = publication;
  return { ...edition, throughMonth: lastMonthOf(throughQuarter) };
}

/** The months that a page says its figures cover. */
export function monthsShown({ period, isSuppressed }: EngagementAsk): EngagementMonths {
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

/** What is hidden, in words; null when nothing is. */
export function noteOf(ask: EngagementAsk & { readonly month?: string | null }): string | null {
  if (!ask.isSuppressed) return null;
  const crossing = [ask.roleCode, ask.coreOnly, ask.month].filter(Boolean);
  return [
    DISCLOSURE_NOTES.staffAttendance,
    'So are further figures where one could be worked out from them, quarter by quarter.',
    ...(crossing.length > 1 ? ['A role, core seats and a month are shown one at a time: take one of them off.'] : []),
  ].join(' ');
}
