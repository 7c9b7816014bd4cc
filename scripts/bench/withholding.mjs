// npm run bench:withholding: how well staff held back are detected, on each simulator apart, and what it costs.
//   [--benchmark DIR] [--out DIR] [--opens SCORE]  scores the two public sets and two of each of our own simulators: as
//                                  shipped, whole simulator left out, one economy left out; with another score at which
//                                  a flag opens
//   --fit                          only prints weights fitted on four sets, to paste into libs/withholding/src/score.ts
//   --speed [ROWS,ROWS...] [--evaluations N]  times economies of these many invitations and 20 evaluations
//   --registers [DIR] [--shuffles N] [--sections N]  the same detector on a parliament's real
//                                register, changed and shuffled; parties in N sections each
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build-if-stale.mjs';
import { fitWeights, labelsOf } from './withholding-fit.mjs';
import { baselines, KEYS, scored } from './withholding-flags.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shared = join(root, '../shared');
const benchmark = resolve(option('--benchmark') ?? join(shared, 'engagement-benchmark'));
const out = resolve(option('--out') ?? join(root, '.quorate/bench-withholding'));
const progress = (message) => console.error(message);
const HEADINGS = {
  'recall_at_0.05': 'recall.05',
  false_flags_per_py: 'false/yr',
  delay_days_found: 'delay days',
  found_180d: 'in 180 d',
  brier_skill: 'Brier',
};
if (!process.env.QUORATE_BENCH_WITHOUT_BUILD) buildIfStale(['libs', 'migrations', 'api']);
const detector = await import(join(root, 'libs/dist/withholding/src/index.js'));
const dense = await import(join(root, 'libs/dist/withholding/src/dense.js'));
const { readEconomy } = await import(join(root, 'api/dist/src/interop/economies/read-economy.js'));
const { writeWorkloads } = await import('../withholding/workloads.mjs');
const { writeExchanges } = await import('../withholding/exchanges.mjs');
/** Sets that weights are fitted on, and two that nothing was ever chosen by. Seeds below 25 were looked at in choosing. */
const SETS = [
  { name: 'public', heading: '### 3.1 Public scenarios' },
  { name: 'public-diaries', heading: '## The finding to start from' },
  { name: 'workloads', write: writeWorkloads, seeds: [1, 2, 3, 4, 5, 6, 7, 8] },
  { name: 'exchanges', write: writeExchanges, seeds: [1, 2, 3, 4] },
  { name: 'workloads, held out', like: 'workloads', write: writeWorkloads, seeds: [25, 26, 27, 28, 29, 30, 31, 32] },
  { name: 'exchanges, held out', like: 'exchanges', write: writeExchanges, seeds: [25, 26, 27, 28] },
];

if (process.argv.includes('--speed')) {
  const { measureSpeed } = await import('./withholding-speed.mjs');
  const sizes = (option('--speed') ?? '25000,100000,400000').split(',').map(Number);
  const economy = readEconomy(join(benchmark, 'public-diaries/metropolis-s1'));
  measureSpeed({ detector, economy, sizes, evaluations: Number(option('--evaluations') ?? 20), progress });
} else if (process.argv.includes('--registers')) {
  const { measureRegisters } = await import('./withholding-registers.mjs');
  const folder = option('--registers') ?? join(shared, 'data/attendance/bundestag19');
  await measureRegisters({
    detector,
    root,
    folder,
    shuffles: Number(option('--shuffles') ?? 100),
    sections: Number(option('--sections') ?? 1),
    progress,
  });
} else {
  const isFitOnly = process.argv.includes('--fit');
  const economies = SETS.filter(({ like }) => !(like && isFitOnly)).flatMap(economiesOf);
  const fitted = economies.filter(({ set }) => !set.like);
  const pooled = fitWeights(
    fitted.flatMap(({ months }) => months),
    dense,
  );
  console.log(`Weights fitted on four sets:  ${JSON.stringify(rounded(pooled))}`);
  console.log(`Weights in use:               ${JSON.stringify(detector.WEIGHTS)}`);
  if (!isFitOnly)
    for (const set of SETS)
      printSet(
        set,
        economies.filter((economy) => economy.set === set),
        fitted,
      );
}

