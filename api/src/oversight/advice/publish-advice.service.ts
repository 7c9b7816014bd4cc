import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction, violatedConstraint } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { checkInput, proposeInput, withdrawInput } from './advice-inputs.js';
import { tellAccount, tellOrganisation } from './advice-mail.js';
import {
  type AdviceChanged,
  adviceNotPossible,
  lockPublication,
  lockQuestion,
  type PublicationState,
} from './advice-state.js';
import { refuseNames } from './find-names.js';

const ONCE_ONLY = () =>
  adviceNotPossible(
    'OUT_ALREADY',
    'A version of this answer waits for its check or is out already. Withdraw it first.',
  );

/** Answers for all staff: rewritten without names, checked by a second person, withdrawn with a reason. */
@Injectable()
export class PublishAdviceService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Writes a version for all staff. Refuses names of the directory. Colleagues who could check it are told. */
  propose(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'proposeAdvice', proposeInput, input, async (tx, given) => {
      const question = await lockQuestion(tx, given.questionId);
      if (!question || question.answeringId !== viewer.organisationId) throw notPermitted();
      if (question.answeredAt === null)
        throw adviceNotPossible('NOT_ANSWERED', 'Answer the question first: a version for all staff comes after it.');
      await refuseNames(tx, [given.question, given.answer, question.section]);
      const publicationId = newId();
      try {
        await tx.query(
          `insert into published_advice (tenant_id, publication_id, question_id, organisation_id, question, answer, section, regime_id, state, proposed_by, proposed_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,'proposed',$9,$10)`,
          [
            tx.tenantId,
            publicationId,
            question.questionId,
            viewer.organisationId,
            given.question,
            given.answer,
            question.section,
            question.regimeId,
            viewer.accountId,
            tx.now,
          ],
        );
      } catch (cause) {
        if (violatedConstraint(cause) === 'published_advice_once') throw ONCE_ONLY();
        throw cause;
      }
      tx.audit({ entity: 'PublishedAdvice', entityId: publicationId, detail: { step: 'proposed' } });
      await tellOrganisation(tx, this.publicUrl, 'adviceToCheck', {
        ...question,
        to: question.answeringId,
        not: viewer.accountId,
      });
      return { __typename: 'AdviceChanged', questionId: question.questionId };
    });
  }

  /** A second person lets a version out, or sends it back with what has to be changed. Names are looked for once more. */
  check(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'checkAdvice', checkInput, input, async (tx, given) => {
      const publication = await ownPublication(tx, viewer, given);
      if (publication.state !== 'proposed')
        throw adviceNotPossible('NOT_ALLOWED_NOW', 'This version does not wait for a check any more.');
      if (publication.proposedBy === viewer.accountId)
        throw adviceNotPossible('WROTE_IT', 'You wrote this version, so a colleague has to check it.');
      const isOut = given.decision === 'publish';
      if (isOut) await refuseNames(tx, [publication.question, publication.answer]);
      await tx.query(
        `update published_advice set state = $3, checked_by = $4, checked_at = $5, check_note = $6, lock_version = lock_version + 1
         where tenant_id = $1 and publication_id = $2`,
        [
          tx.tenantId,
          publication.publicationId,
          isOut ? 'published' : 'sentBack',
          viewer.accountId,
          tx.now,
          given.note,
        ],
      );
      tx.audit({
        entity: 'PublishedAdvice',
        entityId: publication.publicationId,
        detail: { step: given.decision },
      });
      const question = await lockQuestion(tx, publication.questionId);
      if (question && !isOut)
        await tellAccount(tx, this.publicUrl, 'adviceSentBack', { ...question, to: publication.proposedBy });
      return { __typename: 'AdviceChanged', questionId: publication.questionId };
    });
  }

  /** Takes an answer back from all staff, who read the reason in its place. */
  withdraw(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'withdrawAdvice', withdrawInput, input, async (tx, given) => {
      const publication = await ownPublication(tx, viewer, given);
      if (publication.state !== 'published')
        throw adviceNotPossible('NOT_ALLOWED_NOW', 'This version is not out, so there is nothing to withdraw.');
      await refuseNames(tx, [given.reason]);
      await tx.query(
        `update published_advice set state = 'withdrawn', withdrawn_by = $3, withdrawn_at = $4, withdrawn_because = $5, lock_version = lock_version + 1
         where tenant_id = $1 and publication_id = $2`,
        [tx.tenantId, publication.publicationId, viewer.accountId, tx.now, given.reason],
      );
      tx.audit({ entity: 'PublishedAdvice', entityId: publication.publicationId, detail: { step: 'withdrawn' } });
      return { __typename: 'AdviceChanged', questionId: publication.questionId };
    });
  }
}

async function ownPublication(
  tx: Transaction,
  viewer: Viewer,
  given: { readonly publicationId: string; readonly expectedVersion: number },
): Promise<PublicationState> {
  const publication = await lockPublication(tx, given.publicationId);
  if (!publication || publication.organisationId !== viewer.organisationId) throw notPermitted();
  if (publication.lockVersion !== given.expectedVersion) throw changedByOther(publication.lockVersion);
  return publication;
}
