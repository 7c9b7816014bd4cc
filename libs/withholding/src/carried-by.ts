import { type ProviderModel, residual } from './provider-model.js';
import { isInScope, type Scope } from './scan.js';

/**
 * How many people carry the loss since an onset in a scope, counted by how even it is: 3 where three lose alike, 1 where one
 * loses nearly all, whoever else is there. People who come more than expected carry nothing.
 *   edges   0 where nobody loses
 */
export function carriedBy(model: ProviderModel, scope: Scope, onset: number): number {
  const { cells } = model;
  const lost = new Float64Array(cells.persons);
  for (let c = 0; c < cells.count; c += 1) {
    if (!cells.cross[c] || (cells.fortnight[c] as number) < onset || !isInScope(model, scope, c)) continue;
    const person = cells.person[c] as number;
    lost[person] = (lost[person] as number) + (model.precision[c] as number) * residual(model, c);
  }
  let sum = 0;
  let squares = 0;
  for (const loss of lost) {
    if (loss <= 0) continue;
    sum += loss;
    squares += loss * loss;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}
