import { AttendanceRecord } from './attendance/attendance-record.entity.js';
import { ReleaseRequest } from './attendance/release-request.entity.js';
import { Account } from './identity/account.entity.js';
import { Session } from './identity/session.entity.js';

/** Every TypeORM entity. The drift test compares each with its table. */
export const entities = [AttendanceRecord, ReleaseRequest, Account, Session];
