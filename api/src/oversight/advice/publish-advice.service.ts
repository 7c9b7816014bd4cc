import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction, violatedConstraint } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, notPermitted, type RefusalData } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { checkInput, proposeInput, withdrawInput } from './advice-inputs.js';
import { tellAccount, tellOrganisation, tellOtherCheckers } from './advice-mail.js';
import {
  type AdviceChanged,
  adviceNotPossible,
  lockPublication,
  lockQuestion,
  type PublicationState,
} from './advice-state.js';
import { CHECKERS, type Checkers } from './advice-statements.js';
import { refuseNames } from './find-names.js';

const ONCE_ONLY = () =>
  adviceNotPossible(
    'OUT_ALREADY',
    'A version of this answer waits for its check or is out already. Withdraw it first.',
  );

/**
 * Answers for all staff: rewritten without names, checked by a second person, withdrawn with a reason. The second person is
 * of the same organisation, or where nobody there can check, of another one that commissions; who it was is on record.
 */
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
      const checkers = await checkersOf(tx, question.answeringId, viewer.accountId);
      if (!checkers.here && !checkers.elsewhere)
        throw adviceNotPossible(
          'NO_SECOND_PERSON',
          'Nobody but you could check it. Ask an administrator to give somebody the role of a commissioner or information governance lead, then try again.',
        );
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
      if (checkers.here)
        await tellOrganisation(tx, this.publicUrl, 'adviceToCheck', {
          ...question,
          to: question.answeringId,
          not: viewer.accountId,
        });
      else await tellOtherCheckers(tx, this.publicUrl, { ...question, not: question.answeringId });
      return { __typename: 'AdviceChanged', questionId: question.questionId };
    });
  }

  /** A second person lets a version out, or sends it back with what has to be changed. Names are looked for once more. */
  check(viewer: Viewer, input: unknown): Promise<AdviceChanged | RefusalData> {
    return this.commands.run(viewer, 'checkAdvice', checkInput, input, async (tx, given) => {
      const publication = await publicationToCheck(tx, viewer, given);
      if (publication.state !== 'proposed')
        throw adviceNotPossible('NOT_ALLOWED_NOW', 'This version does not wait for a check any more.');
      if (publication.proposedBy === viewer.accountId)
        throw adviceNotPossible('WROTE_IT', 'You wrote this version, so a colleague has to check it.');
      const isOut = given.decision === 'publish';
      if (isOut) await refuseNames(tx, [publication.question, publication.answer]);
      await tx.query(
        `update published_advice set state = $3, checked_by = $4, checked_at = $5, check_note = $6, checked_on_behalf_of = $7, lock_version = lock_version + 1
         where tenant_id = $1 and publication_id = $2`,
        [
          tx.tenantId,
          publication.publicationId,
          isOut ? 'published' : 'sentBack',
          viewer.accountId,
          tx.now,
          given.note,
          viewer.organisationId,
        ],
      );
      tx.audit({
        entity: 'PublishedAdvice',
        entityId: publication.publicationId,
        detail: { step: given.decision },
      });
      // Who checks for another organisation does not see the question.
      if (!isOut)
        await asOwnWork(tx.query, async () => {
          const question = await lockQuestion(tx, publication.questionId);
          if (question)
            await tellAccount(tx, this.publicUrl, 'adviceSentBack', { ...question, to: publication.proposedBy });
        });
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

interface AsRead {
  readonly publicationId: string;
  readonly expectedVersion: number;
}

async function ownPublication(tx: Transaction, viewer: Viewer, given: AsRead): Promise<PublicationState> {
  const publication = await lockPublication(tx, given.publicationId);
  if (!publication || publication.organisationId !== viewer.organisationId) throw notPermitted();
  return asRead(publication, given);
}

/** Of the own organisation; of another one that commissions only where nobody there can check it. */
async function publicationToCheck(tx: Transaction, viewer: Viewer, given: AsRead): Promise<PublicationState> {
  const publication = await lockPublication(tx, given.publicationId);
  if (!publication) throw notPermitted();
  if (publication.organisationId !== viewer.organisationId) {
    const { here } = await checkersOf(tx, publication.organisationId, publication.proposedBy);
    if (here || publication.state !== 'proposed' || !(await commissions(tx))) throw notPermitted();
  }
  return asRead(publication, given);
}

function asRead(publication: PublicationState, { expectedVersion }: AsRead): PublicationState {
  if (publication.lockVersion !== expectedVersion) throw changedByOther(publication.lockVersion);
  return publication;
}

async function commissions(tx: Transaction): Promise<boolean> {
  const [found] = await tx.query<{ commissions: boolean }>('select quorate_commissions() as commissions', []);
  return found?.commissions ?? false;
}

/** Whether there is somebody else than who wrote it to check a version of an organisation. */
async function checkersOf(tx: Transaction, organisationId: string, writtenBy: string): Promise<Checkers> {
  const [found] = await tx.query<Checkers>(`select ${CHECKERS('$2::uuid', '$3::uuid')}`, [
    tx.tenantId,
    organisationId,
    writtenBy,
  ]);
  return found ?? { here: false, elsewhere: false };
}
