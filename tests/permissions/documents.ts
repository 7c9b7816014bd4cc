import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A root field of the schema as something that can be called. */
export interface Operation {
  /** As in OPERATIONS: 'Query.meeting'. */
  readonly name: `${'Query' | 'Mutation' | 'Subscription'}.${string}`;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  /** Asks for every field of the answer, each member of each union. */
  readonly text: string;
}

const DEEPEST = 8;

/** Every root field of the schema. */
export function allOperations(schema: GraphQLSchema): Operation[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      kind,
      field,
      name: `${type?.name}.${field.name}` as Operation['name'],
      text: documentOf(schema, kind, field),
    })),
  );
}

function documentOf(schema: GraphQLSchema, kind: string, field: GraphQLField<unknown, unknown>): string {
  // One that has a default may be left out, and its variable has to say so.
  const variables = field.args
    .map((arg) => `$${arg.name}: ${isRequiredArgument(arg) ? arg.type : getNullableType(arg.type)}`)
    .join(', ');
  const args = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = selectionOf(schema, getNamedType(field.type), []);
  return `${kind} Matrix${variables && `(${variables})`} { ${field.name}${args && `(${args})`}${selection} }`;
}

function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, path: readonly string[]): string {
  if (isLeafType(type)) return '';
  const inside = [...path, type.name];
  if (isAbstractType(type)) {
    const members = schema.getPossibleTypes(type);
    const taken = new Map<string, string>();
    return ` { __typename ${members.map((member) => `... on ${member.name} {${fieldsOf(schema, member, inside, taken)} }`).join(' ')} }`;
  }
  if (!isObjectType(type)) throw new Error(`${type.name} is no output type.`);
  return ` { __typename${fieldsOf(schema, type, inside, new Map())} }`;
}

/** `taken`: what another member of the same union already calls something of another type, which gets an alias here. */
function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  path: readonly string[],
  taken: Map<string, string>,
): string {
  return Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .map((field) => {
      const inner = getNamedType(field.type);
      if (!isLeafType(inner) && (path.includes(inner.name) || path.length >= DEEPEST)) return '';
      const shape = String(field.type);
      const known = taken.get(field.name);
      if (known === undefined) taken.set(field.name, shape);
      const alias = known === undefined || known === shape ? '' : `${field.name}Of${type.name}: `;
      return ` ${alias}${field.name}${selectionOf(schema, inner, path)}`;
    })
    .join('');
}
