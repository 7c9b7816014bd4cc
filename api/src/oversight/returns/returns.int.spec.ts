import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RETURN_LINES } from '@quorate/libs/attendance';
import { canonicalJson } from '@quorate/libs/identifiers';
import { AuditReads } from '../../audit/audit.reads.js';
import { OutboxReads } from '../../messaging/outbox.reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { ReturnRowsReads } from './return-rows.reads.js';
import { ArrangedReturns } from './testkit/arrange-returns.js';

describe('a monthly return', () => {
  let t: TestApp;
  let returns: ArrangedReturns;

  beforeEach(async () => {
    await t?.stop();
    t = await startTestApp();
    returns = await ArrangedReturns.start(t);
  });
  afterAll(() => t.stop());

  const rowsOf = (viewer: Viewer, returnId: string, line: string, isOwnSite: boolean | null = null) =>
    t.app.get(ReturnRowsReads).rows(viewer, { returnId, line, isOwnSite, roleCode: null, first: 200, from: 0 });
  const sign = (viewer: Viewer, returnId: string, expectedVersion: number) =>
    returns.signing().signReturn(viewer, { returnId, expectedVersion, hasRead: true });

  it('is made ready for every provider with seats in the month, once, with its day', async () => {
    await returns.followMonths();
    for (const provider of ['northgate', 'riverside', 'elmpark'] as const) {
      const { items, toCheck } = await returns.reads().own(returns.manager(provider));
      // Ten working days after 31 August.
      expect(items).toMatchObject([{ month: '2026-08', versionNo: 1, state: 'inPreparation', dueOn: '2026-09-14' }]);
      expect(toCheck).toBe(1);
    }
    const mail = await t.db.sql<{ kind: string }>(
      t.economy.tenantId,
      `select kind from outbox_message where tenant_id = $1 and kind like 'return%'`,
      [t.economy.tenantId],
    );
    expect(mail.map(({ kind }) => kind)).toEqual(['returnReady', 'returnReady', 'returnReady']);
  });

  it('says what the evidence says, and every number opens exactly its rows', async () => {
    const page = await returns.newest(returns.manager());
    const counted = returns.evidence.rows.filter(
      ({ providerId, meetingDate }) =>
        providerId === t.economy.organisations.northgate && meetingDate.startsWith('2026-08'),
    );
    const line = (code: string) => page.lines.find((found) => found.code === code);
    expect(line('expected')?.all).toBeGreaterThan(10);
    expect((line('expected')?.all ?? 0) + (line('leftOut')?.all ?? 0)).toBe(counted.length);
    expect(page.lines.map(({ code }) => code)).toEqual(RETURN_LINES.map(({ code }) => code));
    for (const { code, all, ownSites, otherSites } of page.lines) {
      expect(await rowsOf(returns.manager(), page.id, code)).toMatchObject({ total: all });
      expect(await rowsOf(returns.manager(), page.id, code, true)).toMatchObject({ total: ownSites });
      expect(await rowsOf(returns.manager(), page.id, code, false)).toMatchObject({ total: otherSites });
    }
    const lost = await rowsOf(returns.manager(), page.id, 'lost');
    expect(lost?.rows[0]?.staffName).toMatch(/Keane|Hussain/);
  });

  it('is commented, handed over, sent back, handed over again and signed, with each step on record', async () => {
    const executive = await returns.executive();
    const { id, version } = await returns.newest(returns.manager());
    const lines = [{ line: 'lost.provider', words: 'Two posts were empty on the ward.' }];
    const given = { returnId: id, expectedVersion: version, overall: 'A hard month.', lines };
    expect(await returns.service().saveComments(returns.manager(), given)).toMatchObject({ returnId: id });
    const handed = await returns.handedOver();
    expect(handed).toMatchObject({ state: 'withExecutive', may: { edit: false, sign: false, sendBack: true } });
    const back = { returnId: id, expectedVersion: handed.version, reason: 'The July leave is in it' };
    await returns.service().sendBack(executive, back);
    expect(await returns.newest(returns.manager())).toMatchObject({ state: 'inPreparation', preparedBy: null });
    const again = await returns.handedOver();
    expect(await sign(executive, id, again.version)).toMatchObject({ __typename: 'ReturnChanged' });
    const page = await returns.newest(returns.manager());
    expect(page).toMatchObject({
      state: 'signed',
      overall: 'A hard month.',
      preparedBy: { name: 'Test providerManager' },
      signature: { by: { name: 'Ada Signer', post: 'Chief nurse' }, at: t.clock.now().toISOString() },
      may: { edit: false, sendBack: false, sign: false, returnAnew: false },
    });
    expect(page.steps.map(({ kind }) => kind)).toEqual([
      'made',
      'commented',
      'handedOver',
      'sentBack',
      'handedOver',
      'signed',
    ]);
    expect(page.steps[3]?.reason).toBe('The July leave is in it');
  });

  it('is frozen as canonical text with its hash, whose figures nobody can try out', async () => {
    const id = await returns.signed();
    const page = await returns.newest(returns.manager());
    const text = page.signature?.content ?? '';
    const content = JSON.parse(text) as { nonce: string; figures: { all: Record<string, number> } };
    expect(canonicalJson(content)).toBe(text);
    expect(createHash('sha256').update(text).digest('hex')).toBe(page.signature?.sha256);
    expect(content.nonce).toMatch(/^[\w-]{43}$/);
    expect(content.figures.all.expected).toBe(page.lines[0]?.all);
    const admin = await t.db.superuser();
    await expect(
      admin.query(`update provider_return set due_on = '2026-01-01' where return_id = $1`, [id]),
    ).rejects.toThrow(/never changed/);
    await expect(
      admin.query(`update provider_return_content set figures = '{}' where return_id = $1`, [id]),
    ).rejects.toThrow(/only while it is in preparation/);
    const rights = await admin.query(
      `select privilege_type from information_schema.role_table_grants where table_name = 'signed_return' and grantee = 'quorate_app' order by 1`,
    );
    expect(rights.rows.map((row) => row.privilege_type)).toEqual(['INSERT', 'SELECT']);
    await admin.end();
  });

  it('is signed by one of two who sign at once; the other is told', async () => {
    const [one, two] = [await returns.executive(), await returns.executive()];
    const { id, version } = await returns.handedOver();
    const answers = await Promise.all([sign(one, id, version), sign(two, id, version)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'ReturnChanged']);
    const signed = await t.db.sql(t.economy.tenantId, 'select 1 from signed_return where return_id = $1', [id]);
    expect(signed).toHaveLength(1);
    expect(await sign(one, id, version + 1)).toMatchObject({ code: 'NOT_WITH_EXECUTIVE' });
  });

  it('is not signed by who handed it over, nor by who is not appointed, nor unread, nor as it was before', async () => {
    const [executive, other] = [await returns.executive(), await returns.executive('northgate', { appointed: false })];
    await returns.appoint(returns.manager());
    const { id, version } = await returns.handedOver();
    expect(await sign(returns.manager(), id, version)).toMatchObject({ code: 'PREPARED_BY_YOU' });
    expect(await sign(other, id, version)).toMatchObject({ code: 'NOT_A_SIGNATORY' });
    expect(await sign(executive, id, version - 1)).toMatchObject({ code: 'CHANGED_BY_OTHER' });
    const unread = { returnId: id, expectedVersion: version, hasRead: false };
    expect(await returns.signing().signReturn(executive, unread)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await sign(executive, id, version)).toMatchObject({ returnId: id });
  });

  it('is not handed over while nobody else may sign, nor changed while it waits', async () => {
    const { id, version } = await returns.newest(returns.manager());
    const read = { returnId: id, expectedVersion: version };
    expect(await returns.service().handOver(returns.manager(), read)).toMatchObject({ code: 'NO_SIGNATORY' });
    await returns.executive('northgate', { appointed: false });
    await returns.appoint(returns.manager());
    expect(await returns.service().handOver(returns.manager(), read)).toMatchObject({ code: 'NO_SIGNATORY' });
    await returns.executive();
    const handed = await returns.handedOver();
    const now = { returnId: id, expectedVersion: handed.version };
    expect(await returns.service().takeFigures(returns.manager(), now)).toMatchObject({ code: 'NOT_IN_PREPARATION' });
    expect(
      await returns.service().saveComments(returns.manager(), { ...now, overall: 'Late', lines: [] }),
    ).toMatchObject({ code: 'NOT_IN_PREPARATION' });
  });

  it('is nobody else’s: another organisation, another tenant and other roles get nothing', async () => {
    const { id, version } = await returns.newest(returns.manager());
    const strangers = [returns.manager('riverside'), t.economy.stranger('providerManager')];
    const read = { returnId: id, expectedVersion: version };
    for (const viewer of strangers) {
      expect(await returns.reads().one(viewer, id)).toBeNull();
      expect(await rowsOf(viewer, id, 'lost')).toBeNull();
      for (const answer of [
        await returns.service().saveComments(viewer, { ...read, overall: 'x', lines: [] }),
        await returns.service().takeFigures(viewer, read),
        await returns.service().handOver(viewer, read),
        await returns.service().sendBack(viewer, { ...read, reason: 'x' }),
        await returns.service().returnAnew(viewer, { returnId: id }),
        await sign(viewer, id, version),
      ])
        expect(answer).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    expect(await sign(t.economy.viewer('administrator', 'northgate'), id, version)).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    expect(await returns.reads().one(returns.commissioner(), id)).toBeNull();
    const table = await t.app.get(ReturnRowsReads).rows(returns.commissioner(), {
      returnId: id,
      line: 'lost',
      isOwnSite: null,
      roleCode: null,
      first: 50,
      from: 0,
    });
    expect(table).toBeNull();
  });

  it('is in nobody else’s audit trail or outbox', async () => {
    await returns.signed();
    const administrators = [t.economy.viewer('administrator', 'riverside'), t.economy.viewer('administrator', 'icb')];
    for (const viewer of [...administrators, returns.manager('riverside')]) {
      const { events } = await t.app.get(AuditReads).events(viewer, { first: 100 });
      expect(events.filter(({ entity }) => entity === 'ProviderReturn')).toEqual([]);
    }
    const own = await t.app.get(AuditReads).events(returns.manager(), { first: 100 });
    expect(own.events.filter(({ entity }) => entity === 'ProviderReturn').map(({ operation }) => operation)).toEqual([
      'signReturn',
      'handOverReturn',
    ]);
    for (const viewer of [...administrators, t.economy.viewer('careCoordinator', 'northgate')]) {
      const { messages } = await t.app.get(OutboxReads).outbox(viewer, { first: 100 });
      expect(messages.filter(({ kind }) => kind.startsWith('return'))).toEqual([]);
    }
  });

  it('stays as signed when a register is corrected, shows what it would say now, and is returned anew beside it', async () => {
    const executive = await returns.executive();
    const first = await returns.signed('northgate', executive);
    const before = await returns.newest(returns.manager());
    expect(await returns.service().returnAnew(returns.manager(), { returnId: first })).toMatchObject({
      code: 'NOTHING_CHANGED',
    });
    await returns.correct('2026-08');
    const after = await returns.newest(returns.manager());
    const of = (page: typeof after, code: string) => page.lines.find((line) => line.code === code);
    expect(after.hasChangedSince).toBe(true);
    expect(after.signature?.sha256).toBe(before.signature?.sha256);
    expect(of(after, 'lost')?.all).toBe(of(before, 'lost')?.all);
    expect(of(after, 'lost')?.now).toBe((of(before, 'lost')?.all ?? 0) - 1);
    // The rows behind the signed number are those that it was counted from.
    expect(await rowsOf(returns.manager(), first, 'lost')).toMatchObject({ total: of(before, 'lost')?.all });
    const answers = await Promise.all(
      [1, 2].map(() => returns.service().returnAnew(returns.manager(), { returnId: first })),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ReturnChanged', 'ReturnNotPossible']);
    const second = await returns.newest(returns.manager());
    expect(second).toMatchObject({ versionNo: 2, state: 'inPreparation', dueOn: null, isOverdue: false });
    expect(of(second, 'lost')?.all).toBe((of(before, 'lost')?.all ?? 0) - 1);
    await returns.signed('northgate', executive);
    expect((await returns.newest(returns.manager())).versions).toMatchObject([
      { versionNo: 1, state: 'signed' },
      { versionNo: 2, state: 'signed' },
    ]);
  });

  it('takes figures anew before it is signed, and asks who is waited for', async () => {
    const { id, version, lines } = await returns.newest(returns.manager());
    await returns.correct('2026-08');
    const stale = await returns.newest(returns.manager());
    expect(stale.hasChangedSince).toBe(true);
    await returns.service().takeFigures(returns.manager(), { returnId: id, expectedVersion: version });
    const page = await returns.newest(returns.manager());
    expect(page.hasChangedSince).toBe(false);
    const lost = (found: typeof lines) => found.find(({ code }) => code === 'lost')?.all ?? 0;
    expect(lost(page.lines)).toBe(lost(lines) - 1);
  });

  it('is asked for again three working days before it is due, and once it is overdue, of whoever it waits for', async () => {
    const kinds = async () =>
      (
        await t.db.sql<{ kind: string; email: string }>(
          t.economy.tenantId,
          `select kind, recipient_email as email from outbox_message where tenant_id = $1 and kind in ('returnDueSoon','returnOverdue') order by created_at, kind`,
          [t.economy.tenantId],
        )
      ).map(({ kind, email }) => `${kind} ${email.split('-')[0]}`);
    const executive = await returns.executive();
    await returns.handedOver();
    t.clock.setNow('2026-09-08T08:00:00.000Z');
    await returns.followMonths();
    expect(await kinds()).toEqual([]);
    t.clock.setNow('2026-09-09T08:00:00.000Z');
    await returns.followMonths();
    await returns.followMonths();
    expect((await kinds()).sort()).toEqual([
      'returnDueSoon executive',
      'returnDueSoon providerManager',
      'returnDueSoon providerManager',
    ]);
    t.clock.setNow('2026-09-15T08:00:00.000Z');
    await returns.followMonths();
    await returns.followMonths();
    expect((await kinds()).filter((kind) => kind.startsWith('returnOverdue'))).toHaveLength(3);
    expect(await returns.newest(executive)).toMatchObject({ isOverdue: true });
  });

  it('of the next month is made once that month is complete, and months between are not left out', async () => {
    t.clock.setNow('2026-10-01T08:00:00.000Z');
    await returns.followMonths();
    expect((await returns.reads().own(returns.manager())).items).toHaveLength(1);
    t.clock.setNow('2026-11-03T08:00:00.000Z');
    await returns.followMonths();
    // No seat in October, so there is nothing to return of it.
    expect((await returns.reads().own(returns.manager())).items.map(({ month }) => month)).toEqual([
      '2026-09',
      '2026-08',
    ]);
  });
});
