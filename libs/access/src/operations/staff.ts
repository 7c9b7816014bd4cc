import type { OperationPolicies } from '../operation-policy.js';

export const staffOperations: OperationPolicies = {};
