import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import { Live } from '../platform/live.js';
import { probes } from '../testkit/graphql-probes.js';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { makeWebDist } from '../testkit/web-dist.js';

const WATCH =
  'subscription Watch { registerChanged(meetingId: "00000000-0000-7000-8000-000000000000") { __typename } }';

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

jest.setTimeout(120_000);

let t: TestApp;
let b: HttpBrowser;
let dist: string;
const open: WebSocket[] = [];

async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  dist = makeWebDist([WATCH]);
  t = await startTestApp({ WEB_DIST_DIR: dist, QUORATE_DATA_DIR: dist, ...environment });
  await t.app.get(Live).start();
  b = new HttpBrowser(await listen(t.app));
  await b.signInAs(t.economy.viewer('careCoordinator').login);
}

async function stop(): Promise<void> {
  await t.app.get(Live).stop();
  await t.stop();
  rmSync(dist, { recursive: true, force: true });
}

afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});

/** A socket with what it has been sent, and how it ended. */
class Probe {
  readonly messages: Message[] = [];
  private readonly waiting: (() => void)[] = [];
  closedWith: number | null = null;
  httpStatus: number | null = null;

  constructor(readonly socket: WebSocket) {
    open.push(socket);
    socket.on('message', (data) => this.note(() => this.messages.push(JSON.parse(String(data)) as Message)));
    socket.on('close', (code) => this.note(() => (this.closedWith = code)));
    socket.on('unexpected-response', (_request, response) =>
      this.note(() => (this.httpStatus = response.statusCode ?? 0)),
    );
    socket.on('error', () => undefined);
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((done) => this.waiting.push(done));
    }
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first answer to this subscription. */
  async subscribe(query: string, id = '1', extra: object = {}): Promise<Message> {
    this.send({ id, type: 'subscribe', payload: { query, ...extra } });
    const answer = () => this.messages.find((message) => message.id === id);
    await this.until(() => answer() !== undefined || this.closedWith !== null);
    return answer() ?? { type: `closed ${this.closedWith}` };
  }

  private note(change: () => void): void {
    change();
    for (const wake of this.waiting.splice(0)) wake();
  }
}

function connect(headers: Record<string, string> = {}, path = '/graphql'): Probe {
  const url = `${b.origin.replace('http', 'ws')}${path}`;
  return new Probe(new WebSocket(url, 'graphql-transport-ws', { headers }));
}

const own = () => ({ origin: b.origin, cookie: b.cookieHeader });

async function ready(probe: Probe, payload?: object): Promise<Probe> {
  await new Promise<void>((done) => probe.socket.once('open', () => done()));
  probe.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
  await probe.until(() => probe.messages.length > 0 || probe.closedWith !== null);
  return probe;
}

