import type { VariablesOf } from '../app/graphql.js';
import type { engagementQuery } from './engagement.queries.js';

/** What engagement is narrowed to, as the address keeps it. */
export const NO_FILTER = { from: '', to: '', host: '', mdt: '', role: '', seats: '', publication: '' };

export type EngagementFilterValues = typeof NO_FILTER;

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
