import { expect, it } from '@jest/globals';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { readPlainFields } from './plain-fields.js';

const type = GraphQLString;
const field = (resolve: (root: Record<string, unknown>) => unknown) => ({ type, resolve });

it('takes the resolver from a field that only reads its own property, and from no other', () => {
  const called: string[] = [];
  const item = new GraphQLObjectType({
    name: 'Item',
    fields: {
      plain: field((root) => root.plain),
      renamed: field((root) => root.other),
      defaulted: field((root) => root.defaulted ?? 'none'),
      changed: field((root) => `${String(root.changed)}!`),
      worked: { type, resolve: (...args: unknown[]) => called.push(String(args.length)) },
    },
  });
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { item: { type: item, resolve: (root) => root.item } },
  });
  readPlainFields(new GraphQLSchema({ query }));
  const kept = Object.values(item.getFields()).flatMap(({ name, resolve }) => (resolve ? [name] : []));
  expect(kept).toEqual(['renamed', 'defaulted', 'changed', 'worked']);
  expect(query.getFields().item?.resolve).toBeDefined();
  expect(called).toEqual([]);
});
