import type { OperationPolicies } from '../operation-policy.js';

const OWN_ACCOUNTS =
  'accounts with a role at the acting organisation; for an integrated care board at any of the tenant; never one’s own, never of a person or carer';

export const identityOperations: OperationPolicies = {
  'Query.viewer': { roles: 'signedIn', rows: 'oneself' },
  'Mutation.switchActingRole': { roles: 'signedIn', rows: "one's own acting roles" },
  'Query.accounts': { roles: ['administrator'], rows: OWN_ACCOUNTS },
  'Mutation.openAccount': { roles: ['administrator'], rows: OWN_ACCOUNTS },
  'Mutation.endActingRole': { roles: ['administrator'], rows: OWN_ACCOUNTS },
  'Mutation.closeAccount': { roles: ['administrator'], rows: OWN_ACCOUNTS },
};
