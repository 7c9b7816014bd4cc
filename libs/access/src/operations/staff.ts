import type { OperationPolicies } from '../operation-policy.js';

const pickers = ['careCoordinator', 'clinician', 'providerManager'] as const;

export const staffOperations: OperationPolicies = {
  'Query.practitioners': { roles: pickers, rows: 'everyone of the tenant with a role today: names and roles only' },
  'Query.professionalRoles': { roles: [...pickers, 'commissioner', 'administrator'], rows: "the tenant's roles" },
};
