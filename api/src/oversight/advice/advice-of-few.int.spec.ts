import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { arrangeBorough } from '../testkit/arrange-concern.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { AdviceReads } from './advice.reads.js';
import { AdviceService } from './advice.service.js';
import { AdviceDueDatesService } from './advice-due-dates.service.js';
import { PublishAdviceService } from './publish-advice.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('informal advice', () => {
  let t: TestApp;
  let asker: Viewer;
  let commissioner: Viewer;
  let lead: Viewer;

  beforeEach(async () => {
    await t?.stop();
    t = await startTestApp();
    asker = t.economy.viewer('clinician', 'northgate');
    commissioner = t.economy.viewer('commissioner', 'icb');
    lead = t.economy.viewer('informationGovernanceLead', 'icb');
  });
  afterAll(() => t.stop());

  const advice = () => t.app.get(AdviceService, { strict: false });
  const reads = () => t.app.get(AdviceReads, { strict: false });
  const publishing = () => t.app.get(PublishAdviceService, { strict: false });
  const ask = async () =>
    String(
      (
        (await advice().ask(asker, {
          organisationId: t.economy.organisations.icb,
          subject: 'A joint clinic',
          question: 'May we run a clinic with a trust that bids against us?',
        })) as unknown as Answer
      ).questionId,
    );
  const answerIt = async (questionId: string, expectedVersion = 1) =>
    (await advice().answer(commissioner, {
      questionId,
      expectedVersion,
      answer: 'You may, as long as you share nothing of your bids.',
    })) as unknown as Answer;
  const withdraw = async (viewer: Viewer, questionId: string, over: object = {}) =>
    (await advice().withdraw(viewer, {
      questionId,
      expectedVersion: 1,
      reason: 'We found it in the guidance.',
      ...over,
    })) as unknown as Answer;
  const propose = async (questionId: string) =>
    (await publishing().propose(commissioner, {
      questionId,
      question: 'May two providers run a clinic together while they bid against each other?',
      answer: 'They may, as long as nothing of their bids is shared.',
    })) as unknown as Answer;
  const check = async (viewer: Viewer, publicationId: string, over: object = {}) =>
    (await publishing().check(viewer, {
      publicationId,
      expectedVersion: 1,
      decision: 'publish',
      ...over,
    })) as unknown as Answer;
  const leave = (viewer: Viewer) =>
    t.db.sql(t.economy.tenantId, `update account set left_at = '2026-01-01' where account_id = $1`, [viewer.accountId]);
  const mails = async () =>
    (
      await t.db.sql<{ kind: string; to: string }>(
        t.economy.tenantId,
        `select kind, recipient_email as "to" from outbox_message where kind like 'advice%' order by kind, recipient_email`,
      )
    ).map(({ kind, to }) => `${kind} ${to.split('@')[0]}`);

  describe('a question', () => {
    it('is withdrawn by who asked it until it is answered, stays on record, and is answered no more', async () => {
      const questionId = await ask();
      for (const other of [
        t.economy.viewer('providerManager', 'northgate'),
        commissioner,
        t.economy.viewer('clinician', 'riverside'),
        t.economy.stranger('clinician'),
      ])
        expect(await withdraw(other, questionId)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await withdraw(asker, questionId, { reason: ' ' })).toMatchObject({ __typename: 'InvalidInput' });
      expect(await withdraw(asker, questionId, { expectedVersion: 9 })).toMatchObject({ code: 'CHANGED_BY_OTHER' });
      expect(await reads().question(asker, questionId)).toMatchObject({ mayWithdraw: true });
      const answers = await Promise.all([withdraw(asker, questionId), answerIt(questionId)]);
      expect(answers.filter(({ __typename }) => __typename === 'AdviceChanged')).toHaveLength(1);
    });

    it('that was withdrawn says so to both and waits for nobody', async () => {
      const questionId = await ask();
      expect(await withdraw(asker, questionId)).toMatchObject({ __typename: 'AdviceChanged' });
      for (const viewer of [asker, commissioner])
        expect(await reads().question(viewer, questionId)).toMatchObject({
          withdrawnBecause: 'We found it in the guidance.',
          isOverdue: false,
          mayAnswer: false,
          mayWithdraw: false,
        });
      expect(await answerIt(questionId, 2)).toMatchObject({ code: 'WITHDRAWN' });
      expect(await withdraw(asker, questionId, { expectedVersion: 2 })).toMatchObject({ code: 'WITHDRAWN' });
      expect(await reads().today(commissioner)).toMatchObject({ toAnswer: 0 });
      expect((await reads().questions(commissioner, 'open', 20, null)).items).toEqual([]);
      expect((await reads().questions(commissioner, null, 20, null)).items).toHaveLength(1);
      expect((await mails()).filter((mail) => mail.startsWith('adviceQuestionWithdrawn'))).toHaveLength(1);
      t.clock.setNow('2026-12-20T09:00:00.000Z');
      await t.app.get(AdviceDueDatesService, { strict: false }).tellLate(t.economy.tenantId);
      expect((await mails()).filter((mail) => /Overdue|Late/.test(mail))).toEqual([]);
      const admin = await t.db.superuser();
      await expect(
        admin.query(`update advice_question set withdrawn_because = 'x' where question_id = $1`, [questionId]),
      ).rejects.toThrow(/never changed/);
      await admin.end();
    });

    it('that is late is told of to both sides once, from the day after it was due', async () => {
      const questionId = await ask();
      const late = async () =>
        (await mails()).filter((mail) => /Overdue|Late/.test(mail)).map((mail) => mail.split(' ')[0]);
      const tell = (now: string) => {
        t.clock.setNow(now);
        return t.app.get(AdviceDueDatesService, { strict: false }).tellLate(t.economy.tenantId);
      };
      await tell('2026-12-08T20:00:00.000Z');
      expect(await late()).toEqual([]);
      await tell('2026-12-09T06:30:00.000Z');
      await tell('2026-12-10T06:30:00.000Z');
      expect(await late()).toEqual(['adviceLate', 'adviceOverdue']);
      expect(await answerIt(questionId)).toMatchObject({ __typename: 'AdviceChanged' });
    });
  });

  describe('a version for all staff', () => {
    let questionId: string;
    let councillor: Viewer;

    beforeEach(async () => {
      questionId = await ask();
      await answerIt(questionId);
    });
    const waiting = async (viewer: Viewer) => (await reads().toCheck(viewer)).map(({ id }) => id);
    const idOf = async () => String((await reads().question(commissioner, questionId))?.publications[0]?.id);

    it('is not begun where nobody could check it, and says whom to ask', async () => {
      await leave(lead);
      expect(await propose(questionId)).toMatchObject({ code: 'NO_SECOND_PERSON' });
      await addColleague(t, commissioner);
      expect(await propose(questionId)).toMatchObject({ __typename: 'AdviceChanged' });
    });

    it('is checked by somebody of another organisation that commissions where nobody of its own can, on record as such', async () => {
      await leave(lead);
      councillor = await (await arrangeBorough(t)).viewer('commissioner');
      await propose(questionId);
      const id = await idOf();
      expect(await waiting(councillor)).toEqual([id]);
      expect(await reads().toCheck(councillor)).toMatchObject([
        { questionId: null, organisationName: 'Tamewater Integrated Care Board' },
      ]);
      expect(await reads().today(councillor)).toMatchObject({ toCheck: 1, toAnswer: 0 });
      expect(await reads().question(councillor, questionId)).toBeNull();
      expect((await mails()).filter((mail) => mail.startsWith('adviceToCheck'))).toEqual([
        `adviceToCheckElsewhere ${councillor.login}`,
      ]);
      for (const other of [
        commissioner,
        t.economy.viewer('commissioner', 'northgate'),
        t.economy.viewer('informationGovernanceLead', 'northgate'),
        t.economy.stranger('commissioner'),
      ]) {
        expect(await waiting(other)).toEqual([]);
        expect((await check(other, id)).__typename).not.toBe('AdviceChanged');
      }
      expect(await check(councillor, id, { decision: 'sendBack', note: 'Say it in one sentence.' })).toMatchObject({
        __typename: 'AdviceChanged',
      });
      expect(await waiting(councillor)).toEqual([]);
      expect((await mails()).some((mail) => mail.startsWith('adviceSentBack'))).toBe(true);
      await propose(questionId);
      const second = await idOf();
      expect(await check(councillor, second)).toMatchObject({ __typename: 'AdviceChanged' });
      expect((await reads().question(commissioner, questionId))?.publications).toMatchObject([
        { state: 'published', checkedBy: { name: null, organisationName: 'Tameside Borough Council' } },
        { state: 'sentBack', checkNote: 'Say it in one sentence.' },
      ]);
    });

    it('is nobody’s of another organisation while a colleague can check it', async () => {
      councillor = await (await arrangeBorough(t)).viewer('commissioner');
      await propose(questionId);
      const id = await idOf();
      expect(await waiting(councillor)).toEqual([]);
      expect(await check(councillor, id)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await waiting(lead)).toEqual([id]);
      expect(await check(lead, id)).toMatchObject({ __typename: 'AdviceChanged' });
    });
  });
});
