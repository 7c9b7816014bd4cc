import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type FilterValues, type Loose, readFilter } from './url-filter.js';

/**
 * A page's filter kept in the address, so that back, reload and a copied link keep it. What equals the default is left out of the address.
 * Never for names, NHS numbers or anything else about a person: addresses are logged.
 * example const [filter, setFilter] = useUrlFilter({ area: '', status: ['open'] })
 */
export function useUrlFilter<Values extends FilterValues>(
  defaults: Values,
): readonly [Loose<Values>, (change: Partial<Loose<Values>>) => void] {
  const [params, setParams] = useSearchParams();
  const key = JSON.stringify(defaults);
  const filter = useMemo(() => readFilter(JSON.parse(key) as Values, params), [key, params]);
  const setFilter = useCallback(
    (change: Partial<Loose<Values>>) => {
      setParams((now) => write(JSON.parse(key) as FilterValues, now, change as Partial<FilterValues>), {
        replace: true,
        preventScrollReset: true,
      });
    },
    [key, setParams],
  );
  return [filter, setFilter];
}

function write(defaults: FilterValues, now: URLSearchParams, change: Partial<FilterValues>): URLSearchParams {
  const next = new URLSearchParams(now);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) continue;
    next.delete(name);
    if (JSON.stringify(value) === JSON.stringify(defaults[name])) continue;
    const values = typeof value === 'string' ? [value] : value.length === 0 ? [''] : value;
    for (const one of values) next.append(name, one);
  }
  return next;
}
