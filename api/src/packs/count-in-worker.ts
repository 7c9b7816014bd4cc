import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { AskedRun, InsideLeave, Recounted } from './count-again.js';
import type { FromCounter, ToCounter } from './count-worker.js';
import type { Register } from './recount.js';

/** Rows that are handed over before others have a turn: a few milliseconds' worth. */
const CHUNK = 1_000;

/**
 * `countAgain` in a thread of its own: whoever serves requests goes on serving them. Rows are handed over a few at a time.
 *   errors  what the counting throws
 */
export async function countInWorker(
  exact: Register,
  runs: readonly AskedRun[],
): Promise<{ insideLeave: InsideLeave; recounted: Recounted }> {
  if (runs.length === 0) return { insideLeave: { inAll: new Set(), inSome: new Map() }, recounted: new Map() };
  const worker = startWorker();
  try {
    const outcome = outcomeOf(worker);
    // Awaited below: until then a failure has nobody else to tell.
    outcome.catch(() => {});
    const send = (message: ToCounter) => worker.postMessage(message);
    for (let from = 0; from < exact.rows.length; from += CHUNK) {
      send({ kind: 'rows', rows: exact.rows.slice(from, from + CHUNK) });
      await turn();
    }
    send({ kind: 'count', columns: exact.columns, runs });
    return await outcome;
  } finally {
    await worker.terminate();
  }
}

/** The thread beside this module: compiled, or, where sources are run as in tests, as source. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./count-worker.js', import.meta.url));
  const sources = new URL('../testkit/run-sources.mjs', import.meta.url);
  return new Worker(new URL('./count-worker.ts', import.meta.url), { execArgv: ['--import', sources.href] });
}

function outcomeOf(worker: Worker): Promise<{ insideLeave: InsideLeave; recounted: Recounted }> {
  return new Promise((resolve, reject) => {
    const recounted = new Map<string, Extract<FromCounter, { kind: 'run' }>['numbers']>();
    worker.on('message', (message: FromCounter) => {
      if (message.kind === 'run') recounted.set(message.runId, message.numbers);
      else resolve({ insideLeave: message.insideLeave, recounted });
    });
    worker.on('error', reject);
    worker.on('messageerror', reject);
    worker.on('exit', (code) => reject(new Error(`The counter's thread ended with ${code} before it was done.`)));
  });
}
