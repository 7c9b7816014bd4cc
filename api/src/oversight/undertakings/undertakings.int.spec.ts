import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { addColleague, arrangeEvidence } from '../testkit/arrange-parties.js';
import { AFTER_LEAD, type Answer, signalHands } from '../testkit/signal-hands.js';
import { UndertakingDueDatesService } from './undertaking-due-dates.service.js';
import { UndertakingsReads } from './undertakings.reads.js';
import { UndertakingsService } from './undertakings.service.js';

jest.setTimeout(180_000);

const TERMS = {
  kind: 'restore',
  words: 'Protected time for meetings elsewhere',
  owner: 'Chief nurse',
  actionOn: '2027-01-04',
  doneBy: '2027-03-31',
  seenBy: 'Three months in a row with the usual share',
};

describe('an undertaking between a provider and a commissioner', () => {
  let t: TestApp;
  let manager: Viewer;
  let commissioner: Viewer;
  let second: Viewer;
  const hands = signalHands(() => t);
  const { service, signalId, version, move, kinds } = hands;

  beforeAll(async () => {
    t = await startTestApp();
    ({ manager, commissioner, second } = await hands.gather());
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    await hands.open();
    t.clock.setNow(AFTER_LEAD);
  });

  const undertakings = () => service(UndertakingsService);
  const propose = async (viewer: Viewer, over: object = {}) =>
    (await undertakings().propose(viewer, { signalId: await signalId(), ...TERMS, ...over })) as unknown as Answer;
  const items = async (viewer: Viewer) =>
    (await service(UndertakingsReads).ofSignal(viewer, await signalId()))?.items ?? [];
  const first = async (viewer: Viewer) => {
    const [item] = await items(viewer);
    if (!item) throw new Error('Nothing is undertaken.');
    return item;
  };
  const step = async (viewer: Viewer, event: string, over: object = {}) => {
    const { id, version: expectedVersion } = await first(manager);
    const input = { undertakingId: id, expectedVersion, event, reason: '', ...over };
    return (await undertakings().move(viewer, input)) as unknown as Answer;
  };
  const rewrite = async (viewer: Viewer, over: object = {}) => {
    const { id, version: expectedVersion } = await first(manager);
    const input = { undertakingId: id, expectedVersion, ...TERMS, ...over };
    return (await undertakings().rewrite(viewer, input)) as unknown as Answer;
  };
  const remind = () => service(UndertakingDueDatesService).remind(t.economy.tenantId);
  const mails = () =>
    t.db.sql<{ to: string; kind: string; text: string; subject: string }>(
      t.economy.tenantId,
      `select recipient_email as "to", kind, body_text as text, subject from outbox_message where kind like 'signalUndertaking%' order by created_at, recipient_email`,
    );
  const DONE = { __typename: 'UndertakingChanged' };

  it('is proposed by the provider, changed at the wish of the commissioner and accepted, with every version kept', async () => {
    expect(await propose(manager)).toMatchObject(DONE);
    expect(await first(manager)).toMatchObject({ state: 'proposed', waitsFor: 'commissioner', waitsForViewer: false });
    expect(await first(commissioner)).toMatchObject({ waitsForViewer: true, answerDueOn: '2026-12-22' });
    expect(await step(commissioner, 'askForChange')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await step(commissioner, 'askForChange', { reason: 'March is late' })).toMatchObject(DONE);
    expect(await rewrite(manager, { doneBy: '2027-02-26' })).toMatchObject(DONE);
    expect(await step(commissioner, 'accept')).toMatchObject(DONE);
    const own = await first(manager);
    expect(own).toMatchObject({ state: 'accepted', doneBy: '2027-02-26', waitsFor: 'provider', answerDueOn: null });
    expect(own.steps.map(({ kind, terms }) => [kind, terms?.doneBy ?? null])).toEqual([
      ['proposed', '2027-03-31'],
      ['changeAsked', null],
      ['rewritten', '2027-02-26'],
      ['accepted', null],
    ]);
    // Each reads the names of the own organisation, and roles of the other.
    expect(own.agreedBy).toMatchObject({ name: null, role: 'Commissioner' });
    expect(own.steps[0]?.by).toMatchObject({ name: manager.name, role: 'Provider manager' });
    expect((await first(commissioner)).steps[0]?.by).toMatchObject({ name: null, role: 'Provider manager' });
    expect(await kinds()).toEqual(
      expect.arrayContaining(['undertakingProposed', 'undertakingAnswered', 'undertakingAccepted']),
    );
  });

  it('is proposed by a commissioner and accepted by the provider, whose name stands for the provider', async () => {
    await propose(commissioner);
    expect(await step(commissioner, 'accept')).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await step(second, 'accept')).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await step(manager, 'accept')).toMatchObject(DONE);
    expect((await first(commissioner)).agreedBy).toMatchObject({ name: null, role: 'Provider manager' });
  });

  it('is frozen once accepted, for the product itself too', async () => {
    await propose(manager);
    await step(commissioner, 'accept');
    for (const viewer of [manager, commissioner])
      expect(await rewrite(viewer, { words: 'Something less' })).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(
      t.db.sql(t.economy.tenantId, `update signal_undertaking set words = 'Something less'`),
    ).rejects.toThrow(/do not change/);
  });

  it('counts for an agreed improvement only when both have agreed', async () => {
    await hands.withCommissioner();
    await propose(commissioner);
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ code: 'NO_UNDERTAKING' });
    await step(manager, 'decline', { reason: 'It would close a clinic' });
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ code: 'NO_UNDERTAKING' });
    await propose(manager);
    const proposal = (await items(manager)).find(({ state }) => state === 'proposed');
    await undertakings().move(commissioner, { undertakingId: proposal?.id, expectedVersion: 1, event: 'accept' });
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ __typename: 'SignalChanged' });
  });

  it('is followed: progress, done by the word of both, or not done with what follows, and late is better than never', async () => {
    await propose(manager);
    const note = async (viewer: Viewer) =>
      (await undertakings().noteProgress(viewer, {
        undertakingId: (await first(manager)).id,
        words: 'The rota is drafted',
      })) as unknown as Answer;
    expect(await note(manager)).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await step(commissioner, 'accept');
    expect(await note(manager)).toMatchObject(DONE);
    expect(await note(commissioner)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await step(commissioner, 'findNotDone', { reason: 'x', remedy: 'restore' })).toMatchObject({
      code: 'TIME_RUNS',
    });
    expect((await first(commissioner)).nextSteps).toMatchObject([
      { event: 'findNotDone', lockedBecause: expect.stringMatching(/once the day .* has passed/) },
    ]);
    t.clock.setNow('2027-04-06T09:00:00.000Z');
    expect((await first(manager)).isOverdue).toBe(true);
    expect(await step(commissioner, 'findNotDone', { reason: 'No rota' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await step(commissioner, 'findNotDone', { reason: 'No rota', remedy: 'penalty' })).toMatchObject(DONE);
    expect(await first(manager)).toMatchObject({ state: 'notDone', remedy: 'penalty' });
    expect(await step(manager, 'reportDone')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await step(manager, 'reportDone', { reason: 'The rota, on the intranet' })).toMatchObject(DONE);
    expect(await first(commissioner)).toMatchObject({ state: 'reportedDone', waitsForViewer: true, remedy: null });
    expect(await step(manager, 'confirmDone')).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await step(commissioner, 'confirmDone')).toMatchObject(DONE);
    expect(await first(manager)).toMatchObject({ state: 'done', nextSteps: [], canNote: false });
  });

  it('lets one of two who act at once succeed, and a repeated request stand once', async () => {
    await propose(manager);
    const { id } = await first(manager);
    const input = { undertakingId: id, expectedVersion: 1, reason: 'Too late' };
    const both = (await Promise.all([
      undertakings().move(commissioner, { ...input, event: 'accept' }),
      undertakings().move(second, { ...input, event: 'decline' }),
    ])) as unknown as Answer[];
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'UndertakingChanged']);
    const keyed = { ...manager, idempotencyKey: 'the-same-press' };
    const twice = [await propose(keyed), await propose(keyed)];
    expect(twice).toMatchObject([DONE, DONE]);
    expect(await items(manager)).toHaveLength(2);
    const proposal = (await items(manager)).find(({ state }) => state === 'proposed');
    const terms = { undertakingId: proposal?.id, expectedVersion: proposal?.version, ...TERMS };
    const raced = (await Promise.all(
      ['First', 'Second'].map((words) => undertakings().rewrite(manager, { ...terms, words })),
    )) as unknown as Answer[];
    expect(raced.map(({ __typename }) => __typename).sort()).toEqual(['ChangedByOther', 'UndertakingChanged']);
  });

  it('is nobody else’s: no other provider, tenant or role, no commissioner before their time or with a part', async () => {
    await propose(manager);
    const { id } = await first(manager);
    const input = { undertakingId: id, expectedVersion: 1, event: 'accept' };
    const others = [
      t.economy.viewer('providerManager', 'elmpark'),
      t.economy.viewer('careCoordinator'),
      t.economy.viewer('clinician'),
      t.economy.viewer('administrator', 'icb'),
      t.economy.stranger('commissioner'),
      t.economy.stranger('providerManager'),
    ];
    for (const other of others) {
      expect(await undertakings().move(other, input)).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await propose(other)).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await service(UndertakingsReads).ofSignal(other, await signalId())).toBeNull();
    }
    t.clock.setNow('2026-11-25T09:00:00.000Z');
    expect(await undertakings().move(commissioner, input)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await service(UndertakingsReads).ofSignal(commissioner, await signalId())).toBeNull();
    expect(await service(UndertakingsReads).toDo(commissioner)).toEqual([]);
    t.clock.setNow(AFTER_LEAD);
    const party = await addColleague(t, commissioner, { alsoAt: t.economy.organisations.northgate });
    expect(await undertakings().move(party, input)).toMatchObject({ code: 'IS_PARTY' });
    expect(await service(UndertakingsReads).ofSignal(party, await signalId())).toMatchObject({
      canPropose: false,
      lockedBecause: expect.stringMatching(/work for the provider/),
    });
    const recorder = await addColleague(t, commissioner);
    const { meetingId, seatId } = (hands.fact().rows[0] ?? {}) as { meetingId: string; seatId: string };
    await arrangeEvidence(t, { meetingId, seatId }, { recordedBy: recorder.accountId });
    expect(await propose(recorder)).toMatchObject({ code: 'RECORDED_ATTENDANCE' });
  });

  it('is not proposed on an early notice nor on a closed signal, and what was agreed outlives the signal', async () => {
    await propose(manager);
    await step(commissioner, 'accept');
    await propose(manager, { words: 'A second one' });
    await move(commissioner, 'stop', { publishedReason: 'A strike explains it.' });
    expect(await propose(manager)).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const [agreed, proposal] = [...(await items(commissioner))].sort((a, b) => a.state.localeCompare(b.state));
    expect(proposal).toMatchObject({ state: 'proposed', nextSteps: [], waitsFor: null });
    const of = async (undertakingId: string | undefined, viewer: Viewer, event: string) =>
      (await undertakings().move(viewer, {
        undertakingId,
        expectedVersion: agreed?.id === undertakingId ? agreed?.version : proposal?.version,
        event,
        reason: 'The rota',
      })) as unknown as Answer;
    expect(await of(proposal?.id, commissioner, 'accept')).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await of(agreed?.id, manager, 'reportDone')).toMatchObject(DONE);
    await t.db.sql(
      t.economy.tenantId,
      `update signal set level = 'earlyNotice', closed_at = null, closed_because = null`,
    );
    expect(await propose(manager)).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await version()).toBeGreaterThan(1);
  });

  it('refuses terms that say nothing, or end before they begin', async () => {
    for (const over of [
      { words: ' ' },
      { owner: '' },
      { seenBy: '' },
      { actionOn: '2027-02-30' },
      { doneBy: '2027-01-03' },
    ])
      expect(await propose(manager, over)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await items(manager)).toEqual([]);
  });

  it('reminds whoever is waited for once of each day, in mail that names nobody', async () => {
    await t.db.sql(t.economy.tenantId, `update outbox_message set kind = 'old' where kind like 'signal%'`);
    await propose(manager);
    expect((await mails()).map(({ to }) => to)).not.toContain(managerMail());
    await t.db.sql(t.economy.tenantId, `update outbox_message set kind = 'old' where kind like 'signal%'`);
    expect(await remind()).toBe(0);
    t.clock.setNow('2026-12-18T09:00:00.000Z');
    expect([await remind(), await remind()]).toEqual([1, 0]);
    expect(new Set((await mails()).map(({ kind }) => kind))).toEqual(new Set(['signalUndertakingDue']));
    expect((await mails()).map(({ to }) => to)).not.toContain(managerMail());
    await step(commissioner, 'accept');
    await t.db.sql(t.economy.tenantId, `update outbox_message set kind = 'old' where kind like 'signal%'`);
    t.clock.setNow('2027-03-29T09:00:00.000Z');
    expect([await remind(), await remind()]).toEqual([1, 0]);
    expect((await mails()).map(({ to }) => to)).toEqual([managerMail()]);
    t.clock.setNow('2027-04-01T09:00:00.000Z');
    expect([await remind(), await remind()]).toEqual([1, 0]);
    expect((await mails()).length).toBeGreaterThan(2);
    for (const { text, subject } of await mails()) {
      expect(text).not.toMatch(/Northgate|Riverside|alert|Protected|Chief/);
      expect(subject).toMatch(/^News for you in Quorate: S-/);
    }
    expect((await first(manager)).steps.map(({ kind }) => kind)).toEqual([
      'proposed',
      'answerDueSoon',
      'accepted',
      'dueSoon',
      'overdue',
    ]);
  });

  it('stands on Today of whoever is waited for, and of who waits', async () => {
    await propose(manager);
    const toDo = async (viewer: Viewer) => service(UndertakingsReads).toDo(viewer);
    expect(await toDo(commissioner)).toMatchObject([{ state: 'proposed', waitsForViewer: true, isOverdue: false }]);
    expect(await toDo(manager)).toMatchObject([{ waitsForViewer: false, providerName: 'Northgate Acute NHS Trust' }]);
    await step(commissioner, 'accept');
    expect(await toDo(manager)).toEqual([]);
    t.clock.setNow('2027-03-22T09:00:00.000Z');
    expect(await toDo(manager)).toMatchObject([{ state: 'accepted', dueOn: '2027-03-31', waitsForViewer: true }]);
    expect(await toDo(t.economy.viewer('providerManager', 'elmpark'))).toEqual([]);
    expect(await toDo(t.economy.stranger('commissioner'))).toEqual([]);
  });

  const managerMail = () => mailOf[manager.accountId] ?? '';
  const mailOf: Record<string, string> = {};
  beforeAll(async () => {
    for (const { id, email } of await t.db.sql<{ id: string; email: string }>(
      t.economy.tenantId,
      'select account_id as id, email from account',
    ))
      mailOf[id] = email;
  });
});
