import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When an MDT meets, again and again. "This and following" ends one and begins another that names it. */
@Entity('mdt_series')
export class MdtSeries {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'series_id' })
  seriesId: string;

  @Column('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('text')
  frequency: string;

  /** 1 Monday to 7 Sunday. */
  @Column('integer')
  weekday: number;

  /** Monthly only: 1 to 4, or -1 for the last. */
  @Column('integer', { name: 'week_of_month', nullable: true })
  weekOfMonth: number | null;

  /** HH:MM on a London clock. */
  @Column('text', { name: 'start_time' })
  startTime: string;

  @Column('integer', { name: 'duration_minutes' })
  durationMinutes: number;

  @Column('date', { name: 'from_date' })
  fromDate: string;

  @Column('date', { name: 'until_date', nullable: true })
  untilDate: string | null;

  @Column('uuid', { name: 'site_id', nullable: true })
  siteId: string | null;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  @Column('text', { name: 'join_url', nullable: true })
  joinUrl: string | null;

  @Column('uuid', { name: 'follows_series_id', nullable: true })
  followsSeriesId: string | null;

  /** The last local date up to which its meetings have been made. */
  @Column('date', { name: 'planned_through' })
  plannedThrough: string;

  /** How far ahead its meetings are kept booked while it has no last date. */
  @Column('integer', { name: 'weeks_ahead', default: 26 })
  weeksAhead: number;

  @Column('text', { name: 'calendar_uid' })
  calendarUid: string;

  /** iCalendar SEQUENCE: rises with every change that attendees have to be told. */
  @Column('integer', { default: 0 })
  sequence: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}

/** One meeting of an MDT: an occurrence of a series, or an extraordinary one. */
@Entity('mdt_meeting')
export class MdtMeeting {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('uuid', { name: 'mdt_id' })
  mdtId: string;

  @Column('uuid', { name: 'series_id', nullable: true })
  seriesId: string | null;

  /** The version of the terms of reference it is held under. */
  @Column('uuid', { name: 'terms_id' })
  termsId: string;

  @Column('uuid', { name: 'host_organisation_id' })
  hostOrganisationId: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  /** The Europe/London date of startsAt. */
  @Column('date', { name: 'meeting_date' })
  meetingDate: string;

  @Column('text', { name: 'start_time' })
  startTime: string;

  @Column('integer', { name: 'duration_minutes' })
  durationMinutes: number;

  /** The date the series' rule gives; differs from meetingDate once the meeting was moved. */
  @Column('date', { name: 'series_date', nullable: true })
  seriesDate: string | null;

  @Column('uuid', { name: 'site_id', nullable: true })
  siteId: string | null;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  @Column('text', { name: 'join_url', nullable: true })
  joinUrl: string | null;

  @Column('text')
  status: string;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  @Column('boolean', { name: 'is_extraordinary', default: false })
  isExtraordinary: boolean;

  @Column('text', { name: 'calendar_uid' })
  calendarUid: string;

  @Column('integer', { default: 0 })
  sequence: number;

  /** When the seats were told of the present date and time; null while they were not. */
  @Column('timestamptz', { name: 'notice_given_at', nullable: true })
  noticeGivenAt: Date | null;

  @Column('boolean', { name: 'is_quorate', nullable: true })
  isQuorate: boolean | null;

  @Column('integer', { name: 'register_version', default: 0 })
  registerVersion: number;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}

/** One seat's invitation to one meeting. Whoever holds the seat is invited; a vacant seat keeps an empty invitation. */
@Entity('invitation')
export class Invitation {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'invitation_id' })
  invitationId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('uuid', { name: 'seat_id' })
  seatId: string;

  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId: string | null;

  @Column('uuid', { name: 'provider_organisation_id' })
  providerOrganisationId: string;

  @Column('text')
  response: string;

  @Column('text', { name: 'response_source', nullable: true })
  responseSource: string | null;

  @Column('timestamptz', { name: 'responded_at', nullable: true })
  respondedAt: Date | null;

  @Column('text', { name: 'decline_reason', nullable: true })
  declineReason: string | null;

  @Column('text', { nullable: true })
  comment: string | null;

  @Column('uuid', { name: 'deputy_practitioner_id', nullable: true })
  deputyPractitionerId: string | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;

  @Column('timestamptz', { name: 'reminded_at', nullable: true })
  remindedAt: Date | null;

  @Column('integer', { name: 'lock_version', default: 1 })
  lockVersion: number;
}
