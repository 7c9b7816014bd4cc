// Builds what is out of date, and nothing when all is fresh: a stamp over the sources' sizes and times saves starting Nx.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Makes `projects` (default: all) ready to run. Progress goes to standard error; throws when the build fails. */
export function buildIfStale(projects = ['libs', 'migrations', 'api', 'web']) {
  const stamp = join(root, '.quorate-build', projects.join('-'));
  const now = stampOf(projects);
  const built = projects.every((p) => existsSync(join(root, p, 'dist')));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  console.error('Building Quorate');
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const bin = existsSync(nx) ? nx : join(root, 'node_modules', 'nx', 'bin', 'nx.js');
  const run = spawnSync(
    process.execPath,
    [bin, 'run-many', '-t', 'build', '-p', projects.join(','), '--outputStyle=static'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' },
      encoding: 'utf8',
    },
  );
  if (run.status !== 0) {
    process.stderr.write(run.stdout ?? '');
    throw new Error('The build failed; the reason is above.');
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

function stampOf(projects) {
  const hash = createHash('sha256');
  for (const file of [
    'package-lock.json',
    '.swcrc',
    'api/schema.graphql',
    'scripts/compile.mjs',
    'scripts/build-web.mjs',
  ])
    addFile(hash, join(root, file));
  for (const project of projects) {
    for (const name of readdirSync(join(root, project), { recursive: true }).sort()) {
      if (/(^|\/)(dist|node_modules)(\/|$)|\.spec\.tsx?$|graphql-env\.d\.ts$/.test(name)) continue;
      addFile(hash, join(root, project, name));
    }
  }
  return hash.digest('hex');
}

function addFile(hash, file) {
  if (!existsSync(file)) return;
  const { size, mtimeMs } = statSync(file);
  if (statSync(file).isFile()) hash.update(`${file} ${size} ${mtimeMs}\n`);
}
