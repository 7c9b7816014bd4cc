import { Inject, Injectable } from '@nestjs/common';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { regimeOn, storeShippedRegime } from '../../withholding/regimes.js';
import { answerInput, askInput, withdrawQuestionInput } from './advice-inputs.js';
import { tellAccount, tellOrganisation } from './advice-mail.js';
import { type AdviceChanged, adviceNotPossible, lockQuestion } from './advice-state.js';

/** By when a question is answered. */
const ANSWER_WORKING_DAYS = 10;

/** Questions about the rules and the informal answers to them. They stay with the two organisations. */
@Injectable()
export class AdviceService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Asks an organisation that commissions and has somebody to answer. Its commissioners are told. */
  ask(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'askAdvice', askInput, input, async (tx, given) => {
      if (!(await canAnswer(tx, given.organisationId)))
        throw invalidInput('organisationId', 'Choose an organisation of the list.');
      const questionId = newId();
      const reference = `A-${questionId.replaceAll('-', '').slice(-8).toUpperCase()}`;
      const dueOn = addWorkingDays(todayOf(tx), ANSWER_WORKING_DAYS, ENGLAND_BANK_HOLIDAYS);
      await tx.query(
        `insert into advice_question (tenant_id, question_id, reference, subject, question, asked_by, asked_role, asking_organisation_id, answering_organisation_id, asked_at, due_on)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
        [
          tx.tenantId,
          questionId,
          reference,
          given.subject,
          given.question,
          viewer.accountId,
          viewer.role,
          viewer.organisationId,
          given.organisationId,
          tx.now,
          dueOn,
        ],
      );
      tx.audit({ entity: 'AdviceQuestion', entityId: questionId, detail: { step: 'asked', dueOn } });
      await tellOrganisation(tx, this.publicUrl, 'adviceAsked', {
        questionId,
        reference,
        to: given.organisationId,
        not: viewer.accountId,
      });
      return { __typename: 'AdviceChanged', questionId };
    });
  }

  /** Answers once, by the rules in force today. Whoever asked is told. */
  answer(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'answerAdvice', answerInput, input, async (tx, given) => {
      const question = await lockQuestion(tx, given.questionId);
      if (!question || question.answeringId !== viewer.organisationId) throw notPermitted();
      if (question.lockVersion !== given.expectedVersion) throw changedByOther(question.lockVersion);
      if (question.answeredAt !== null)
        throw adviceNotPossible('ANSWERED_ALREADY', 'This question has been answered. An answer is never changed.');
      if (question.withdrawnAt !== null)
        throw adviceNotPossible('WITHDRAWN', 'Whoever asked this has withdrawn it, so there is nothing to answer.');
      if (question.askedBy === viewer.accountId)
        throw adviceNotPossible('ASKED_BY_YOU', 'You asked this yourself, so a colleague has to answer it.');
      await storeShippedRegime(tx);
      const regime = await regimeOn(tx.query, tx.tenantId, todayOf(tx));
      if (!regime) throw new Error('No rules are in force.');
      await tx.query(
        `update advice_question set answer = $3, section = $4, regime_id = $5, answered_by = $6, answered_at = $7, lock_version = lock_version + 1
         where tenant_id = $1 and question_id = $2`,
        [tx.tenantId, question.questionId, given.answer, given.section, regime.regimeId, viewer.accountId, tx.now],
      );
      tx.audit({ entity: 'AdviceQuestion', entityId: question.questionId, detail: { step: 'answered' } });
      await tellAccount(tx, this.publicUrl, 'adviceAnswered', { ...question, to: question.askedBy });
      return { __typename: 'AdviceChanged', questionId: question.questionId };
    });
  }

  /** Takes an own question back before it is answered. It stays on record; who was asked is told. */
  withdraw(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'withdrawAdviceQuestion', withdrawQuestionInput, input, async (tx, given) => {
      const question = await lockQuestion(tx, given.questionId);
      if (!question || question.askedBy !== viewer.accountId || question.askingId !== viewer.organisationId)
        throw notPermitted();
      if (question.lockVersion !== given.expectedVersion) throw changedByOther(question.lockVersion);
      if (question.answeredAt !== null)
        throw adviceNotPossible('ANSWERED_ALREADY', 'This question has been answered, so it stays as it is.');
      if (question.withdrawnAt !== null)
        throw adviceNotPossible('WITHDRAWN', 'This question has been withdrawn already.');
      await tx.query(
        `update advice_question set withdrawn_at = $3, withdrawn_because = $4, lock_version = lock_version + 1
         where tenant_id = $1 and question_id = $2`,
        [tx.tenantId, question.questionId, tx.now, given.reason],
      );
      tx.audit({ entity: 'AdviceQuestion', entityId: question.questionId, detail: { step: 'withdrawn' } });
      await tellOrganisation(tx, this.publicUrl, 'adviceQuestionWithdrawn', {
        ...question,
        to: question.answeringId,
        not: viewer.accountId,
      });
      return { __typename: 'AdviceChanged', questionId: question.questionId };
    });
  }
}

async function canAnswer(tx: Transaction, organisationId: string): Promise<boolean> {
  const [found] = await tx.query(
    `select 1 as found from organisation o where o.tenant_id = $1 and o.organisation_id = $3 and ${CAN_ANSWER}`,
    [tx.tenantId, tx.now, organisationId],
  );
  return found !== undefined;
}

/** SQL: whether organisation `o` commissions and has a commissioner at the instant $2. */
export const CAN_ANSWER = `o.kind in ('icb','subIcb','localAuthority','region','regulator') and exists (
  select 1 from acting_role r join account u using (tenant_id, account_id)
  where r.tenant_id = $1 and r.organisation_id = o.organisation_id and r.role = 'commissioner' and r.during @> $2::timestamptz
    and u.active_from <= $2 and (u.left_at is null or u.left_at > $2))`;

function todayOf(tx: Transaction): string {
  return toLondon(tx.now.toISOString()).date;
}
