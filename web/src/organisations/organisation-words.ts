import type { ResultOf } from '../app/graphql.js';
import { formatDate } from '../ui/dates.js';
import type { TimelineEntry } from '../ui/timeline.js';
import type { directoryQuery, organisationQuery, siteQuery, sitesQuery } from './organisations.queries.js';

export type OrganisationEntry = ResultOf<typeof directoryQuery>['organisations']['items'][number];
export type Organisation = NonNullable<ResultOf<typeof organisationQuery>['organisation']>;
export type Site = ResultOf<typeof sitesQuery>['sites']['items'][number];
export type SiteRecord = NonNullable<ResultOf<typeof siteQuery>['site']>;
export type OrganisationKind = OrganisationEntry['kind'];

/** The kind in a reader's words, in the order of the filter. */
export const KIND_NAMES: Readonly<Record<OrganisationKind, string>> = {
  ACUTE_TRUST: 'Acute trust',
  COMMUNITY_TRUST: 'Community trust',
  MENTAL_HEALTH_TRUST: 'Mental health trust',
  AMBULANCE_TRUST: 'Ambulance trust',
  NHS_TRUST: 'NHS trust',
  GP_PRACTICE: 'GP practice',
  PCN: 'Primary care network',
  PRESCRIBING_CENTRE: 'Other service that prescribes',
  INDEPENDENT: 'Independent provider',
  HOSPICE: 'Hospice',
  CARE_HOME: 'Care home',
  PHARMACY: 'Pharmacy',
  LOCAL_AUTHORITY: 'Local authority',
  VCSE: 'Voluntary or community organisation',
  ICB: 'Integrated care board',
  SUB_ICB: 'Sub-ICB location',
  REGION: 'NHS region',
  REGULATOR: 'Regulator',
};

/** An organisation to choose: kind and code are there for what a search found, not for what was chosen before. */
export type OrganisationChoice = Pick<OrganisationEntry, 'id' | 'name'> &
  Partial<Pick<OrganisationEntry, 'kind' | 'odsCode'>>;

/** "GP practice, P84053": tells apart, in a list to choose from, what has nearly the same name. */
export function describeChoice({ kind, odsCode }: OrganisationChoice): string {
  return [kind && KIND_NAMES[kind], odsCode].filter(Boolean).join(', ');
}

export const LICENCE_NAMES: Readonly<Record<Organisation['licence'][number]['status'], string>> = {
  LICENSED: 'Holds the provider licence',
  NHS_TRUST_SHADOW: 'Not licensed, expected to meet the same conditions',
  EXEMPT: 'Outside the provider licence',
  NOT_APPLICABLE: 'The provider licence does not apply',
  UNKNOWN: 'Not known',
};

export const MEMBERSHIP_NAMES: Readonly<Record<Organisation['memberships'][number]['kind'], string>> = {
  ICB: 'Integrated care board',
  SUB_ICB: 'Sub-ICB location',
  PCN: 'Primary care network',
  REGION: 'NHS region',
};

interface DatedPeriod {
  readonly from: string | null;
  readonly to: string | null;
  readonly firstSeen?: string | null;
}

/** "from 1 July 2026", "until 30 June 2026" (the last day is shown, the end is stored), and what is only assumed. */
export function describePeriod({ from, to, firstSeen = null }: DatedPeriod): string {
  const parts = [
    from === null ? null : `from ${formatDate(from)}`,
    to === null ? null : `until ${formatDate(dayBefore(to))}`,
  ].filter((part) => part !== null);
  const words = parts.length === 0 ? 'as far as is known' : parts.join(' ');
  const isAssumed = firstSeen !== null && (from === null || from < firstSeen);
  return isAssumed ? `${words} (first shown by the extract of ${formatDate(firstSeen)})` : words;
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

const CHANGE_WORDS: Readonly<Record<string, (before: string, after: string) => string>> = {
  name: (before, after) => `Renamed from ${before} to ${after}`,
  icb: (before, after) => `Moved from ${before} to ${after}`,
  subIcb: (before, after) => `Moved from ${before} to ${after}`,
  pcn: (before, after) => `Moved from ${before} to ${after}`,
  region: (before, after) => `Moved from ${before} to ${after}`,
  postcode: (before, after) => `Address moved from ${before} to ${after}`,
  closed: () => 'Closed',
  reopened: () => 'Opened again',
};

/** What happened to an organisation, newest first: opening, changes that imports found, closing, what came before and after. */
export function historyOf(organisation: Organisation): readonly TimelineEntry[] {
  const { openedOn, closedOn, changes, successors, predecessors, source } = organisation;
  const entries: TimelineEntry[] = changes
    .filter(({ field, changedOn }) => field !== 'closed' || changedOn !== closedOn)
    .map(({ id, changedOn, field, oldValue, newValue, source: by }) => {
      const shown = (value: string | null) => (field === 'postcode' ? (value ?? '') : (value ?? 'no record'));
      const words =
        CHANGE_WORDS[field] ?? ((before: string, after: string) => `${field} changed from ${before} to ${after}`);
      return { id, at: changedOn, title: words(shown(oldValue), shown(newValue)), by: `first shown by ${by}` };
    });
  if (openedOn) entries.push({ id: 'opened', at: openedOn, title: 'Opened', by: source });
  if (closedOn) entries.push({ id: 'closed', at: closedOn, title: 'Closed: last day open', by: source });
  for (const one of successors)
    entries.push({
      id: `after-${one.organisationId}`,
      at: one.onDate,
      title: `Succeeded by ${one.name}`,
    });
  for (const one of predecessors)
    entries.push({
      id: `before-${one.organisationId}`,
      at: one.onDate,
      title: `Took over from ${one.name}`,
    });
  return entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
}

/** From when until when an organisation has run a site: its periods that follow one another, as one. */
export function runBy(site: SiteRecord): DatedPeriod | null {
  const [latest, ...earlier] = site.periods;
  if (!latest || latest.organisationId !== site.organisationId) return null;
  let first = latest;
  for (const period of earlier) {
    if (period.organisationId !== site.organisationId || period.to !== first.from) break;
    first = period;
  }
  return { from: first.from, to: latest.to, firstSeen: first.firstSeen };
}

/** Address and postcode in one line, the postcode unbroken; empty when neither is known. */
export function placeOf({ address, postcode }: Pick<Site, 'address' | 'postcode'>): string {
  return [address, postcode?.replace(' ', '\u00a0')].filter(Boolean).join(', ');
}

/** Where a site is, in words. */
export function describeLocation({ latitude, longitude }: Pick<Site, 'latitude' | 'longitude'>): string {
  return latitude === null || longitude === null ? 'No location' : `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
}
