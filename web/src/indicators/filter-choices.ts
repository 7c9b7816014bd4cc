import { formatMonth, londonDateOf } from '../ui/dates.js';
import type { Filter } from '../ui/filter-panel.js';
import type { Option } from '../ui/select-field.js';

interface Choices {
  readonly mdts: readonly Option[];
  readonly roles: readonly Option[];
  readonly hosts: readonly Option[];
}

const MONTHS_TO_CHOOSE = 36;

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

/** Provider, for whoever sees more than one, and months. */
export function measuresFilters(providers: readonly Option[], published: PublishedChoices | null): readonly Filter[] {
  const months = filtersFor(null, published).filter(({ name }) => name === 'from' || name === 'to');
  if (providers.length === 0) return months;
  return [
    { name: 'provider', label: 'Provider', kind: 'one', options: [...providers], all: 'All providers' },
    ...months,
  ];
}
