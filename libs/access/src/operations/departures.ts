import type { OperationPolicies } from '../operation-policy.js';

const rows =
  'a manager: those that concern the own organisation, or signals about it; a commissioner: all of the tenant, of signals those that commissioners see';

export const departuresOperations: OperationPolicies = {
  'Query.departures': { roles: ['commissioner', 'providerManager'], rows },
  'Mutation.recordDeparture': { roles: ['commissioner'], rows: 'decisions of the own organisation' },
  'Mutation.publishDeparture': { roles: ['commissioner'], rows: 'departures that the own organisation decided on' },
};
