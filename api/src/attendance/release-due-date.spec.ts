import { describe, expect, it } from '@jest/globals';
import { ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { RELEASE_TERMS, releaseDueDate } from './release-due-date.js';

describe('the due date of a release request', () => {
  it.each([
    ['is five working days away when the meeting is far off', '2026-11-24', '2027-01-12', '2026-12-01'],
    ['leaves out bank holidays', '2026-12-22', '2027-02-02', '2026-12-31'],
    ['is the day before a meeting that is sooner', '2026-11-24', '2026-11-27', '2026-11-26'],
    ['is today on the eve of the meeting', '2026-11-24', '2026-11-25', '2026-11-24'],
    ['is today on the day itself, not yesterday', '2026-11-24', '2026-11-24', '2026-11-24'],
  ])('%s', (_name, today, meetingDate, due) => {
    expect(releaseDueDate(today, meetingDate, RELEASE_TERMS, ENGLAND_BANK_HOLIDAYS)).toBe(due);
  });
});
