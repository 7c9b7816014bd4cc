// Runs `node-guard.cjs SCRIPT [ARGS]` on the Node that package-lock.json pins, whatever Node is on the machine.
// CommonJS and old syntax on purpose: this file has to start on the oldest Node that npm can be run with.
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { spawnSync } = require('node:child_process');
const { pathToFileURL } = require('node:url');

const root = resolve(__dirname, '..');
const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const major = Number(process.versions.node.split('.')[0]);
const [script, ...rest] = process.argv.slice(2);

if (major < 26 && !process.env.QUORATE_NODE_GUARD && existsSync(pinned)) {
  const again = spawnSync(pinned, [...process.execArgv, __filename, script, ...rest], {
    stdio: 'inherit',
    env: { ...process.env, QUORATE_NODE_GUARD: '1' },
  });
  process.exit(again.status === null ? 1 : again.status);
}
if (major < 26) {
  console.error(
    `Quorate needs Node 26 and this is Node ${process.versions.node}. Run "npm ci" in ${root}: it brings the right one.`,
  );
  process.exit(1);
}
process.argv.splice(1, 2, resolve(root, script));
import(pathToFileURL(resolve(root, script)).href);
