import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { HttpBrowser } from '../../api/src/testkit/http-browser.js';

/** Somebody signed in with a browser of their own. */
export class PersonAtWork {
  private constructor(private readonly browser: HttpBrowser) {}

  /** By the persona picker, as a new user would. */
  static async signIn(origin: string, login: string): Promise<PersonAtWork> {
    const browser = new HttpBrowser(origin);
    await browser.signInAs(login);
    if (!/quorate-session/.test(browser.cookieHeader)) throw new Error(`${login} could not sign in.`);
    return new PersonAtWork(browser);
  }

  /** The field of a query's answer. Throws where there was an error. */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const answer = await this.browser.ask<Record<string, T>>(query, variables);
    const [value] = Object.values(answer.data ?? {});
    if (answer.errors || value === undefined) throw new Error(`No answer: ${JSON.stringify(answer)}`);
    return value;
  }

  /** What a query answered, errors too, as text: for looking what must not be in it. */
  async textOf(query: string, variables: object = {}): Promise<string> {
    return JSON.stringify(await this.browser.ask(query, variables));
  }

  /** The answer of a mutation that has to be of this type. */
  async act<T>(name: string, input: object, wanted: string, fields = ''): Promise<T> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation Act($input: ${type}!) { ${name}(input: $input) { __typename ... on Refusal { code message } ... on ${wanted} { ${fields || '__typename'} } } }`;
    const answer = await this.browser.ask<Record<string, T & { __typename: string }>>(
      query,
      { input },
      { 'idempotency-key': randomUUID() },
    );
    const value = answer.data?.[name];
    if (value?.__typename !== wanted) throw new Error(`${name} was not done: ${JSON.stringify(answer)}`);
    return value;
  }

  /** Watches by a socket with this browser's cookie; `next` resolves with the data of the next event. */
  watch(query: string, variables: Record<string, unknown>): { next(): Promise<unknown>; stop(): void } {
    const { cookieHeader: cookie, origin } = this.browser;
    class CookieSocket extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { headers: { cookie, origin } });
      }
    }
    const client = createClient({
      url: `${origin.replace('http', 'ws')}/graphql`,
      webSocketImpl: CookieSocket,
      retryAttempts: 0,
    });
    const events = client.iterate({ query, variables });
    return { next: async () => (await events.next()).value?.data, stop: () => client.terminate() };
  }
}
