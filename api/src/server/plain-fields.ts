import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Takes away the resolvers that only read the property of the field's own name. Nest gives one to every field, and a
 * compiled query then makes a call and two closures for each of the thousands of values in an answer, where it would
 * otherwise read the property. Root fields and those with work to do keep theirs.
 */
export function readPlainFields(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.has(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (isPlainRead(field)) field.resolve = undefined;
  }
  return schema;
}

/** Known by what it does: it takes the object alone, gives the property as it is, and nothing where there is none. */
function isPlainRead({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  if (resolve?.length !== 1) return false;
  const read = resolve as unknown as (root: object) => unknown;
  const mark = Symbol(name);
  return read({ [name]: mark }) === mark && read({}) === undefined;
}
