import type { OperationPolicies } from '../operation-policy.js';

export const auditOperations: OperationPolicies = {};
