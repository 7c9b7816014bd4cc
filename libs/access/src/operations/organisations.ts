import type { OperationPolicies } from '../operation-policy.js';

const DIRECTORY = 'the directory of their own integrated care system';

export const organisationsOperations: OperationPolicies = {
  'Query.organisations': { roles: 'signedIn', rows: DIRECTORY },
  'Query.organisation': { roles: 'signedIn', rows: DIRECTORY },
  'Query.sites': { roles: 'signedIn', rows: DIRECTORY },
  'Query.site': { roles: 'signedIn', rows: DIRECTORY },
  'Query.rooms': { roles: 'signedIn', rows: DIRECTORY },
  'Query.memberOf': { roles: 'signedIn', rows: DIRECTORY },
  'Mutation.addRoom': {
    roles: ['careCoordinator', 'administrator'],
    rows: 'sites of the acting organisation; for an administrator every site of the directory',
  },
};
