// npm run bench [-- --scale 0.1]: costs as ratios measured in this run, as JSON on standard output.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build-if-stale.mjs';
import { load } from './load.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const scale = Number(process.argv[process.argv.indexOf('--scale') + 1]) || 1;
const home = join(root, '.quorate', `bench-${scale}`);
const MEASURES = ['engagement', 'bundle', 'recurrence', 'ods', 'meeting-list'];
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : MEASURES;
const progress = (message) => console.error(message);

buildIfStale(process.env.QUORATE_BENCH_WITHOUT_WEB ? ['libs', 'migrations', 'api'] : undefined);
mkdirSync(home, { recursive: true });
process.env.QUORATE_DATA_DIR = home;
process.env.LOG_LEVEL = 'silent';
const { Database } = await import(join(root, 'api/dist/src/platform/database.js'));
const { startEmbeddedPostgres } = await import(join(root, 'api/dist/src/platform/embedded-postgres.js'));
const { entities } = await import(join(root, 'api/dist/src/data-source.js'));
const { readSettings } = await import(join(root, 'api/dist/src/platform/settings.js'));

const settings = readSettings(process.env);
const cluster = await startEmbeddedPostgres({ home, progress });
const database = await Database.open(settings, entities, progress);
const admin = cluster.connection('postgres', 'quorate');
const report = {};
try {
  progress(`Loading (scale ${scale})`);
  report.rows = await load(admin, scale, progress);
  const context = {
    root,
    settings,
    database,
    admin,
    progress,
    postmaster: Number(readFileSync(join(cluster.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]),
  };
  for (const name of only) {
    progress(`Measuring ${name}`);
    const { measure } = await import(`./${name}.mjs`);
    report[name] = await measure(context);
  }
} catch (cause) {
  console.error(cause);
  process.exitCode = 1;
} finally {
  await database.close();
  await cluster.release();
}
writeFileSync(join(home, 'report.json'), JSON.stringify(report, null, 2));
console.log(JSON.stringify(report, null, 2));
process.exit(process.exitCode ?? 0);
