import { GraphQLError } from 'graphql';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be one of our ids: a question about anything else has no answer. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** The cursor of a list in the order of (name, id). */
export function cursorAfter(row: { readonly name: string; readonly id: string }): string {
  return Buffer.from(JSON.stringify([row.name, row.id])).toString('base64url');
}

/** What `cursorAfter` made; null for none. Throws BAD_USER_INPUT for anything else. */
export function readCursor(after: string | null): { readonly name: string; readonly id: string } | null {
  if (after === null) return null;
  try {
    const [name, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (typeof name === 'string' && typeof id === 'string' && isId(id)) return { name, id };
  } catch {
    throw noCursor();
  }
  throw noCursor();
}

function noCursor(): GraphQLError {
  return new GraphQLError('Check the question: after is not a cursor of this list.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
