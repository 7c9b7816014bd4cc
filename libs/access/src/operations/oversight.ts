import type { OperationPolicies } from '../operation-policy.js';
import { STAFF_ROLES } from '../role-fits.js';

const readers = ['providerManager', 'commissioner'] as const;
const seen =
  "a manager: the own provider's signals from the day they open; a commissioner: signals after the provider's lead time, never an early notice";
const commissioners = 'signals that commissioners see, by one without a part in them';

const parties = `a manager: the own provider's signals; a commissioner: ${commissioners}`;

const concerns =
  'those of commissioning organisations: all of the tenant; how to reach the author only for who looks into it and the information governance lead';

export const oversightOperations: OperationPolicies = {
  'Query.signals': { roles: readers, rows: seen },
  'Query.signal': { roles: readers, rows: seen },
  'Query.concerns': { roles: ['commissioner', 'informationGovernanceLead'], rows: concerns },
  'Query.concern': { roles: ['commissioner', 'informationGovernanceLead'], rows: concerns },
  'Mutation.handleConcern': { roles: ['commissioner'], rows: 'concerns of the tenant, by one who works for no party' },
  'Query.concernsDue': { roles: ['commissioner', 'informationGovernanceLead'], rows: concerns },
  'Mutation.moveConcernDate': {
    roles: ['commissioner'],
    rows: 'concerns of the tenant, by one who works for no party',
  },
  'Mutation.nameConcernOrganisation': {
    roles: ['commissioner'],
    rows: 'concerns of the tenant whose organisation is not known, by one who does not work for the organisation that is said',
  },
  'Mutation.decideConcernOrganisation': {
    roles: ['commissioner', 'informationGovernanceLead'],
    rows: 'what somebody has said, by one who works neither with them nor for the organisation; where there is nobody, by a colleague who does not look into it',
  },
  'Query.registersToCorrect': { roles: ['careCoordinator'], rows: 'meetings that the acting organisation hosts' },
  'Query.publishedReasons': { roles: STAFF_ROLES, rows: 'all of the tenant; they name nobody' },
  'Mutation.moveSignal': {
    roles: readers,
    rows: `a manager: records of the own provider's signals; a commissioner: ${commissioners}`,
  },
  'Mutation.extendReply': { roles: ['providerManager'], rows: "the own provider's signals" },
  'Mutation.explainSlippage': { roles: ['commissioner'], rows: commissioners },
  'Mutation.answerSignalTest': { roles: ['commissioner'], rows: commissioners },
  'Query.signalUndertakings': { roles: readers, rows: seen },
  'Query.undertakingsToDo': { roles: readers, rows: seen },
  'Query.undertakingEffect': {
    roles: readers,
    rows: `${seen}; months of other providers together and never one of them`,
  },
  'Mutation.proposeUndertaking': { roles: readers, rows: parties },
  'Mutation.rewriteUndertaking': { roles: readers, rows: parties },
  'Mutation.moveUndertaking': { roles: readers, rows: parties },
  'Mutation.noteUndertakingProgress': { roles: ['providerManager'], rows: "the own provider's signals" },
  'Mutation.saveReplyDraft': { roles: ['providerManager'], rows: "the own provider's signals" },
  'Mutation.sendReply': { roles: ['providerManager'], rows: "the own provider's signals" },
  'Mutation.decidePoint': {
    roles: ['commissioner'],
    rows: 'points of signals that commissioners see, by one who neither raised, moved nor checked them nor works for a party',
  },
  'Mutation.answerCorrection': { roles: ['careCoordinator'], rows: 'meetings that the acting organisation hosts' },
};
