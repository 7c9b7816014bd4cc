import { nobodyIsThere } from './lock-messages.js';
import type { FirstQuery } from './page-entry.js';

// What a page asks first, sent before the page's own files have been opened. Apollo then finds the answer under way.
// An answer is taken once, only by the document that asked, and never later than this.
const KEPT_MS = 10_000;

interface Asked {
  readonly text: Promise<string | null>;
  cameAt: number | null;
}

const asked = new Map<string, Asked>();
let hashes: Readonly<Record<string, string>> = {};

/** Lets queries be asked by these SHA-256 of their documents. Before that, as under a development server, none is. */
export function knowDocuments(known: Readonly<Record<string, string>>): void {
  hashes = known;
}

const keyOf = (operationName: unknown, variables: unknown) => `${operationName} ${JSON.stringify(variables ?? {})}`;

/** Asks at once, unless the same is under way. Gives the answer's text; null where the server gave none. */
export function askFirst({ operationName, variables }: FirstQuery): Promise<string | null> {
  const key = keyOf(operationName, variables);
  const under = asked.get(key);
  if (under && !isStale(under)) return under.text;
  const hash = hashes[operationName];
  if (!hash) return Promise.resolve(null);
  const text = send(operationName, variables, hash).then((came) => {
    one.cameAt = performance.now();
    return came;
  });
  const one: Asked = { text, cameAt: null };
  asked.set(key, one);
  return text;
}

/** Drops what was asked for somebody else than turns out to be signed in. */
export function forgetFirst(query: FirstQuery): void {
  asked.delete(keyOf(query.operationName, query.variables));
}

/** The app's fetch: an answer that was asked for first, else the network. */
export const fetchAfterFirst: typeof fetch = async (input, init) => {
  const text = await taken(init?.body);
  return text === null ? fetch(input, init) : new Response(text, { headers: { 'content-type': 'application/json' } });
};

async function taken(body: unknown): Promise<string | null> {
  if (asked.size === 0 || typeof body !== 'string') return null;
  const { operationName, variables } = JSON.parse(body) as { operationName?: unknown; variables?: unknown };
  const key = keyOf(operationName, variables);
  const found = asked.get(key);
  asked.delete(key);
  return found && !isStale(found) ? found.text : null;
}

function isStale({ cameAt }: Asked): boolean {
  return cameAt !== null && performance.now() - cameAt > KEPT_MS;
}

async function send(operationName: string, variables: unknown, sha256Hash: string): Promise<string | null> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json,application/json;q=0.9',
        'apollo-require-preflight': 'true',
        ...(nobodyIsThere(Date.now()) ? { 'x-quorate-background': '1' } : {}),
      },
      body: JSON.stringify({ operationName, variables, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    });
    // Whatever is wrong, the app asks again in its own way and shows what it is told.
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}
