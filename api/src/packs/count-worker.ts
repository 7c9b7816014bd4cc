import { parentPort } from 'node:worker_threads';
import type { PackCell } from '@quorate/libs/evidence';
import { type AskedRun, countAgain, type InsideLeave } from './count-again.js';
import type { Register } from './recount.js';
import type { PackNumber } from './set-aside.js';

/** Rows first, in as many messages as it takes; then what to count, and the work begins. */
export type ToCounter =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly PackCell[])[] }
  | { readonly kind: 'count'; readonly columns: Register['columns']; readonly runs: readonly AskedRun[] };

/** Run by run, then what stood inside leave. */
export type FromCounter =
  | {
      readonly kind: 'run';
      readonly runId: string;
      readonly numbers: Readonly<Record<PackNumber, readonly number[]>>;
    }
  | { readonly kind: 'done'; readonly insideLeave: InsideLeave };

const rows: (readonly PackCell[])[] = [];

parentPort?.on('message', (message: ToCounter) => {
  if (message.kind === 'rows') {
    for (const row of message.rows) rows.push(row);
    return;
  }
  const { insideLeave, recounted } = countAgain({ columns: message.columns, rows }, message.runs);
  for (const [runId, numbers] of recounted) say({ kind: 'run', runId, numbers });
  say({ kind: 'done', insideLeave });
});

function say(message: FromCounter): void {
  parentPort?.postMessage(message);
}
