import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listen } from '../../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { arrangeConcern } from '../testkit/arrange-concern.js';
import { ConcernDatesService } from './concern-dates.service.js';
import { ConcernStatusReads } from './concern-status.reads.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';
import { hashStatusSecret, statusSecretOf } from './status-secret.js';

jest.setTimeout(120_000);

describe('how far a concern is, for its author', () => {
  let t: TestApp;
  let address: string;
  beforeAll(async () => {
    t = await startTestApp();
    address = await listen(t.app);
  });
  afterAll(() => t.stop());
  beforeEach(() => t.clock.setNow('2026-11-24T10:00:00.000Z'));

  const ask = (form: Record<string, string>) =>
    fetch(`${address}/concern/status`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ system: 'tamewater', ...form }),
    });
  const statusOf = (reference: string, secret: string, system = 'tamewater') =>
    t.app.get(ConcernStatusReads, { strict: false }).status(system, reference, secret);

  it('is its stage and dates and nothing else, for reference and secret together', async () => {
    const { concernId, reference, secret } = await arrangeConcern(t);
    const board = t.economy.viewer('commissioner', 'icb');
    const version = async () => (await t.app.get(ConcernsReads, { strict: false }).concern(board, concernId))?.version;
    await t.app.get(ConcernsService, { strict: false }).handle(board, {
      concernId,
      expectedVersion: await version(),
      event: 'lookInto',
      reason: 'Ruth will telephone',
    });
    await t.app.get(ConcernDatesService, { strict: false }).slip(board, {
      concernId,
      expectedVersion: await version(),
      dueOn: '2027-01-15',
      slipReason: 'waitsForRecords',
      reason: 'Northgate has not sent its rota',
    });
    const answer = await ask({
      reference: ` ${reference.toLowerCase()} `,
      secret: secret.toLowerCase().replaceAll('-', ' '),
    });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(page).toContain('It is being looked into.');
    expect(page).toContain('Friday 15 January 2027');
    expect(page).toContain('Records have to be put right first');
    for (const other of ['Northgate', 'rota', 'Ruth', 'Ada', 'months', 'Commissioner', reference, secret])
      expect(page).not.toContain(other);
  });

  it('answers alike for a reference that there is and one that there is not, a wrong secret and another system', async () => {
    const { reference, secret } = await arrangeConcern(t);
    const wrong = statusSecretOf(undefined);
    const answers = await Promise.all(
      [
        { reference, secret: wrong, system: 'tamewater' },
        { reference: 'C-00000000', secret, system: 'tamewater' },
        { reference, secret: '', system: 'tamewater' },
        { reference, secret, system: 'fellside' },
        { reference, secret, system: 'nowhere' },
        { reference: '', secret: '', system: 'tamewater' },
        { reference: '\0', secret: '\0', system: 'tamewater' },
        { reference, secret: '\0', system: 'tamewater\0' },
      ].map(async (form) => {
        const answer = await ask(form);
        const page = await answer.text();
        // But for what was typed, which stands in the form again.
        return [answer.status, page.replaceAll(form.reference || 'value=""', 'value=""').replaceAll(' selected', '')];
      }),
    );
    for (const [status] of answers) expect(status).toBe(404);
    const pages = answers.map(([, page]) => String(page).replace(/name="reference" value="[^"]*"+/, ''));
    expect(new Set(pages).size).toBe(1);
  });

  it('is asked for no more than thirty times a minute from one address, and never with the secret in an address', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 32; at += 1) statuses.push((await ask({ reference: 'C-00000000', secret: 'x' })).status);
    expect(statuses.at(-1)).toBe(429);
    const source = await t.app.get(ConcernStatusReads, { strict: false }).status('tamewater', 'C-0', '');
    expect(source).toBeNull();
  });

  it('is late when its date has passed, and promises no past day for what comes next', async () => {
    const { reference, secret } = await arrangeConcern(t);
    t.clock.setNow('2026-12-07T10:00:00.000Z');
    expect(await statusOf(reference, secret)).toMatchObject({
      state: 'received',
      receivedOn: '2026-11-24',
      isOverdue: true,
      timetable: [{ dueOn: '2026-12-01' }, { dueOn: '2027-01-07' }],
    });
  });

  it('has one secret a copy of the form, drawn otherwise, and stores its hash alone', async () => {
    const one = await arrangeConcern(t, { nonce: 'a-copy' });
    const again = await arrangeConcern(t, { nonce: 'a-copy' });
    expect(again).toEqual(one);
    expect(await statusOf(again.reference, again.secret)).toMatchObject({ state: 'received' });
    expect(statusSecretOf(undefined)).not.toBe(statusSecretOf(undefined));
    expect(one.secret).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(hashStatusSecret('o0il1-a')).toEqual(hashStatusSecret('00111A'));
    const stored = await t.db.sql(t.economy.tenantId, 'select * from concern');
    expect(JSON.stringify(stored)).not.toContain(one.secret);
  });
});
