// Labels of the benchmark's truth, and the ridge logistic regression that the detector's weights come from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 86_400_000;
/** Days of a month in which withholding must go on for the month to count as one, as the benchmark's scorer has it. */
const ACTIVE_DAYS = 15;
/** Precision of the prior on each standardised weight. */
const PENALTY = 10;
/** Months that each set counts as, so that the largest does not decide alone. */
const MONTHS_OF_A_SET = 3000;
const STEPS = 40;
const LARGEST_STEP = 2;
const SETTLED = 1e-6;

/** Whether withholding goes on in the month of each evaluation, 0 or 1, in the order of the evaluations. */
export function labelsOf(folder, economy, frame, evaluations) {
  const policies = new Map(
    readRows(join(folder, 'truth.csv'))
      .filter((row) => row.label === 'withholding')
      .map((row) => [row.provider_id, row]),
  );
  const days = [economy.start, ...economy.evaluationDates].map(dayOf);
  return evaluations.map(({ provider, evaluation }) => {
    const policy = policies.get(frame.providers[provider]);
    if (!policy) return 0;
    const end = policy.end_date ? dayOf(policy.end_date) : days.at(-1);
    const within = Math.min(end, days[evaluation + 1]) - Math.max(dayOf(policy.onset_date), days[evaluation]);
    return within >= ACTIVE_DAYS ? 1 : 0;
  });
}

/**
 * Weights of a score's log odds: ridge logistic regression by Newton steps, over inputs brought to unit variance, in which
 * each set counts as much as the others.
 * `months` are `{ set, standing, label }`; `dense` is the linear algebra of the detector's own fits.
 */
export function fitWeights(months, dense) {
  const ofSet = Map.groupBy(months, ({ set }) => set);
  const counts = months.map(({ set }) => MONTHS_OF_A_SET / ofSet.get(set).length);
  const parts = Object.keys(months[0].standing);
  const scales = parts.map((part) => scaleOf(months.map(({ standing }) => standing[part])));
  const inputs = months.map(({ standing }) => [
    1,
    ...parts.map((part, k) => (standing[part] - scales[k].mean) / scales[k].sd),
  ]);
  const size = parts.length + 1;
  const weights = new Float64Array(size);
  for (let step = 0; step < STEPS; step += 1) {
    const { matrix, gradient } = newtonSystem(inputs, months, counts, weights);
    dense.choleskyInPlace(matrix, size);
    dense.forwardSolve(matrix, size, gradient);
    dense.backwardSolve(matrix, size, gradient);
    const largest = Math.max(...gradient.map(Math.abs));
    for (let i = 0; i < size; i += 1) weights[i] += gradient[i] * Math.min(1, LARGEST_STEP / largest);
    if (largest < SETTLED) break;
  }
  const fitted = { constant: weights[0] };
  parts.forEach((part, k) => {
    fitted[part] = weights[k + 1] / scales[k].sd;
    fitted.constant -= fitted[part] * scales[k].mean;
  });
  return fitted;
}

function newtonSystem(inputs, months, counts, weights) {
  const size = weights.length;
  const matrix = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  for (let i = 1; i < size; i += 1) {
    matrix[i * size + i] = PENALTY;
    gradient[i] = -PENALTY * weights[i];
  }
  inputs.forEach((input, m) => {
    const logOdds = input.reduce((sum, x, i) => sum + x * weights[i], 0);
    const p = 1 / (1 + Math.exp(-logOdds));
    for (let i = 0; i < size; i += 1) {
      const x = counts[m] * input[i];
      gradient[i] += x * (months[m].label - p);
      for (let j = 0; j <= i; j += 1) matrix[i * size + j] += x * input[j] * p * (1 - p);
    }
  });
  return { matrix, gradient };
}

function scaleOf(values) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) + 1e-9 };
}

/** The benchmark's CSV: no quoting, a header row. */
function readRows(file) {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}

function dayOf(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}
