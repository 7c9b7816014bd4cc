import type { OperationPolicies } from '../operation-policy.js';

export const auditOperations: OperationPolicies = {
  'Query.auditEvents': {
    roles: ['providerManager', 'informationGovernanceLead', 'administrator'],
    rows: 'an administrator metadata of the tenant, of signals only as far as the own organisation acted or sees them; an information governance lead acts for the own organisation, persons by reference; a provider manager the same without persons',
  },
  'Query.auditChain': {
    roles: ['informationGovernanceLead', 'administrator'],
    rows: "length and last checkpoint of the tenant's chain, no events",
  },
};
