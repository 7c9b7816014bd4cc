import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CaseState = 'listed' | 'discussed' | 'deferred' | 'deferredSeatAbsent' | 'withdrawn' | 'carriedForward';
export type CaseOutcome = 'discussed' | 'deferred' | 'deferredSeatAbsent';

/** One person's place on one meeting's list. */
@Entity('case_list_item')
export class CaseListItem {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('integer')
  position: number;

  @Column('text')
  question: string;

  @Column('text', { name: 'wanted_by_person', default: '' })
  wantedByPerson: string;

  @Column('text')
  state: CaseState;

  /** What was last recorded in the meeting; stays when the case is carried forward, so that deferrals can be counted. */
  @Column('text', { nullable: true })
  outcome: CaseOutcome | null;

  @Column('text', { name: 'outcome_text', nullable: true })
  outcomeText: string | null;

  @Column('timestamptz', { name: 'outcome_at', nullable: true })
  outcomeAt: Date | null;

  @Column('uuid', { name: 'outcome_by', nullable: true })
  outcomeBy: string | null;

  @Column('uuid', { name: 'carried_from_case_id', nullable: true })
  carriedFromCaseId: string | null;

  @Column('uuid', { name: 'listed_by' })
  listedBy: string;

  @Column('timestamptz', { name: 'listed_at' })
  listedAt: Date;

  /** Until when being on this list opens the person's record to those at the meeting. */
  @Column('timestamptz', { name: 'access_until' })
  accessUntil: Date;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}
