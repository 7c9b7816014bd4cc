import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A professional who may hold a seat. */
@Entity('practitioner')
export class Practitioner {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column('text')
  name: string;

  /** Where mail goes. Never shown to other people. */
  @Column('text')
  email: string;
}
