import type { OperationPolicies } from '../operation-policy.js';

export const runsOperations: OperationPolicies = {
  'Query.detectionRuns': {
    roles: ['commissioner', 'administrator'],
    rows: 'months that were judged, without what they found; open signals are counted as far as the viewer may see them',
  },
  'Query.dataQuality': {
    roles: ['careCoordinator', 'providerManager', 'commissioner', 'administrator'],
    rows: "a co-ordinator the own organisation's registers; a manager what holds back the own provider; others every provider without counts",
  },
  'Mutation.requestRuns': { roles: ['commissioner', 'administrator'], rows: 'any complete month of the tenant' },
};
