// The simulator "workloads": health economies with known truth, in the files of the engagement benchmark.
//   node scripts/withholding/workloads.mjs OUT SEED...    one folder a scenario and seed
// Absence comes out of hours: backlogs of teams, illness that spreads, meetings that compete within a person's week,
// managers who spend a budget. Each economy and each policy draws anew how busy, strict and careful people are and how
// staff held back show, so that nothing but lost participation is common to all of them.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawsOf } from './draws.mjs';
import { giveHabits } from './habits.mjs';
import { givePolicies } from './policies.mjs';
import { registered, requested } from './registers.mjs';
import { economyOf, isFelt, writeEconomy } from './tables.mjs';
import { giveTroubles } from './troubles.mjs';
import { playWeeks } from './weeks.mjs';
import { buildWorld, SCENARIOS } from './world.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { createRandom } = await import(join(root, 'libs/dist/random/src/index.js'));
const OUTAGES_A_YEAR = 0.5;

/** Plays one economy and gives its tables, `{ file: [header, rows] }`, and its `meta.json`. */
export function workloads(scenario, seed, without = new Set()) {
  const draws = drawsOf(createRandom(`workloads/${scenario}/${seed}`));
  const world = buildWorld(draws, scenario);
  giveHabits(draws, world);
  givePolicies(draws, world);
  for (const provider of world.providers) if (without.has(provider.id)) provider.policy = undefined;
  giveTroubles(draws, world);
  for (const series of world.series)
    if (draws.chance((OUTAGES_A_YEAR * world.days) / 365)) {
      const from = draws.int(0, world.days - 1);
      series.outage = { from, to: from + draws.int(14, 35) };
    }
  const order = new Map(world.meetings.map((meeting, i) => [meeting, i]));
  const rows = playWeeks(draws, world).sort((a, b) => order.get(a.meeting) - order.get(b.meeting));
  const idle = world.providers.filter(({ policy }) => policy && !isFelt(policy)).map(({ id }) => id);
  if (idle.length > 0) return workloads(scenario, seed, new Set([...without, ...idle]));
  const records = rows.map((row) => registered(draws, row));
  const requests = records.map((record) => requested(draws, record));
  return economyOf({ world, scenario, seed, rows, records, requests });
}

/** Writes the economies of all scenarios for the seeds, and gives their folders. */
export function writeWorkloads(out, seeds) {
  return seeds.flatMap((seed) =>
    Object.keys(SCENARIOS).map((scenario) => {
      const folder = join(out, `${scenario}-s${seed}`);
      writeEconomy(folder, workloads(scenario, seed));
      return folder;
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , out, ...seeds] = process.argv;
  for (const folder of writeWorkloads(out, seeds.map(Number))) console.log(folder);
}
