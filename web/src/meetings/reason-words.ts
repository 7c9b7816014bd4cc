import { ABSENCE_REASONS } from '@quorate/libs/attendance';

/** Reasons for not coming, as an invitation is declined with them: code and words. */
export const DECLINE_REASONS = ABSENCE_REASONS.map(({ code, label }) => ({ value: code as string, label }));

export const ABSENCE_REASON_WORDS: ReadonlyMap<string, string> = new Map(
  ABSENCE_REASONS.map(({ code, label }) => [code as string, label]),
);
