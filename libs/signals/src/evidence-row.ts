import type { AttendanceClass } from '@quorate/libs/attendance';

/**
 * One seat at one held meeting as evidence: who was expected, what came of it and what was asked before. Days are ISO
 * dates. Null is "not known", never 0.
 */
export interface EvidenceRow {
  readonly meetingId: string;
  readonly seatId: string;
  /** Who was invited; null for an empty seat. */
  readonly practitionerId: string | null;
  /** The employer on the day of the meeting. */
  readonly providerId: string;
  readonly hostId: string;
  readonly mdtId: string;
  readonly seriesId: string | null;
  readonly siteId: string | null;
  readonly roleCode: string;
  readonly isCore: boolean;
  readonly meetingDate: string;
  /** Minutes after midnight, Europe/London. */
  readonly startMinute: number;
  readonly durationMinutes: number;
  readonly mode: 'inPerson' | 'hybrid' | 'remote';
  /** When the person was told of the hour that was kept: the invitation, or the last move after it. */
  readonly invitedOn: string | null;
  readonly travelMinutes: number | null;
  /**
   * Kilometres in a straight line from the employer's address to the place of the meeting. This and `isStrikeDay` are left
   * out where there is nothing to say: rows of before they were kept have the hash that they were judged under.
   */
  readonly travelKm?: number;
  /** Set aside because of a recorded strike day of the role. */
  readonly isStrikeDay?: true;
  /** Colleagues who could deputise when the row was first written. */
  readonly coverDepth: number;
  /** As the engagement figures count it; the detector's own rules of what is at risk come on top. */
  readonly countClass: AttendanceClass;
  readonly status: EvidenceStatus;
  /** Of whoever came. */
  readonly minutesPresent: number | null;
  readonly reasonCode: string | null;
  /** Account that wrote what the register says; null where it says nothing. */
  readonly recordedBy: string | null;
  /** Null when release was never asked for. */
  readonly release: {
    readonly requestedOn: string;
    /** Null while it waits. */
    readonly decision: 'granted' | 'grantedWithCover' | 'refused' | 'unanswered' | null;
    readonly decidedOn: string | null;
  } | null;
}

export type EvidenceStatus =
  | 'attended'
  | 'attendedPart'
  | 'deputy'
  | 'writtenInput'
  | 'apologies'
  /** Apologies, with the invitation declined only on the day before or the day itself. */
  | 'lateCancel'
  | 'absentNoNotice'
  | 'notRequired'
  | 'notRecorded';
