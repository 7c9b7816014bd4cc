import type { releaseRequestLifecycle, StateOf } from '@quorate/libs/lifecycle';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ReleaseState = StateOf<typeof releaseRequestLifecycle>;

/** A request to a person's employer to let them go to one meeting. */
@Entity('release_request')
export class ReleaseRequest {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'release_request_id' })
  releaseRequestId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('uuid', { name: 'seat_id' })
  seatId: string;

  /** Whoever is to come: the invited person, or the deputy they named. */
  @Column('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  /** The employer on the day of the meeting, whose managers answer. */
  @Column('uuid', { name: 'provider_organisation_id' })
  providerOrganisationId: string;

  @Column('uuid', { name: 'host_organisation_id' })
  hostOrganisationId: string;

  @Column('uuid', { name: 'requested_by' })
  requestedBy: string;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt: Date;

  @Column('text')
  note: string;

  /** The last day for an answer; the day after it the request counts as unanswered. */
  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('text')
  state: ReleaseState;

  /** For a refusal: a code of ABSENCE_REASONS. */
  @Column('text', { name: 'reason_code', nullable: true })
  reasonCode: string | null;

  /** The manager's own words, whatever the answer; says who covers where no practitioner is named. */
  @Column('text', { name: 'reason_text', nullable: true })
  reasonText: string | null;

  @Column('uuid', { name: 'cover_practitioner_id', nullable: true })
  coverPractitionerId: string | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @Column('integer', { name: 'lock_version' })
  lockVersion: number;
}
