import { mayCall, OPERATIONS, type OperationName } from '@quorate/libs/access';
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  isNonNullType,
  isUnionType,
} from 'graphql';
import type { Viewer } from './viewer.js';

/** What every resolver gets as its context. */
export interface GraphQLContext {
  readonly viewer: Viewer | null;
  /** True when there is a session and it is locked: nobody used it for IDLE_LOCK_MINUTES. `viewer` is null then. */
  readonly isLocked?: boolean;
}

/**
 * Puts the declared policy in front of every root field. Throws when a field declares nobody who may call it, or when a
 * declaration has no field, so that a server with a gap does not start.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const seen = new Set<string>();
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const name = `${type?.name}.${field.name}` as OperationName;
      seen.add(name);
      guardField(name, field, type === schema.getSubscriptionType() ? 'subscribe' : 'resolve');
    }
  }
  const orphans = Object.keys(OPERATIONS).filter((name) => !seen.has(name));
  if (orphans.length > 0) throw new Error(`These operations have a policy and no field: ${orphans.join(', ')}`);
  return schema;
}

function guardField(
  name: OperationName,
  field: GraphQLField<unknown, GraphQLContext>,
  kind: 'resolve' | 'subscribe',
): void {
  const policy = OPERATIONS[name];
  if (!policy) throw new Error(`${name} declares nobody who may call it. Declare it in libs/access/src/operations.`);
  const inner = field[kind] ?? defaultFieldResolver;
  field[kind] = (source, args, context, info) => {
    const role = context.viewer?.role ?? null;
    if (!mayCall(policy, role)) {
      if (role === null) throw context.isLocked ? sessionLocked() : unauthenticated();
      const refusal = refusalType(field);
      if (refusal)
        return {
          __typename: refusal,
          code: 'NOT_PERMITTED',
          message: 'Your present role may not do this. Switch role in the header if you have another.',
        };
      throw new GraphQLError('Your present role may not see this. Switch role in the header if you have another.', {
        extensions: { code: 'NOT_PERMITTED' },
      });
    }
    return inner(source, args, context, info);
  };
}

/** The client goes to sign-in on this code. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('You are not signed in, or your session has ended. Sign in to go on.', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

/** The client asks for a fresh sign-in on this code and keeps what is on the page. */
export function sessionLocked(): GraphQLError {
  return new GraphQLError('This session is locked because nobody used it for a while. Sign in again to go on.', {
    extensions: { code: 'SESSION_LOCKED' },
  });
}

/** The viewer, or the error that sends the client to sign-in. */
export function requireViewer(context: GraphQLContext): Viewer {
  if (!context.viewer) throw context.isLocked ? sessionLocked() : unauthenticated();
  return context.viewer;
}

function refusalType(field: GraphQLField<unknown, GraphQLContext>): string | null {
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  return isUnionType(type) && type.getTypes().some((member) => member.name === 'NotPermitted') ? 'NotPermitted' : null;
}
