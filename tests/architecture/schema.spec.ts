import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '@quorate/libs/access';
import { buildSchema, type GraphQLObjectType, isListType, isNonNullType, isUnionType } from 'graphql';

const root = resolve(import.meta.dirname, '../..');
const schema = buildSchema(readFileSync(join(root, 'api/schema.graphql'), 'utf8'));
const fields = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {});

describe('api/schema.graphql', () => {
  it('is what the code defines', () => {
    const run = spawnSync(process.execPath, [join(root, 'scripts/print-schema.mjs'), '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  it('has a declared policy for every query, mutation and subscription, and none for what is not there', () => {
    const names = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      fields(type).map((field) => `${type?.name}.${field.name}`),
    );
    expect(Object.keys(OPERATIONS).sort()).toEqual(names.sort());
  });

  it('takes one input for every mutation and answers with a union in which every refusal can be met', () => {
    for (const field of fields(schema.getMutationType())) {
      expect([field.name, field.args.map((arg) => arg.name)]).toEqual([field.name, ['input']]);
      const type = isNonNullType(field.type) ? field.type.ofType : field.type;
      expect([field.name, isUnionType(type)]).toEqual([field.name, true]);
      if (!isUnionType(type)) continue;
      const members = type.getTypes().map((member) => member.name);
      expect([field.name, members.includes('NotPermitted'), members.includes('InvalidInput')]).toEqual([
        field.name,
        true,
        true,
      ]);
    }
  });

  it('has no nullable item in a list', () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__') || !('getFields' in type)) continue;
      for (const field of Object.values(type.getFields())) {
        const inner = isNonNullType(field.type) ? field.type.ofType : field.type;
        if (isListType(inner))
          expect([`${type.name}.${field.name}`, isNonNullType(inner.ofType)]).toEqual([
            `${type.name}.${field.name}`,
            true,
          ]);
      }
    }
  });
});
