import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { isDatabaseAway, isUnreadableValue } from '../platform/describe-fault.js';
import type { FaultLog } from '../platform/fault-log.js';

/** Stripped where introspection is off, since it spells out the schema one guess at a time. */
const SUGGESTION = / ?Did you mean .+\?/g;

export interface ErrorRules {
  readonly faults: FaultLog;
  readonly showsSchema: boolean;
}

/**
 * An error as the client may see it, alike for HTTP, compiled queries and sockets. Ours (a GraphQLError thrown on
 * purpose) and graphql's own (syntax, validation, variables) pass; anything else is logged under an id, and the client
 * gets the id and nothing else.
 */
export function maskError(error: unknown, rules: ErrorRules, where: string): GraphQLFormattedError {
  const path = error instanceof GraphQLError && error.path ? { path: error.path } : {};
  if (!isMeantForClient(error)) {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (isDatabaseAway(cause)) return { ...path, ...databaseAway().toJSON() };
    if (isUnreadableValue(cause)) return { ...path, ...unreadableValue().toJSON() };
    const field = error instanceof GraphQLError ? error.nodes?.[0] : undefined;
    const errorId = rules.faults.note(cause, field?.kind === Kind.FIELD ? field.name.value : where);
    return {
      message: `Something went wrong on our side. Quote ${errorId}.`,
      ...path,
      extensions: { code: 'INTERNAL', errorId },
    };
  }
  const message = rules.showsSchema ? error.message : error.message.replace(SUGGESTION, '');
  const { http: _http, stacktrace: _stacktrace, ...extensions } = error.extensions ?? {};
  return {
    message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...path,
    extensions: { ...extensions, code: extensions.code ?? 'BAD_USER_INPUT' },
  };
}

/** Thrown where the database cannot be reached: HTTP answers 503 with Retry-After. */
export function databaseAway(): GraphQLError {
  return new GraphQLError('The database cannot be reached at the moment. Nothing was saved. Try again in a moment.', {
    extensions: { code: 'SERVICE_UNAVAILABLE' },
  });
}

/** An id, date or text that cannot be one. It is told from one that does not exist by its form alone, so it tells nobody anything. */
function unreadableValue(): GraphQLError {
  return new GraphQLError(
    'Something in the request is no id, date, number or text that can be used here. Nothing was saved.',
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  );
}

/**
 * Errors of ours carry a code; graphql's own about the request (syntax, rules, variables) have no path yet. One with a
 * path and no code came out of a resolver or of a wrong answer of ours.
 */
function isMeantForClient(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  if (error.originalError && !(error.originalError instanceof GraphQLError)) return false;
  return error.path === undefined || typeof error.extensions?.code === 'string';
}
