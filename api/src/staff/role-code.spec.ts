import { describe, expect, it } from '@jest/globals';
import { roleCodeOf } from './role-code.js';
import { STANDARD_ROLES } from './standard-roles.js';

describe('roleCodeOf', () => {
  it.each([
    ['Diabetes specialist nurse', 'diabetesSpecialistNurse'],
    ['GP', 'gp'],
    ['  MDT   co-ordinator ', 'mdtCoOrdinator'],
    ["Carers' adviser", 'carersAdviser'],
    ['Médecin', 'medecin'],
    ['!?', ''],
  ])('makes of %s the code %s', (name, code) => {
    expect(roleCodeOf(name)).toBe(code);
  });
});

describe('STANDARD_ROLES', () => {
  it('has no name twice', () => {
    const names = Object.values(STANDARD_ROLES).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});
