import { ABSENCE_REASONS, type AbsenceReasonCode } from '@quorate/libs/attendance';
import { z } from 'zod';

/** What cannot be a manager's reason: it is the refusal itself, or somebody else's doing at the meeting. */
const NO_REFUSAL: readonly AbsenceReasonCode[] = ['releaseRefused', 'notNotified', 'technology'];

/** The reasons a manager may refuse with. */
export const REFUSAL_REASONS = ABSENCE_REASONS.map((reason) => reason.code).filter(
  (code) => !NO_REFUSAL.includes(code),
);

const note = z.string().trim().max(500, 'Use no more than 500 characters.');

export const requestInput = z
  .object({
    invitationId: z.uuid().nullish(),
    meetingId: z.uuid().nullish(),
    seatId: z.uuid().nullish(),
    note: note.default(''),
  })
  .refine((value) => Boolean(value.invitationId) !== Boolean(value.meetingId && value.seatId), {
    path: ['invitationId'],
    message: 'Name the invitation, or the meeting and the seat.',
  });

export const answerInput = z
  .object({
    releaseRequestId: z.uuid(),
    expectedVersion: z.int().min(1),
    answer: z.enum(['GRANT', 'GRANT_WITH_COVER', 'REFUSE']),
    coverPractitionerId: z.uuid().nullish(),
    reasonCode: z.enum(REFUSAL_REASONS).nullish(),
    note: note.nullish(),
  })
  .check(({ value, issues }) => {
    const problem = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    if (value.answer === 'REFUSE' && !value.reasonCode) problem('reasonCode', 'Choose a reason.');
    if (value.answer !== 'REFUSE' && value.reasonCode) problem('reasonCode', 'A reason belongs to a refusal.');
    if (value.answer === 'GRANT_WITH_COVER' && !value.coverPractitionerId && !value.note)
      problem('coverPractitionerId', 'Choose who covers, or say it in words.');
    if (value.answer !== 'GRANT_WITH_COVER' && value.coverPractitionerId)
      problem('coverPractitionerId', 'Cover belongs to a release with cover.');
  });

export type AnswerInput = z.infer<typeof answerInput>;

export const answersInput = z.object({
  answers: z
    .array(answerInput)
    .min(1)
    .max(50)
    .refine(
      (answers) => new Set(answers.map((a) => a.releaseRequestId)).size === answers.length,
      'Each request may be there once.',
    ),
});

export const cancelInput = z.object({ releaseRequestId: z.uuid(), expectedVersion: z.int().min(1) });
