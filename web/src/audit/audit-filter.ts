import { OPERATIONS } from '@quorate/libs/access';
import { addDays, isLocalDate } from '@quorate/libs/time';
import type { VariablesOf } from '../app/graphql.js';
import type { Filter } from '../ui/filter-panel.js';
import type { auditEventsQuery } from './audit.queries.js';
import { type AuditEvent, type AuditKind, inWords, KIND_WORDS, OUTCOME_WORDS } from './audit-words.js';

type AuditFilter = NonNullable<VariablesOf<typeof auditEventsQuery>['filter']>;

/** What the address holds. `to` is the last day, as a reader means it; the API takes the day after. */
export const NO_FILTER = { from: '', to: '', kind: '', operation: '', login: '', entity: '', outcome: '' };

/** The filter of the address as the API takes it. Words it does not know narrow nothing. */
export function filterOf(value: typeof NO_FILTER): AuditFilter {
  return {
    from: isLocalDate(value.from) ? value.from : null,
    to: isLocalDate(value.to) ? addDays(value.to, 1) : null,
    kind: (Object.keys(KIND_WORDS) as AuditKind[]).find((kind) => kind === value.kind) ?? null,
    operation: value.operation || null,
    login: value.login || null,
    entity: value.entity || null,
    outcome: value.outcome === 'DONE' || value.outcome === 'REFUSED' ? value.outcome : null,
  };
}

/** The filters to offer. People and things are those on the page, and whatever is chosen already. */
export function filtersFor(events: readonly AuditEvent[], value: typeof NO_FILTER): readonly Filter[] {
  const operations = Object.keys(OPERATIONS).map((name) => name.split('.')[1] ?? name);
  const people = new Map(events.flatMap(({ login, actorName }) => (login ? [[login, actorName ?? login]] : [])));
  return [
    { name: 'from', label: 'From', kind: 'date' },
    { name: 'to', label: 'To', kind: 'date' },
    { name: 'kind', label: 'What sort of act', kind: 'one', options: optionsOf(KIND_WORDS), all: 'All' },
    {
      name: 'operation',
      label: 'Act',
      kind: 'one',
      options: named([...operations, ...events.map(({ operation }) => operation), value.operation]),
      all: 'All',
    },
    {
      name: 'login',
      label: 'Who',
      kind: 'one',
      options: [...new Set([...people.keys(), value.login])]
        .filter((login) => login !== '')
        .map((login) => ({ value: login, label: people.get(login) ?? login })),
      all: 'Everyone',
    },
    {
      name: 'entity',
      label: 'Thing acted on',
      kind: 'one',
      options: named([...events.map(({ entity }) => entity), value.entity]),
      all: 'All',
    },
    { name: 'outcome', label: 'Outcome', kind: 'one', options: optionsOf(OUTCOME_WORDS), all: 'All' },
  ];
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function named(codes: readonly string[]) {
  return [...new Set(codes)]
    .filter((code) => code !== '')
    .map((value) => ({ value, label: inWords(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en-GB'));
}
