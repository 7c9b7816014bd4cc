import { type APIRequestContext, request } from 'playwright-core';

/** Where the product answers that tests/setup/start-product.mjs started. */
export const productUrl = (() => {
  const url = process.env.QUORATE_TEST_URL;
  if (!url) throw new Error('QUORATE_TEST_URL is not set: tests/setup/start-product.mjs did not run.');
  return url;
})();

export type Row = Readonly<Record<string, unknown>>;

interface GraphqlAnswer {
  readonly data?: Row | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Somebody signed in, over HTTP: what a browser of theirs starts from, and the API as them. */
export interface Persona {
  readonly login: string;
  /** For a browser context. */
  readonly state: Awaited<ReturnType<APIRequestContext['storageState']>>;
  readonly http: APIRequestContext;
  /** The answer as it came, faults too. */
  ask(text: string, variables?: Row): Promise<GraphqlAnswer>;
  /** The root field's value. Throws on faults. */
  read<Value>(text: string, variables?: Row): Promise<Value>;
  /** Runs a mutation with one input and gives its answer. Throws unless it is of the type expected. */
  change<Value>(mutation: string, input: Row, expected: string, fields?: string): Promise<Value>;
}

const personas = new Map<string, Promise<Persona>>();

/** Signs in through OpenID Connect without a browser, once a login and test file. */
export function persona(login: string): Promise<Persona> {
  const known = personas.get(login) ?? signIn(login);
  personas.set(login, known);
  return known;
}

/** Ends what `persona` opened. */
export async function signEverybodyOut(): Promise<void> {
  for (const each of personas.values()) await (await each).http.dispose();
  personas.clear();
}

async function signIn(login: string): Promise<Persona> {
  const http = await request.newContext({ baseURL: productUrl });
  const picker = await http.get('/auth/sign-in?returnTo=%2Fhelp');
  const [, action] = /action="(\/idp\/interaction\/[^"]+)"/.exec(await picker.text()) ?? [];
  if (!action) throw new Error(`Sign-in does not show the persona picker (${picker.status()} ${picker.url()}).`);
  const done = await http.post(action, { form: { login }, headers: { origin: productUrl } });
  if (new URL(done.url()).pathname !== '/help')
    throw new Error(`${login} cannot sign in: ${done.status()} ${done.url()}`);
  return personaOf(login, http, await http.storageState());
}

function personaOf(login: string, http: APIRequestContext, state: Persona['state']): Persona {
  const ask = async (query: string, variables: Row = {}) => {
    const answer = await http.post('/graphql', {
      data: { query, variables },
      headers: { 'apollo-require-preflight': 'true', 'idempotency-key': crypto.randomUUID() },
    });
    return (await answer.json()) as GraphqlAnswer;
  };
  const read = async <Value>(query: string, variables?: Row) => {
    const { data, errors } = await ask(query, variables);
    const [value] = Object.values(data ?? {});
    if (errors || value === undefined) throw new Error(`${login}: ${JSON.stringify(errors)} for ${query}`);
    return value as Value;
  };
  return {
    login,
    state,
    http,
    ask,
    read,
    async change<Value>(mutation: string, input: Row, expected: string, fields = '') {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      // recordReply shares its input with answerInvitation.
      const inputType = mutation === 'recordReply' ? 'AnswerInvitationInput' : type;
      const answer = await read<{ __typename: string }>(
        `mutation Change($input: ${inputType}!) { ${mutation}(input: $input) { __typename ... on Refusal { message } ... on ${expected} { __typename ${fields} } } }`,
        { input },
      );
      if (answer.__typename !== expected) throw new Error(`${login}: ${mutation} answers ${JSON.stringify(answer)}`);
      return answer as Value;
    },
  };
}
