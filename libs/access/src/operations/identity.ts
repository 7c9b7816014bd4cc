import type { OperationPolicies } from '../operation-policy.js';

export const identityOperations: OperationPolicies = {
  'Query.viewer': { roles: 'signedIn', rows: 'oneself' },
  'Mutation.switchActingRole': { roles: 'signedIn', rows: "one's own acting roles" },
};
