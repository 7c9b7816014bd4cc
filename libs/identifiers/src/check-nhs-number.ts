export type NhsNumberProblem = 'missing' | 'notDigits' | 'wrongLength' | 'wrongCheckDigit';

export type NhsNumberCheck =
  | { readonly kind: 'valid'; readonly value: string; readonly formatted: string }
  | { readonly kind: 'invalid'; readonly problem: NhsNumberProblem; readonly message: string };

/**
 * Whether a text is an NHS number: ten digits whose last is the modulus 11 check digit. Spaces and dashes are ignored.
 *   edges   a remainder that asks for check digit 10 has no valid number; 11 stands for 0; ten noughts are refused
 *   errors  messages never repeat what was typed
 *   source  NHS Data Dictionary, NHS NUMBER
 *   example checkNhsNumber('943 476 5919') // { kind: 'valid', value: '9434765919', formatted: '943 476 5919' }
 */
export function checkNhsNumber(text: string): NhsNumberCheck {
  const value = text.replace(/[\s\u2010-\u2015-]/g, '');
  if (value === '') return invalid('missing', 'Enter an NHS number.');
  if (!/^\d+$/.test(value)) return invalid('notDigits', 'An NHS number has digits only, such as 943 476 5919.');
  if (value.length !== 10) return invalid('wrongLength', `An NHS number has 10 digits; this has ${value.length}.`);
  if (value === '0000000000' || checkDigit(value) !== Number(value[9])) {
    return invalid(
      'wrongCheckDigit',
      'This is not an NHS number: its last digit does not fit the others. Check for a typing mistake.',
    );
  }
  return { kind: 'valid', value, formatted: formatNhsNumber(value) };
}

/** Ten digits in the groups people read out: 943 476 5919. Anything else is given back unchanged. */
export function formatNhsNumber(value: string): string {
  return value.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

/** 0 to 9, or 10 when no digit fits. */
function checkDigit(value: string): number {
  const sum = [...value.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const rest = 11 - (sum % 11);
  return rest === 11 ? 0 : rest;
}

function invalid(problem: NhsNumberProblem, message: string): NhsNumberCheck {
  return { kind: 'invalid', problem, message };
}
