import { AttendanceRecord } from './attendance/attendance-record.entity.js';
import { ReleaseRequest } from './attendance/release-request.entity.js';
import { CaseAction } from './cases/case-action.entity.js';
import { CaseListItem } from './cases/case-list-item.entity.js';
import { Account } from './identity/account.entity.js';
import { Session } from './identity/session.entity.js';
import { Mdt, MdtSeat, SeatDeputy, TermsOfReference } from './meetings/mdts/mdt.entity.js';
import { Invitation, MdtMeeting, MdtSeries } from './meetings/meeting.entity.js';
import { LegitimateRelationship } from './patients/legitimate-relationship.entity.js';
import { Patient } from './patients/patient.entity.js';
import { Practitioner } from './staff/practitioner.entity.js';

/** Every TypeORM entity. The drift test compares each with its table. */
export const entities = [
  AttendanceRecord,
  ReleaseRequest,
  Account,
  Session,
  CaseAction,
  CaseListItem,
  LegitimateRelationship,
  Patient,
  Mdt,
  TermsOfReference,
  MdtSeat,
  SeatDeputy,
  MdtSeries,
  MdtMeeting,
  Invitation,
  Practitioner,
];
