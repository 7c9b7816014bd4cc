import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';

jest.setTimeout(120_000);

const VIEWER = 'query Viewer($all: Boolean = true) { viewer { login acting @include(if: $all) { role } } }';
const TIMES = [1, 2, 3, 4, 5];

let t: TestApp;
let b: HttpBrowser;
let admin: pg.Client;

beforeAll(async () => {
  t = await startTestApp();
  b = new HttpBrowser(await listen(t.app));
  await b.signInAs(t.economy.viewer('careCoordinator').login);
  admin = await t.db.superuser();
});
afterAll(async () => {
  await admin.end();
  await t.stop();
});

/** The same request until it has long been compiled. */
async function often<T>(ask: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const _ of TIMES) answers.push(await ask());
  return answers;
}

describe('a query that comes again', () => {
  it('is answered alike before and after it is compiled, with its variables', async () => {
    const { login } = t.economy.viewer('careCoordinator');
    const full = { status: 200, data: { viewer: { login, acting: { role: 'CARE_COORDINATOR' } } } };
    expect(await often(() => b.ask(VIEWER))).toEqual(TIMES.map(() => full));
    expect(await often(() => b.ask(VIEWER, { all: false }))).toEqual(
      TIMES.map(() => ({ status: 200, data: { viewer: { login } } })),
    );
  });

  it('asks the policy each time: compiled for one, refused to another', async () => {
    await often(() => b.ask(VIEWER));
    const answers = await often(() => new HttpBrowser(b.origin).ask(VIEWER));
    for (const { data, errors } of answers) {
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    }
  });

  it('refuses a wrong variable as the asker’s fault', async () => {
    for (const { status, errors } of await often(() => b.ask(VIEWER, { all: 'nonsense' }))) {
      expect(status).toBe(400);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('is told nothing of a fault but an id, before and after it is compiled', async () => {
    const query = 'query Fault { viewer { name } }';
    await admin.query('alter function quorate_now rename to quorate_then');
    try {
      const ids = (await often(() => b.ask(query))).map(({ data, errors }) => {
        expect(data ?? null).toBeNull();
        expect(errors).toHaveLength(1);
        const [error] = errors ?? [];
        expect(error?.extensions).toEqual({ code: 'INTERNAL', errorId: expect.stringMatching(/^[0-9a-f]{10}$/) });
        expect(error?.message).toBe(`Something went wrong on our side. Quote ${String(error?.extensions.errorId)}.`);
        expect(JSON.stringify(errors)).not.toMatch(/quorate_now|function|stack/);
        return error?.extensions.errorId;
      });
      expect(new Set(ids).size).toBe(TIMES.length);
    } finally {
      await admin.query('alter function quorate_then rename to quorate_now');
    }
  });
});
