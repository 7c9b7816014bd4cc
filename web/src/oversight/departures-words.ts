import type { ResultOf } from '../app/graphql.js';
import type { departuresQuery } from './departures.queries.js';

export type DepartureKind = ResultOf<typeof departuresQuery>['departures']['items'][number]['kind'];

export const DEPARTURE_KINDS: Readonly<Record<DepartureKind, string>> = {
  STAGE: 'A stage was left out',
  DUE_DATE: 'A due date was moved',
  DEFAULT: 'What happens by default was stopped',
  ADDRESSEE: 'Somebody else was addressed',
  OTHER: 'Another departure',
};
