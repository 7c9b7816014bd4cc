import { ABSENCE_REASONS, type AbsenceReasonCode } from '@quorate/libs/attendance';
import type { ResultOf, VariablesOf } from '../app/graphql.js';
import { formatLongDate } from '../ui/dates.js';
import type { TagTone } from '../ui/tag.js';
import type { answerReleaseMutation, releaseQueueQuery } from './release.queries.js';

export type Release = ResultOf<typeof releaseQueueQuery>['releaseQueue']['items'][number];
export type ReleaseAnswerInput = VariablesOf<typeof answerReleaseMutation>['input'];
export type RefusalReason = NonNullable<ReleaseAnswerInput['reasonCode']>;

/** The state as a manager or a co-ordinator says it. */
export const STATE_WORDS: Readonly<Record<Release['state'], { readonly word: string; readonly tone: TagTone }>> = {
  REQUESTED: { word: 'Waiting for an answer', tone: 'info' },
  GRANTED: { word: 'Released', tone: 'done' },
  GRANTED_WITH_COVER: { word: 'Released, with cover', tone: 'done' },
  REFUSED: { word: 'Not this time', tone: 'strong' },
  UNANSWERED: { word: 'No answer by the due date', tone: 'attention' },
  CANCELLED: { word: 'Taken back', tone: 'neutral' },
};

// In the order in which a manager is likely to need them. A Record, so that a new reason of the API has to be put here.
const REASONS: Readonly<Record<RefusalReason, AbsenceReasonCode>> = {
  NO_COVER: 'noCover',
  WORKLOAD: 'workload',
  PATIENT_CARE_CLASH: 'patientCareClash',
  ANNUAL_LEAVE: 'annualLeave',
  SICKNESS: 'sickness',
  SHORT_NOTICE: 'shortNotice',
  NO_PROTECTED_TIME: 'noProtectedTime',
  TRAVEL_NOT_SUPPORTED: 'travelNotSupported',
  OTHER_LEAVE: 'otherLeave',
  CLINICAL_EMERGENCY: 'clinicalEmergency',
  TIMING: 'timing',
  STRIKE: 'strike',
  VACANCY: 'vacancy',
  NO_LONGER_INVOLVED: 'noLongerInvolved',
  OTHER: 'other',
};

/** The reasons a manager may give, one tap each. */
export const REFUSAL_REASONS = (Object.keys(REASONS) as RefusalReason[]).map((code) => ({
  code,
  label: ABSENCE_REASONS.find((reason) => reason.code === REASONS[code])?.label ?? code,
}));

/** "Tuesday 1 December 2026, 13:00, 90 minutes, Riverside house or online". */
export function whenAndWhere(release: Release): string {
  const where = [release.siteName, release.isOnline ? 'online' : null].filter(Boolean).join(' or ');
  const when = `${formatLongDate(release.meetingDate)}, ${release.startTime}, ${release.durationMinutes} minutes`;
  return where ? `${when}, ${where}` : when;
}

/** "5 working days' notice". */
export function noticeWords(days: number): string {
  if (days <= 0) return 'No notice';
  return days === 1 ? '1 working day’s notice' : `${days} working days’ notice`;
}

/** Who could cover, in words: "Leila Hussain is free; Jo Begum has another meeting". */
export function coverWords(cover: Release['cover']): string {
  if (cover.length === 0) return 'No deputy is registered for this seat.';
  const each = cover.map(
    ({ name, isBooked }) => `${name} ${isBooked ? 'has another meeting then' : 'has no other meeting then'}`,
  );
  return `${each.join('; ')}.`;
}
