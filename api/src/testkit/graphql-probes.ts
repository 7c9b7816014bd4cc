/** One attack on the limits of GraphQL, to be refused alike over HTTP and over a socket. */
export interface Probe {
  readonly name: string;
  readonly query: string;
  /** Something that the refusal says. */
  readonly says: RegExp;
}

const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join(' ');

/** Doubles with every fragment: 2^20 fields in some hundred tokens. */
const bomb = `${many(20, (i) => `fragment f${i} on Viewer { ...f${i + 1} ...f${i + 1} }`)} fragment f20 on Viewer { name }`;

/** `type` and `field`: the root field around which a document is built, such as `query` and `viewer`. */
export function probes(type: 'query' | 'subscription', field: string): Probe[] {
  const around = (inner: string, rest = '') => `${type} { ${field} { ${inner} } } ${rest}`;
  return [
    { name: 'many aliases', query: around(many(30, (i) => `a${i}: __typename`)), says: /alias/i },
    { name: 'many directives', query: around(many(30, () => '__typename @include(if: true)')), says: /directive/i },
    { name: 'a deep selection', query: `${type} { ${field} ${'{ x '.repeat(20)}${'}'.repeat(20)} }`, says: /depth/i },
    { name: 'too many tokens', query: around('__typename '.repeat(2_500)), says: /token/i },
    { name: 'fragments that double', query: `{ viewer { ...f0 } } ${bomb}`, says: /cost/i },
    {
      name: 'fragments in a circle',
      query: `{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }`,
      says: /itself|circ/i,
    },
    { name: 'introspection by __schema', query: '{ __schema { types { name } } }', says: /introspection/i },
    {
      name: 'introspection by __type',
      query: '{ __type(name: "Viewer") { fields { name } } }',
      says: /introspection/i,
    },
    {
      name: 'introspection through a fragment',
      query: '{ ...q } fragment q on Query { __schema { types { name } } }',
      says: /introspection/i,
    },
    { name: 'a guessed field', query: '{ viewer { nam } }', says: /Cannot query field/ },
    { name: 'a syntax error', query: '{ viewer {', says: /Syntax Error/ },
    {
      name: 'two mutations',
      query:
        'mutation { a: switchActingRole(input: {actingRoleId: "x"}) { __typename } b: switchActingRole(input: {actingRoleId: "y"}) { __typename } }',
      says: /one mutation/i,
    },
  ];
}
