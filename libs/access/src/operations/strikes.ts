import type { OperationPolicies } from '../operation-policy.js';
import { STAFF_ROLES } from '../role-fits.js';

const recorded = 'strikes that the acting organisation recorded';
const decided =
  'strikes that wait, by an organisation that commissions; not what oneself, or an organisation where one works, recorded';

export const strikesOperations: OperationPolicies = {
  'Query.strikes': {
    roles: STAFF_ROLES,
    rows: 'all of the tenant; names of who recorded and confirmed stay in their organisation',
  },
  'Mutation.recordStrike': {
    roles: ['administrator'],
    rows: 'of an organisation that commissions, for any provider; of a provider, for its own staff',
  },
  'Mutation.changeStrike': { roles: ['administrator'], rows: recorded },
  'Mutation.confirmStrike': { roles: ['administrator'], rows: decided },
  'Mutation.declineStrike': { roles: ['administrator'], rows: decided },
  'Mutation.withdrawStrike': {
    roles: ['administrator'],
    rows: `${recorded}; once confirmed, also by who may confirm them`,
  },
};
