import type { OperationPolicies } from '../operation-policy.js';
import type { Role } from '../roles.js';

/** Who works with named people. Managers, commissioners and administrators see no person at all. */
const CARE: readonly Role[] = ['careCoordinator', 'clinician'];
const OWN_RECORD: readonly Role[] = ['person', 'carer'];

const related = 'people with whom the viewer has a legitimate relationship at this moment';
const partInMeeting =
  "lists of meetings that the viewer's organisation hosts or the viewer has a seat at; of these, related people";

export const casesOperations: OperationPolicies = {
  'Query.people': { roles: CARE, rows: related, personData: true },
  'Query.person': { roles: CARE, rows: related, personData: true },
  'Query.whoHasLooked': {
    roles: [...OWN_RECORD, 'informationGovernanceLead'],
    rows: "one's own record, or the person one cares for; for the information governance lead, looks by the own organisation",
    personData: true,
  },
  'Query.caseList': { roles: CARE, rows: `${partInMeeting}; others as a count`, personData: true },
  'Query.myActions': {
    roles: CARE,
    rows: 'own actions; for the co-ordinator, actions of meetings the organisation hosts; of these, related people',
    personData: true,
  },
  'Query.casesToday': {
    roles: CARE,
    rows: 'as myActions, and people deferred at meetings the organisation hosts',
    personData: true,
  },
  'Query.myMeetings': { roles: OWN_RECORD, rows: "one's own record, or the person one cares for", personData: true },
  'Mutation.registerPatient': { roles: CARE, rows: 'anyone referred: by own claim, audited', personData: true },
  'Mutation.markDeceased': { roles: CARE, rows: related },
  'Mutation.listCase': { roles: CARE, rows: partInMeeting },
  'Mutation.reorderCases': { roles: ['careCoordinator'], rows: "lists of the own organisation's meetings" },
  'Mutation.withdrawCase': { roles: CARE, rows: 'as the co-ordinator, or who listed the person' },
  'Mutation.coordinateMeeting': { roles: ['careCoordinator'], rows: "the own organisation's meetings" },
  'Mutation.recordOutcome': { roles: CARE, rows: partInMeeting },
  'Mutation.carryForward': { roles: ['careCoordinator'], rows: "the own organisation's meetings" },
  'Mutation.addAction': { roles: CARE, rows: partInMeeting },
  'Mutation.updateAction': {
    roles: CARE,
    rows: 'own actions; for the co-ordinator, those of meetings the organisation hosts',
  },
  'Subscription.caseListChanged': { roles: CARE, rows: 'hints, without content, for lists as in caseList' },
};
