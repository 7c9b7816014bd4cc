import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { REGIME_2015 } from '@quorate/libs/signals';
import type { Viewer } from '../../platform/viewer.js';
import { arrangeMeeting } from '../../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { addColleague, arrangeEvidence } from '../testkit/arrange-parties.js';
import { arrangeRun } from '../testkit/arrange-run.js';
import { forgetSignals } from '../testkit/forget-signals.js';
import { CorrectionsService } from './corrections.service.js';
import { DueDatesService } from './due-dates.service.js';
import { PointDecisionsService } from './point-decisions.service.js';
import { RepliesService } from './replies.service.js';
import type { SignalInfo } from './signal.graphql.js';
import { SignalReads } from './signal.reads.js';
import { StagesService } from './stages.service.js';

jest.setTimeout(180_000);

const AFTER_LEAD = '2026-12-08T09:00:00.000Z';
type Answer = Record<string, unknown> & { readonly __typename: string; readonly code?: string };

describe('a signal in the hands of people', () => {
  let t: TestApp;
  let manager: Viewer;
  let commissioner: Viewer;
  let second: Viewer;
  let host: Viewer;
  let meeting: { readonly meetingId: string; readonly seatId: string };

  beforeAll(async () => {
    t = await startTestApp();
    manager = t.economy.viewer('providerManager', 'northgate');
    commissioner = t.economy.viewer('commissioner', 'icb');
    host = t.economy.viewer('careCoordinator');
    second = await addColleague(t, commissioner);
    const past = await arrangeMeeting(t, { startsAt: '2026-11-10T09:00:00.000Z', requiredRoles: ['geriatrician'] });
    meeting = { meetingId: past.meetingId, seatId: String(past.seats.geriatrician) };
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    t.clock.setNow(TEST_NOW);
    await forgetSignals(t);
    await arrangeEvidence(t, meeting, { recordedBy: host.accountId });
    await arrangeRun(t, '2026-10-01', [{ providerId: t.economy.organisations.northgate, level: 'alert', score: 0.93 }]);
    await time();
  });

  const service = <T>(type: new (...parts: never[]) => T) => t.app.get<T>(type as never, { strict: false });
  const time = () => service(DueDatesService).followTime(t.economy.tenantId);
  const signalId = async () =>
    String((await t.db.sql<{ id: string }>(t.economy.tenantId, 'select signal_id as id from signal'))[0]?.id);
  const read = async (viewer: Viewer): Promise<SignalInfo> => {
    const signal = await service(SignalReads).signal(viewer, await signalId());
    if (!signal) throw new Error('The signal is not there for this viewer.');
    return signal;
  };
  const version = async () =>
    Number((await t.db.sql<{ v: number }>(t.economy.tenantId, 'select lock_version as v from signal'))[0]?.v);
  const move = async (viewer: Viewer, event: string, more: object = {}) =>
    (await service(StagesService).moveSignal(viewer, {
      signalId: await signalId(),
      expectedVersion: await version(),
      event,
      reason: 'Because',
      ...more,
    })) as unknown as Answer;
  const reply = async (viewer: Viewer, points: readonly object[] = [FACT()], draftVersion = 0) =>
    (await service(RepliesService).sendReply(viewer, {
      signalId: await signalId(),
      draftVersion,
      summary: 'We see it otherwise.',
      points,
    })) as unknown as Answer;
  const FACT = () => ({ kind: 'fact', words: 'She was there.', evidence: 'The minutes say so.', rows: [meeting] });
  const decide = async (viewer: Viewer, over: object = {}) => {
    const point = (
      await t.db.sql<{ id: string }>(
        t.economy.tenantId,
        'select point_id as id from signal_reply_point order by point_no',
      )
    )[0];
    return (await service(PointDecisionsService).decidePoint(viewer, {
      pointId: point?.id,
      decision: 'upheld',
      reason: 'The minutes name her.',
      correction: 'Attended, in person.',
      ...over,
    })) as unknown as Answer;
  };
  const withCommissioner = async () => {
    t.clock.setNow('2026-12-02T09:00:00.000Z');
    await time();
    t.clock.setNow('2026-12-17T09:00:00.000Z');
    await time();
  };
  const requested = () =>
    t.db.sql(
      t.economy.tenantId,
      'select from_month::text as "from", to_month::text as "to", cause from detection_request',
    );
  const kinds = async () => (await read(manager)).steps.map(({ kind }) => kind);

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

  it('keeps a draft for the provider alone and takes one reply, which stands as it is', async () => {
    const save = async (expectedVersion: number) =>
      (await service(RepliesService).saveDraft(manager, {
        signalId: await signalId(),
        expectedVersion,
        summary: 'So far',
        points: [{ kind: 'context', words: '', evidence: '' }],
      })) as unknown as Answer;
    expect(await save(0)).toMatchObject({ __typename: 'SignalChanged' });
    expect(await save(0)).toMatchObject({ code: 'CHANGED_BY_OTHER', currentVersion: 1 });
    t.clock.setNow(AFTER_LEAD);
    expect((await read(manager)).draft).toMatchObject({ summary: 'So far', version: 1 });
    expect((await read(commissioner)).draft).toBeNull();
    expect(await reply(manager)).toMatchObject({ code: 'CHANGED_BY_OTHER', currentVersion: 1 });
    expect((await read(manager)).draft).toMatchObject({ version: 1 });
    expect(await reply(manager, [FACT()], 1)).toMatchObject({ __typename: 'SignalChanged' });
    expect(await reply(manager)).toMatchObject({ code: 'REPLIED_ALREADY' });
    const { draft, reply: sent } = await read(commissioner);
    expect(draft).toBeNull();
    expect(sent).toMatchObject({ summary: 'We see it otherwise.', sentBy: { name: null, role: 'Provider manager' } });
    expect(sent?.points).toMatchObject([
      { kind: 'fact', rows: [{ date: '2026-11-10', correction: null }], decision: null },
    ]);
    await expect(t.db.sql(t.economy.tenantId, `update signal_reply set summary = 'Other'`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('takes no disputed fact without evidence, nor a row of another provider', async () => {
    expect(await reply(manager, [{ ...FACT(), evidence: '' }])).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await reply(manager, [{ ...FACT(), rows: [{ ...meeting, seatId: t.economy.tenantId }] }])).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await t.db.sql(t.economy.tenantId, 'select 1 from signal_reply')).toEqual([]);
  });

  it('has a point decided by one who had no part, and its next step taken by one who decided none', async () => {
    await move(manager, 'askProvider');
    await reply(manager);
    t.clock.setNow(AFTER_LEAD);
    expect(await move(commissioner, 'takeToCommissioner')).toMatchObject({ code: 'POINTS_UNDECIDED' });
    await service(StagesService).answerTest(commissioner, {
      signalId: await signalId(),
      testCode: 'systemic',
      answer: 'Yes.',
    });
    expect(await decide(commissioner)).toMatchObject({ code: 'TOOK_PART' });
    expect((await read(commissioner)).reply?.points[0]?.lockedBecause).toContain('had a part');
    expect(await decide(manager)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await decide(second, { decision: 'notUpheld' })).toMatchObject({ __typename: 'SignalChanged' });
    expect(await decide(second)).toMatchObject({ code: 'DECIDED_ALREADY' });
    expect(await move(second, 'takeToCommissioner')).toMatchObject({ code: 'DECIDED_POINT' });
    expect(await move(commissioner, 'takeToCommissioner')).toMatchObject({ __typename: 'SignalChanged' });
  });

  it('is moved and decided by nobody who recorded its attendance or works for a party', async () => {
    t.clock.setNow(AFTER_LEAD);
    await reply(manager);
    const recorder = await addColleague(t, commissioner);
    await arrangeEvidence(t, meeting, { recordedBy: recorder.accountId });
    const party = await addColleague(t, commissioner, { alsoAt: t.economy.organisations.riverside });
    expect(await decide(recorder)).toMatchObject({ code: 'RECORDED_ATTENDANCE' });
    expect(await decide(party)).toMatchObject({ code: 'IS_PARTY' });
    expect(await move(recorder, 'stop', { publishedReason: 'No.' })).toMatchObject({ code: 'RECORDED_ATTENDANCE' });
    expect(await move(party, 'stop', { publishedReason: 'No.' })).toMatchObject({ code: 'IS_PARTY' });
  });

  it('has no point decided by who asked for an earlier run, or one by hand of its months', async () => {
    t.clock.setNow(AFTER_LEAD);
    await reply(manager);
    const found = [{ providerId: t.economy.organisations.northgate, level: 'alert' as const, score: 0.93 }];
    const [judged, last] = [await arrangeRun(t, '2026-11-01', found), await arrangeRun(t, '2026-11-01', found)];
    const byHand = await arrangeRun(t, '2026-10-01', [], { cause: 'byHand', follow: false });
    const asker = async (runId: string) => {
      const colleague = await addColleague(t, commissioner);
      const admin = await t.db.superuser();
      await admin.query('update detection_run set requested_by = $2 where run_id = $1', [runId, colleague.accountId]);
      await admin.end();
      return colleague;
    };
    for (const runId of [judged, last, byHand])
      expect(await decide(await asker(runId))).toMatchObject({ code: 'TOOK_PART' });
  });

  it('has a point that only adds context decided by a host too, whose registers it does not dispute', async () => {
    t.clock.setNow(AFTER_LEAD);
    await reply(manager, [
      { kind: 'context', words: 'A ward was closed.' },
      { kind: 'slip', words: 'Our name is wrong.' },
    ]);
    const party = await addColleague(t, commissioner, { alsoAt: t.economy.organisations.riverside });
    const [context, slip] = (await read(party)).reply?.points ?? [];
    expect([context?.lockedBecause, slip?.lockedBecause]).toEqual([null, expect.stringContaining('work for')]);
    expect(await decide(party, { pointId: slip?.id })).toMatchObject({ code: 'IS_PARTY' });
    expect(await decide(party, { correction: '' })).toMatchObject({ __typename: 'SignalChanged' });
  });

  it('asks the host to correct an upheld row, has the months judged again, and never tells the host why', async () => {
    await arrangeRun(t, '2026-11-01', [{ providerId: t.economy.organisations.northgate, level: 'alert', score: 0.93 }]);
    await reply(manager);
    t.clock.setNow(AFTER_LEAD);
    expect(await decide(second, { correction: '' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await decide(second)).toMatchObject({ __typename: 'SignalChanged' });
    const [asked] = await service(SignalReads).corrections(host);
    expect(asked).toMatchObject({ date: '2026-11-10', instruction: 'Attended, in person.', isCorrected: false });
    expect(JSON.stringify(asked)).not.toContain(await signalId());
    expect(await service(SignalReads).corrections(t.economy.viewer('careCoordinator', 'northgate'))).toEqual([]);
    const answer = async (viewer: Viewer, over: object = {}) =>
      (await service(CorrectionsService).answerCorrection(viewer, {
        correctionId: asked?.id,
        expectedVersion: 1,
        answer: 'corrected',
        ...over,
      })) as unknown as Answer;
    expect(await answer(t.economy.viewer('careCoordinator', 'northgate'))).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await answer(host)).toMatchObject({ code: 'NOT_CORRECTED' });
    expect(await answer(host, { answer: 'stands' })).toMatchObject({ code: 'INVALID_INPUT' });
    const record = (version: number, outcome: string, mode: string | null) =>
      t.db.sql(
        t.economy.tenantId,
        `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, mode, practitioner_id, source, recorded_by, recorded_on_behalf_of, recorded_at, correction_reason)
         values ($1, gen_random_uuid(), $2, $3, $8, true, $9, $10, $4, 'register', $5, $6, $7, 'Minutes')`,
        [
          t.economy.tenantId,
          meeting.meetingId,
          meeting.seatId,
          t.economy.practitioners.geriatrician,
          host.accountId,
          t.economy.organisations.riverside,
          t.clock.now(),
          version,
          outcome,
          mode,
        ],
      );
    await record(1, 'notMarked', null);
    expect(await service(CorrectionsService).followCorrections(t.economy.tenantId)).toBe(0);
    await t.db.sql(t.economy.tenantId, 'update attendance_record set is_current = false where is_current');
    await record(2, 'attended', 'inPerson');
    expect(await service(CorrectionsService).followCorrections(t.economy.tenantId)).toBe(1);
    expect(await service(CorrectionsService).followCorrections(t.economy.tenantId)).toBe(0);
    expect(await requested()).toEqual([{ from: '2026-11-01', to: '2026-11-01', cause: 'correction' }]);
    expect(await read(commissioner)).toMatchObject({ isCorrectedAfterReply: true });
    expect((await read(manager)).reply?.points[0]).toMatchObject({
      decision: 'upheld',
      rows: [{ correction: 'corrected' }],
    });
    await t.db.sql(t.economy.tenantId, 'update attendance_record set is_current = false where is_current');
  });

  it('hears of a host that lets its register stand, whose own audit trail names no signal', async () => {
    await reply(manager);
    t.clock.setNow(AFTER_LEAD);
    await decide(second);
    const [asked] = await service(SignalReads).corrections(host);
    const input = { correctionId: asked?.id, expectedVersion: 1, answer: 'stands', reason: 'The minutes are wrong.' };
    expect(await service(CorrectionsService).answerCorrection(host, input)).toMatchObject({
      __typename: 'CorrectionAnswered',
    });
    expect(await service(CorrectionsService).followCorrections(t.economy.tenantId)).toBe(1);
    expect(await service(CorrectionsService).followCorrections(t.economy.tenantId)).toBe(0);
    expect((await kinds()).filter((kind) => /^correct(ionAnswered|edAfterReply)$/.test(kind))).toEqual([
      'correctionAnswered',
    ]);
    expect(
      await t.db.sql(
        t.economy.tenantId,
        `select distinct entity from audit_event where operation = 'answerCorrection' and on_behalf_of = $1 and outcome <> 'refused'`,
        [host.organisationId],
      ),
    ).toEqual([{ entity: 'RegisterCorrection' }]);
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

  it('agrees to an improvement only with an undertaking, and moves a due date only with its reason', async () => {
    await withCommissioner();
    expect(await move(commissioner, 'agreeImprovement')).toMatchObject({ code: 'NO_UNDERTAKING' });
    await service(StagesService).agreeUndertaking(commissioner, {
      signalId: await signalId(),
      kind: 'restore',
      words: 'Protected time for meetings elsewhere',
      owner: 'Chief nurse',
      actionOn: '2027-01-04',
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
      undertakings: [{ owner: 'Chief nurse', actionOn: '2027-01-04' }],
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
