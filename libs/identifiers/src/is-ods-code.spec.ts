import { describe, expect, it } from '@jest/globals';
import { isOdsCode } from './is-ods-code.js';

describe('an ODS code', () => {
  it.each(['RR8', 'QOP', 'Z9B2Z', 'G6V2S', 'P87651', '8HA03', '14L', 'U12345', 'RR801'])('%s has the shape', (code) => {
    expect(isOdsCode(code)).toBe(true);
  });

  it.each(['', 'U', 'R8', 'rr8', 'RR 8', 'RR8\n', 'RR8-01', 'ABCDEFGHIJKLM'])('"%s" does not', (code) => {
    expect(isOdsCode(code)).toBe(false);
  });
});
