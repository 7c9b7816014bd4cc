import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { probes } from '../testkit/graphql-probes.js';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { hashOfDocument, makeWebDist } from '../testkit/web-dist.js';

const VIEWER = 'query Viewer { viewer { name } }';
const OTHER = 'query Other { viewer { login } }';

jest.setTimeout(120_000);

let t: TestApp;
let b: HttpBrowser;
let dist: string;

async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  dist = makeWebDist([VIEWER]);
  t = await startTestApp({ WEB_DIST_DIR: dist, QUORATE_DATA_DIR: dist, ...environment });
  b = new HttpBrowser(await listen(t.app));
  await b.signInAs(t.economy.viewer('careCoordinator').login);
}

async function stop(): Promise<void> {
  await t.stop();
  rmSync(dist, { recursive: true, force: true });
}

/** The status and text of a request that fetch would not send as it is. */
function raw(options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer }) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((done, fail) => {
    const url = new URL(options.path ?? '/graphql', b.origin);
    const headers = { cookie: b.cookieHeader, ...options.headers };
    const sent = request(url, { method: options.method ?? 'POST', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), headers: response.headers }),
      );
    });
    sent.on('error', fail);
    sent.end(options.body);
  });
}

const json = { 'content-type': 'application/json' };
const good = JSON.stringify({ query: VIEWER });

describe('GraphQL over HTTP', () => {
  beforeAll(() => start({}));
  afterAll(stop);

  it.each(probes('query', 'viewer'))('refuses $name as the asker’s fault', async ({ query, says }) => {
    const { status, errors, data } = await b.ask(query);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors?.map(({ message }) => message).join(' ')).toMatch(says);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|stack/i);
  });

  it.each([
    ['a list of requests', { ...json }, `[${good},${good}]`, 400],
    [
      'a body that is too large',
      { ...json },
      JSON.stringify({ query: VIEWER, variables: { x: 'x'.repeat(300_000) } }),
      413,
    ],
    ['a compressed body', { ...json, 'content-encoding': 'gzip' }, gzipSync(good), 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, `query=${encodeURIComponent(VIEWER)}`, 415],
    ['plain text, which needs no preflight', { 'content-type': 'text/plain' }, good, 415],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ['no type at all', {}, good, 415],
    ['what is not JSON', { ...json }, '{', 400],
    ['a query that is no text', { ...json }, JSON.stringify({ query: { a: 1 } }), 400],
    ['no query', { ...json }, '{}', 400],
  ])('refuses %s', async (_what, headers, body, status) => {
    const answer = await raw({ headers, body });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('"name"');
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const path = `/graphql?query=${encodeURIComponent('mutation { switchActingRole(input: {actingRoleId: "x"}) { __typename } }')}`;
    const answer = await raw({
      method,
      path,
      headers: { origin: 'https://evil.example', 'apollo-require-preflight': 'x' },
    });
    expect(answer.status).toBe(405);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('lets no other site read its answers, and no cache keep them', async () => {
    const answer = await raw({ headers: { ...json, origin: 'https://evil.example' }, body: good });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('names a wrong variable, which is the asker’s fault, and answers 400', async () => {
    const { status, errors } = await b.ask(
      'mutation M($i: SwitchActingRoleInput!) { switchActingRole(input: $i) { __typename } }',
      { i: {} },
    );
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('answers a document that is not on the trusted list, or by its hash alone', async () => {
    expect((await b.ask(OTHER)).data).toEqual({ viewer: { login: t.economy.viewer('careCoordinator').login } });
    const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: hashOfDocument(VIEWER) } } };
    expect(await (await b.post('/graphql', byHash)).json()).toEqual({
      data: { viewer: { name: 'Test careCoordinator' } },
    });
    const unknown = { extensions: { persistedQuery: { version: 1, sha256Hash: hashOfDocument(OTHER) } } };
    expect((await b.post('/graphql', unknown)).status).toBe(400);
  });

  it('slows down those without a session, and nobody else', async () => {
    const stranger = new HttpBrowser(b.origin);
    let last = 200;
    for (let i = 0; i < 700 && last !== 429; i += 1) last = (await stranger.post('/graphql', { query: VIEWER })).status;
    expect(last).toBe(429);
    expect((await b.ask(VIEWER)).status).toBe(200);
  });
});

describe('GraphQL over HTTP with trusted documents only', () => {
  beforeAll(() => start({ GRAPHQL_DOCUMENTS: 'trusted' }));
  afterAll(stop);

  it('answers what is on the list, by text and by hash', async () => {
    expect((await b.ask(VIEWER)).data).toEqual({ viewer: { name: 'Test careCoordinator' } });
    const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: hashOfDocument(VIEWER) } } };
    expect((await b.post('/graphql', byHash)).status).toBe(200);
  });

  it.each([OTHER, `${VIEWER} `, '{ viewer {'])('refuses anything else before it is parsed: %s', async (query) => {
    const { status, errors } = await b.ask(query);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
  });

  it('refuses another text under a trusted hash', async () => {
    const body = { query: OTHER, extensions: { persistedQuery: { version: 1, sha256Hash: hashOfDocument(VIEWER) } } };
    expect((await b.post('/graphql', body)).status).toBe(400);
  });
});

describe('GraphQL for a developer', () => {
  beforeAll(() => start({ GRAPHQL_INTROSPECTION: 'on' }));
  afterAll(stop);

  it('answers introspection and suggests where it is switched on', async () => {
    expect((await b.ask('{ __schema { queryType { name } } }')).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    expect((await b.ask('{ viewer { nam } }')).errors?.[0]?.message).toContain('Did you mean');
  });
});
