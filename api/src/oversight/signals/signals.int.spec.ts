import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { REGIME_2015 } from '@quorate/libs/signals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { AFTER_LEAD, type Answer, signalHands } from '../testkit/signal-hands.js';
import { UndertakingsService } from '../undertakings/undertakings.service.js';
import { SignalReads } from './signal.reads.js';
import { StagesService } from './stages.service.js';

jest.setTimeout(180_000);

describe('a signal in the hands of people', () => {
  let t: TestApp;
  let manager: Viewer;
  let commissioner: Viewer;
  let second: Viewer;
  const hands = signalHands(() => t);
  const { service, time, signalId, version, read, move, reply, decide, withCommissioner, kinds } = hands;

  beforeAll(async () => {
    t = await startTestApp();
    ({ manager, commissioner, second } = await hands.gather());
  });
  afterAll(() => t.stop());
  beforeEach(hands.open);

  it('is told to the provider once, to commissioners when it becomes theirs to see, and names nobody in mail', async () => {
    const mails = () =>
      t.db.sql<{ to: string; subject: string; text: string; kind: string }>(
        t.economy.tenantId,
        `select recipient_email as "to", subject, body_text as text, kind from outbox_message where kind like 'signal%' order by created_at, recipient_email`,
      );
    await t.db.sql(t.economy.tenantId, `update outbox_message set kind = 'old' where kind like 'signal%'`);
    await time();
    expect(await mails()).toHaveLength(0);
    t.clock.setNow(AFTER_LEAD);
    await time();
    await time();
    const visible = (await mails()).filter(({ kind }) => kind === 'signalVisible');
    expect(visible.length).toBeGreaterThan(0);
    for (const { subject, text } of await mails()) {
      expect(subject).toMatch(/^News for you in Quorate: S-[0-9A-F]{8}$/);
      expect(text).not.toMatch(/Northgate|Riverside|alert|alarm|Keane/);
    }
    expect(await kinds()).toEqual(['opened', 'providerTold', 'commissionersTold', 'dueDatePassed']);
  });

  it('is null to everybody else, before and after the lead time', async () => {
    const id = await signalId();
    const others = [
      t.economy.viewer('providerManager', 'riverside'),
      t.economy.viewer('careCoordinator'),
      t.economy.viewer('careCoordinator', 'northgate'),
      t.economy.stranger('commissioner'),
      t.economy.stranger('providerManager'),
    ];
    for (const viewer of [...others, commissioner]) expect(await service(SignalReads).signal(viewer, id)).toBeNull();
    t.clock.setNow(AFTER_LEAD);
    for (const viewer of others) expect(await service(SignalReads).signal(viewer, id)).toBeNull();
    expect((await read(commissioner)).providerName).toBe('Northgate Acute NHS Trust');
    expect((await service(SignalReads).signals(commissioner, 'open', 20, null)).items).toHaveLength(1);
    expect((await service(SignalReads).signals(t.economy.viewer('providerManager'), null, 20, null)).items).toEqual([]);
  });

  it('cannot be moved, replied to or decided by others: it is not there for them', async () => {
    for (const viewer of [t.economy.viewer('providerManager', 'riverside'), t.economy.stranger('providerManager')]) {
      expect(await move(viewer, 'checkRecords')).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await reply(viewer)).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    expect(await move(commissioner, 'stop', { publishedReason: 'No.' })).toMatchObject({ code: 'NOT_PERMITTED' });
    t.clock.setNow(AFTER_LEAD);
    expect(await move(commissioner, 'checkRecords')).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await move(manager, 'stop', { publishedReason: 'No.' })).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('goes on by itself where nobody acts, each step with its reason, past bank holidays', async () => {
    t.clock.setNow('2026-12-01T09:00:00.000Z');
    await time();
    expect(await read(manager)).toMatchObject({ stage: 'signal', stageDueOn: '2026-12-01' });
    t.clock.setNow('2026-12-14T09:00:00.000Z');
    await time();
    // Ten working days from Monday 14 December, Christmas and Boxing Day not among them.
    expect(await read(manager)).toMatchObject({ stage: 'withProvider', stageDueOn: '2026-12-30' });
    t.clock.setNow('2026-12-22T09:00:00.000Z');
    await time();
    expect(await kinds()).not.toContain('dueSoon');
    t.clock.setNow('2026-12-23T09:00:00.000Z');
    await time();
    await time();
    expect((await kinds()).filter((kind) => kind === 'dueSoon')).toHaveLength(1);
    t.clock.setNow('2026-12-31T09:00:00.000Z');
    await time();
    await time();
    const { stage, stageDueOn, steps } = await read(commissioner);
    expect([stage, stageDueOn]).toEqual(['withCommissioner', '2027-01-29']);
    expect(steps.filter(({ kind }) => kind === 'dueDatePassed').every(({ reason, by }) => reason && by === null)).toBe(
      true,
    );
  });

  it('gives the provider more time once, with a reason, within the rules', async () => {
    await move(manager, 'askProvider');
    const extend = async (workingDays: number, reason = 'Two managers are on leave') =>
      (await service(StagesService).extendReply(manager, {
        signalId: await signalId(),
        expectedVersion: await version(),
        workingDays,
        reason,
      })) as unknown as Answer;
    expect(await extend(11)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await extend(5, ' ')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await extend(5)).toMatchObject({ __typename: 'SignalChanged' });
    expect(await read(manager)).toMatchObject({ stageDueOn: '2026-12-15', canExtend: false });
    expect(await extend(1)).toMatchObject({ code: 'EXTENDED_ALREADY' });
  });

  it('becomes a concern only when each test is answered, goes by licence status, and is referred to a known body', async () => {
    await withCommissioner();
    expect(await move(commissioner, 'raiseConcern')).toMatchObject({ code: 'TESTS_UNANSWERED' });
    for (const { code } of REGIME_2015.tests) {
      expect(
        (await read(commissioner)).nextSteps.find(({ event }) => event === 'raiseConcern')?.lockedBecause,
      ).toContain('Still to answer');
      await service(StagesService).answerTest(commissioner, {
        signalId: await signalId(),
        testCode: code,
        answer: 'Looked at.',
      });
    }
    const { tests, route } = await read(commissioner);
    expect(tests.every(({ answer, answeredBy }) => answer === 'Looked at.' && answeredBy?.name)).toBe(true);
    expect(route).toMatchObject({ licenceStatus: 'unknown', wording: REGIME_2015.routes.unknown.wording });
    expect(await move(commissioner, 'raiseConcern', { reason: '' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await move(commissioner, 'raiseConcern')).toMatchObject({ __typename: 'SignalChanged' });
    expect(await move(commissioner, 'refer', { bodyCode: 'nobody' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await move(commissioner, 'refer', { bodyCode: 'cqc' })).toMatchObject({ __typename: 'SignalChanged' });
    expect((await read(manager)).steps.at(-1)).toMatchObject({ bodyName: 'Care Quality Commission' });
  });

  it('speaks of the licence only where the provider held it at the onset', async () => {
    t.clock.setNow(AFTER_LEAD);
    const status = (from: string, to: string, name: string) =>
      t.db.sql(
        t.economy.tenantId,
        `insert into licence_status (tenant_id, organisation_id, status, during, basis) values ($1,$2,$3,daterange($4,$5),'test')`,
        [t.economy.tenantId, t.economy.organisations.northgate, name, from, to],
      );
    await status('2020-01-01', '2026-10-15', 'exempt');
    await status('2026-10-15', '2030-01-01', 'licensed');
    const { route } = await read(commissioner);
    expect(route.licenceStatus).toBe('exempt');
    expect(route.wording).not.toMatch(/under the integrated care licence/);
    await t.db.sql(t.economy.tenantId, 'delete from licence_status');
  });

  it('agrees to an improvement only with an undertaking of both, and moves a due date only with its reason', async () => {
    await withCommissioner();
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ code: 'NO_UNDERTAKING' });
    await service(UndertakingsService).propose(manager, {
      signalId: await signalId(),
      kind: 'restore',
      words: 'Protected time for meetings elsewhere',
      owner: 'Chief nurse',
      actionOn: '2027-01-04',
      doneBy: '2027-03-31',
      seenBy: 'Taking part at other sites',
    });
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ code: 'NO_UNDERTAKING' });
    const [proposed] = await t.db.sql<{ id: string }>(
      t.economy.tenantId,
      'select undertaking_id as id from signal_undertaking',
    );
    await service(UndertakingsService).move(commissioner, {
      undertakingId: proposed?.id,
      expectedVersion: 1,
      event: 'accept',
    });
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ __typename: 'SignalChanged' });
    const slip = async (dueOn: string, reason: string) =>
      (await service(StagesService).explainSlippage(commissioner, {
        signalId: await signalId(),
        expectedVersion: await version(),
        dueOn,
        reason,
      })) as unknown as Answer;
    expect(await slip('2026-12-18', 'Earlier')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await slip('2027-06-01', 'The rota begins in May')).toMatchObject({ __typename: 'SignalChanged' });
    expect(await read(manager)).toMatchObject({
      stage: 'improvementAgreed',
      stageDueOn: '2027-06-01',
    });
  });

  it('is stopped with a reason that all staff read, and then changes no more', async () => {
    t.clock.setNow(AFTER_LEAD);
    expect(await move(commissioner, 'stop')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await move(commissioner, 'stop', { publishedReason: 'A strike explains it.' })).toMatchObject({
      __typename: 'SignalChanged',
    });
    const reasons = await service(SignalReads).publishedReasons(t.economy.viewer('clinician'));
    expect(reasons).toMatchObject([{ words: 'A strike explains it.', month: '2026-12' }]);
    expect(await service(SignalReads).publishedReasons(t.economy.stranger('commissioner'))).toEqual([]);
    expect(await read(manager)).toMatchObject({ stage: 'closed', stageDueOn: null, nextSteps: [] });
    expect(await reply(manager)).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await time()).toBe(0);
  });

  it('lets one of two who act at once succeed, and a repeated request stand once', async () => {
    t.clock.setNow(AFTER_LEAD);
    await reply(manager, [{ kind: 'context', words: 'A ward was closed.' }]);
    const third = await addColleague(t, commissioner);
    const both = await Promise.all([decide(second, { correction: '' }), decide(third, { correction: '' })]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['SignalChanged', 'SignalStepNotPossible']);
    const input = {
      signalId: await signalId(),
      expectedVersion: await version(),
      event: 'stop',
      reason: 'x',
      publishedReason: 'y',
    };
    const twice = await Promise.all([
      service(StagesService).moveSignal(commissioner, input),
      service(StagesService).moveSignal(commissioner, input),
    ]);
    expect(twice.map((answer) => (answer as unknown as Answer).__typename).sort()).toEqual([
      'ChangedByOther',
      'SignalChanged',
    ]);
    const keyed = { ...second, idempotencyKey: 'again' };
    expect(await service(StagesService).moveSignal(keyed, { ...input, expectedVersion: 99 })).toMatchObject({
      code: 'CHANGED_BY_OTHER',
    });
    expect(await t.db.sql(t.economy.tenantId, 'select 1 from published_reason')).toHaveLength(1);
  });
});
