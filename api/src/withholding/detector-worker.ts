import { parentPort } from 'node:worker_threads';
import {
  buildFrame,
  type Economy,
  type Evaluation,
  evaluate,
  type InvitationRow,
  type ReleaseRequestRow,
} from '@quorate/libs/withholding';

/** Rows first, in as many messages as it takes; then the economy without them, and the work begins. */
export type ToDetector =
  | { readonly kind: 'invitations'; readonly rows: readonly InvitationRow[] }
  | { readonly kind: 'releaseRequests'; readonly rows: readonly ReleaseRequestRow[] }
  | { readonly kind: 'detect'; readonly economy: Economy };

export type FromDetector =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'found'; readonly evaluations: readonly Evaluation[] };

const invitations: InvitationRow[] = [];
const releaseRequests: ReleaseRequestRow[] = [];

parentPort?.on('message', (message: ToDetector) => {
  switch (message.kind) {
    case 'invitations':
      for (const row of message.rows) invitations.push(row);
      break;
    case 'releaseRequests':
      for (const row of message.rows) releaseRequests.push(row);
      break;
    case 'detect':
      detect(message.economy);
  }
});

/** What is thrown here ends the thread, and reaches whoever waits for it. */
function detect(economy: Economy): void {
  const frame = buildFrame({ ...economy, invitations, releaseRequests });
  say({ kind: 'found', evaluations: evaluate(frame, (done, of) => say({ kind: 'progress', done, of })) });
}

function say(message: FromDetector): void {
  parentPort?.postMessage(message);
}
