import { describe, expect, it } from '@jest/globals';
import { addDays, addWorkingDays, ENGLAND_BANK_HOLIDAYS } from '@quorate/libs/time';
import { answerDates, type DatedTerms, DISPUTE_TERMS, inTimeUntil, openSpans, termsOn } from './dispute-terms.js';

const shorter: DatedTerms = { ...DISPUTE_TERMS, disputeWorkingDays: 3, inForceFrom: '2026-11-16' };

describe('the time to dispute a record', () => {
  it('is ten working days after the day on which it was written, bank holidays and weekends left out', () => {
    expect(inTimeUntil('2026-11-10', DISPUTE_TERMS, ENGLAND_BANK_HOLIDAYS)).toBe('2026-11-24');
    expect(inTimeUntil('2026-12-18', DISPUTE_TERMS, ENGLAND_BANK_HOLIDAYS)).toBe('2027-01-06');
  });

  it('goes by the terms of the day on which it was written, so that a change takes nothing away', () => {
    expect(termsOn([shorter], '2026-11-15')).toEqual(DISPUTE_TERMS);
    expect(termsOn([shorter], '2026-11-16').disputeWorkingDays).toBe(3);
  });

  it('says the same day by day as the list of what is still in time', () => {
    for (const terms of [[], [shorter], [{ ...DISPUTE_TERMS, disputeWorkingDays: 20, inForceFrom: '2026-11-20' }]]) {
      for (const today of ['2026-11-20', '2026-11-22', '2026-11-24', '2026-12-29', '2027-04-06']) {
        const spans = openSpans(terms, today, ENGLAND_BANK_HOLIDAYS);
        for (let back = 0; back <= 45; back += 1) {
          const day = addDays(today, -back);
          const isListed = spans.some(({ from, until }) => day >= from && (until === null || day < until));
          expect([today, day, isListed]).toEqual([
            today,
            day,
            today <= inTimeUntil(day, termsOn(terms, day), ENGLAND_BANK_HOLIDAYS),
          ]);
        }
      }
    }
  });

  it('reminds the host before the answer is due, never after', () => {
    const { remindOn, dueOn } = answerDates('2026-12-22', DISPUTE_TERMS, ENGLAND_BANK_HOLIDAYS);
    expect(dueOn).toBe('2026-12-31');
    expect(remindOn).toBe('2026-12-29');
    expect(addWorkingDays(remindOn, DISPUTE_TERMS.remindWorkingDays, ENGLAND_BANK_HOLIDAYS)).toBe(dueOn);
  });
});
