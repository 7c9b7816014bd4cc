import type { OperationPolicies } from '../operation-policy.js';

const roles = ['commissioner', 'providerManager', 'informationGovernanceLead'] as const;
const rows =
  "packs of signals that one sees: the provider's own, and a commissioning body's once the signal is shown to it; of concerns for who reads them alone";

export const packsOperations: OperationPolicies = {
  'Query.evidencePacks': { roles, rows },
  'Query.evidencePack': { roles, rows },
  'Mutation.sealEvidencePack': { roles, rows },
  'Mutation.sealConcernPack': {
    roles: ['commissioner', 'informationGovernanceLead'],
    rows: 'concerns that one reads, about an organisation that is known',
  },
};
