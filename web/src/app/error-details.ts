import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { newKey } from './new-key.js';

/** The id under which the server logged a fault, when the error carries one. */
function serverErrorId(error: unknown): string | undefined {
  if (!CombinedGraphQLErrors.is(error)) return undefined;
  for (const { extensions } of error.errors) {
    const id = extensions?.errorId ?? extensions?.requestId;
    if (typeof id === 'string') return id;
  }
  return undefined;
}

const ids = new WeakMap<object, string>();

/** A stable id for an error to tell the help desk: the server's own, else one made here and written to the console with the error. */
export function errorIdOf(error: unknown): string {
  const fromServer = serverErrorId(error);
  if (fromServer) return fromServer;
  if (typeof error !== 'object' || error === null) return 'unknown';
  const known = ids.get(error);
  if (known) return known;
  const made = newKey().slice(0, 8);
  ids.set(error, made);
  console.error(`Error ${made}`, error);
  return made;
}

/** Whether the server says that nobody is signed in, or that the session is locked: either way it takes a sign-in to go on. */
export function isUnauthenticated(error: unknown): boolean {
  return (
    CombinedGraphQLErrors.is(error) &&
    error.errors.some(
      ({ extensions }) => extensions?.code === 'UNAUTHENTICATED' || extensions?.code === 'SESSION_LOCKED',
    )
  );
}
