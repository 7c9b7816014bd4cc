// Types of every project, with the GraphQL types of the web client made anew from api/schema.graphql first.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateGraphqlTypes } from './build-web.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const run = (script, args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' }).status ===
  0;

generateGraphqlTypes();
let ok = true;
for (const project of ['libs', 'migrations', 'api', 'web', 'tests', 'tests/browser'])
  ok = run('typescript/bin/tsc', ['-p', project]) && ok;
process.exit(ok ? 0 : 1);
