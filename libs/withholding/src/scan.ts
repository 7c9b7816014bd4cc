import { logNormalProbability } from '@quorate/libs/statistics';
import { forEachLoad, type ProviderModel, residual } from './provider-model.js';

/** Where withholding would be: everywhere a provider is invited to, or one of its roles, hosts or teams. */
export interface Scope {
  readonly kind: 'all' | 'role' | 'host' | 'team';
  readonly value: number;
}

/** What a scan over onsets and scopes found, as log odds and logarithms of evidence against the null. */
export interface ScanResult {
  /** Log evidence that staff are being held back now, priors included. */
  readonly active: number;
  /** Log evidence of everything else: nothing, one bad spell, one person, the whole provider in trouble, an ended policy. */
  readonly otherwise: number;
  readonly best: { readonly scope: Scope; readonly onset: number } | null;
}

/** Prior of the size of a shift, in log odds. */
interface Shift {
  readonly mean: number;
  readonly sd: number;
}

const WITHHELD: Shift = { mean: 0.9, sd: 0.5 };
const SPELL: Shift = { mean: 0, sd: 1.3 };
const ONE_PERSON: Shift = { mean: 1, sd: 1.2 };
const WHOLE_PROVIDER: Shift = { mean: 0, sd: 1 };

const FROM_THE_START = 0.04;
const A_FORTNIGHT = 0.006;
const ENDED = 0.06;
const SPELL_PRIOR = 0.5;
const SPELL_FORTNIGHTS = 4;
const PERSON_PRIOR = 0.2 / 6;
const PROVIDER_PRIOR = 0.08;
const SCOPE_PRIOR = { all: 0.5, role: 0.17, host: 0.06, team: 0.16 } as const;
const LEAST_SCOPE_ROWS = 10;
const LEAST_PERSON_ROWS = 4;
const LEAST_ENDED_FORTNIGHTS = 5;
const LEAST_PERSON_FORTNIGHTS = 3;
const ENDED_BEFORE_FORTNIGHTS = 2;

/**
 * Weighs withholding from each onset in each scope against the innocent explanations, for one provider.
 *   edges   a provider without cross-provider rows has no evidence either way
 */
export function scan(model: ProviderModel): ScanResult {
  const { cells } = model;
  const n = cells.fortnights;
  const active: number[] = [];
  const otherwise: number[] = [0];
  let best: { scope: Scope; onset: number; value: number } | null = null;
  const logPrior = Float64Array.from({ length: n }, (_, f) => Math.log(f === 0 ? FROM_THE_START : A_FORTNIGHT));
  for (const { scope, prior } of scopesOf(model)) {
    const sums = new SuffixSums(model, (c) => cells.cross[c] === 1 && isInScope(model, scope, c));
    const logScope = Math.log(prior);
    for (let f = 0; f < n; f += 1) {
      const value =
        logBayesOfWithholding(sums.score(f, n), sums.information(f, n)) + (logPrior[f] as number) + logScope;
      active.push(value);
      if (!best || value > best.value) best = { scope, onset: f, value };
    }
    for (let from = 0; from < n; from += 1) {
      for (let to = from + LEAST_ENDED_FORTNIGHTS; to <= n - ENDED_BEFORE_FORTNIGHTS; to += 1) {
        const evidence = logBayesOfWithholding(sums.score(from, to), sums.information(from, to));
        otherwise.push(evidence + (logPrior[from] as number) + Math.log(ENDED) + logScope);
      }
      if (scope.kind === 'host') continue;
      for (let to = from + 1; to <= Math.min(n, from + SPELL_FORTNIGHTS); to += 1) {
        const evidence = logBayes(sums.score(from, to), sums.information(from, to), SPELL);
        otherwise.push(evidence + logScope + Math.log(SPELL_PRIOR / n / SPELL_FORTNIGHTS));
      }
    }
  }
  addPersons(model, otherwise);
  const whole = new SuffixSums(model, () => true);
  for (let from = 0; from < n; from += 1) {
    for (let to = from + 1; to <= n; to += 1) {
      const evidence = logBayes(whole.score(from, to), whole.information(from, to), WHOLE_PROVIDER);
      otherwise.push(evidence + Math.log(PROVIDER_PRIOR / n / n));
    }
  }
  return {
    active: logSum(active),
    otherwise: logSum(otherwise),
    best: best && best.value > -9 ? { scope: best.scope, onset: best.onset } : null,
  };
}

/** Log of how much better a loss of the size expected of withholding explains a score than no loss does. */
export function logBayesOfWithholding(score: number, information: number): number {
  return logBayesOfLoss(score, information, WITHHELD);
}

export function isInScope(model: ProviderModel, scope: Scope, cell: number): boolean {
  return scope.kind === 'all' || model.cells[scope.kind][cell] === scope.value;
}

function addPersons(model: ProviderModel, otherwise: number[]): void {
  const { cells } = model;
  const n = cells.fortnights;
  const rows = new Int32Array(cells.persons);
  for (let c = 0; c < cells.count; c += 1) {
    const person = cells.person[c] as number;
    if (cells.cross[c]) rows[person] = (rows[person] as number) + (cells.rows[c] as number);
  }
  for (let person = 0; person < cells.persons; person += 1) {
    if ((rows[person] as number) < LEAST_PERSON_ROWS) continue;
    const sums = new SuffixSums(model, (c) => cells.person[c] === person);
    for (let from = 0; from < n; from += 1) {
      for (let to = from + LEAST_PERSON_FORTNIGHTS; to <= n; to += 1) {
        const evidence = logBayes(sums.score(from, to), sums.information(from, to), ONE_PERSON);
        otherwise.push(evidence + Math.log(PERSON_PRIOR / cells.persons / n));
      }
    }
  }
}

