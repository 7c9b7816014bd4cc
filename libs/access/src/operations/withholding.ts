import type { OperationPolicies } from '../operation-policy.js';

const roles = ['providerManager', 'commissioner'] as const;
const rows =
  "a provider's manager: the own provider's signals, from when it sees them; a commissioner: signals from when commissioners see them, nobody named";

const STAFF = [
  'careCoordinator',
  'clinician',
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
] as const;

export const withholdingOperations: OperationPolicies = {
  'Query.signalFigures': { roles, rows },
  'Query.signalRows': { roles, rows: `${rows}; staff named to their own employer's manager only` },
  'Query.signalRules': { roles: STAFF, rows: 'the rules in force in the tenant' },
};
