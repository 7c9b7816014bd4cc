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
  'Query.ownMonths': { roles: ['providerManager'], rows: "the own provider's months" },
  'Query.providerPower': {
    roles,
    rows: 'a manager: the own provider; who commissions: every provider, in words without numbers of seats, and nothing of what was found',
  },
  'Query.signalRules': { roles: STAFF, rows: 'the rules in force in the tenant' },
  'Query.staffVoice': { roles: ['clinician'], rows: 'meetings to which oneself was invited, and what oneself stated' },
  'Query.myStatements': { roles: ['clinician'], rows: 'what oneself stated' },
  'Query.namedStatements': {
    roles,
    rows: `${rows}; only statements to which the author has put their name`,
  },
  'Mutation.stateNotReleased': { roles: ['clinician'], rows: 'meetings to which oneself was invited' },
  'Mutation.withdrawStatement': { roles: ['clinician'], rows: 'what oneself stated' },
  'Mutation.nameStatement': { roles: ['clinician'], rows: 'what oneself stated' },
  'Mutation.openStatements': {
    roles: ['informationGovernanceLead'],
    rows: 'acting for a commissioning organisation: statements of another organisation, by a legal power that is recorded',
  },
};
