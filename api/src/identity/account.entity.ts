import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('account')
export class Account {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId: string;

  @Column('text')
  login: string;

  @Column('text')
  name: string;

  @Column('text')
  email: string;

  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId: string | null;

  /** Set for a person who signs in to see their own plan. */
  @Column('uuid', { name: 'patient_id', nullable: true })
  patientId: string | null;

  /** What a demo persona can try; shown by the persona picker. */
  @Column('text')
  about: string;

  @Column('timestamptz', { name: 'active_from' })
  activeFrom: Date;

  /** From this instant on the account can do nothing. */
  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt: Date | null;
}
