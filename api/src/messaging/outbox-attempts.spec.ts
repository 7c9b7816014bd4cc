import { describe, expect, it } from '@jest/globals';
import { failureText, isRefusedForGood, waitAfter } from './outbox-attempts.js';

describe('waitAfter', () => {
  it('doubles from half a minute to four hours, and then gives up', () => {
    const waits = Array.from({ length: 16 }, (_, index) => waitAfter(index + 1, false));
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(waits.slice(10)).toEqual([14_400, 14_400, 14_400, 14_400, 14_400, null]);
  });

  it('gives up at once on what the server will never take', () => {
    expect(waitAfter(1, true)).toBeNull();
  });
});

describe('isRefusedForGood', () => {
  it.each([
    [{ code: 'EENVELOPE', responseCode: 550 }, true],
    [{ code: 'EMESSAGE', responseCode: 552 }, true],
    [{ code: 'EENVELOPE', responseCode: 451 }, false],
    // A wrong password is the operator's to mend, and the mail is fine.
    [{ code: 'EAUTH', responseCode: 535 }, false],
    [{ code: 'ECONNREFUSED' }, false],
    [new Error('gone'), false],
  ])('%p: %p', (cause, expected) => {
    expect(isRefusedForGood(cause)).toBe(expected);
  });
});

describe('failureText', () => {
  it('is one short line of what the server said', () => {
    expect(failureText({ code: 'EENVELOPE', response: `550 5.1.1\r\n<a@example.invalid> ${'x'.repeat(400)}` })).toMatch(
      /^EENVELOPE: 550 5\.1\.1 <a@example\.invalid> x{100,}$/,
    );
    expect(failureText(new Error('a\nb'))).toBe('a b');
  });
});
