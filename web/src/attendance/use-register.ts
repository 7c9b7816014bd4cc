import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { QueryLike } from '../app/query-state.js';
import type { Register } from './attendance-words.js';
import { registerChangedSubscription, registerQuery } from './register.queries.js';

const POLL_MS = 5_000;
// Asking again by itself is no use of the session by a person.
const BACKGROUND = { headers: { 'x-quorate-background': '1' } };

export interface LiveRegister {
  readonly query: QueryLike<{ readonly register: Register | null }>;
  /** The newest register known, for code that runs later than it was written. */
  readonly latest: RefObject<Register | null>;
  /** Takes a register that the server answered with, unless a newer one is known. */
  readonly take: (register: Register | null | undefined) => void;
  /** True while the last try to read it again failed: what is shown may be old. */
  readonly isStale: boolean;
  readonly refresh: () => Promise<void>;
}

/**
 * The register, kept up to date: read again at each hint of the socket and, because hospital networks block sockets,
 * every 5 seconds as well. Never goes back to an older version, whichever answer comes last.
 */
export function useRegister(meetingId: string): LiveRegister {
  const client = useApolloClient();
  const first = useQuery(registerQuery, { variables: { meetingId }, fetchPolicy: 'no-cache' });
  const [shown, setShown] = useState<Register | null>(null);
  const [isStale, setStale] = useState(false);
  const latest = useRef<Register | null>(null);
  const reading = useRef<'no' | 'yes' | 'again'>('no');

  const take = useCallback((register: Register | null | undefined) => {
    if (!register || (latest.current?.registerVersion ?? 0) > register.registerVersion) return;
    latest.current = register;
    setShown(register);
  }, []);
  useEffect(() => take(first.data?.register), [first.data, take]);

  const refresh = useCallback(async () => {
    if (reading.current !== 'no') {
      reading.current = 'again';
      return;
    }
    try {
      do {
        reading.current = 'yes';
        const answer = await client.query({
          query: registerQuery,
          variables: { meetingId },
          fetchPolicy: 'no-cache',
          context: BACKGROUND,
        });
        take(answer.data?.register);
      } while (again(reading));
      setStale(false);
    } catch {
      // Shown as stale; the next poll tries again.
      setStale(true);
    } finally {
      reading.current = 'no';
    }
  }, [client, meetingId, take]);

  useSubscription(registerChangedSubscription, { variables: { meetingId }, onData: () => void refresh() });
  usePoll(refresh);
  const data = shown ? { register: shown } : first.data;
  return { query: { ...first, data }, latest, take, isStale, refresh };
}

function again(reading: RefObject<'no' | 'yes' | 'again'>): boolean {
  return reading.current === 'again';
}

function usePoll(refresh: () => Promise<void>) {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [refresh]);
}
