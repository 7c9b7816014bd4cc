import type { Transaction } from '../../platform/commands.js';
import { type RefusalData, Refused } from '../../platform/refusal.js';

export interface AdviceChanged {
  readonly __typename: 'AdviceChanged';
  readonly questionId: string;
}

export interface QuestionState {
  readonly questionId: string;
  readonly reference: string;
  readonly askedBy: string;
  readonly askingId: string;
  readonly answeringId: string;
  readonly regimeId: string | null;
  readonly section: string;
  readonly answeredAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly lockVersion: number;
}

/** The question, locked until the command ends; null where the wall hides it or the viewer's organisation only asked it. */
export async function lockQuestion(tx: Transaction, questionId: string): Promise<QuestionState | null> {
  const [found] = await tx.query<QuestionState>(
    `select question_id as "questionId", reference, asked_by as "askedBy", asking_organisation_id as "askingId", answering_organisation_id as "answeringId", regime_id as "regimeId",
       section, answered_at as "answeredAt", withdrawn_at as "withdrawnAt", lock_version as "lockVersion"
     from advice_question where tenant_id = $1 and question_id = $2 for update`,
    [tx.tenantId, questionId],
  );
  return found ?? null;
}

export interface PublicationState {
  readonly publicationId: string;
  readonly questionId: string;
  readonly organisationId: string;
  readonly question: string;
  readonly answer: string;
  readonly state: 'proposed' | 'sentBack' | 'published' | 'withdrawn';
  readonly proposedBy: string;
  readonly lockVersion: number;
}

/** A version for all staff, locked; null where the wall hides it. Changing it is for its own organisation. */
export async function lockPublication(tx: Transaction, publicationId: string): Promise<PublicationState | null> {
  const [found] = await tx.query<PublicationState>(
    `select publication_id as "publicationId", question_id as "questionId", organisation_id as "organisationId", question, answer, state,
       proposed_by as "proposedBy", lock_version as "lockVersion"
     from published_advice where tenant_id = $1 and publication_id = $2 for update`,
    [tx.tenantId, publicationId],
  );
  return found ?? null;
}

/** A step that is not possible now, as data. */
export function adviceNotPossible(code: string, message: string): Refused {
  return new Refused({ __typename: 'AdviceStepNotPossible', code, message } as RefusalData);
}
