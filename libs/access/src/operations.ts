import type { OperationPolicies } from './operation-policy.js';
import { adviceOperations } from './operations/advice.js';
import { attendanceOperations } from './operations/attendance.js';
import { auditOperations } from './operations/audit.js';
import { casesOperations } from './operations/cases.js';
import { departuresOperations } from './operations/departures.js';
import { identityOperations } from './operations/identity.js';
import { indicatorsOperations } from './operations/indicators.js';
import { meetingsOperations } from './operations/meetings.js';
import { messagingOperations } from './operations/messaging.js';
import { organisationsOperations } from './operations/organisations.js';
import { oversightOperations } from './operations/oversight.js';
import { packsOperations } from './operations/packs.js';
import { returnsOperations } from './operations/returns.js';
import { runsOperations } from './operations/runs.js';
import { staffOperations } from './operations/staff.js';
import { strikesOperations } from './operations/strikes.js';
import { tendersOperations } from './operations/tenders.js';
import { withholdingOperations } from './operations/withholding.js';

/** Every root field of the schema and who may call it, domain by domain. */
export const OPERATIONS: OperationPolicies = {
  ...identityOperations,
  ...organisationsOperations,
  ...staffOperations,
  ...meetingsOperations,
  ...attendanceOperations,
  ...strikesOperations,
  ...casesOperations,
  ...indicatorsOperations,
  ...withholdingOperations,
  ...packsOperations,
  ...oversightOperations,
  ...adviceOperations,
  ...departuresOperations,
  ...tendersOperations,
  ...runsOperations,
  ...returnsOperations,
  ...messagingOperations,
  ...auditOperations,
};
