// The import rules of .dependency-cruiser.cjs over the whole tree, or with --base DIR over the tree below DIR (the test's
// fixture, which breaks them). Exit 1 when an import is forbidden.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const options = await extractOptions('./.dependency-cruiser.cjs');
const base = process.argv.includes('--base') ? resolve(process.argv[process.argv.indexOf('--base') + 1]) : root;
const tsConfig = extractTsConfig(join(root, 'tsconfig.base.json'));

async function violations(folders) {
  const { output } = await cruise(folders, { ...options, baseDir: base }, undefined, { tsConfig });
  return { found: output.summary.violations.filter((v) => v.rule.severity === 'error'), modules: output.modules };
}

const { found, modules } = await violations(
  ['libs', 'migrations', 'api', 'web', 'tests'].filter((folder) => existsSync(join(base, folder))),
);
for (const { rule, from, to } of found) console.error(`${rule.name}: ${from} -> ${to}`);
// A checker that resolved nothing would pass everything: api has to be seen importing libs.
const seesLibs = modules.some(
  (m) => m.source.startsWith('api/') && m.dependencies.some((d) => d.resolved.startsWith('libs/')),
);
if (!seesLibs) console.error('The import checker does not see api importing libs, so its silence means nothing.');
console.error(`${modules.length} modules, ${found.length} forbidden imports`);
process.exit(found.length === 0 && seesLibs ? 0 : 1);
