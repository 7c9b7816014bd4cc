import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { Live, untilReturned } from './live.js';

describe('Live', () => {
  let t: TestApp;
  let live: Live;

  beforeAll(async () => {
    t = await startTestApp();
    live = t.app.get(Live);
    await live.start();
  });
  afterAll(async () => {
    await live.stop();
    await t.stop();
  });

  const watching = (id: string) => untilReturned((ended) => live.watch(t.economy.tenantId, 'meeting', id, ended));
  const notify = (tenantId: string, id: string) =>
    t.db.sql(t.economy.tenantId, `select pg_notify('quorate', $1)`, [`${tenantId}|meeting|${id}`]);

  it('tells a watcher of its own thing and tenant, and nobody else', async () => {
    const own = watching('a');
    const next = own.next();
    await notify(t.economy.otherTenantId, 'a');
    await notify(t.economy.tenantId, 'b');
    const early = await Promise.race([next.then(() => 'told'), notify(t.economy.tenantId, 'x').then(() => 'quiet')]);
    expect(early).toBe('quiet');
    await notify(t.economy.tenantId, 'a');
    expect(await next).toEqual({ done: false, value: undefined });
    await own.return(undefined);
  });

  it('lets go of its listener when a watcher leaves while it waits', async () => {
    const before = live.listeners();
    const own = watching('c');
    const waiting = own.next();
    expect(live.listeners()).toBe(before + 1);
    await own.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(live.listeners()).toBe(before);
  });

  it('lets go of its listener when the generator around it fails', async () => {
    const before = live.listeners();
    const failing = untilReturned(async function* (ended): AsyncGenerator<void> {
      const hints = live.watch(t.economy.tenantId, 'meeting', 'd', ended);
      void hints.next();
      yield* [];
      throw new Error('not permitted');
    });
    await expect(failing.next()).rejects.toThrow('not permitted');
    await Promise.resolve();
    await new Promise((done) => setImmediate(done));
    expect(live.listeners()).toBe(before);
  });
});
