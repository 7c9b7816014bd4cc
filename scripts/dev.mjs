// npm run dev: Vite with hot reload on PORT (default 4000), and the server behind it on the next port, compiled and
// started again whenever api, libs or migrations change.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateGraphqlTypes } from './build-web.mjs';
import { compile } from './compile.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
// As the server does: what the environment has already wins.
if (existsSync('.env')) process.loadEnvFile('.env');
const port = Number(process.env.PORT || 4000);
const PROJECTS = ['libs', 'migrations', 'api'];
const say = (message) => console.error(`dev: ${message}`);

let server = null;
let stopping = false;

async function restart(changed) {
  try {
    await Promise.all(changed.map((project) => compile(project)));
  } catch (cause) {
    say(`not restarted: ${cause.message}`);
    return;
  }
  await stopServer();
  if (stopping) return;
  server = spawn(process.execPath, ['--enable-source-maps', join(root, 'api/dist/src/main.js')], {
    cwd: root,
    stdio: 'inherit',
    env: {
      GRAPHQL_INTROSPECTION: 'on',
      ...process.env,
      PORT: String(port + 1),
      PUBLIC_URL: `http://localhost:${port}`,
    },
  });
}

async function stopServer() {
  const old = server;
  server = null;
  if (!old || old.exitCode !== null) return;
  await new Promise((done) => {
    old.once('exit', done);
    old.kill('SIGTERM');
  });
}

const pending = new Set();
let timer = null;
let running = Promise.resolve();

for (const project of PROJECTS) {
  watch(join(root, project), { recursive: true }, (_event, name) => {
    if (!name?.endsWith('.ts') || /(^|\/)(dist[.0-9]*|node_modules)\//.test(name)) return;
    pending.add(project);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const changed = [...pending];
      pending.clear();
      running = running.then(() => restart(changed));
    }, 150);
  });
}

generateGraphqlTypes();
await restart(PROJECTS);
process.env.QUORATE_API_URL = `http://127.0.0.1:${port + 1}`;
const { createServer } = await import('vite');
const vite = await createServer({ configFile: join(root, 'web/vite.config.ts'), server: { port, strictPort: true } });
await vite.listen();
say(`open http://localhost:${port}/`);

const stop = async () => {
  stopping = true;
  await vite.close();
  await stopServer();
  process.exit(0);
};
process.once('SIGINT', stop).once('SIGTERM', stop);