describe('GraphQL over a socket', () => {
  beforeAll(() => start({}));
  afterAll(stop);

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'http://localhost:1'])(
    'is not opened for a page of %s',
    async (origin) => {
      const probe = connect({ ...own(), origin });
      await probe.until(() => probe.httpStatus !== null);
      expect(probe.httpStatus).toBe(403);
    },
  );

  it('is at one address only', async () => {
    const probe = connect(own(), '/other');
    await probe.until(() => probe.httpStatus !== null);
    expect(probe.httpStatus).toBe(404);
  });

  it('is closed for somebody without a session', async () => {
    expect((await ready(connect({ origin: b.origin }))).closedWith).toBe(4403);
    expect(
      (await ready(connect({ origin: b.origin }), { authorization: 'Bearer made.up-made.up-made.up' })).closedWith,
    ).toBe(4403);
  });

  it('opens for a session in the cookie and for a bearer', async () => {
    expect((await ready(connect(own()))).messages[0]?.type).toBe('connection_ack');
    const bearer = { authorization: `Bearer ${b.cookie('quorate-session')}` };
    expect((await ready(connect({}), bearer)).messages[0]?.type).toBe('connection_ack');
  });

  it.each(probes('subscription', 'registerChanged(meetingId: "x")'))('refuses $name', async ({ query, says }) => {
    const answer = await (await ready(connect(own()))).subscribe(query);
    expect(answer.type).toBe('error');
    expect(JSON.stringify(answer.payload)).toMatch(says);
    expect(JSON.stringify(answer.payload)).not.toMatch(/did you mean/i);
  });

  it.each([
    ['a query', '{ viewer { name } }'],
    ['a mutation', 'mutation { switchActingRole(input: {actingRoleId: "x"}) { __typename } }'],
  ])('answers no %s', async (_what, query) => {
    const answer = await (await ready(connect(own()))).subscribe(query);
    expect(answer.payload?.[0]?.message).toContain('Only subscriptions');
  });

  it('is closed by a message that is too large, or that comes before the greeting', async () => {
    const large = await ready(connect(own()));
    large.send({ id: '1', type: 'subscribe', payload: { query: WATCH, variables: { x: 'x'.repeat(70_000) } } });
    await large.until(() => large.closedWith !== null);
    expect(large.closedWith).toBe(1009);
    const early = connect(own());
    await new Promise<void>((done) => early.socket.once('open', () => done()));
    early.send({ id: '1', type: 'subscribe', payload: { query: WATCH } });
    await early.until(() => early.closedWith !== null);
    expect(early.closedWith).toBe(4401);
  });

  it('carries so many subscriptions and no more', async () => {
    const probe = await ready(connect(own()));
    for (let i = 0; i < 20; i += 1) probe.send({ id: `s${i}`, type: 'subscribe', payload: { query: WATCH } });
    expect((await probe.subscribe(WATCH, 'last')).payload?.[0]?.extensions?.code).toBe('TOO_MANY_REQUESTS');
  });

  it('is closed within five seconds of the session’s end, everywhere', async () => {
    const other = new HttpBrowser(b.origin);
    await other.signInAs(t.economy.viewer('clinician').login);
    const probe = await ready(connect({ origin: b.origin, cookie: other.cookieHeader }));
    const third = new HttpBrowser(b.origin);
    await third.signInAs(t.economy.viewer('clinician').login);
    await third.post('/auth/sign-out-everywhere');
    const began = performance.now();
    await probe.until(() => probe.closedWith !== null);
    expect(probe.closedWith).toBe(4403);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('is closed when the page locks, and refused until it is opened again', async () => {
    const other = new HttpBrowser(b.origin);
    await other.signInAs(t.economy.viewer('commissioner').login);
    const probe = await ready(connect({ origin: b.origin, cookie: other.cookieHeader }));
    await other.post('/auth/lock');
    await probe.until(() => probe.closedWith !== null);
    expect(probe.closedWith).toBe(4403);
    expect((await ready(connect({ origin: b.origin, cookie: other.cookieHeader }))).closedWith).toBe(4403);
  });
});

describe('GraphQL over a socket with trusted documents only', () => {
  beforeAll(() => start({ GRAPHQL_DOCUMENTS: 'trusted' }));
  afterAll(stop);

  it('refuses what is not on the list before it is parsed', async () => {
    const probe = await ready(connect(own()));
    for (const [i, query] of [`${WATCH} `, '{', '{ __schema { types { name } } }'].entries()) {
      expect((await probe.subscribe(query, `p${i}`)).payload?.[0]?.extensions?.code).toBe('DOCUMENT_NOT_TRUSTED');
    }
  });

  it('takes what is on the list', async () => {
    const probe = await ready(connect(own()));
    probe.send({ id: 'listed', type: 'subscribe', payload: { query: WATCH } });
    // Both would be refused at once and in this order.
    await probe.subscribe('{', 'unlisted');
    expect(JSON.stringify(probe.messages.filter(({ id }) => id === 'listed'))).not.toContain('DOCUMENT_NOT_TRUSTED');
  });
});
