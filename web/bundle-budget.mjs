// bundle-budget.mjs: the sizes of the built pages in kB, gzipped, as JSON on standard output. Exit code 1 when over budget, 2 when not built.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = { firstRouteJsKb: 220, firstRouteCssKb: 32, lazyRouteKb: 90 };
const client = join(import.meta.dirname, 'dist/client');
const manifestFile = join(import.meta.dirname, 'dist/chunks.json');
if (!existsSync(manifestFile)) {
  process.stderr.write('The pages are not built. Run "npm run build" first.\n');
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const sizes = new Map();

function gzippedKb(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(client, file)), { level: 9 }).length / 1024);
  return sizes.get(file);
}

/** A chunk and all it imports at once. */
function closure(key, into = new Set()) {
  if (into.has(key)) return into;
  into.add(key);
  for (const next of manifest[key]?.imports ?? []) closure(next, into);
  return into;
}

const filesOf = (keys, kind) =>
  new Set([...keys].flatMap((key) => (kind === 'css' ? (manifest[key].css ?? []) : [manifest[key].file])));
const sum = (files) => Math.round([...files].reduce((total, file) => total + gzippedKb(file), 0) * 10) / 10;

// The first page: the entry, what it always loads next, and the landing page.
const first = new Set();
for (const key of Object.keys(manifest)) {
  if (manifest[key].isEntry || /src\/app\/(start\.tsx|welcome-page\.tsx)$|today-page\.tsx$/.test(key))
    closure(key, first);
}
const lazyRoutes = Object.fromEntries(
  Object.keys(manifest)
    .filter((key) => manifest[key].isDynamicEntry && !first.has(key) && !key.includes('temporal-polyfill'))
    .map((key) => {
      const own = [...closure(key)].filter((k) => !first.has(k));
      return [key, sum(new Set([...filesOf(own, 'js'), ...filesOf(own, 'css')]))];
    })
    .sort(([, a], [, b]) => b - a),
);
const report = { firstRouteJsKb: sum(filesOf(first, 'js')), firstRouteCssKb: sum(filesOf(first, 'css')), lazyRoutes };
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const over = [
  report.firstRouteJsKb > budget.firstRouteJsKb &&
    `first route: ${report.firstRouteJsKb} kB of scripts, ${budget.firstRouteJsKb} allowed`,
  report.firstRouteCssKb > budget.firstRouteCssKb &&
    `first route: ${report.firstRouteCssKb} kB of styles, ${budget.firstRouteCssKb} allowed`,
  ...Object.entries(lazyRoutes).map(
    ([key, kb]) => kb > budget.lazyRouteKb && `${key}: ${kb} kB, ${budget.lazyRouteKb} allowed`,
  ),
].filter(Boolean);
for (const words of over) process.stderr.write(`Over budget: ${words}\n`);
process.exitCode = over.length > 0 ? 1 : 0;
