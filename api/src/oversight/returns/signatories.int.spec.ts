import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { SignatoriesReads } from './signatories.reads.js';
import { ArrangedReturns } from './testkit/arrange-returns.js';

describe('who may sign returns', () => {
  let t: TestApp;
  let returns: ArrangedReturns;

  beforeEach(async () => {
    await t?.stop();
    t = await startTestApp();
    returns = await ArrangedReturns.start(t);
  });
  afterAll(() => t.stop());

  const administrator = (organisation: 'icb' | 'northgate' | 'riverside' = 'northgate') =>
    t.economy.viewer('administrator', organisation);
  const appoint = (more: object = {}, by = administrator()) =>
    returns.signatories().appoint(by, {
      organisationId: t.economy.organisations.northgate,
      accountId: returns.manager().accountId,
      post: 'Chief nurse',
      firstDay: '2026-09-03',
      ...more,
    });

  it('is appointed by an administrator of the organisation or of the board, once', async () => {
    expect(await appoint()).toMatchObject({ __typename: 'SignatoryChanged' });
    expect(await appoint()).toMatchObject({ problems: [{ path: 'accountId' }] });
    const riverside = {
      organisationId: t.economy.organisations.riverside,
      accountId: returns.manager('riverside').accountId,
    };
    expect(await appoint(riverside, administrator('icb'))).toMatchObject({ __typename: 'SignatoryChanged' });
    const { signatories, candidates } = await t.app.get(SignatoriesReads).signatories(administrator('icb'));
    expect(signatories).toMatchObject([{ isStanding: true }, { isStanding: true }]);
    expect(candidates.map(({ accountId }) => accountId)).not.toContain(returns.manager().accountId);
    expect((await t.app.get(SignatoriesReads).signatories(administrator('riverside'))).signatories).toMatchObject([
      { organisationName: 'Riverside Community NHS Trust' },
    ]);
  });

  it('is not appointed by another organisation’s administrator, by a manager, or from another tenant', async () => {
    for (const by of [administrator('riverside'), returns.manager(), t.economy.stranger('administrator')])
      expect(await appoint({}, by)).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('is a manager of the organisation, never the administrator themselves, from today on', async () => {
    for (const [given, path] of [
      [{ accountId: returns.manager('riverside').accountId }, 'accountId'],
      [{ accountId: t.economy.viewer('clinician', 'northgate').accountId }, 'accountId'],
      [{ accountId: t.economy.stranger('providerManager').accountId }, 'accountId'],
      [{ firstDay: '2026-09-02' }, 'firstDay'],
      [{ lastDay: '2026-09-01' }, 'lastDay'],
      [{ post: ' ' }, 'post'],
    ] as const)
      expect(await appoint(given)).toMatchObject({ problems: [{ path }] });
    expect(await appoint({ accountId: administrator().accountId })).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('signs from the first day to the last, and not once the appointment or the role has ended', async () => {
    const executive = await returns.executive('northgate', { appointed: false });
    await appoint({ accountId: executive.accountId, firstDay: '2026-09-05', lastDay: '2026-09-10' });
    const maySign = async (day: string) => {
      t.clock.setNow(`${day}T08:00:00.000Z`);
      return (await returns.newest(returns.manager())).signatories;
    };
    expect(await maySign('2026-09-04')).toEqual([]);
    expect(await maySign('2026-09-05')).toEqual(['Ada Signer, Chief nurse']);
    expect(await maySign('2026-09-10')).toEqual(['Ada Signer, Chief nurse']);
    expect(await maySign('2026-09-11')).toEqual([]);
    // What is over makes way for another appointment.
    const again = await appoint({ accountId: executive.accountId, firstDay: '2026-09-11' });
    expect(await maySign('2026-09-11')).toHaveLength(1);
    const signatoryId = 'signatoryId' in again ? again.signatoryId : '';
    expect(await returns.signatories().end(administrator('riverside'), { signatoryId })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    expect(await returns.signatories().end(administrator(), { signatoryId })).toMatchObject({ signatoryId });
    expect(await returns.signatories().end(administrator(), { signatoryId })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await maySign('2026-09-11')).toEqual([]);
    await appoint({ accountId: executive.accountId, firstDay: '2026-09-11' });
    await t.db.sql(
      t.economy.tenantId,
      `update acting_role set during = '[2020-01-01,2026-09-01)' where tenant_id = $1 and account_id = $2`,
      [t.economy.tenantId, executive.accountId],
    );
    expect(await maySign('2026-09-11')).toEqual([]);
  });

  it('of two who appoint the same person at once, one is told that they may sign already', async () => {
    const answers = await Promise.all([appoint(), appoint({}, administrator('icb'))]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['InvalidInput', 'SignatoryChanged']);
  });
});