function scopesOf(model: ProviderModel): { readonly scope: Scope; readonly prior: number }[] {
  const { cells } = model;
  const found: { scope: Scope; prior: number }[] = [{ scope: { kind: 'all', value: 0 }, prior: SCOPE_PRIOR.all }];
  let crossCells = 0;
  for (let c = 0; c < cells.count; c += 1) crossCells += cells.cross[c] as number;
  if (crossCells === 0) return [];
  for (const kind of ['role', 'host', 'team'] as const) {
    const rows = new Map<number, number>();
    const count = new Map<number, number>();
    for (let c = 0; c < cells.count; c += 1) {
      if (!cells.cross[c]) continue;
      const value = cells[kind][c] as number;
      rows.set(value, (rows.get(value) ?? 0) + (cells.rows[c] as number));
      count.set(value, (count.get(value) ?? 0) + 1);
    }
    const values = [...rows.keys()]
      .sort((a, b) => a - b)
      .filter((value) => (rows.get(value) as number) >= LEAST_SCOPE_ROWS && (count.get(value) as number) < crossCells);
    for (const value of values) found.push({ scope: { kind, value }, prior: SCOPE_PRIOR[kind] / values.length });
  }
  return found;
}

/** Log of how much better a shift of a normal prior explains a score than no shift does. */
function logBayes(score: number, information: number, { mean, sd }: Shift): number {
  const precision = 1 / (sd * sd);
  return (
    -0.5 * Math.log1p(information / precision) +
    0.5 * ((score + mean * precision) ** 2 / (information + precision) - mean * mean * precision)
  );
}

/** The same for a shift that can only be a loss: attendance that got better is evidence against withholding. */
function logBayesOfLoss(score: number, information: number, prior: Shift): number {
  const precision = 1 / (prior.sd * prior.sd);
  const spread = Math.sqrt(information + precision);
  const likely = (score + prior.mean * precision) / spread;
  return (
    logBayes(score, information, prior) + logNormalProbability(likely) - logNormalProbability(prior.mean / prior.sd)
  );
}

function logSum(values: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) most = Math.max(most, value);
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}

/** Score and information of a shift in any window of fortnights, for the cells of one scope. */
class SuffixSums {
  private readonly weights: Float64Array;
  private readonly scores: Float64Array;
  /** One row a fortnight: the loads of all later cells, multiplied by the inverse of the Cholesky factor. */
  private readonly reduced: Float64Array;
  private readonly width: number;

  constructor(model: ProviderModel, isIn: (cell: number) => boolean) {
    const { cells, factor } = model;
    const n = cells.fortnights;
    const within = Int32Array.from({ length: cells.count }, (_, c) => c).filter(isIn);
    // Effects of people who are not in the scope are loaded on by none of its cells, and stay 0.
    const people = Int32Array.from(new Set(within.map((c) => cells.person[c] as number))).sort();
    const at = new Int32Array(cells.persons);
    people.forEach((person, k) => {
      at[person] = k;
    });
    this.width = 2 * people.length + factor.tail;
    this.weights = new Float64Array(n + 1);
    this.scores = new Float64Array(n + 1);
    this.reduced = new Float64Array((n + 1) * this.width);
    for (const c of within) {
      const f = cells.fortnight[c] as number;
      const w = model.precision[c] as number;
      this.weights[f] = (this.weights[f] as number) + w;
      this.scores[f] = (this.scores[f] as number) + w * residual(model, c);
      const shift = f * this.width - 2 * ((cells.person[c] as number) - (at[cells.person[c] as number] as number));
      const shiftTail = f * this.width - 2 * (factor.pairs - people.length);
      forEachLoad(model, c, (column) => {
        const to = column + (column < 2 * factor.pairs ? shift : shiftTail);
        this.reduced[to] = (this.reduced[to] as number) + w;
      });
    }
    for (let f = n - 1; f >= 0; f -= 1) {
      if (this.weights[f] !== 0) factor.whiten(people, this.reduced, f * this.width);
      this.scores[f] = (this.scores[f] as number) + (this.scores[f + 1] as number);
      this.weights[f] = (this.weights[f] as number) + (this.weights[f + 1] as number);
      for (let e = f * this.width; e < (f + 1) * this.width; e += 1)
        this.reduced[e] = (this.reduced[e] as number) + (this.reduced[e + this.width] as number);
    }
  }

  score(from: number, to: number): number {
    return (this.scores[from] as number) - (this.scores[to] as number);
  }

  information(from: number, to: number): number {
    // Two sums that do not wait for each other.
    let even = 0;
    let odd = 0;
    const a = from * this.width;
    const b = to * this.width;
    const last = this.width - 1;
    for (let e = 0; e < last; e += 2) {
      const d0 = (this.reduced[a + e] as number) - (this.reduced[b + e] as number);
      const d1 = (this.reduced[a + e + 1] as number) - (this.reduced[b + e + 1] as number);
      even += d0 * d0;
      odd += d1 * d1;
    }
    // The tail of a factor is even, as are its pairs.
    return Math.max(1e-9, (this.weights[from] as number) - (this.weights[to] as number) - even - odd);
  }
}
