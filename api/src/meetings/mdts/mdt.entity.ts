import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An MDT: a standing group hosted by one organisation. What it is for is in its terms of reference. */
@Entity('mdt')
export class Mdt {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('text')
  name: string;

  /** Only care co-ordinators acting for it may change the MDT. */
  @Column('uuid', { name: 'host_organisation_id' })
  hostOrganisationId: string;

  @Column('text')
  status: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}

/** One version of what an MDT is for and when it may decide. Never edited: a change is the next version. */
@Entity('terms_of_reference')
export class TermsOfReference {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'terms_id' })
  termsId: string;

  @Column('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('integer')
  version: number;

  @Column('text')
  purpose: string;

  @Column('text')
  population: string;

  @Column('integer', { name: 'minimum_seats' })
  minimumSeats: number;

  /** Role codes, each needed at least once. */
  @Column('text', { name: 'required_roles', array: true })
  requiredRoles: string[];

  @Column('integer', { name: 'minimum_notice_working_days' })
  minimumNoticeWorkingDays: number;

  @Column('boolean', { name: 'deputies_allowed' })
  deputiesAllowed: boolean;

  @Column('date', { name: 'in_force_from' })
  inForceFrom: string;

  @Column('date', { name: 'review_on', nullable: true })
  reviewOn: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('uuid', { name: 'created_by' })
  createdBy: string;
}

/** Role x provider. In force for the terms' versions from `fromVersion` up to and including `toVersion`. */
@Entity('mdt_seat')
export class MdtSeat {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'seat_id' })
  seatId: string;

  @Column('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('text', { name: 'role_code' })
  roleCode: string;

  @Column('uuid', { name: 'provider_organisation_id' })
  providerOrganisationId: string;

  @Column('text')
  kind: string;

  @Column('boolean', { name: 'counts_for_quorum' })
  countsForQuorum: boolean;

  /** Null while the seat is vacant. Past meetings keep whom they invited in their invitations. */
  @Column('uuid', { name: 'holder_practitioner_id', nullable: true })
  holderPractitionerId: string | null;

  @Column('integer')
  position: number;

  @Column('integer', { name: 'from_version' })
  fromVersion: number;

  @Column('integer', { name: 'to_version', nullable: true })
  toVersion: number | null;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}

@Entity('seat_deputy')
export class SeatDeputy {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'seat_id' })
  seatId: string;

  @PrimaryColumn('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column('date', { name: 'trained_on', nullable: true })
  trainedOn: string | null;
}
