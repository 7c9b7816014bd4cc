import type { EngagementAsk } from './engagement-ask.js';
import { lossLabel } from './engagement-figures.js';
import type { EngagementCell } from './engagement-inputs.graphql.js';
import { monthsShown, narrowedCounts, noteOf } from './engagement-page.js';
import { monthsOf, quarterOf } from './engagement-period.js';
import type { EngagementRow, EngagementRows } from './engagement-rows.graphql.js';
import { type CountsAsked, type CountsRow, narrowingOf } from './engagement-statements.js';
import { groupBy } from './engagement-sums.js';
import { type NarrowedRow, type Narrowing, ProviderCells } from './publish-cells.js';
import { countLabel } from './register-rows-page.js';

/** What a commissioner opened: the question and the number. */
export type CommissionerAsked = EngagementAsk & CountsAsked & { readonly cell: EngagementCell };

/** The name of an organisation, MDT or role by its id. */
export type NameOf = (id: string) => string;

/** Seats that are shown alike. Of one provider; what is not shown is not in it. */
interface Alike {
  readonly quarter: string;
  readonly month: string | null;
  readonly mdt: string | null;
  readonly host: string | null;
  readonly role: string | null;
  readonly site: string | null;
  readonly core: string | null;
  readonly class: string;
  readonly locus: string;
}

/**
 * How much a row may say, step by step, each step as far as the figure of its value is published. The steps are a chain,
 * so the rows that show a value are as many as its published figure: rows tell nothing that no figure tells.
 */
const PLACE_STEPS: readonly (readonly string[])[] = [['site'], ['site', 'host'], ['site', 'host', 'mdt']];
const ROLE_STEPS = [['role'], ...PLACE_STEPS.map((step) => ['role', ...step])];

/**
 * The rows behind a number for somebody to whom small numbers are hidden. They are made from counts: no meeting, seat or
 * date is read, so none can be told by an id, an order or the end of a page. Rows that say least come last.
 */
export function commissionerRows(
  asked: CommissionerAsked,
  counts: readonly CountsRow[],
  nameOf: NameOf,
  page: { readonly first: number; readonly from: number },
): EngagementRows {
  const cells = new ProviderCells(counts.map(narrowedCounts));
  const narrowing = openedNarrowing(asked);
  const { rows, hidden } = cells.publish(narrowing);
  const open = rows.filter((row) => isOpened(row, asked.cell));
  const groups = [...groupBy(open, (row) => JSON.stringify(alikeOf(cells, row, narrowing)))].map(([key, group]) => ({
    alike: JSON.parse(key) as Alike,
    seats: group.reduce((sum, row) => sum + row.seats, 0),
  }));
  const total = groups.reduce((sum, { seats }) => sum + seats, 0);
  const listed = groups
    .map(({ alike, seats }) => ({ row: rowOf(asked, alike, nameOf), seats, order: orderOf(alike, nameOf) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .flatMap(({ row, seats }) => Array.from({ length: seats }, (_, at) => ({ ...row, id: `${row.id}_${at + 1}` })));
  const to = page.from + page.first;
  return {
    organisationName: nameOf(asked.cell.organisationId),
    months: monthsShown(asked),
    isHidden: hidden === 'all',
    disclosureNote: noteOf(asked),
    total: hidden === 'all' ? null : total,
    rows: listed.slice(page.from, to),
    endCursor: to < total ? String(to) : null,
  };
}

/** The ids that the rows may have to name. */
export function namedIds({ cell }: CommissionerAsked, counts: readonly CountsRow[]) {
  const distinct = (values: readonly (string | null)[]) => [...new Set(values.flatMap((value) => value ?? []))];
  return {
    organisations: distinct([cell.organisationId, ...counts.map(({ host }) => host)]),
    mdts: distinct(counts.map(({ mdt }) => mdt)),
    roles: distinct(counts.map(({ role }) => role)),
  };
}

function openedNarrowing(asked: CommissionerAsked): Narrowing {
  const isOwnSite = asked.cell.isOwnSite ?? null;
  return { ...narrowingOf(asked), ...(isOwnSite === null ? {} : { site: String(isOwnSite) }) };
}

/**
 * Counted seats only: a single seat left out for leave or sickness is one person's absence, and where a seat has one
 * holder that person is known.
 */
function isOpened(row: NarrowedRow, { classes, lossReason }: EngagementCell): boolean {
  if (row.class !== 'tookPart' && row.class !== 'lost') return false;
  return (classes == null || classes.includes(row.class)) && (lossReason == null || row.locus === lossReason);
}

function alikeOf(cells: ProviderCells, row: NarrowedRow, narrowing: Narrowing): Alike {
  const shown: Record<string, string> = { ...placeOf(row, narrowing) };
  // What crosses places is published one at a time: rows of a month or of core seats do not say the role.
  const steps = 'month' in narrowing || 'core' in narrowing ? PLACE_STEPS : ROLE_STEPS;
  for (const step of steps) {
    const next = { ...shown, ...Object.fromEntries(step.map((name) => [name, row.values[name] ?? ''])) };
    if (!cells.isPublished(row.quarter, next)) break;
    Object.assign(shown, next);
  }
  const { month = null, mdt = null, host = null, role = null, site = null, core = null } = shown;
  return { quarter: row.quarter, month, mdt, host, role, site, core, class: row.class, locus: row.locus };
}

/** The filter with what it says of the place: an MDT is in one host, a host in own or other sites. */
function placeOf(row: NarrowedRow, narrowing: Narrowing): Narrowing {
  const site = row.values.site ?? '';
  if ('mdt' in narrowing) return { ...narrowing, site, host: row.values.host ?? '' };
  return 'host' in narrowing ? { ...narrowing, site } : narrowing;
}

function rowOf(asked: CommissionerAsked, alike: Alike, nameOf: NameOf): EngagementRow {
  const months = monthsOf(asked.period).filter((month) => quarterOf(month) === alike.quarter);
  const named = (id: string | null) => id && nameOf(id);
  return {
    id: `${asked.cell.organisationId}_${Object.values(alike).join('_')}`,
    date: null,
    fromMonth: alike.month ?? months[0] ?? alike.quarter,
    toMonth: alike.month ?? months.at(-1) ?? alike.quarter,
    meetingId: null,
    mdtName: named(alike.mdt),
    hostName: named(alike.host),
    roleName: named(alike.role),
    isCore: alike.core === null ? null : alike.core === 'true',
    isOwnSite: alike.site === null ? null : alike.site === 'true',
    countClass: alike.class,
    countLabel: countLabel(alike.class),
    lossReason: alike.class === 'lost' ? lossLabel(alike.locus) : null,
    dispute: null,
    staffName: null,
  };
}

/** Newest quarter first; in it by MDT, host, own sites and role, what is not shown last; lost before taken part. */
function orderOf(alike: Alike, nameOf: NameOf): string {
  const newestFirst = String(99999 - Number((alike.month ?? alike.quarter).replace('-', '').slice(1)));
  const last = '\uffff';
  const named = (id: string | null) => (id === null ? last : nameOf(id));
  const site = alike.site === null ? last : alike.site === 'true' ? 'own' : 'other';
  return [newestFirst, named(alike.mdt), named(alike.host), site, named(alike.role), alike.class, alike.locus].join(
    '\u0000',
  );
}
