import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkNhsNumber, formatNhsNumber } from './check-nhs-number.js';

// The same cases on every run: a red test must stay red when it is run again.
fc.configureGlobal({ seed: 20_261_124 });

describe('an NHS number', () => {
  // 943 476 5919 is the NHS Data Dictionary's example; 991 200 3888 stands in the UK Core examples.
  it.each(['943 476 5919', '9434765919', '943-476-5919', ' 943 476 5919 ', '943\u2013476\u20135919', '9912003888'])(
    'is accepted as "%s"',
    (text) => {
      const value = text.replace(/\D/g, '');
      expect(checkNhsNumber(text)).toEqual({ kind: 'valid', value, formatted: formatNhsNumber(value) });
    },
  );

  it('is read out in groups', () => {
    expect(formatNhsNumber('9434765919')).toBe('943 476 5919');
    expect(formatNhsNumber('12')).toBe('12');
  });

  // Wrong check digits that stand in published examples (NHS England and UK Core).
  it.each(['9999999991', '9100000009', '9912003890', '9333333333', '9434765918', '0000000000'])(
    '%s is refused for its check digit',
    (text) => {
      expect(checkNhsNumber(text)).toMatchObject({ kind: 'invalid', problem: 'wrongCheckDigit' });
    },
  );

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['943476591', 'wrongLength'],
    ['94347659190', 'wrongLength'],
    ['943476591X', 'notDigits'],
    ['٩٤٣٤٧٦٥٩١٩', 'notDigits'],
  ])('"%s" is refused as %s', (text, problem) => {
    expect(checkNhsNumber(text)).toMatchObject({ kind: 'invalid', problem });
  });

  it('takes 0 where the remainder asks for 11, and no digit where it asks for 10', () => {
    // 4 x 10 + 1 x 2 = 42, which leaves 9 of 11: digit 2. 4 x 10 + 2 x 2 = 44 leaves 0: 11, written 0.
    expect(checkNhsNumber('4000000012').kind).toBe('valid');
    expect(checkNhsNumber('4000000020').kind).toBe('valid');
    // 5 x 10 + 3 x 2 = 56 leaves 1: 10, which is no digit.
    for (let digit = 0; digit <= 9; digit += 1) expect(checkNhsNumber(`500000003${digit}`).kind).toBe('invalid');
  });

  it('has at most one check digit, and any one digit mistyped is noticed', () => {
    const nine = fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String);
    fc.assert(
      fc.property(nine, fc.nat(9), fc.integer({ min: 1, max: 9 }), (start, at, change) => {
        const valid = [...'0123456789'].map((digit) => start + digit).filter((n) => checkNhsNumber(n).kind === 'valid');
        expect(valid.length).toBeLessThanOrEqual(1);
        for (const number of valid) {
          const digits = [...number].map(Number);
          digits[at] = ((digits[at] ?? 0) + change) % 10;
          expect(checkNhsNumber(digits.join('')).kind).toBe('invalid');
        }
      }),
    );
  });

  it('is never repeated in a message', () => {
    for (const text of ['9434765918', '943476591', '943476591X']) {
      expect(JSON.stringify(checkNhsNumber(text))).not.toContain(text);
    }
  });
});
