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
    rows: 'months that were judged, without what they found; open signals are counted for an organisation that commissions, as far as it may see them',
  },
  'Query.dataQuality': {
    roles: ['careCoordinator', 'providerManager', 'commissioner', 'administrator'],
    rows: "a co-ordinator the own organisation's registers; a manager what holds back the own provider; others every provider without counts, unless their organisation does not commission: then it is their own only",
  },
  'Query.ruleVersions': { roles: STAFF, rows: 'every version of the rules of the tenant' },
  'Query.preparedRules': {
    roles: STAFF,
    rows: 'words of other licences and guidance that the product ships, the same for everybody',
  },
  'Query.rulesDryRun': {
    roles: ['administrator'],
    rows: 'for an organisation that commissions, months of every provider under rules tried, named where a signal about it is the viewer’s to see; nothing for another',
  },
  'Mutation.issueRules': {
    roles: ['administrator'],
    rows: 'of an organisation that commissions; the rules of the tenant',
  },
  'Mutation.requestRuns': {
    roles: ['commissioner', 'administrator'],
    rows: 'of an organisation that commissions; any complete month of the tenant',
  },
};
