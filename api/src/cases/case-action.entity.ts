import type { actionLifecycle, StateOf } from '@quorate/libs/lifecycle';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a meeting asked somebody to do for a person, by when, and for which organisation. */
@Entity('case_action')
export class CaseAction {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'action_id' })
  actionId: string;

  @Column('uuid', { name: 'case_id' })
  caseId: string;

  @Column('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('text')
  description: string;

  @Column('uuid', { name: 'owner_practitioner_id' })
  ownerPractitionerId: string;

  /** For whom the owner acts. */
  @Column('uuid', { name: 'organisation_id' })
  organisationId: string;

  /** Local date. */
  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('text')
  state: StateOf<typeof actionLifecycle>;

  @Column('text', { name: 'state_reason', nullable: true })
  stateReason: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}
