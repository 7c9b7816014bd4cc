import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpBrowser } from '../../api/src/testkit/http-browser.js';
import { quorate, type StartedServer, startServer } from './started-server.js';

const WRITERS = 8;
const ENOUGH = 60;
const REGISTER =
  'mutation R($input: RegisterPatientInput!) { registerPatient(input: $input) { __typename ... on PatientRegistered { patientId } } }';

interface Write {
  readonly familyName: string;
  readonly key: string;
}

describe('a server that is killed in the middle of writes', () => {
  let dataDirectory: string;
  let server: StartedServer;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'quorate-killed-'));
    server = await startServer(dataDirectory);
  }, 240_000);
  afterAll(async () => {
    await server.stop();
    quorate(dataDirectory, 'stop');
    rmSync(dataDirectory, { recursive: true, force: true });
  }, 120_000);

  it('has kept all it acknowledged, once, adopts the database left running, and its audit trail verifies', async () => {
    const browser = new HttpBrowser(server.origin);
    await browser.signInAs(server.coordinator);
    const { acknowledged, unknown } = await writeUntilKilled(browser);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);

    server = await startServer(dataDirectory);
    expect(server.said).not.toMatch(/Setting up|Loading|recover/i);
    const again = new HttpBrowser(server.origin);
    await again.signInAs(server.coordinator);
    const kept = await names(again);
    expect(acknowledged.filter((name) => !kept.includes(name))).toEqual([]);
    expect(new Set(kept).size).toBe(kept.length);
    expect(
      kept.filter((name) => !acknowledged.includes(name) && !unknown.some(({ familyName }) => familyName === name)),
    ).toEqual([]);

    // What came of the others nobody was told: asked again with their keys, each is done once.
    for (const write of unknown) expect(await register(again, write)).toBe('PatientRegistered');
    const all = await names(again);
    expect([...all].sort()).toEqual([...acknowledged, ...unknown.map(({ familyName }) => familyName)].sort());

    expect(quorate(dataDirectory, 'audit', 'verify')).toMatchObject({ code: 0, result: { ok: true, firstBad: null } });
    expect(await server.stop()).toBe(0);
    expect(quorate(dataDirectory, 'stop')).toEqual({ code: 0, result: { stopped: false } });
  }, 240_000);

  /** Writes by several at once; when enough is acknowledged the process is killed and whatever was under way fails. */
  async function writeUntilKilled(browser: HttpBrowser): Promise<{ acknowledged: string[]; unknown: Write[] }> {
    const acknowledged: string[] = [];
    const unknown: Write[] = [];
    let killed: Promise<void> | null = null;
    const writer = async () => {
      while (killed === null) {
        const write = { familyName: `Kept ${randomUUID()}`, key: randomUUID() };
        const outcome = await register(browser, write).catch(() => null);
        if (outcome === null) unknown.push(write);
        else if (outcome === 'PatientRegistered') acknowledged.push(write.familyName);
        else throw new Error(`Not registered: ${outcome}`);
        if (acknowledged.length >= ENOUGH) killed ??= server.kill();
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
    await killed;
    return { acknowledged, unknown };
  }

  async function register(browser: HttpBrowser, { familyName, key }: Write): Promise<string | undefined> {
    const input = { familyName, givenName: 'Joan', dateOfBirth: '1938-04-02', reason: 'Referred by the ward' };
    const answer = await browser.ask<{ registerPatient: { __typename: string } }>(
      REGISTER,
      { input },
      { 'idempotency-key': key },
    );
    return answer.data?.registerPatient.__typename ?? JSON.stringify(answer);
  }

  async function names(browser: HttpBrowser): Promise<string[]> {
    const found: string[] = [];
    let after: string | null = null;
    for (;;) {
      const answer: { data?: { people: { people: { id: string; familyName: string }[]; hasMore: boolean } } } =
        await browser.ask(
          'query P($input: PeopleInput!) { people(input: $input) { people { id familyName } hasMore } }',
          { input: { text: 'kept', first: 50, after } },
        );
      const page = answer.data?.people;
      if (!page) throw new Error(`No people: ${JSON.stringify(answer)}`);
      found.push(...page.people.map(({ familyName }) => familyName));
      after = page.people.at(-1)?.id ?? null;
      if (!page.hasMore) return found;
    }
  }
});
