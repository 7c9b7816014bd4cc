import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const START_MS = 180_000;

/** The product as README command 1 starts it, in a process of its own. */
export interface StartedServer {
  readonly origin: string;
  /** The login of a care co-ordinator, from the greeting. */
  readonly coordinator: string;
  /** What it said while it started. */
  readonly said: string;
  /** As a crash does it: no warning, nothing is tidied up. */
  kill(): Promise<void>;
  /** As an operator does it. Resolves to the exit code. */
  stop(): Promise<number | null>;
}

function environment(dataDirectory: string): NodeJS.ProcessEnv {
  // Jest's own settings for this process must not reach the product.
  const { NODE_OPTIONS: _options, NODE_ENV: _environment, DATABASE_URL: _url, ...kept } = process.env;
  return { ...kept, QUORATE_DATA_DIR: dataDirectory, PORT: '0', LOG_LEVEL: 'error' };
}

/** Resolves when it answers. */
export function startServer(dataDirectory: string): Promise<StartedServer> {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: environment(dataDirectory),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<number | null>((done) => child.once('exit', done));
  return new Promise((started, failed) => {
    let said = '';
    let greeting = '';
    const timer = setTimeout(() => failed(new Error(`The server does not start: ${said}`)), START_MS);
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk: Buffer) => {
      greeting += chunk;
      const [, origin] = /is at (http:\/\/[^/\s]+)\//.exec(greeting) ?? [];
      if (!origin || !greeting.endsWith('\n')) return;
      clearTimeout(timer);
      const coordinator = /care co-ordinator: ([\w.-]+)/.exec(greeting)?.[1] ?? '';
      started({
        origin,
        coordinator,
        said,
        kill: () => end(child, 'SIGKILL', gone).then(() => undefined),
        stop: () => end(child, 'SIGTERM', gone),
      });
    });
    void gone.then((code) => failed(new Error(`The server ended with ${code}: ${said}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals, gone: Promise<number | null>): Promise<number | null> {
  child.kill(signal);
  return gone;
}

/** One command of the fixed command line: its JSON and exit code. */
export function quorate(
  dataDirectory: string,
  ...args: readonly string[]
): { readonly code: number | null; readonly result: unknown } {
  const run = spawnSync(process.execPath, [join(root, 'scripts/quorate.mjs'), ...args], {
    cwd: root,
    env: environment(dataDirectory),
    encoding: 'utf8',
  });
  return { code: run.status, result: run.stdout ? JSON.parse(run.stdout) : run.stderr };
}
