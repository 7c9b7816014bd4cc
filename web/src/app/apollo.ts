import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { isUnauthenticated } from './error-details.js';
import { nobodyIsThere } from './lock-messages.js';
import { newKey } from './new-key.js';
import { sessionLost } from './session.js';

const uri = '/graphql';

/** Gives each mutation one Idempotency-Key, so that a retry after a lost answer is not done twice. A page may set `context.idempotencyKey`. */
export function idempotencyLink(makeKey: () => string = newKey): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationType === OperationTypeNode.MUTATION) {
      const { headers, idempotencyKey } = operation.getContext();
      const key: unknown = idempotencyKey ?? makeKey();
      operation.setContext({ headers: { ...headers, 'Idempotency-Key': String(key) } });
    }
    return forward(operation);
  });
}

/** Marks what a page asks by itself while nobody is there, such as polling: the server does not take it for use of the session. */
export function backgroundLink(now: () => number = Date.now): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (nobodyIsThere(now())) {
      const { headers } = operation.getContext();
      operation.setContext({ headers: { ...headers, 'x-quorate-background': '1' } });
    }
    return forward(operation);
  });
}

/** Only what never reached a decision is tried again: no network, or a gateway without a server behind it. */
function mayRetry(error: unknown): boolean {
  if (CombinedGraphQLErrors.is(error)) return false;
  if (ServerError.is(error)) return error.statusCode === 502 || error.statusCode === 503 || error.statusCode === 504;
  return true;
}

function authenticationLink(): ApolloLink {
  return new ErrorLink(({ error }) => {
    if (isUnauthenticated(error) || (ServerError.is(error) && error.statusCode === 401)) sessionLost();
  });
}

function liveLink(): ApolloLink {
  return new GraphQLWsLink(
    createClient({
      url: () => `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}${uri}`,
      lazy: true,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: async (retries) => {
        const seconds = Math.min(30, 2 ** retries);
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (0.5 + Math.random() / 2)));
      },
      shouldRetry: () => navigator.onLine,
    }),
  );
}

/** The cache, with the unions and interfaces of the schema. Lists that grow are merged by the pages that page them. */
export function createCache(possibleTypes: Record<string, string[]>): InMemoryCache {
  return new InMemoryCache({
    possibleTypes,
    typePolicies: { Viewer: { keyFields: ['login'] }, Tenant: { keyFields: ['key'] } },
  });
}

export interface ApolloOptions {
  readonly possibleTypes: Record<string, string[]>;
  readonly fetch?: typeof fetch;
  /** For tests. */
  readonly live?: ApolloLink;
}

/** A client with the app's cache over any link: what it sends is, to the letter, what the app's own client sends. */
export function createTransportlessClient(
  link: ApolloLink,
  possibleTypes: Record<string, string[]> = {},
): ApolloClient {
  return new ApolloClient({
    cache: createCache(possibleTypes),
    link,
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  });
}

/** The client of the whole app: queries and mutations over HTTP, subscriptions over a socket that opens when first needed. */
export function createApolloClient({ possibleTypes, fetch, live }: ApolloOptions): ApolloClient {
  const http = new HttpLink({
    uri,
    credentials: 'same-origin',
    headers: { 'apollo-require-preflight': 'true' },
    fetch,
  });
  const retry = new RetryLink({
    delay: { initial: 400, max: 5000, jitter: true },
    attempts: { max: 4, retryIf: mayRetry },
  });
  const overHttp = ApolloLink.from([authenticationLink(), idempotencyLink(), backgroundLink(), retry, http]);
  const isLive = (operation: ApolloLink.Operation) => operation.operationType === OperationTypeNode.SUBSCRIPTION;
  return createTransportlessClient(ApolloLink.split(isLive, live ?? liveLink(), overHttp), possibleTypes);
}
