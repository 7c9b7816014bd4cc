import type { OperationPolicies } from '../operation-policy.js';
import { STAFF_ROLES } from '../role-fits.js';

const rows = 'tenders that the own organisation runs, by one whom no open tender binds';

export const tendersOperations: OperationPolicies = {
  'Query.tenders': { roles: ['commissioner'], rows },
  'Query.tenderColleagues': { roles: ['commissioner'], rows: 'staff of the own organisation, which commissions' },
  'Query.hidingTenders': { roles: STAFF_ROLES, rows: 'open tenders that bind the viewer, without who else is bound' },
  'Mutation.openTender': { roles: ['commissioner'], rows: 'for the own organisation, which commissions' },
  'Mutation.changeTender': { roles: ['commissioner'], rows },
  'Mutation.closeTender': { roles: ['commissioner'], rows },
};
