import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  type TypeNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { GraphQLContext } from '../platform/graphql-guard.js';
import { type ErrorRules, maskError } from './graphql-errors.js';

const MOST = 200;
/** Compiling costs as much as running a few hundred times, so a query has to come back before it is. */
const WARM_AFTER = 3;

interface Entry {
  seen: number;
  /** null: graphql-jit cannot compile it, so graphql-js runs it. */
  compiled?: CompiledQuery | null;
}

/**
 * Runs queries that come again as compiled functions. Apollo calls none of its execution hooks for an answer that a
 * plug-in gives, so errors are masked here; the policies are inside the schema's resolvers and hold all the same.
 */
export function compiledQueries(rules: ErrorRules): ApolloServerPlugin<GraphQLContext> {
  const entries = new Map<string, Entry>();
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, request, contextValue, operation, operationName, queryHash }) {
          if (operation.operation !== 'query') return null;
          const key = `${queryHash} ${operationName ?? ''}`;
          // Somebody without a session gets nothing compiled, nor pushes out what others use.
          const entry = contextValue.viewer ? recall(entries, key) : entries.get(key);
          if (!entry || entry.seen < WARM_AFTER) return null;
          entry.compiled ??= compile(schema, document, operationName);
          if (entry.compiled === null) return null;
          const result = await entry.compiled.query(undefined, contextValue, request.variables ?? {});
          return {
            http: { headers: new HeaderMap(), status: result.data === undefined ? 400 : undefined },
            body: { kind: 'single' as const, singleResult: masked(result, rules, operationName) },
          };
        },
      };
    },
  };
}

function masked(result: ExecutionResult, rules: ErrorRules, operationName: string | null) {
  if (!result.errors?.length) return { data: result.data };
  const errors = result.errors.map((error) => maskError(error, rules, operationName ? 'query' : 'anonymous query'));
  return result.data === undefined ? { errors } : { errors, data: result.data };
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): CompiledQuery | null {
  if (hasDefaultInside(schema, document)) return null;
  const compiled = compileQuery(schema, document, operationName ?? '');
  return isCompiledQuery(compiled) ? (compiled as CompiledQuery) : null;
}

/** graphql-jit demands what has a default inside an input object, which graphql-js fills in: such a query is not compiled. */
function hasDefaultInside(schema: GraphQLSchema, document: DocumentNode): boolean {
  const seen = new Set<GraphQLInputObjectType>();
  const has = (type: unknown): boolean => {
    if (!isInputObjectType(type) || seen.has(type)) return false;
    seen.add(type);
    return Object.values(type.getFields()).some(
      (field) => field.defaultValue !== undefined || has(getNamedType(field.type)),
    );
  };
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.variableDefinitions?.some(({ type }) => has(schema.getType(nameOf(type)))),
  );
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** The entry, moved to the young end; the oldest goes when there are too many. */
function recall(entries: Map<string, Entry>, key: string): Entry {
  const entry = entries.get(key) ?? { seen: 0 };
  entry.seen += 1;
  entries.delete(key);
  entries.set(key, entry);
  if (entries.size > MOST) {
    const [oldest] = entries.keys();
    if (oldest !== undefined) entries.delete(oldest);
  }
  return entry;
}
