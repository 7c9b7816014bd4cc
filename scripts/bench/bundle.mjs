// What the first page and each lazy one cost to load, gzipped.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export async function measure({ root }) {
  const run = spawnSync(process.execPath, [join(root, 'web/bundle-budget.mjs')], { cwd: root, encoding: 'utf8' });
  return { withinBudget: run.status === 0, ...JSON.parse(run.stdout) };
}
