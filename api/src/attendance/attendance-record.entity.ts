import type { AttendanceMode, AttendanceOutcome } from '@quorate/libs/attendance';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of what the register says of one seat at one meeting. Never edited: a correction is the next version. */
@Entity('attendance_record')
export class AttendanceRecord {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'attendance_id' })
  attendanceId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('uuid', { name: 'seat_id' })
  seatId: string;

  /** From 1, without gaps, for each seat and meeting. */
  @Column('integer')
  version: number;

  @Column('boolean', { name: 'is_current' })
  isCurrent: boolean;

  /** 'notMarked' is what an undo leaves: the seat is as if nobody had marked it. */
  @Column('text')
  outcome: AttendanceOutcome | 'notMarked';

  @Column('text', { nullable: true })
  mode: AttendanceMode | null;

  /** Minutes present of whoever came, the member or the deputy. */
  @Column('integer', { nullable: true })
  minutes: number | null;

  /** Whoever came; for an absence, whoever was expected. */
  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId: string | null;

  @Column('text', { name: 'reason_code', nullable: true })
  reasonCode: string | null;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('text')
  source: 'register' | 'selfCheckIn' | 'import';

  @Column('uuid', { name: 'recorded_by' })
  recordedBy: string;

  @Column('uuid', { name: 'recorded_on_behalf_of', nullable: true })
  recordedOnBehalfOf: string | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt: Date;

  /** Why a mark was changed after the meeting; null for marks made on the day. */
  @Column('text', { name: 'correction_reason', nullable: true })
  correctionReason: string | null;
}
