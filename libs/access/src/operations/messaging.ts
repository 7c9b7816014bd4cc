import type { OperationPolicies } from '../operation-policy.js';

export const messagingOperations: OperationPolicies = {
  'Query.outbox': {
    roles: 'signedIn',
    rows: 'mail to oneself; a co-ordinator also of meetings the acting organisation hosts; an administrator all of the tenant, without its subject, and about signals only what the own organisation had sent',
  },
  'Query.mail': {
    roles: 'signedIn',
    rows: 'mail to oneself; where mail is caught and reaches nobody, a co-ordinator also of meetings the acting organisation hosts',
  },
  'Mutation.retryMessage': {
    roles: ['careCoordinator', 'administrator'],
    rows: 'a co-ordinator those of meetings the acting organisation hosts; an administrator all of the tenant',
  },
};
