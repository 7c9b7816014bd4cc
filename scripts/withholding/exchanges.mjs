// The simulator "exchanges": health economies with known truth, in the files of the engagement benchmark.
//   node scripts/withholding/exchanges.mjs OUT SEED...    one folder a scenario and seed
// Absence comes out of habit and of who has to stay: going makes going likelier, in a person and among those who sit
// together, and losing the habit lasts; on each day so many of a team must be at home, more while its queue is long, and
// the junior ones stay. Places and meetings are those of "workloads"; nothing of why people come is.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playDays } from './days.mjs';
import { drawsOf } from './draws.mjs';
import { giveManners, givePressures, giveRules } from './manners.mjs';
import { requestOf, writtenDown } from './minutes.mjs';
import { economyOf, isFelt, writeEconomy } from './tables.mjs';
import { buildWorld, SCENARIOS } from './world.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { createRandom } = await import(join(root, 'libs/dist/random/src/index.js'));

/** Plays one economy and gives its tables, `{ file: [header, rows] }`, and its `meta.json`. */
export function exchanges(scenario, seed, without = new Set()) {
  const draws = drawsOf(createRandom(`exchanges/${scenario}/${seed}`));
  const world = buildWorld(draws, scenario);
  giveManners(draws, world);
  giveRules(draws, world);
  for (const provider of world.providers) if (without.has(provider.id)) provider.policy = undefined;
  givePressures(draws, world);
  const rows = playDays(draws, world);
  const idle = world.providers.filter(({ policy }) => policy && !isFelt(policy)).map(({ id }) => id);
  if (idle.length > 0) return exchanges(scenario, seed, new Set([...without, ...idle]));
  const records = rows.map((row) => writtenDown(draws, row));
  const requests = records.map((record) => requestOf(draws, record));
  return economyOf({ world, scenario, seed, rows, records, requests });
}

/** Writes the economies of all scenarios for the seeds, and gives their folders. */
export function writeExchanges(out, seeds) {
  return seeds.flatMap((seed) =>
    Object.keys(SCENARIOS).map((scenario) => {
      const folder = join(out, `${scenario}-s${seed}`);
      writeEconomy(folder, exchanges(scenario, seed));
      return folder;
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , out, ...seeds] = process.argv;
  for (const folder of writeExchanges(out, seeds.map(Number))) console.log(folder);
}
