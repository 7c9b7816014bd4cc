import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../../withholding/testkit/arrange-signal.js';
import { SignalReads } from '../signals/signal.reads.js';
import { DeparturesReads } from './departures.reads.js';
import { DeparturesService } from './departures.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('departures from the guidance', () => {
  let t: TestApp;
  let signal: ArrangedSignal;
  let manager: Viewer;
  let commissioner: Viewer;
  let reads: DeparturesReads;
  let service: DeparturesService;

  beforeAll(async () => {
    t = await startTestApp();
    manager = t.economy.viewer('providerManager', 'northgate');
    commissioner = t.economy.viewer('commissioner', 'icb');
    reads = t.app.get(DeparturesReads, { strict: false });
    service = t.app.get(DeparturesService, { strict: false });
    signal = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
  });
  afterAll(() => t.stop());

  const step = (kind: string, by: Viewer, detail: object, stages: readonly [string, string] = ['concern', 'concern']) =>
    t.db.sql(
      t.economy.tenantId,
      `insert into signal_step (tenant_id, signal_id, step_no, at, kind, from_stage, to_stage, to_level, account_id, on_behalf_of, reason, detail)
       values ($1,$2,(select coalesce(max(step_no), 0) + 1 from signal_step where tenant_id = $1 and signal_id = $2),'2026-11-23',$3,$4,$5,'alert',$6,$7,'It could not wait',$8)`,
      [
        t.economy.tenantId,
        signal.signalId,
        kind,
        ...stages,
        by.accountId,
        by.organisationId,
        JSON.stringify({ ...detail, role: by.role }),
      ],
    );
  const register = async (viewer: Viewer) => (await reads.departures(viewer, 50, null)).items;
  const record = async (over: object = {}, by = commissioner) =>
    (await service.record(by, {
      kind: 'other',
      section: 'section 5, prioritisation',
      words: 'Looked at two months and not at six',
      reason: 'People waited.',
      decidedOn: '2026-11-20',
      ...over,
    })) as unknown as Answer;

  it('are read from the steps that made them, and a step that follows the rules is none', async () => {
    await step('moved', manager, { event: 'askProvider' }, ['signal', 'withProvider']);
    await step('replyExtended', manager, { fromDue: '2026-12-01', toDue: '2026-12-08' });
    await step('slipped', commissioner, { fromDue: '2026-12-08', toDue: '2026-12-15' });
    await step('moved', commissioner, { event: 'refer', bodyCode: 'cqc' }, ['concern', 'referred']);
    await step('moved', commissioner, { event: 'acceptExplanation' }, ['withCommissioner', 'explained']);
    await step('moved', manager, { event: 'askProvider' }, ['dataCheck', 'withProvider']);
    for (const viewer of [manager, commissioner])
      expect((await register(viewer)).map(({ kind }) => kind).sort()).toEqual([
        'addressee',
        'dueDate',
        'dueDate',
        'stage',
      ]);
    const moved = (await register(manager)).find(({ toDue }) => toDue === '2026-12-15');
    expect(moved).toMatchObject({
      fromDue: '2026-12-08',
      reason: 'It could not wait',
      partyName: 'Northgate Acute NHS Trust',
      by: { name: null, role: 'Commissioner', organisationName: 'Tamewater Integrated Care Board' },
    });
  });

  it('are for the parties and who commissions, of a signal from when each sees it', async () => {
    for (const viewer of [
      t.economy.viewer('providerManager', 'riverside'),
      // The wall of the database, without the role.
      { ...manager, organisationId: t.economy.organisations.elmpark },
      t.economy.stranger('commissioner'),
      t.economy.viewer('commissioner', 'riverside'),
    ])
      expect(await register(viewer)).toEqual([]);
    const seen = async (from: string | null) => {
      await t.db.sql(t.economy.tenantId, 'update signal set commissioner_sees_from = $2 where signal_id = $1', [
        signal.signalId,
        from,
      ]);
      return (await register(commissioner)).length;
    };
    expect(await seen('2026-12-20T00:00:00Z')).toBe(0);
    expect(await record({ signalId: signal.signalId })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await seen('2026-11-20T00:00:00Z')).toBe(4);
  });

  it('can be written by hand, and concern whom the signal is about', async () => {
    expect(await record({ decidedOn: '2026-11-25' })).toMatchObject({ __typename: 'InvalidInput' });
    const other = t.economy.organisations.riverside;
    expect(await record({ signalId: signal.signalId, organisationId: other })).toMatchObject({
      __typename: 'InvalidInput',
    });
    expect(await record({ organisationId: t.economy.otherOrganisationId })).toMatchObject({
      __typename: 'InvalidInput',
    });
    const ofSignal = await record({ signalId: signal.signalId });
    const ofRiverside = await record({ organisationId: other, words: 'Asked for less' });
    const ids = async (viewer: Viewer) =>
      (await register(viewer)).filter(({ isByHand }) => isByHand).map(({ id }) => id);
    expect(await ids(manager)).toEqual([ofSignal.departureId]);
    expect(await ids(t.economy.viewer('providerManager', 'riverside'))).toEqual([ofRiverside.departureId]);
    expect((await ids(commissioner)).sort()).toEqual([ofSignal.departureId, ofRiverside.departureId].sort());
    expect(await record({}, manager)).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('are published once, without names, by the organisation that decided', async () => {
    const publish = async (departureId: string, words: string, by = commissioner) =>
      (await service.publish(by, { departureId, words })) as unknown as Answer;
    const items = await register(commissioner);
    const slipped = String(items.find(({ toDue }) => toDue === '2026-12-15')?.id);
    const extended = String(items.find(({ toDue }) => toDue === '2026-12-08')?.id);
    expect(await publish(slipped, 'Northgate was on strike')).toMatchObject({ __typename: 'NamesInWords' });
    expect(await publish(extended, 'The provider asked')).toMatchObject({ __typename: 'NotPermitted' });
    expect(await publish(slipped, 'A strike', t.economy.viewer('commissioner', 'riverside'))).toMatchObject({
      __typename: 'NotPermitted',
    });
    for (const id of ['step:x', `step:${signal.signalId}:n999`, `' or 1=1`])
      expect(await publish(id, 'A strike')).toMatchObject({ __typename: 'NotPermitted' });
    const [one, two] = await Promise.all([publish(slipped, 'A strike'), publish(slipped, 'A strike')]);
    expect([one.__typename, two.__typename].sort()).toEqual(['DepartureChanged', 'DeparturePublishedAlready']);
    const clinician = t.economy.viewer('clinician', 'elmpark');
    expect(await t.app.get(SignalReads, { strict: false }).publishedReasons(clinician)).toMatchObject([
      { kind: 'departure', title: 'A due date was moved', words: 'A strike', month: '2026-11' },
    ]);
    expect((await register(manager)).find(({ id }) => id === slipped)).toMatchObject({
      publishedOn: '2026-11-24',
      mayPublish: false,
    });
  });

  it('come page by page', async () => {
    const all = await register(commissioner);
    const first = await reads.departures(commissioner, 2, null);
    const rest = await reads.departures(commissioner, 50, first.endCursor);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(first.hasMore).toBe(true);
    expect((await reads.departures(commissioner, 50, 'nonsense')).items).toHaveLength(all.length);
  });
});
