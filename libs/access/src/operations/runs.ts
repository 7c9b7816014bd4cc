import type { OperationPolicies } from '../operation-policy.js';

const STAFF = [
  'careCoordinator',
  'clinician',
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
] as const;

export const runsOperations: OperationPolicies = {
  'Query.detectionRuns': {
    roles: ['commissioner', 'administrator'],
    rows: 'months that were judged, without what they found; open signals are counted as far as the viewer may see them',
  },
  'Query.dataQuality': {
    roles: ['careCoordinator', 'providerManager', 'commissioner', 'administrator'],
    rows: "a co-ordinator the own organisation's registers; a manager what holds back the own provider; others every provider without counts",
  },
  'Query.ruleVersions': { roles: STAFF, rows: 'every version of the rules of the tenant' },
  'Query.rulesDryRun': {
    roles: ['administrator'],
    rows: 'months of every provider under rules tried; named where a commissioner would see the signal by now',
  },
  'Mutation.issueRules': { roles: ['administrator'], rows: 'the rules of the tenant' },
  'Mutation.requestRuns': { roles: ['commissioner', 'administrator'], rows: 'any complete month of the tenant' },
};
