import { ApolloArmor } from '@escape.tech/graphql-armor';
import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** The limits of one operation, alike on HTTP and WebSocket. The largest page of the web client needs less than half of each. */
export const LIMITS = {
  tokens: 2_000,
  depth: 12,
  cost: 50_000,
  aliases: 20,
  directives: 20,
  rootFields: 10,
  bodyBytes: 256 * 1024,
  socketMessageBytes: 64 * 1024,
} as const;

/** Validation rules beyond the standard ones. */
export function limitRules(options: { readonly introspection: boolean }): ValidationRule[] {
  const armor = new ApolloArmor({
    maxDepth: { n: LIMITS.depth, flattenFragments: true, ignoreIntrospection: false },
    costLimit: { maxCost: LIMITS.cost, ignoreIntrospection: false },
    // By default it counts no alias of __typename, which is as good a way to make a large answer as any.
    maxAliases: { n: LIMITS.aliases, allowList: [] },
    maxDirectives: { n: LIMITS.directives },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return [
    ...(armor.validationRules as ValidationRule[]),
    limitRootFields,
    ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
}

/** One mutation a request, so that a command is one transaction and one answer; a query asks for one screen. */
function limitRootFields(context: ValidationContext) {
  return {
    OperationDefinition(node: { readonly operation: string; readonly selectionSet: SelectionSetNode }) {
      const most = node.operation === 'mutation' ? 1 : LIMITS.rootFields;
      const found = countRootFields(node.selectionSet, context, new Set());
      if (found > most) {
        context.reportError(
          new GraphQLError(
            node.operation === 'mutation'
              ? 'One request carries one mutation. Send the others on their own.'
              : `One request asks for at most ${most} fields of the root, found ${found}.`,
            { extensions: { code: 'BAD_USER_INPUT' } },
          ),
        );
      }
    },
  };
}

function countRootFields(set: SelectionSetNode, context: ValidationContext, seen: Set<string>): number {
  let count = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += selection.name.value === '__typename' ? 0 : 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countRootFields(selection.selectionSet, context, seen);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = context.getFragment(selection.name.value);
      if (fragment) count += countRootFields(fragment.selectionSet, context, seen);
    }
  }
  return count;
}
