import '../testing/jsdom-globals.js';

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { askFirst, fetchAfterFirst, forgetFirst, knowDocuments } from './first-answers.js';

const query = { operationName: 'Signal', variables: { id: '7' } };
const body = (variables: object = query.variables) =>
  JSON.stringify({ operationName: 'Signal', variables, query: 'query Signal { signal { id } }' });
const fromApp = async (variables?: object) =>
  (await fetchAfterFirst('/graphql', { method: 'POST', body: body(variables) })).text();

const sent: { operationName: string; extensions?: unknown }[] = [];
let status = 200;

beforeEach(() => {
  knowDocuments({ Signal: 'a1' });
  forgetFirst(query);
  sent.length = 0;
  status = 200;
  globalThis.fetch = async (_input, init) => {
    sent.push(JSON.parse(String(init?.body)));
    return new Response(`answer ${sent.length}`, { status });
  };
});

describe('an answer that was asked for first', () => {
  it('is asked by its hash, taken by the app once, and asked anew after that', async () => {
    await askFirst(query);
    await askFirst(query);
    expect(sent).toEqual([{ ...query, extensions: { persistedQuery: { version: 1, sha256Hash: 'a1' } } }]);
    expect(await fromApp()).toBe('answer 1');
    expect(await fromApp()).toBe('answer 2');
  });

  it('is waited for while it is under way', async () => {
    void askFirst(query);
    expect(await fromApp()).toBe('answer 1');
    expect(sent).toHaveLength(1);
  });

  it('is no answer to another question', async () => {
    await askFirst(query);
    expect(await fromApp({ id: '8' })).toBe('answer 2');
  });

  it('is not kept', async () => {
    await askFirst(query);
    const now = performance.now();
    const clock = jest.spyOn(performance, 'now').mockReturnValue(now + 11_000);
    expect(await fromApp()).toBe('answer 2');
    clock.mockRestore();
  });

  it('is dropped when somebody else turns out to be signed in', async () => {
    void askFirst(query);
    forgetFirst(query);
    expect(await fromApp()).toBe('answer 2');
  });

  it('is asked for again in full where the server refuses it', async () => {
    status = 400;
    expect(await askFirst(query)).toBeNull();
    status = 200;
    expect(await fromApp()).toBe('answer 2');
    expect(sent[1]?.extensions).toBeUndefined();
  });

  it('is not asked for where its document is not known', async () => {
    knowDocuments({});
    expect(await askFirst(query)).toBeNull();
    expect(sent).toEqual([]);
  });
});
