import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { addColleague } from '../testkit/arrange-parties.js';
import { AdviceReads } from './advice.reads.js';
import { AdviceService } from './advice.service.js';
import { PublishAdviceService } from './publish-advice.service.js';

jest.setTimeout(120_000);

type Answer = Record<string, unknown> & { readonly __typename: string };

describe('informal advice', () => {
  let t: TestApp;
  let asker: Viewer;
  let commissioner: Viewer;
  let colleague: Viewer;
  let reads: AdviceReads;
  let advice: AdviceService;
  let publishing: PublishAdviceService;

  beforeAll(async () => {
    t = await startTestApp();
    asker = t.economy.viewer('clinician', 'northgate');
    commissioner = t.economy.viewer('commissioner', 'icb');
    colleague = await addColleague(t, commissioner);
    reads = t.app.get(AdviceReads, { strict: false });
    advice = t.app.get(AdviceService, { strict: false });
    publishing = t.app.get(PublishAdviceService, { strict: false });
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    const admin = await t.db.superuser();
    await admin.query('truncate advice_question, published_advice, outbox_message cascade');
    await admin.end();
  });

  const ask = async (over: object = {}, by = asker) =>
    (await advice.ask(by, {
      organisationId: t.economy.organisations.icb,
      subject: 'A joint clinic',
      question: 'May we run a clinic with a trust that bids against us?',
      ...over,
    })) as unknown as Answer;
  const idOf = (answer: Answer) => String(answer.questionId);
  const mails = () =>
    t.db.sql<{ kind: string; to: string; body: string }>(
      t.economy.tenantId,
      'select kind, recipient_email as "to", subject || body_text as body from outbox_message order by kind, recipient_email',
    );
  const answerIt = async (questionId: string, over: object = {}, by = commissioner) =>
    (await advice.answer(by, {
      questionId,
      expectedVersion: 1,
      answer: 'You may, as long as you share nothing of your bids.',
      section: 'section 2',
      ...over,
    })) as unknown as Answer;
  const proposeIt = async (questionId: string, over: object = {}, by = commissioner) =>
    (await publishing.propose(by, {
      questionId,
      question: 'May two providers run a clinic together while they bid against each other?',
      answer: 'They may, as long as nothing of their bids is shared.',
      ...over,
    })) as unknown as Answer;
  const published = async (search = '', by: Viewer = t.economy.viewer('careCoordinator', 'elmpark')) =>
    (await reads.published(by, search, 20, null)).items;
  const proposed = async () => {
    const questionId = idOf(await ask());
    await answerIt(questionId);
    await proposeIt(questionId);
    const [publication] = (await reads.question(colleague, questionId))?.publications ?? [];
    return { questionId, publicationId: String(publication?.id) };
  };
  const check = async (publicationId: string, by: Viewer, over: object = {}) =>
    (await publishing.check(by, {
      publicationId,
      expectedVersion: 1,
      decision: 'publish',
      ...over,
    })) as unknown as Answer;

  it('is asked of a commissioner with a due date, and told by a mail that says nothing of it', async () => {
    const questionId = idOf(await ask());
    expect(await reads.question(asker, questionId)).toMatchObject({
      dueOn: '2026-12-08',
      isOverdue: false,
      answeringOrganisationName: 'Tamewater Integrated Care Board',
      askedBy: { name: asker.name, organisationName: 'Northgate Acute NHS Trust' },
      mayAnswer: false,
    });
    const sent = await mails();
    expect(sent.map(({ kind }) => kind)).toEqual(['adviceAsked', 'adviceAsked']);
    expect(sent[0]?.body).not.toMatch(/clinic|Northgate/);
    expect(await reads.today(commissioner)).toMatchObject({ toAnswer: 1, overdue: 0 });
  });

  it('can be asked only of an organisation that commissions and has somebody to answer', async () => {
    expect(await reads.addressees(asker)).toEqual([
      { id: t.economy.organisations.icb, name: 'Tamewater Integrated Care Board' },
    ]);
    for (const organisationId of [t.economy.organisations.riverside, t.economy.otherOrganisationId])
      expect(await ask({ organisationId })).toMatchObject({ __typename: 'InvalidInput' });
  });

  it('stays with the two organisations', async () => {
    const questionId = idOf(await ask());
    await answerIt(questionId);
    const others = [
      t.economy.viewer('providerManager', 'riverside'),
      t.economy.viewer('commissioner', 'riverside'),
      t.economy.stranger('commissioner'),
      // Of the organisation that is asked, but no commissioner.
      t.economy.viewer('clinician', 'icb'),
    ];
    for (const viewer of others) {
      expect(await reads.question(viewer, questionId)).toBeNull();
      expect((await reads.questions(viewer, null, 20, null)).items).toEqual([]);
      if (viewer.role === 'commissioner') {
        expect(await answerIt(questionId, {}, viewer)).toMatchObject({ __typename: 'NotPermitted' });
        expect(await proposeIt(questionId, {}, viewer)).toMatchObject({ __typename: 'NotPermitted' });
      }
    }
    expect(await reads.question(t.economy.viewer('providerManager', 'northgate'), questionId)).toMatchObject({
      askedBy: { name: asker.name },
      answeredBy: { name: null, role: 'Commissioner' },
    });
  });

  it('is answered once, under the rules in force, by somebody else than who asked', async () => {
    const questionId = idOf(await ask());
    expect(await answerIt(questionId, { expectedVersion: 7 })).toMatchObject({ __typename: 'ChangedByOther' });
    expect(await answerIt(questionId)).toMatchObject({ __typename: 'AdviceChanged' });
    expect(await reads.question(asker, questionId)).toMatchObject({
      answer: 'You may, as long as you share nothing of your bids.',
      regime: 'Integrated care licence condition: guidance of March 2015, version 1',
    });
    expect(await answerIt(questionId, { expectedVersion: 2 })).toMatchObject({ code: 'ANSWERED_ALREADY' });
    await expect(
      t.db.sql(t.economy.tenantId, `update advice_question set answer = 'Other' where question_id = $1`, [questionId]),
    ).rejects.toThrow(/never changed/);
    expect((await mails()).at(0)).toMatchObject({ kind: 'adviceAnswered' });
    expect((await reads.today(asker)).answered).toHaveLength(1);
    const own = idOf(await ask({}, commissioner));
    expect(await answerIt(own)).toMatchObject({ code: 'ASKED_BY_YOU' });
    expect(await answerIt(own, {}, colleague)).toMatchObject({ __typename: 'AdviceChanged' });
  });

  it('is published without names, after a second person has checked it', async () => {
    const questionId = idOf(await ask());
    expect(await proposeIt(questionId)).toMatchObject({ code: 'NOT_ANSWERED' });
    await answerIt(questionId);
    for (const [words, name] of [
      ['May Northgate do it?', 'Northgate Acute NHS Trust'],
      ['Ask Sian Roberts.', 'Sian Roberts'],
      ['At Riverside House?', 'riverside house'],
    ] as const)
      expect(await proposeIt(questionId, { question: words })).toMatchObject({
        __typename: 'NamesInWords',
        names: expect.arrayContaining([name]),
      });
    expect(await proposeIt(questionId)).toMatchObject({ __typename: 'AdviceChanged' });
    expect(await proposeIt(questionId)).toMatchObject({ code: 'OUT_ALREADY' });
    expect(await published()).toEqual([]);
    expect((await reads.question(asker, questionId))?.publications).toEqual([]);
    const [publication] = (await reads.question(commissioner, questionId))?.publications ?? [];
    const publicationId = String(publication?.id);
    expect(publication).toMatchObject({ mayCheck: false, state: 'proposed' });
    expect(await check(publicationId, commissioner)).toMatchObject({ code: 'WROTE_IT' });
    expect(await check(publicationId, t.economy.viewer('commissioner', 'riverside'))).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await reads.today(colleague)).toMatchObject({ toCheck: 1 });
    expect(await check(publicationId, colleague)).toMatchObject({ __typename: 'AdviceChanged' });
    expect(await check(publicationId, colleague, { expectedVersion: 2 })).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const [out] = await published();
    expect(out).toMatchObject({
      question: 'May two providers run a clinic together while they bid against each other?',
      organisationName: 'Tamewater Integrated Care Board',
      publishedOn: '2026-11-24',
    });
    expect(JSON.stringify(out)).not.toMatch(/Northgate|questionId|A-/);
    expect(await published('', t.economy.stranger('clinician'))).toEqual([]);
  });

  it('can be checked by the information governance lead, who answers nothing', async () => {
    const lead = t.economy.viewer('informationGovernanceLead', 'icb');
    const { questionId, publicationId } = await proposed();
    expect((await mails()).filter(({ kind }) => kind === 'adviceToCheck')).toHaveLength(2);
    expect(await reads.today(lead)).toMatchObject({ toAnswer: 0, toCheck: 1 });
    expect(await reads.question(lead, questionId)).toMatchObject({
      mayAnswer: false,
      mayPropose: false,
      publications: [{ mayCheck: true, mayWithdraw: false }],
    });
    expect(await proposeIt(questionId, {}, lead)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await check(publicationId, t.economy.viewer('informationGovernanceLead', 'northgate'))).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await check(publicationId, lead)).toMatchObject({ __typename: 'AdviceChanged' });
    expect(await published()).toHaveLength(1);
  });

  it('is not let out by its writer in the database either', async () => {
    const { publicationId } = await proposed();
    await expect(
      t.db.sql(
        t.economy.tenantId,
        `update published_advice set state = 'published', checked_by = proposed_by, checked_at = now() where publication_id = $1`,
        [publicationId],
      ),
    ).rejects.toThrow(/second_person/);
  });

  it('is sent back with what has to be changed, and written again', async () => {
    const { questionId, publicationId } = await proposed();
    expect(await check(publicationId, colleague, { decision: 'sendBack' })).toMatchObject({
      __typename: 'InvalidInput',
    });
    await check(publicationId, colleague, { decision: 'sendBack', note: 'It tells who asked.' });
    expect(await published()).toEqual([]);
    expect((await mails()).filter(({ kind }) => kind === 'adviceSentBack')).toHaveLength(1);
    expect(await proposeIt(questionId)).toMatchObject({ __typename: 'AdviceChanged' });
  });

  it('looks for names once more before it is out: the directory may know more by then', async () => {
    const { publicationId } = await proposed();
    await t.db.sql(
      t.economy.tenantId,
      `insert into site (tenant_id, site_id, organisation_id, ods_code, name, is_open, source) values ($1, gen_random_uuid(), $2, 'SBIDS', 'Bids Is Shared', true, 'test')`,
      [t.economy.tenantId, t.economy.organisations.riverside],
    );
    expect(await check(publicationId, colleague)).toMatchObject({ __typename: 'NamesInWords' });
    await t.db.sql(t.economy.tenantId, `update site set name = 'Other house' where ods_code = 'SBIDS'`);
  });

  it('is found by its words, and withdrawn with a reason in its place', async () => {
    const { publicationId } = await proposed();
    await check(publicationId, colleague);
    expect(await published('bidding clinics')).toHaveLength(1);
    expect(await published('ambulance')).toEqual([]);
    expect(await published(`'; drop table "x" & | !`)).toEqual([]);
    const withdraw = (by: Viewer, reason: string) =>
      publishing.withdraw(by, { publicationId, expectedVersion: 2, reason }) as Promise<unknown>;
    expect(await withdraw(t.economy.viewer('commissioner', 'riverside'), 'Mine')).toMatchObject({
      __typename: 'NotPermitted',
    });
    expect(await withdraw(commissioner, 'Northgate objected')).toMatchObject({ __typename: 'NamesInWords' });
    expect(await withdraw(commissioner, 'The rules have changed.')).toMatchObject({ __typename: 'AdviceChanged' });
    expect(await published()).toMatchObject([
      { question: null, answer: null, withdrawnOn: '2026-11-24', withdrawnBecause: 'The rules have changed.' },
    ]);
    expect(await published('bidding clinics')).toEqual([]);
  });
});
