import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { REGIME_2015 } from '@quorate/libs/signals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { ArrangedReturns } from './testkit/arrange-returns.js';

describe('monthly returns', () => {
  let t: TestApp;
  let returns: ArrangedReturns;

  beforeEach(async () => {
    await t?.stop();
    t = await startTestApp();
    returns = await ArrangedReturns.start(t);
  });
  afterAll(() => t.stop());

  const sign = (viewer: Viewer, { id, version }: { readonly id: string; readonly version: number }) =>
    returns.signing().signReturn(viewer, { returnId: id, expectedVersion: version, hasRead: true });
  const withdraw = (viewer: Viewer, returnId: string, expectedVersion: number, reason = 'Opened by mistake') =>
    returns.service().withdraw(viewer, { returnId, expectedVersion, reason });

  it('of a provider with one manager are checked and signed by that one, and say so', async () => {
    const alone = returns.manager();
    await returns.appoint(alone);
    const handed = await returns.handedOver();
    expect(handed).toMatchObject({ may: { sign: true, signsAlone: true } });
    expect((await returns.reads().own(alone)).toSign).toBe(1);
    t.clock.setNow('2026-09-15T08:00:00.000Z');
    await returns.followMonths();
    const asked = await t.db.sql(
      t.economy.tenantId,
      `select 1 from outbox_message where kind = 'returnOverdue' and recipient_email like 'providerManager-northgate%'`,
    );
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(await sign(alone, handed)).toMatchObject({ __typename: 'ReturnChanged' });
    const signed = await returns.newest(alone);
    expect(signed).toMatchObject({ state: 'signed', signature: { isByOnePerson: true } });
    expect(JSON.parse(signed.signature?.content ?? '{}')).toMatchObject({ isByOnePerson: true });
    expect(await returns.reads().one(returns.commissioner(), handed.id)).toMatchObject({
      preparedBy: { name: null },
      signature: { isByOnePerson: true, by: { name: null } },
    });
  });

  it('are signed by two people as soon as there is a second manager, appointed or not', async () => {
    const alone = returns.manager();
    await returns.appoint(alone);
    const handed = await returns.handedOver();
    await returns.executive('northgate', { appointed: false });
    expect(await returns.newest(alone)).toMatchObject({ may: { sign: false, signsAlone: false } });
    expect((await returns.reads().own(alone)).toSign).toBe(0);
    expect(await sign(alone, handed)).toMatchObject({ code: 'PREPARED_BY_YOU' });
    // Nor does the database take it from behind the command as if two had seen it.
    await expect(
      t.db.sql(
        t.economy.tenantId,
        `insert into signed_return (tenant_id, return_id, provider_organisation_id, content, sha256, signed_by, signed_role, post, signatory_id, prepared_by, signed_at)
         select r.tenant_id, r.return_id, r.provider_organisation_id, '{}', sha256('{}'), r.handed_by, 'providerManager', 'x', s.signatory_id, r.handed_by, now()
         from provider_return r join return_signatory s on s.tenant_id = r.tenant_id where r.return_id = $1`,
        [handed.id],
      ),
    ).rejects.toThrow('signed_return_two_people');
  });

  it('of a later version that was opened by mistake are withdrawn with a reason, kept, and can be opened anew', async () => {
    const executive = await returns.executive();
    const first = await returns.signed('northgate', executive);
    const signed = await returns.newest(returns.manager());
    expect(await withdraw(returns.manager(), first, signed.version)).toMatchObject({ code: 'NOT_IN_PREPARATION' });
    await returns.correct('2026-08');
    await returns.service().returnAnew(returns.manager(), { returnId: first });
    const second = await returns.newest(returns.manager());
    expect(second).toMatchObject({ versionNo: 2, may: { withdraw: true } });
    expect(await withdraw(returns.manager(), second.id, second.version, ' ')).toMatchObject({ code: 'INVALID_INPUT' });
    for (const stranger of [
      returns.manager('riverside'),
      t.economy.stranger('providerManager'),
      returns.commissioner(),
    ])
      expect(await withdraw(stranger, second.id, second.version)).toMatchObject({ code: 'NOT_PERMITTED' });
    const both = await Promise.all([1, 2].map(() => withdraw(returns.manager(), second.id, second.version)));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'ReturnChanged']);
    const withdrawn = await returns.reads().one(returns.manager(), second.id);
    expect(withdrawn).toMatchObject({ state: 'withdrawn', may: { edit: false, withdraw: false, returnAnew: false } });
    expect(withdrawn?.steps.at(-1)).toMatchObject({ kind: 'withdrawn', reason: 'Opened by mistake' });
    const admin = await t.db.superuser();
    await expect(
      admin.query(`update provider_return set state = 'inPreparation' where return_id = $1`, [second.id]),
    ).rejects.toThrow(/never changed/);
    await admin.end();
    // The signed one stands, for the commissioner too, and the month can be returned anew.
    expect(await returns.reads().one(returns.commissioner(), second.id)).toBeNull();
    expect((await returns.reads().one(returns.commissioner(), first))?.versions).toMatchObject([{ id: first }]);
    expect(await returns.reads().one(returns.manager(), first)).toMatchObject({ may: { returnAnew: true } });
    await returns.service().returnAnew(returns.manager(), { returnId: first });
    expect(await returns.newest(returns.manager())).toMatchObject({ versionNo: 3, state: 'inPreparation' });
  });

  it('that a month asks for first are not withdrawn', async () => {
    const { id, version } = await returns.newest(returns.manager());
    expect(await withdraw(returns.manager(), id, version)).toMatchObject({ code: 'FIRST_VERSION' });
  });

  it('are due by the rules in force on the last day of their month', async () => {
    const issue = (version: number, from: string, returnDue: number) =>
      t.db.sql(
        t.economy.tenantId,
        `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_by, issued_at)
         values ($1,$2,$3,$4,$5,$6,'Longer','${t.economy.viewer('administrator', 'icb').accountId}',now())`,
        [
          t.economy.tenantId,
          randomUUID(),
          REGIME_2015.code,
          version,
          from,
          { ...REGIME_2015, version, inForceFrom: from, times: { ...REGIME_2015.times, returnDue } },
        ],
      );
    await issue(90, '2026-09-30', 15);
    await issue(91, '2026-10-01', 5);
    t.clock.setNow('2026-10-03T08:00:00.000Z');
    await returns.followMonths();
    expect((await returns.reads().own(returns.manager())).items).toMatchObject([
      { month: '2026-09', dueOn: '2026-10-21' },
      { month: '2026-08', dueOn: '2026-09-14' },
    ]);
  });
});
