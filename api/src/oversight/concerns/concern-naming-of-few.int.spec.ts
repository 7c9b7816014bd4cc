import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { arrangeBorough, arrangeConcern } from '../testkit/arrange-concern.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { ConcernNamingService } from './concern-naming.service.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('a concern under a name that nobody has, where one organisation commissions', () => {
  let t: TestApp;
  let board: Viewer;
  let colleague: Viewer;
  let third: Viewer;
  let lead: Viewer;
  let concernId: string;

  beforeEach(async () => {
    await t?.stop();
    t = await startTestApp();
    board = t.economy.viewer('commissioner', 'icb');
    colleague = await addColleague(t, board);
    third = await addColleague(t, board);
    lead = t.economy.viewer('informationGovernanceLead', 'icb');
    ({ concernId } = await arrangeConcern(t, { about: 'the acute hospital' }));
  });
  afterAll(() => t.stop());

  const read = (viewer: Viewer) => t.app.get(ConcernsReads, { strict: false }).concern(viewer, concernId);
  const toConfirm = async (viewer: Viewer) =>
    (await t.app.get(ConcernsReads, { strict: false }).due(viewer, 3)).toConfirm;
  const versionOf = async () => (await read(third))?.version;
  const name = async (viewer: Viewer) =>
    (await t.app.get(ConcernNamingService, { strict: false }).name(viewer, {
      concernId,
      expectedVersion: await versionOf(),
      organisationId: t.economy.organisations.northgate,
      reason: 'It is the only acute hospital here.',
    })) as unknown as Answer;
  const decide = async (viewer: Viewer) =>
    (await t.app.get(ConcernNamingService, { strict: false }).decide(viewer, {
      concernId,
      expectedVersion: await versionOf(),
      isConfirmed: true,
      reason: 'So I read it too.',
    })) as unknown as Answer;
  const lookInto = async (viewer: Viewer) =>
    (await t.app.get(ConcernsService, { strict: false }).handle(viewer, {
      concernId,
      expectedVersion: await versionOf(),
      event: 'lookInto',
    })) as unknown as Answer;

  it('is confirmed by a colleague who had no part in it, on record as such, and opens its author to neither', async () => {
    await lookInto(third);
    expect(await name(board)).toMatchObject({ __typename: 'ConcernChanged' });
    for (const taking of [board, third]) {
      expect(await decide(taking)).toMatchObject({ code: 'TOOK_PART' });
      expect((await read(taking))?.naming).toMatchObject({ isWithin: true, canDecide: false });
      expect(await toConfirm(taking)).toBe(0);
    }
    expect(await read(colleague)).toMatchObject({ naming: { isWithin: true, canDecide: true } });
    expect(await toConfirm(colleague)).toBe(1);
    expect(await decide(colleague)).toMatchObject({ __typename: 'ConcernChanged' });
    const confirmed = await read(third);
    expect(confirmed).toMatchObject({ organisationName: 'Northgate Acute NHS Trust', contact: null });
    expect(confirmed?.steps.at(-1)).toMatchObject({ kind: 'nameConfirmed', isWithin: true });
    for (const taking of [board, colleague]) expect((await read(taking))?.contact).toBeNull();
    expect((await read(lead))?.contact).toMatchObject({ name: 'Ada Writer' });
  });

  it('keeps its author from an information governance lead who confirmed it', async () => {
    await name(board);
    expect(await decide(lead)).toMatchObject({ __typename: 'ConcernChanged' });
    await lookInto(third);
    for (const viewer of [lead, board, third]) expect((await read(viewer))?.contact).toBeNull();
    // Who takes it on afterwards cannot get round it by having said nothing.
    expect((await read(third))?.organisationName).toBe('Northgate Acute NHS Trust');
  });

  it('waits for the other organisation again once there is one, and a provider’s people confirm nothing', async () => {
    await name(board);
    expect(await decide(t.economy.viewer('commissioner', 'northgate'))).toMatchObject({ __typename: 'NotPermitted' });
    expect(await decide(t.economy.stranger('commissioner'))).toMatchObject({ __typename: 'NotPermitted' });
    const councillor = await (await arrangeBorough(t)).viewer('commissioner');
    expect(await decide(colleague)).toMatchObject({ code: 'SAME_ORGANISATION' });
    expect(await toConfirm(colleague)).toBe(0);
    expect(await toConfirm(councillor)).toBe(1);
    expect(await decide(councillor)).toMatchObject({ __typename: 'ConcernChanged' });
    await lookInto(third);
    expect((await read(third))?.contact).toMatchObject({ name: 'Ada Writer' });
  });

  it('is told to colleagues by a mail that says nothing of it, and not to who said it', async () => {
    await name(board);
    const mails = await t.db.sql<{ text: string; to: string }>(
      t.economy.tenantId,
      `select subject || body_text as text, recipient_email as to from outbox_message where kind = 'concernNamedHere'`,
    );
    const [own] = await t.db.sql<{ email: string }>(
      t.economy.tenantId,
      'select email from account where account_id = $1',
      [board.accountId],
    );
    expect(mails.length).toBeGreaterThanOrEqual(2);
    for (const { text, to } of mails) {
      expect(text).not.toMatch(/Northgate|hospital|Ada/);
      expect(to).not.toBe(own?.email);
    }
  });
});
