import { addDays, addWorkingDays, ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import type { DemoDraft } from './demo-draft.js';

export interface AdvicePlan {
  /** Who asks, for which provider, and the organisation that is asked. */
  readonly account: string;
  readonly provider: string;
  readonly commissioner: string;
  readonly anchor: string;
}

/** A question that waits for an answer. */
export function draftAdvice(draft: DemoDraft, { account, provider, commissioner, anchor }: AdvicePlan): void {
  const questionId = draft.id('advice', provider);
  const askedOn = addDays(anchor, -3);
  draft.add('advice_question', {
    question_id: questionId,
    reference: `A-${questionId.replaceAll('-', '').slice(-8).toUpperCase()}`,
    subject: 'A joint falls clinic before a tender',
    question:
      'We would like to run a falls clinic together with the acute trust from January. The community frailty service may go out to tender in the spring, and both of us may bid. May we plan the clinic together now, and what may we not tell each other?',
    asked_by: account,
    asked_role: 'providerManager',
    asking_organisation_id: draft.id('organisation', provider),
    answering_organisation_id: draft.id('organisation', commissioner),
    asked_at: `${askedOn}T14:10:00Z`,
    due_on: addWorkingDays(askedOn, 10, ENGLAND_BANK_HOLIDAYS),
    answer: null,
    section: '',
    regime_id: null,
    answered_by: null,
    answered_at: null,
    withdrawn_because: '',
    lock_version: 1,
  });
}
