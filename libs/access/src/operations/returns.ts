import type { OperationPolicies } from '../operation-policy.js';

const manager = ['providerManager'] as const;
const own = "the own organisation's returns";

export const returnsOperations: OperationPolicies = {
  'Query.ownReturns': { roles: manager, rows: own },
  'Query.providerReturn': {
    roles: ['providerManager', 'commissioner'],
    rows: `a manager: ${own}; a commissioner: signed ones, with the figures that are published of their month`,
  },
  'Query.providerReturnRows': { roles: manager, rows: `${own}, with the names of staff` },
  'Query.returnsOfQuarter': {
    roles: ['commissioner'],
    rows: 'all of the tenant: which are signed, due or overdue; figures as far as they are published',
  },
  'Query.returnSignatories': {
    roles: ['administrator', 'providerManager'],
    rows: 'of the own organisation; an administrator of the board: of any of the tenant',
  },
  'Mutation.saveReturnComments': { roles: manager, rows: own },
  'Mutation.takeReturnFigures': { roles: manager, rows: own },
  'Mutation.handOverReturn': { roles: manager, rows: own },
  'Mutation.sendBackReturn': { roles: manager, rows: own },
  'Mutation.signReturn': {
    roles: manager,
    rows: `${own}, by one who is appointed to sign them and did not hand over this one, or is the only manager`,
  },
  'Mutation.returnAnew': { roles: manager, rows: own },
  'Mutation.withdrawReturn': { roles: manager, rows: `${own}, later versions` },
  'Mutation.appointSignatory': {
    roles: ['administrator'],
    rows: 'managers of organisations whose people they look after, never themselves',
  },
  'Mutation.endSignatory': {
    roles: ['administrator'],
    rows: 'appointments of organisations whose people they look after',
  },
};
