import type { VariablesOf } from '../app/graphql.js';
import { formatMonth, londonDateOf } from '../ui/dates.js';
import type { Filter } from '../ui/filter-panel.js';
import type { Option } from '../ui/select-field.js';
import type { engagementQuery } from './engagement.queries.js';

/** What engagement is narrowed to, as the address keeps it. */
export const NO_FILTER = { from: '', to: '', host: '', mdt: '', role: '', seats: '', publication: '' };

export type EngagementFilterValues = typeof NO_FILTER;

interface Choices {
  readonly mdts: readonly Option[];
  readonly roles: readonly Option[];
  readonly hosts: readonly Option[];
}

const MONTHS_TO_CHOOSE = 36;

/** The filter as the server takes it. */
export function filterOf(values: EngagementFilterValues): VariablesOf<typeof engagementQuery>['filter'] {
  return {
    fromMonth: values.from || null,
    toMonth: values.to || null,
    hostId: values.host || null,
    mdtId: values.mdt || null,
    roleCode: values.role || null,
    coreOnly: values.seats === 'core',
    publication: values.publication === '' ? null : Number(values.publication),
  };
}

/** What a commissioner reads: the last published month, and the publications there are, newest first. */
export interface PublishedChoices {
  readonly throughMonth: string;
  readonly publications: readonly Option[];
}

/** The filters of the engagement pages; months up to the present one, or up to the last that is published. */
export function filtersFor(
  choices: Choices | null | undefined,
  published: PublishedChoices | null = null,
  now: Date = new Date(),
): readonly Filter[] {
  const last = published?.throughMonth ?? londonDateOf(now).slice(0, 7);
  const months = monthsUntil(last);
  return [
    { name: 'host', label: 'Host', kind: 'one', options: choices?.hosts ?? [], all: 'All hosts' },
    { name: 'mdt', label: 'MDT', kind: 'one', options: choices?.mdts ?? [], all: 'All MDTs' },
    { name: 'role', label: 'Role', kind: 'one', options: choices?.roles ?? [], all: 'All roles' },
    {
      name: 'from',
      label: 'From',
      kind: 'one',
      options: months,
      all: published ? 'Twelve months before' : 'Twelve months ago',
    },
    { name: 'to', label: 'To', kind: 'one', options: months, all: published ? formatMonth(last) : 'This month' },
    {
      name: 'seats',
      label: 'Seats',
      kind: 'one',
      options: [{ value: 'core', label: 'Core seats only' }],
      all: 'All seats',
    },
    ...(published && published.publications.length > 1
      ? [
          {
            name: 'publication',
            label: 'As published',
            kind: 'one' as const,
            options: published.publications,
            all: 'Most recently',
          },
        ]
      : []),
  ];
}

function monthsUntil(month: string): Option[] {
  const last = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: MONTHS_TO_CHOOSE }, (_, back) => {
    const n = last - back;
    const value = `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
    return { value, label: formatMonth(value) };
  });
}

/** Which number is opened: the part of the address beside the filter. */
export interface CellAddress {
  readonly month?: string;
  readonly site?: 'own' | 'other';
  readonly classes?: readonly string[];
  readonly reason?: string;
  readonly mdt?: string;
  readonly role?: string;
  readonly host?: string;
}

/** Seats that count: the denominator of every rate. */
export const COUNTED = ['tookPart', 'lost'] as const;

/** The page with the rows behind a number. A part of a split (an MDT, a role) takes the filter's place. */
export function rowsAddress(organisationId: string, cell: CellAddress, filter: EngagementFilterValues): string {
  const { classes = [], mdt, role, host, ...rest } = cell;
  const params = filterParams({
    ...filter,
    ...(mdt ? { mdt } : {}),
    ...(role ? { role } : {}),
    ...(host ? { host } : {}),
  });
  for (const [name, value] of Object.entries(rest)) if (value) params.append(name, value);
  for (const kind of classes) params.append('class', kind);
  return `/engagement/providers/${organisationId}/rows${searchOf(params)}`;
}

/** A provider's page under the same filter. */
export function providerAddress(organisationId: string, filter: EngagementFilterValues): string {
  return `/engagement/providers/${organisationId}${searchOf(filterParams(filter))}`;
}

/** The overview under the same filter. */
export function overviewAddress(filter: EngagementFilterValues): string {
  return `/engagement/overview${searchOf(filterParams(filter))}`;
}

/** One role in all providers, under the same filter. */
export function roleAddress(roleCode: string, filter: EngagementFilterValues): string {
  return `/engagement/roles/${encodeURIComponent(roleCode)}${searchOf(filterParams({ ...filter, role: '' }))}`;
}

/** The same chart drawn by the server. */
export function svgAddress(
  chart: 'funnel' | 'monthly' | 'contrast',
  filter: EngagementFilterValues,
  organisationId?: string,
): string {
  const asked = Object.entries(filterOf(filter) ?? {}).flatMap(([name, value]) =>
    value ? [[name, String(value)]] : [],
  );
  const params = new URLSearchParams([...asked, ...(organisationId ? [['organisationId', organisationId]] : [])]);
  return `/engagement/${chart}.svg${searchOf(params)}`;
}

function filterParams(filter: EngagementFilterValues): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
}

function searchOf(params: URLSearchParams): string {
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
