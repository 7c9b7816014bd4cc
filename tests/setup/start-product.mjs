// The built product, as README command 1 starts it, on a data directory and a port of its own, for the browser tests.
// They find it at QUORATE_TEST_URL.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const START_MS = 240_000;
const TAIL = 4_000;

export default async function startProduct() {
  const browser = process.env.QUORATE_BROWSER;
  if (!browser) throw new Error('QUORATE_BROWSER is not set: run the browser tests with "npm test".');
  const dataDirectory = mkdtempSync(join(tmpdir(), 'quorate-browser-'));
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: environment(dataDirectory, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = keepTail(child);
  globalThis.quorateTestProduct = { child, dataDirectory };
  const url = `http://localhost:${port}`;
  await whenReady(url, child, log);
  process.env.QUORATE_TEST_URL = url;
}

/** Jest's own settings for this process must not reach the product, nor a machine's settings for another one. */
function environment(dataDirectory, port) {
  const { NODE_OPTIONS, NODE_ENV, DATABASE_URL, DATABASE_OWNER_URL, PUBLIC_URL, OIDC_ISSUER, ...kept } = process.env;
  return { ...kept, QUORATE_DATA_DIR: dataDirectory, PORT: String(port), LOG_LEVEL: 'error' };
}

/** A mail names the address of the product, so the port has to be known before it starts. */
function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function keepTail(child) {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said = (said + chunk).slice(-TAIL);
    });
  return () => said;
}

async function whenReady(url, child, log) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (child.exitCode !== null)
      throw new Error(`The product ended with ${child.exitCode} while it started:\n${log()}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The product is not ready after ${START_MS / 1000} seconds:\n${log()}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}
