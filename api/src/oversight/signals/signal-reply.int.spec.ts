import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { addColleague, arrangeEvidence } from '../testkit/arrange-parties.js';
import { arrangeRun } from '../testkit/arrange-run.js';
import { AFTER_LEAD, type Answer, type Parties, signalHands } from '../testkit/signal-hands.js';
import { CorrectionsService } from './corrections.service.js';
import { RepliesService } from './replies.service.js';
import { SignalReads } from './signal.reads.js';
import { StagesService } from './stages.service.js';

jest.setTimeout(180_000);

describe('the right of reply to a signal', () => {
  let t: TestApp;
  let manager: Viewer;
  let commissioner: Viewer;
  let second: Viewer;
  let host: Viewer;
  let meeting: Parties['meeting'];
  const hands = signalHands(() => t);
  const { service, signalId, fact, read, move, reply, decide, kinds } = hands;

  beforeAll(async () => {
    t = await startTestApp();
    ({ manager, commissioner, second, host, meeting } = await hands.gather());
  });
  afterAll(() => t.stop());
  beforeEach(hands.open);

  const requested = () =>
    t.db.sql(
      t.economy.tenantId,
      'select from_month::text as "from", to_month::text as "to", cause from detection_request',
    );

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
    expect(await reply(manager, [fact()], 1)).toMatchObject({ __typename: 'SignalChanged' });
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
    expect(await reply(manager, [{ ...fact(), evidence: '' }])).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await reply(manager, [{ ...fact(), rows: [{ ...meeting, seatId: t.economy.tenantId }] }])).toMatchObject({
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
    const employed = await addColleague(t, commissioner, { as: t.economy.practitioners.matron });
    for (const one of [party, employed]) expect(await decide(one)).toMatchObject({ code: 'IS_PARTY' });
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
});