function ruleAsked() {
  const opens = option('--opens');
  return opens ? { ...detector.FLAG_RULE, opens: Number(opens) } : detector.FLAG_RULE;
}

/** The economies of a set, evaluated, with standing and label of each provider-month. */
function economiesOf(set) {
  return foldersOf(set).map((folder) => {
    const economy = readEconomy(folder);
    const frame = detector.buildFrame(economy);
    const began = performance.now();
    const evaluations = detector.evaluate(frame);
    const name = basename(folder);
    progress(`${set.name}/${name}: ${frame.rows} invitations, ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const labels = labelsOf(folder, economy, frame, evaluations);
    const months = detector.standings(evaluations).map((standing, i) => ({ set, standing, label: labels[i] }));
    return { set, name, folder, economy, frame, evaluations, months };
  });
}

function foldersOf({ name, seeds, write }) {
  if (write) return write(join(out, 'economies', name), seeds);
  return readdirSync(join(benchmark, name))
    .sort()
    .map((economy) => join(benchmark, name, economy));
}

function printSet(set, own, fitted) {
  const rule = ruleAsked();
  const fittedOn = (chosen) =>
    fitWeights(
      fitted.filter(chosen).flatMap(({ months }) => months),
      dense,
    );
  const others = fittedOn((economy) => economy.set.name !== (set.like ?? set.name));
  const variants = [
    ['as shipped', () => detector.WEIGHTS],
    ['whole simulator left out', () => others],
  ];
  if (!set.like) variants.push(['one economy left out', (economy) => fittedOn((other) => other !== economy)]);
  console.log(`\n${set.name}: ${own.length} economies; whole simulator left out: ${JSON.stringify(rounded(others))}`);
  console.log(row('', KEYS));
  let details = null;
  for (const [name, weightsFor] of variants) {
    const pairs = own.map((economy) => {
      const file = join(out, name.replaceAll(' ', '-'), set.name, `${economy.name}.csv`);
      const months = detector.scoreMonths(economy.evaluations, weightsFor(economy), rule);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, detector.flagsCsv(economy.economy, months));
      return [economy.folder, file];
    });
    const figures = scored(benchmark, pairs, join(out, `${set.name}-${name.replaceAll(' ', '-')}.json`));
    if (name !== 'as shipped') details ??= figures;
    console.log(
      row(
        name,
        KEYS.map((key) => figures[key]),
      ),
    );
  }
  if (set.heading) {
    console.log('  baselines of engagement-method.md, on other economies of the same simulator:');
    for (const [name, cells] of baselines(join(shared, 'engagement-method.md'), set.heading))
      console.log(row(name, cells));
  }
  console.log(`  whole simulator left out, recall by kind: ${JSON.stringify(shares(details.per_kind, 'recall'))}`);
  console.log(
    `  whole simulator left out, false flags a year by look-alike: ${JSON.stringify(shares(details.per_decoy, 'flags_per_py'))}`,
  );
}

function shares(groups, key) {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [`${name} (${group.n})`, Number((group[key] ?? 0).toFixed(2))]),
  );
}

function row(name, cells) {
  const text = (cell) => (typeof cell === 'string' ? (HEADINGS[cell] ?? cell) : format(cell));
  return [name.padEnd(32), ...cells.map((cell) => text(cell).slice(0, 10).padStart(10))].join(' ');
}

function format(value) {
  if (value === null || Number.isNaN(value)) return '-';
  return Math.abs(value) >= 10 ? value.toFixed(0) : value.toFixed(3);
}

function rounded(weights) {
  return Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, Number(value.toFixed(3))]));
}

function option(name) {
  const at = process.argv.indexOf(name);
  const value = at < 0 ? undefined : process.argv[at + 1];
  return value?.startsWith('--') ? undefined : value;
}
