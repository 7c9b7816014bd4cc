import { actionLifecycle } from '@quorate/libs/lifecycle';
import { isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';

const ids = z.array(z.uuid()).max(50, 'At most 50.');

export const listCaseInput = z.object({
  meetingId: z.uuid(),
  patientId: z.uuid(),
  question: z.string().trim().min(3, 'Say what the meeting is asked.').max(1000, 'At most 1,000 characters.'),
  wantedByPerson: z
    .string()
    .trim()
    .max(1000, 'At most 1,000 characters.')
    .nullish()
    .transform((text) => text ?? ''),
  relevantSeatIds: ids.nullish().transform((given) => given ?? []),
  knowsPersonPractitionerIds: ids.nullish().transform((given) => given ?? []),
});

export const reorderInput = z.object({ meetingId: z.uuid(), caseIds: z.array(z.uuid()).max(200) });

export const withdrawInput = z.object({
  caseId: z.uuid(),
  expectedVersion: z.int(),
  reason: z.string().trim().min(3, 'Say why.').max(500, 'At most 500 characters.'),
});

export const outcomeInput = z.object({
  caseId: z.uuid(),
  expectedVersion: z.int(),
  state: z.enum(['discussed', 'deferred', 'deferredSeatAbsent']),
  outcomeText: z
    .string()
    .trim()
    .max(2000, 'At most 2,000 characters.')
    .nullish()
    .transform((text) => text ?? ''),
  presentSeatIds: ids.nullish().transform((given) => given ?? null),
  missingSeatIds: ids.nullish().transform((given) => given ?? null),
});
export type OutcomeInput = z.infer<typeof outcomeInput>;

export const addActionInput = z.object({
  caseId: z.uuid(),
  description: z.string().trim().min(3, 'Say what is to be done.').max(500, 'At most 500 characters.'),
  ownerPractitionerId: z.uuid(),
  organisationId: z.uuid(),
  dueOn: z.string().refine(isLocalDate, 'Enter a real date, such as 8 December 2026.'),
});

export const updateActionInput = z.object({
  actionId: z.uuid(),
  expectedVersion: z.int(),
  event: z.enum(actionLifecycle.events),
  reason: z.string().trim().max(500, 'At most 500 characters.').nullish(),
});

export const carryForwardInput = z.object({ fromMeetingId: z.uuid(), toMeetingId: z.uuid() });

export const coordinateInput = z.object({ meetingId: z.uuid() });
