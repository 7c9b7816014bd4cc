import { Button } from './button.js';
import { Checkboxes } from './choice-fields.js';
import { DateField } from './date-field.js';
import { type Option, SelectField } from './select-field.js';
import type { FilterValues } from './url-filter.js';

export interface Filter {
  readonly name: string;
  readonly label: string;
  /** one: a list to choose from. several: check boxes. date: a local date. There is no free text on purpose. */
  readonly kind: 'one' | 'several' | 'date';
  readonly options?: readonly Option[];
  /** The words for "no choice": "All areas". */
  readonly all?: string;
}

export interface FilterPanelProps {
  readonly filters: readonly Filter[];
  readonly value: FilterValues;
  readonly onChange: (change: Partial<FilterValues>) => void;
  /** "12 of 40 meetings": read out after each change. */
  readonly result?: string;
}

interface Active {
  readonly key: string;
  readonly text: string;
  readonly change: Partial<FilterValues>;
}

function activeFilters(filters: readonly Filter[], value: FilterValues): readonly Active[] {
  return filters.flatMap((filter): readonly Active[] => {
    const now = value[filter.name] ?? '';
    const word = (v: string) => filter.options?.find((o) => o.value === v)?.label ?? v;
    if (typeof now === 'string')
      return now === ''
        ? []
        : [{ key: filter.name, text: `${filter.label}: ${word(now)}`, change: { [filter.name]: '' } }];
    return now.map((one) => ({
      key: `${filter.name}-${one}`,
      text: `${filter.label}: ${word(one)}`,
      change: { [filter.name]: now.filter((v) => v !== one) },
    }));
  });
}

/** Filters that act at once, the chosen ones as tags that can be taken off. Use with useUrlFilter. */
export function FilterPanel({ filters, value, onChange, result }: FilterPanelProps) {
  const active = activeFilters(filters, value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers of six months ago do not all know the search element
    <div className="q-filter" role="search" aria-label="Filter">
      <div className="q-filter__fields">
        {filters.map((filter) => (
          <FilterField
            key={filter.name}
            filter={filter}
            value={value[filter.name] ?? ''}
            onChange={(v) => onChange({ [filter.name]: v })}
          />
        ))}
      </div>
      {active.length > 0 ? (
        <ul className="q-filter__active" aria-label="Filters in use">
          {active.map((one) => (
            <li key={one.key}>
              <button type="button" className="q-filter__tag" onClick={() => onChange(one.change)}>
                <span className="nhsuk-u-visually-hidden">Remove filter </span>
                {one.text} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
          <li>
            <Button look="quiet" onClick={() => onChange(clearAll(filters, value))}>
              Clear all
            </Button>
          </li>
        </ul>
      ) : null}
      {result ? (
        <p className="q-filter__result" role="status">
          {result}
        </p>
      ) : null}
    </div>
  );
}

function clearAll(filters: readonly Filter[], value: FilterValues): Partial<FilterValues> {
  return Object.fromEntries(
    filters.map((f) => [f.name, typeof value[f.name] === 'string' || value[f.name] === undefined ? '' : []]),
  );
}

interface FilterFieldProps {
  readonly filter: Filter;
  readonly value: string | readonly string[];
  readonly onChange: (value: string | readonly string[]) => void;
}

function FilterField({ filter, value, onChange }: FilterFieldProps) {
  const name = `filter-${filter.name}`;
  switch (filter.kind) {
    case 'one':
      return (
        <SelectField
          name={name}
          label={filter.label}
          placeholder={filter.all ?? 'All'}
          options={filter.options ?? []}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
        />
      );
    case 'several':
      return (
        <Checkboxes
          name={name}
          label={filter.label}
          options={filter.options ?? []}
          values={typeof value === 'string' ? [] : value}
          onChange={onChange}
        />
      );
    case 'date':
      return (
        <DateField
          name={name}
          label={filter.label}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
        />
      );
  }
}
