import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Economy, Evaluation } from '@quorate/libs/withholding';
import type { FromDetector, ToDetector } from './detector-worker.js';

/** How far a detection is: evaluation dates done, of all. */
export type OnProgress = (done: number, of: number) => void;

/** Rows that are handed over before others have a turn: a few milliseconds' worth. */
const CHUNK = 2_000;

/**
 * What the detector finds in an economy, oldest month first, worked out in a thread of its own: whoever serves requests
 * goes on serving them. The rows are handed over a few at a time, and never changed.
 *   `signal`  aborting it ends the thread at once
 *   errors    what the detector throws; the signal's reason where that was aborted
 */
export async function detectInWorker(
  economy: Economy,
  { onProgress, signal }: { readonly onProgress?: OnProgress; readonly signal?: AbortSignal } = {},
): Promise<readonly Evaluation[]> {
  signal?.throwIfAborted();
  const worker = startWorker();
  const done = new AbortController();
  try {
    const found = outcomeOf(worker, onProgress);
    const calledOff = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { signal: done.signal });
    });
    const outcome = Promise.race([found, calledOff]);
    // Awaited below: until then a failure has nobody else to tell.
    outcome.catch(() => {});
    await handOver(economy, worker, signal);
    return await outcome;
  } finally {
    done.abort();
    await worker.terminate();
  }
}

/** The thread beside this module: compiled, or, where sources are run as in tests, as source. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./detector-worker.js', import.meta.url));
  const sources = new URL('../testkit/run-sources.mjs', import.meta.url);
  return new Worker(new URL('./detector-worker.ts', import.meta.url), { execArgv: ['--import', sources.href] });
}

async function handOver(economy: Economy, worker: Worker, signal: AbortSignal | undefined): Promise<void> {
  const send = (message: ToDetector) => worker.postMessage(message);
  await inChunks(economy.invitations, signal, (rows) => send({ kind: 'invitations', rows }));
  await inChunks(economy.releaseRequests, signal, (rows) => send({ kind: 'releaseRequests', rows }));
  send({ kind: 'detect', economy: { ...economy, invitations: [], releaseRequests: [] } });
}

async function inChunks<T>(
  all: Iterable<T>,
  signal: AbortSignal | undefined,
  send: (rows: readonly T[]) => void,
): Promise<void> {
  let rows: T[] = [];
  for (const row of all) {
    rows.push(row);
    if (rows.length < CHUNK) continue;
    send(rows);
    rows = [];
    await turn();
    if (signal?.aborted) return;
  }
  send(rows);
}

function outcomeOf(worker: Worker, onProgress: OnProgress | undefined): Promise<readonly Evaluation[]> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromDetector) => {
      if (message.kind === 'found') resolve(message.evaluations);
      else {
        try {
          onProgress?.(message.done, message.of);
        } catch (cause) {
          reject(cause);
        }
      }
    });
    worker.on('error', reject);
    worker.on('messageerror', reject);
    worker.on('exit', (code) => reject(new Error(`The detector's thread ended with ${code} before it was done.`)));
  });
}
