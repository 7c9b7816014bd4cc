import type { VariablesOf } from '../app/graphql.js';
import type { engagementMeasuresQuery } from './measures.queries.js';

/** What measures are narrowed to, as the address keeps it. */
export const NO_MEASURES_FILTER = { provider: '', from: '', to: '' };

export type MeasuresFilterValues = typeof NO_MEASURES_FILTER;

/** The filter as the server takes it. */
export function measuresFilterOf(values: MeasuresFilterValues): VariablesOf<typeof engagementMeasuresQuery>['filter'] {
  return {
    organisationId: values.provider || null,
    fromMonth: values.from || null,
    toMonth: values.to || null,
  };
}

/** All measures under a filter. */
export function measuresAddress(filter: MeasuresFilterValues): string {
  return `/engagement/measures${searchOf(filter)}`;
}

/** One measure under a filter. */
export function measureAddress(code: string, filter: MeasuresFilterValues): string {
  return `/engagement/measures/${code}${searchOf(filter)}`;
}

function searchOf(filter: MeasuresFilterValues): string {
  const text = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  return text === '' ? '' : `?${text}`;
}
