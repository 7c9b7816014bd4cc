// Flags files of the detector's months, scored by the benchmark's own scorer.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const KEYS = [
  'precision',
  'recall',
  'auroc',
  'recall_at_0.05',
  'false_flags_per_py',
  'delay_days_found',
  'found_180d',
  'brier_skill',
  'ece',
];

/** The scorer's figures for one set: `pairs` of an economy's folder and its flags file. */
export function scored(benchmark, pairs, out) {
  const args = [join(benchmark, 'score_flags.py'), '--json', out, ...pairs.flatMap((pair) => ['--pair', ...pair])];
  const run = spawnSync('python3', args, { encoding: 'utf8' });
  if (run.error || /No module named 'numpy'/.test(run.stderr))
    throw new Error("The benchmark's scorer needs Python 3 with numpy (Debian: apt-get install python3-numpy).");
  if (run.status !== 0) throw new Error(`The benchmark's scorer failed: ${run.stderr.trim()}`);
  // Python writes Infinity and NaN, which JSON has not: a delay that was never found.
  return JSON.parse(readFileSync(out, 'utf8').replaceAll(/-?\bInfinity\b|\bNaN\b/g, 'null'));
}

/** The rows of a table of engagement-method.md, by the heading before it: `[method, cells in the order of its columns]`. */
export function baselines(file, heading) {
  const text = readFileSync(file, 'utf8');
  const lines = text.slice(text.indexOf(heading)).split('\n');
  const from = lines.findIndex((line) => line.startsWith('| method |')) + 2;
  const columns = lines[from - 2].split('|').map((cell) => cell.trim());
  const wanted = [
    /^precision$/,
    /^recall$/,
    /^AUROC$/,
    /^recall at 0.05/,
    /^false flags/,
    /^median delay/,
    /^found in 180/,
    /^Brier/,
    /^ECE$/,
  ];
  const at = wanted.map((name) => columns.findIndex((column) => name.test(column)));
  const rows = [];
  for (const line of lines.slice(from)) {
    if (!line.startsWith('|')) break;
    const cells = line.split('|').map((cell) => cell.replaceAll('**', '').trim());
    rows.push([cells[1], at.map((i) => Number.parseFloat(cells[i]))]);
  }
  return rows;
}
