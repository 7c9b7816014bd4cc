import { describe, expect, it } from '@jest/globals';
import { roleFits, STAFF_ROLES } from './role-fits.js';

describe('roleFits', () => {
  it.each([
    ['commissioner', 'icb', true],
    ['commissioner', 'localAuthority', true],
    ['commissioner', 'acuteTrust', false],
    ['commissioner', 'gpPractice', false],
    ['administrator', 'gpPractice', true],
    ['careCoordinator', 'icb', true],
    ['person', 'icb', false],
    ['carer', 'gpPractice', false],
  ] as const)('says of a %s at an organisation of kind %s: %s', (role, kind, fits) => {
    expect(roleFits(role, kind)).toBe(fits);
  });

  it('lets a care board have every role of staff', () => {
    expect(STAFF_ROLES.filter((role) => !roleFits(role, 'icb'))).toEqual([]);
  });
});
