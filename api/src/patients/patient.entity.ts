import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person cared for. Seen only through a legitimate relationship: row-level security hides every other row. */
@Entity('patient')
export class Patient {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'patient_id' })
  patientId: string;

  /** Ten digits; null when it is not known. */
  @Column('text', { name: 'nhs_number', nullable: true })
  nhsNumber: string | null;

  @Column('text', { name: 'nhs_number_status' })
  nhsNumberStatus: 'verified' | 'checkDigitOnly' | 'absent';

  @Column('text', { name: 'family_name' })
  familyName: string;

  @Column('text', { name: 'given_name' })
  givenName: string;

  /** Local date. */
  @Column('date', { name: 'date_of_birth' })
  dateOfBirth: string;

  /** Local date. From then on the record is read-only. */
  @Column('date', { name: 'deceased_on', nullable: true })
  deceasedOn: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}
