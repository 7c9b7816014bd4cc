import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { HttpBrowser, listen } from '../../testkit/http-browser.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { RulesReads } from '../../withholding/rules/rules.reads.js';
import { RulesService } from '../../withholding/rules/rules.service.js';
import { arrangeConcern } from '../testkit/arrange-concern.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { concernFormPage } from './concern-form-page.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';
import { senderOf } from './public-door.js';

jest.setTimeout(120_000);

const FORM = {
  system: 'tamewater',
  about: 'northgate acute nhs trust',
  behaviours: 'notReleased',
  words: 'For months nobody has been allowed to come to our meetings.',
  from: '2026-06-01',
  until: '',
  sources: 'I was there.',
  contactName: 'Ada Writer',
  contactReach: 'ada@example.invalid',
};
type Answer = Record<string, unknown> & { readonly __typename: string };

describe('a concern that anybody opens', () => {
  let t: TestApp;
  let address: string;
  let commissioner: Viewer;

  beforeAll(async () => {
    t = await startTestApp();
    address = await listen(t.app);
    commissioner = t.economy.viewer('commissioner', 'icb');
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    const admin = await t.db.superuser();
    await admin.query('truncate concern, published_reason cascade');
    await admin.end();
  });

  const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${address}/concern`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form),
    });
  const reads = () => t.app.get(ConcernsReads, { strict: false });
  const theOne = async (viewer: Viewer) => {
    const [row] = await t.db.sql<{ id: string }>(t.economy.tenantId, 'select concern_id as id from concern');
    return reads().concern(viewer, String(row?.id));
  };
  const handle = async (viewer: Viewer, event: string, more: object = {}) => {
    const concern = await theOne(commissioner);
    return (await t.app.get(ConcernsService, { strict: false }).handle(viewer, {
      concernId: concern?.id,
      expectedVersion: concern?.version,
      event,
      reason: 'Because',
      ...more,
    })) as unknown as Answer;
  };

  it('comes from a form without an account or script, which asks for no name of anybody cared for', async () => {
    const browser = new HttpBrowser(address);
    const page = await (await browser.get('/concern')).text();
    expect(page).toContain('tamewater integrated care system');
    expect(page).toContain('Do not name people cared for');
    expect(page).not.toMatch(/<script/);
    const answer = await post(FORM);
    const thanks = await answer.text();
    expect([answer.status, thanks]).toEqual([200, expect.stringMatching(/C-[0-9A-F]{8}/)]);
    // Whoever writes from outside has no account to read published reasons with, so none are promised to them.
    expect(thanks).toContain('staff of the system who sign in can read that, nobody else');
    expect(await theOne(commissioner)).toMatchObject({
      organisationName: 'Northgate Acute NHS Trust',
      behaviours: ['Staff are not allowed to go to MDT meetings at other organisations'],
      from: '2026-06-01',
      until: null,
      state: 'received',
    });
  });

  it('loses nothing that was typed when something is missing, and shows it as text', async () => {
    const answer = await post({ ...FORM, words: '', about: '<b>Trust</b>', until: '2026-01-01' });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('Say what happened');
    expect(page).toContain('The end is before the beginning');
    expect(page).toContain('&lt;b&gt;Trust&lt;/b&gt;');
    expect(await t.db.sql(t.economy.tenantId, 'select 1 from concern')).toEqual([]);
  });

  it('stores no character that is not seen or that turns the words around, and no markup in what it answers', async () => {
    const answer = await post({
      ...FORM,
      about: '\u202eNorthgate\u200b  Acute\u0000\tNHS. Trust\u202c',
      words: '=HYPERLINK("http://x")\r\n<script>alert(1)</script>\u0000\u0007\u202e, and they said no.',
      contactName: 'Ada\r\nBcc: all@example.invalid',
      contactReach: '\u0000ada@example.invalid',
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('<script');
    const rows = await t.db.sql(
      t.economy.tenantId,
      `select c.about, c.words, k.name, k.reach, c.provider_organisation_id as provider from concern c join concern_contact k using (concern_id)`,
    );
    expect(rows).toEqual([
      {
        about: 'Northgate Acute NHS. Trust',
        words: '=HYPERLINK("http://x")\n<script>alert(1)</script>, and they said no.',
        name: 'Ada Bcc: all@example.invalid',
        reach: 'ada@example.invalid',
        provider: t.economy.organisations.northgate,
      },
    ]);
  });

  it('says what to do where it is too long to be taken', async () => {
    const answer = await post({ ...FORM, words: 'x'.repeat(60_000), about: 'y'.repeat(300) });
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringMatching(/Use no more than 200 characters[\s\S]*Use no more than 4000 characters/),
    ]);
    expect((await post({ ...FORM, words: 'x'.repeat(400_000) })).status).toBe(413);
  });

  it.each([
    ['St Mary’s & St John’s Surgery', "St Mary's and St John's Surgery"],
    ["ST. MARY'S & ST. JOHN'S SURGERY", 'St Mary’s  &  St John’s Surgery'],
  ])('is about the organisation %s where %s was typed', async (name, about) => {
    await t.db.sql(t.economy.tenantId, 'update organisation set name = $2 where organisation_id = $1', [
      t.economy.organisations.elmpark,
      name,
    ]);
    await arrangeConcern(t, { about });
    expect(await theOne(commissioner)).toMatchObject({ organisationName: name });
  });

  it('is taken from no other site, from no unknown system, and not from one who sends without end', async () => {
    expect((await post(FORM, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ ...FORM, system: 'nowhere' })).status).toBe(422);
    const statuses: number[] = [];
    for (let i = 0; i < 14; i += 1) statuses.push((await post(FORM)).status);
    expect(statuses.at(-1)).toBe(429);
    const taken = statuses.filter((status) => status === 200).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(12);
  });

  it('counts all addresses of one IPv6 network as one sender', () => {
    expect(senderOf('2001:db8:1:2:3::4')).toBe(senderOf('2001:0db8:1:2::9'));
    expect(senderOf('2001:db8:1:3::4')).not.toBe(senderOf('2001:db8:1:2::4'));
    expect([senderOf('192.0.2.1'), senderOf('::ffff:192.0.2.1')]).toEqual(['192.0.2.1', '::ffff:192.0.2.1']);
  });

  it('is one concern when one form is sent twice, and another when it was changed in between', async () => {
    const service = t.app.get(ConcernsService, { strict: false });
    const form = { ...FORM, behaviours: ['notReleased' as const], until: null, nonce: 'a-form' };
    const send = (over: object = {}) => service.receive(t.economy.tenantId, 'test', { ...form, ...over });
    const [one, two] = await Promise.all([send(), send()]);
    expect(one).toEqual(two);
    expect(await send()).toEqual(one);
    expect(await send({ words: 'And another thing happened.' })).not.toEqual(one);
    expect(await t.db.sql(t.economy.tenantId, 'select 1 from concern')).toHaveLength(2);
    expect(concernFormPage({ systems: [], typed: {}, problems: {} })).toMatch(
      /type="hidden" name="nonce" value="[^"]{36}"/,
    );
  });

  it('is not taken where the system had sixty within the hour, and is an hour later', async () => {
    const service = t.app.get(ConcernsService, { strict: false });
    const form = { ...FORM, behaviours: ['notReleased' as const], until: null };
    const send = () => service.receive(t.economy.tenantId, 'test', form);
    await t.db.sql(
      t.economy.tenantId,
      `insert into concern (tenant_id, concern_id, reference, about, behaviours, words, sources, has_contact, state, received_at)
       select $1, gen_random_uuid(), 'C-' || n, 'Trust', '[]', 'Words', '', false, 'received', $2 from generate_series(1, 59) n`,
      [t.economy.tenantId, t.clock.now()],
    );
    expect(await send()).toMatchObject({ __typename: 'ConcernReceived' });
    expect(await send()).toMatchObject({ code: 'TOO_MANY_NOW' });
    const now = t.clock.now();
    t.clock.setNow(new Date(now.getTime() + 3_600_001).toISOString());
    expect(await send()).toMatchObject({ __typename: 'ConcernReceived' });
    t.clock.setNow(now.toISOString());
  });

  describe('once received', () => {
    const receive = (about = FORM.about) =>
      t.app.get(ConcernsService, { strict: false }).receive(t.economy.tenantId, 'test', {
        ...FORM,
        about,
        behaviours: ['notReleased'],
        until: null,
      });
    beforeEach(() => receive());

    it('is read by commissioners and their information governance lead, by no provider and no other tenant', async () => {
      for (const viewer of [
        t.economy.viewer('providerManager', 'northgate'),
        t.economy.viewer('informationGovernanceLead', 'northgate'),
        t.economy.viewer('commissioner'),
        t.economy.stranger('commissioner'),
      ]) {
        expect(await theOne(viewer)).toBeNull();
        expect((await reads().concerns(viewer, 20, null)).items).toEqual([]);
      }
      expect((await reads().concerns(commissioner, 20, null)).items).toHaveLength(1);
    });

    it('says how to reach its author to who looks into it and to the information governance lead alone', async () => {
      const lead = t.economy.viewer('informationGovernanceLead', 'icb');
      const colleague = await addColleague(t, commissioner);
      expect((await theOne(commissioner))?.contact).toBeNull();
      expect((await theOne(lead))?.contact).toEqual({ name: 'Ada Writer', reach: 'ada@example.invalid' });
      expect(await handle(commissioner, 'lookInto')).toMatchObject({ __typename: 'ConcernChanged' });
      expect((await theOne(commissioner))?.contact).toEqual({ name: 'Ada Writer', reach: 'ada@example.invalid' });
      expect((await theOne(colleague))?.contact).toBeNull();
    });

    it('is not there for the commissioning organisation that it is about, nor is its author', async () => {
      const [own] = await t.db.sql<{ name: string }>(
        t.economy.tenantId,
        'select name from organisation where organisation_id = $1',
        [commissioner.organisationId],
      );
      const lead = t.economy.viewer('informationGovernanceLead', 'icb');
      const told = () => t.db.sql(t.economy.tenantId, `select 1 from outbox_message where kind = 'concernReceived'`);
      const admin = await t.db.superuser();
      await admin.query('truncate concern cascade');
      await admin.end();
      const before = (await told()).length;
      await receive(String(own?.name).toUpperCase());
      for (const viewer of [commissioner, lead]) expect(await theOne(viewer)).toBeNull();
      expect(await told()).toHaveLength(before);
    });

    it('keeps its author to itself while the organisation that it is about is not known', async () => {
      await t.db.sql(t.economy.tenantId, `update concern set about = 'The borough', provider_organisation_id = null`);
      await handle(commissioner, 'lookInto');
      for (const viewer of [commissioner, t.economy.viewer('informationGovernanceLead', 'icb')])
        expect(await theOne(viewer)).toMatchObject({ hasContact: true, contact: null });
    });

    it('tells commissioners by mail that it is there and nothing of what it says', async () => {
      const mails = await t.db.sql<{ subject: string; text: string }>(
        t.economy.tenantId,
        `select subject, body_text as text from outbox_message where kind = 'concernReceived'`,
      );
      expect(mails.length).toBeGreaterThan(0);
      for (const { subject, text } of mails) expect(`${subject} ${text}`).not.toMatch(/Northgate|Ada Writer|months/i);
    });

    it('is referred to a known body, or stopped with a reason that is published', async () => {
      expect(await handle(commissioner, 'refer', { bodyCode: 'nobody' })).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await handle(commissioner, 'refer', { bodyCode: 'cqc', reason: '' })).toMatchObject({
        code: 'INVALID_INPUT',
      });
      expect(await handle(commissioner, 'refer', { bodyCode: 'cqc' })).toMatchObject({ __typename: 'ConcernChanged' });
      expect(await handle(commissioner, 'stop')).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await handle(commissioner, 'stop', { publishedReason: 'It was resolved.' })).toMatchObject({
        __typename: 'ConcernChanged',
      });
      expect(await handle(commissioner, 'lookInto')).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
      expect((await theOne(commissioner))?.steps.map(({ toState, bodyName }) => [toState, bodyName])).toEqual([
        ['received', null],
        ['referred', 'Care Quality Commission'],
        ['stopped', null],
      ]);
      expect(await t.db.sql(t.economy.tenantId, 'select words from published_reason')).toEqual([
        { words: 'It was resolved.' },
      ]);
    });

    it('goes to the bodies of the rules in force, and keeps what a body was called when it was referred', async () => {
      expect(await handle(commissioner, 'refer', { bodyCode: 'cqc' })).toMatchObject({ __typename: 'ConcernChanged' });
      t.clock.setNow('2026-11-25T09:00:00.000Z');
      const [newest] = await t.app.get(RulesReads, { strict: false }).versions(commissioner);
      if (!newest) throw new Error('There are no rules.');
      const { tests, bodies, ...texts } = newest.words;
      const words = {
        ...texts,
        tests: tests.map(({ isNeeded, ...test }) => test),
        bodies: bodies.map((body) => ({ ...body, name: body.code === 'cqc' ? 'The quality regulator' : body.name })),
      };
      await t.app.get(RulesService, { strict: false }).issueRules(t.economy.viewer('administrator', 'icb'), {
        thresholds: [],
        times: [],
        words,
        inForceFrom: '2026-11-25',
        reason: 'It has another name',
        expectedVersion: newest.version,
      });
      const concern = await theOne(commissioner);
      expect(concern?.bodies.find(({ code }) => code === 'cqc')?.name).toBe('The quality regulator');
      expect(concern?.steps.at(-1)).toMatchObject({ bodyName: 'Care Quality Commission' });
      t.clock.setNow(TEST_NOW);
      const admin = await t.db.superuser();
      await admin.query('delete from regulatory_regime where tenant_id = $1', [t.economy.tenantId]);
      await admin.end();
    });

    it('is handled by nobody who works for the organisation, and by one of two at once', async () => {
      const party = await addColleague(t, commissioner, { alsoAt: t.economy.organisations.northgate });
      // Not even read: in another role they would learn who complains about their employer.
      expect(await theOne(party)).toBeNull();
      expect(await handle(party, 'lookInto')).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await handle(t.economy.stranger('commissioner'), 'lookInto')).toMatchObject({ code: 'NOT_PERMITTED' });
      const concern = await theOne(commissioner);
      const input = { concernId: concern?.id, expectedVersion: concern?.version, event: 'lookInto' };
      const service = t.app.get(ConcernsService, { strict: false });
      const both = await Promise.all([service.handle(commissioner, input), service.handle(commissioner, input)]);
      expect(both.map((answer) => (answer as unknown as Answer).__typename).sort()).toEqual([
        'ChangedByOther',
        'ConcernChanged',
      ]);
    });
  });
});
