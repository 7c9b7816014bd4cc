import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { mayCall, OPERATIONS, ROLES } from '@quorate/libs/access';
import {
  buildSchema,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import { allOperations, type Operation } from '../permissions/documents.js';
import { persona, type Row, signEverybodyOut } from './kit/product.js';

const schema = buildSchema(readFileSync(resolve(import.meta.dirname, '../../api/schema.graphql'), 'utf8'));
const mutations = allOperations(schema).filter(({ kind }) => kind === 'mutation');

const WHO: Readonly<Record<(typeof ROLES)[number], string>> = {
  careCoordinator: 'priya.nair',
  clinician: 'sian.robertson',
  providerManager: 'helen.pricely',
  commissioner: 'ruth.clarkson',
  person: 'joan.linley',
  carer: 'karen.linley',
  administrator: 'mei.chenoweth',
  informationGovernanceLead: 'nadia.khanna',
};

/** What nobody would send on purpose. */
const NONSENSE = {
  'nothing at all': { text: '', number: 0, id: '' },
  'ids of nothing and absurd values': {
    text: '\u0000<script>\u202e'.repeat(50),
    number: -2_147_483_648,
    id: '00000000-0000-4000-8000-000000000000',
  },
  'far too much': { text: 'x'.repeat(20_000), number: 2_147_483_647, id: "' or 1=1 --" },
} as const;

type Nonsense = (typeof NONSENSE)[keyof typeof NONSENSE];

/** Refused as data, or before it came to the domain. Never a fault of the server, never saved. */
const REFUSED_AS_ERROR = ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST', 'FORBIDDEN'];

afterAll(signEverybodyOut);

describe.each(mutations)('$name', (operation) => {
  it.each(Object.entries(NONSENSE))('refuses %s', async (_name, nonsense) => {
    const role = ROLES.find((each) => {
      const policy = OPERATIONS[operation.name];
      return policy && mayCall(policy, each);
    });
    if (!role) throw new Error(`Nobody may call ${operation.name}.`);
    const who = await persona(WHO[role]);
    const { data, errors } = await who.ask(operation.text, inputOf(operation, nonsense));
    const code = errors?.[0]?.extensions?.code;
    const answer = data?.[operation.field.name] as { __typename: string } | null | undefined;
    const verdict = errors
      ? REFUSED_AS_ERROR.includes(code ?? '')
      : refusalsOf(operation).includes(answer?.__typename ?? '');
    expect({ verdict, code, answer: answer?.__typename }).toMatchObject({ verdict: true });
  });
});

function refusalsOf({ field }: Operation): readonly string[] {
  const union = schema.getType(String(field.type).replace('!', ''));
  if (!isUnionType(union)) throw new Error(`${field.name} answers no union.`);
  return union
    .getTypes()
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Refusal'))
    .map(({ name }) => name);
}

function inputOf({ field }: Operation, nonsense: Nonsense): Row {
  return Object.fromEntries(field.args.map((arg) => [arg.name, nonsenseFor(arg.type, nonsense)]));
}

function nonsenseFor(type: GraphQLInputType, nonsense: Nonsense): unknown {
  if (isNonNullType(type)) return nonsenseFor(type.ofType, nonsense);
  if (isListType(type)) return nonsense.text === '' ? [] : [nonsenseFor(type.ofType, nonsense)];
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields()).map((each) => [each.name, nonsenseFor(each.type, nonsense)]),
    );
  // An enum's value that is not in it never reaches the domain, so a real one is sent.
  if (isEnumType(type)) return type.getValues()[0]?.name;
  switch (type.name) {
    case 'Boolean':
      return false;
    case 'Int':
    case 'Float':
      return nonsense.number;
    case 'ID':
      return nonsense.id;
    default:
      return nonsense.text;
  }
}
