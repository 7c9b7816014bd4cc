import type { ResultOf } from '../app/graphql.js';
import { formatDate } from '../ui/dates.js';
import type { adviceQuestionQuery, adviceQuestionsQuery, adviceToCheckQuery } from './advice.queries.js';

export type Advice = NonNullable<ResultOf<typeof adviceQuestionQuery>['adviceQuestion']>;
export type AdviceItem = ResultOf<typeof adviceQuestionsQuery>['adviceQuestions']['items'][number];
export type ToCheck = ResultOf<typeof adviceToCheckQuery>['adviceToCheck'][number];
export type Publication = Advice['publications'][number];

export const PUBLICATIONS: Readonly<Record<Publication['state'], string>> = {
  PROPOSED: 'Waits for a second person',
  SENT_BACK: 'Sent back',
  PUBLISHED: 'Out for all staff',
  WITHDRAWN: 'Withdrawn',
};

/** How far a question is, in words. */
export function standingWords({
  answeredAt,
  withdrawnAt,
  dueOn,
  isOverdue,
}: Pick<AdviceItem, 'answeredAt' | 'withdrawnAt' | 'dueOn' | 'isOverdue'>): string {
  if (withdrawnAt !== null) return `Withdrawn on ${formatDate(withdrawnAt)}`;
  if (answeredAt !== null) return `Answered on ${formatDate(answeredAt)}`;
  return isOverdue ? `Not answered. It was due on ${formatDate(dueOn)}` : `Answer due on ${formatDate(dueOn)}`;
}
