import type { OperationPolicies } from '../operation-policy.js';

// Not a provider's manager: a list of every competitor's staff is none of their work.
const pickers = ['careCoordinator', 'clinician'] as const;

const OWN_PEOPLE =
  'people of the acting organisation; for an integrated care board those of every organisation of the tenant';

export const staffOperations: OperationPolicies = {
  'Query.practitioners': { roles: pickers, rows: 'everyone of the tenant with a role today: names and roles only' },
  'Query.professionalRoles': {
    roles: [...pickers, 'providerManager', 'commissioner', 'administrator'],
    rows: "the tenant's roles",
  },
  'Query.staff': { roles: ['administrator'], rows: OWN_PEOPLE },
  'Mutation.addPractitioner': { roles: ['administrator'], rows: OWN_PEOPLE },
  'Mutation.endPractitionerRole': { roles: ['administrator'], rows: OWN_PEOPLE },
};
