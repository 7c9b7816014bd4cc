import type { OperationPolicies } from '../operation-policy.js';
import { STAFF_ROLES } from '../role-fits.js';

const between =
  'what the own organisation asked; a commissioner and an information governance lead also what the own organisation is asked. Question and answer stay with the two';
const answering = 'questions to the own organisation, which commissions';
const published = 'versions for all staff that the own organisation wrote';

export const adviceOperations: OperationPolicies = {
  'Query.adviceQuestions': { roles: STAFF_ROLES, rows: between },
  'Query.adviceQuestion': { roles: STAFF_ROLES, rows: between },
  'Query.adviceToday': { roles: STAFF_ROLES, rows: between },
  'Query.adviceAddressees': { roles: STAFF_ROLES, rows: 'organisations that commission and have a commissioner' },
  'Query.publishedAdvice': { roles: STAFF_ROLES, rows: 'all of the tenant; it names nobody' },
  'Query.adviceToCheck': {
    roles: ['commissioner', 'informationGovernanceLead'],
    rows: `${published} and somebody else wrote; of another organisation that commissions where nobody there can check them`,
  },
  'Mutation.askAdvice': { roles: STAFF_ROLES, rows: 'asked for the own organisation' },
  'Mutation.answerAdvice': { roles: ['commissioner'], rows: `${answering}, but not one's own` },
  'Mutation.proposeAdvice': { roles: ['commissioner'], rows: `answered ${answering}` },
  'Mutation.checkAdvice': {
    roles: ['commissioner', 'informationGovernanceLead'],
    rows: `${published}, by somebody else than who wrote it; of another organisation where nobody there can`,
  },
  'Mutation.withdrawAdviceQuestion': { roles: STAFF_ROLES, rows: "one's own, until it is answered" },
  'Mutation.withdrawAdvice': { roles: ['commissioner'], rows: published },
};
