import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { TendersReads } from './tenders.reads.js';
import { TendersService } from './tenders.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('a tender', () => {
  let t: TestApp;
  let commissioner: Viewer;
  let colleague: Viewer;
  let reads: TendersReads;
  let service: TendersService;

  beforeAll(async () => {
    t = await startTestApp();
    commissioner = t.economy.viewer('commissioner', 'icb');
    colleague = await addColleague(t, commissioner);
    reads = t.app.get(TendersReads, { strict: false });
    service = t.app.get(TendersService, { strict: false });
  });
  afterAll(() => t.stop());
  afterEach(async () => {
    t.clock.setNow('2026-11-24T09:00:00.000Z');
    const admin = await t.db.superuser();
    await admin.query('truncate tender, outbox_message cascade');
    await admin.end();
  });

  const open = async (over: object = {}, by = commissioner) =>
    (await service.open(by, {
      title: 'Frailty service',
      reason: 'Two providers bid',
      startsOn: '2026-11-24',
      endsOn: '2026-12-31',
      organisationIds: [t.economy.organisations.northgate, t.economy.organisations.riverside],
      ...over,
    })) as unknown as Answer;
  const hidesFrom = async (viewer: Viewer) => (await reads.hiding(viewer)).map(({ because }) => because);

  it('binds the staff of each bidder, in whatever role they act, and nobody else', async () => {
    const alsoAtNorthgate = await addColleague(t, commissioner, { alsoAt: t.economy.organisations.northgate });
    await open();
    for (const role of ['providerManager', 'careCoordinator', 'clinician', 'administrator', 'commissioner'] as const)
      expect(await hidesFrom(t.economy.viewer(role, 'northgate'))).toEqual(['bidder']);
    expect(await hidesFrom(alsoAtNorthgate)).toEqual(['bidder']);
    // A practitioner who works there, with an account that acts for another organisation only.
    expect(
      await hidesFrom({
        ...t.economy.viewer('clinician', 'elmpark'),
        practitionerId: t.economy.practitioners.geriatrician,
      }),
    ).toEqual(['bidder']);
    for (const viewer of [
      commissioner,
      colleague,
      t.economy.viewer('providerManager', 'elmpark'),
      t.economy.stranger('providerManager'),
    ])
      expect(await hidesFrom(viewer)).toEqual([]);
  });

  it('tells bidders its title and last day, and not who else bids', async () => {
    await open();
    const manager = t.economy.viewer('providerManager', 'northgate');
    const [shown] = await reads.hiding(manager);
    expect(Object.keys(shown ?? {}).sort()).toEqual(['because', 'endsOn', 'id', 'title']);
    expect(await reads.tenders(manager)).toEqual([]);
    expect(await reads.tenders(t.economy.viewer('commissioner', 'northgate'))).toEqual([]);
    const mails = await t.db.sql<{ kind: string; body: string }>(
      t.economy.tenantId,
      'select kind, subject || body_text as body from outbox_message',
    );
    expect(mails.map(({ kind }) => kind)).toEqual(['tenderOpened', 'tenderOpened']);
    expect(mails.map(({ body }) => body).join()).not.toMatch(/Northgate|Riverside|Frailty/);
  });

  it('holds from its first day to its last, by the clock in London', async () => {
    await open({ startsOn: '2026-12-01', endsOn: '2026-12-02' });
    const manager = t.economy.viewer('providerManager', 'northgate');
    const at = async (now: string) => {
      t.clock.setNow(now);
      return (await hidesFrom(manager)).length;
    };
    expect(await at('2026-11-30T23:59:00Z')).toBe(0);
    expect(await at('2026-12-01T00:00:00Z')).toBe(1);
    expect(await at('2026-12-02T23:59:00Z')).toBe(1);
    expect(await at('2026-12-03T00:00:00Z')).toBe(0);
  });

  it('is run by nobody whom it binds', async () => {
    const tenderId = String((await open({ conflictAccountIds: [colleague.accountId] })).tenderId);
    expect(await hidesFrom(colleague)).toEqual(['conflict']);
    const close = (by: Viewer) => service.close(by, { tenderId, expectedVersion: 1, reason: 'Awarded' });
    const change = (by: Viewer, over: object = {}) =>
      service.change(by, { tenderId, expectedVersion: 1, endsOn: '2026-12-31', ...over });
    for (const viewer of [
      colleague,
      t.economy.viewer('commissioner', 'northgate'),
      t.economy.viewer('commissioner', 'elmpark'),
      t.economy.stranger('commissioner'),
    ]) {
      expect(await close(viewer)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await change(viewer)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await reads.tenders(viewer)).toEqual([]);
    }
    expect(await open({ title: 'Another' }, colleague)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await change(commissioner, { expectedVersion: 9 })).toMatchObject({ __typename: 'ChangedByOther' });
    // However often it is changed, it hides content for a year at most.
    expect(await change(commissioner, { endsOn: '2027-11-26' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await change(commissioner, { organisationIds: [t.economy.organisations.elmpark] })).toMatchObject({
      __typename: 'TenderChanged',
    });
    expect(await hidesFrom(t.economy.viewer('clinician', 'elmpark'))).toEqual(['bidder']);
    expect(await close(commissioner)).toMatchObject({ __typename: 'ChangedByOther' });
    expect(await service.close(commissioner, { tenderId, expectedVersion: 2, reason: 'Awarded' })).toMatchObject({
      __typename: 'TenderChanged',
    });
    expect(await hidesFrom(colleague)).toEqual([]);
    expect(await change(commissioner, { expectedVersion: 3 })).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('is opened by a commissioning organisation, with bidders that can bid', async () => {
    const { icb, northgate } = t.economy.organisations;
    expect(await open({}, t.economy.viewer('commissioner', 'northgate'))).toMatchObject({ __typename: 'NotPermitted' });
    const alsoAtNorthgate = await addColleague(t, commissioner, { alsoAt: northgate });
    expect(await open({}, alsoAtNorthgate)).toMatchObject({ __typename: 'InvalidInput' });
    for (const wrong of [
      { organisationIds: [icb] },
      { organisationIds: [t.economy.otherOrganisationId] },
      { organisationIds: [] },
      { conflictAccountIds: [commissioner.accountId] },
      { conflictAccountIds: [t.economy.viewer('commissioner', 'northgate').accountId] },
      { endsOn: '2026-11-23' },
      { startsOn: '2026-10-01', endsOn: '2026-10-02' },
      { endsOn: '2028-01-01' },
    ])
      expect(await open(wrong)).toMatchObject({ __typename: 'InvalidInput' });
  });
});
