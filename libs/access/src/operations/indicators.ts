import type { OperationPolicies } from '../operation-policy.js';

const roles = ['commissioner', 'providerManager', 'careCoordinator'] as const;
const rows =
  "a commissioner every provider's counts, small numbers hidden and nobody named; a manager the own provider's and the " +
  "average; a co-ordinator MDTs that the own organisation hosts and its own staff's seats";

const measureRoles = ['commissioner', 'providerManager'] as const;
const measureRows =
  "published quarters of every provider for a commissioner, small numbers hidden; a manager the own provider's counts, and " +
  'of people cared for what is published of it';

export const indicatorsOperations: OperationPolicies = {
  'Query.engagement': { roles, rows },
  'Query.engagementByRole': { roles, rows },
  'Query.providerEngagement': { roles, rows },
  'Query.engagementRows': {
    roles,
    rows: `${rows}; staff named to their own employer's manager and to the host's co-ordinator only`,
  },
  'Query.engagementChoices': { roles, rows },
  'Query.engagementCover': {
    roles,
    rows: "how MDTs are made up, without names of staff: a commissioner all active MDTs; a manager the own provider's seats; a co-ordinator MDTs that the own organisation hosts",
  },
  'Query.engagementMeasures': { roles: measureRoles, rows: measureRows },
  'Query.engagementMeasure': { roles: measureRoles, rows: measureRows },
  'Query.engagementPublications': {
    roles: ['commissioner', 'administrator'],
    rows: 'all of the tenant, for an organisation that commissions; nothing for another',
  },
  'Mutation.publishEngagement': {
    roles: ['administrator'],
    rows: 'of an organisation that commissions; the figures of the tenant',
  },
};
