import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What somebody got who subscribed: data, or what the server said instead, or nothing. */
export type Watched =
  | { readonly kind: 'data'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'silence' };

export interface Watching {
  /** What has come by now, the first thing of all. */
  now(): Watched;
  close(): Promise<void>;
}

/** Subscribes over a socket of its own. Being turned away at the door counts as a refusal. */
export function watch(url: string, token: string | null, query: string, variables: Record<string, unknown>): Watching {
  let first: Watched = { kind: 'silence' };
  const say = (watched: Watched) => {
    if (first.kind === 'silence') first = watched;
  };
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  client.subscribe(
    { query, variables },
    {
      next: (result) => {
        const text = JSON.stringify(result);
        say(result.errors ? { kind: 'refused', text } : { kind: 'data', text });
      },
      error: (cause) =>
        say({
          kind: 'refused',
          text: Array.isArray(cause) ? JSON.stringify(cause) : `closed ${(cause as { code?: number }).code}`,
        }),
      complete: () => undefined,
    },
  );
  const close = async () => {
    try {
      await client.dispose();
    } catch (cause) {
      // Turned away while it was still connecting: then that is what was said, and nothing is left to close.
      say({ kind: 'refused', text: `closed ${(cause as { code?: number }).code}` });
    }
  };
  return { now: () => first, close };
}
