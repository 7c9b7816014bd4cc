import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RelationshipBasis } from './relationship-basis.js';

/** Why one practitioner or one account may see one person's record, and for how long. */
@Entity('legitimate_relationship')
export class LegitimateRelationship {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'relationship_id' })
  relationshipId: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  /** Either this or the account: never both, never neither. */
  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId: string | null;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId: string | null;

  @Column('text')
  basis: RelationshipBasis;

  @Column('text')
  reason: string;

  /** Half-open; without an upper bound it lasts until it is ended. */
  @Column('tstzrange')
  during: string;

  @Column('uuid', { name: 'granted_by', nullable: true })
  grantedBy: string | null;

  /** The place on a meeting's list that it came from. */
  @Column('uuid', { name: 'case_id', nullable: true })
  caseId: string | null;

  @Column('uuid', { name: 'seat_id', nullable: true })
  seatId: string | null;
}
