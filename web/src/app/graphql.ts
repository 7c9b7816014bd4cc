import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';

/**
 * Writes a typed GraphQL document: `export const meetingQuery = graphql('query Meeting($id: ID!) { ... }')`.
 * Documents live in `*.queries.ts` only, each with a name of its own: the build lists them as the ones the server trusts.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; LocalTime: string; JSON: unknown };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
