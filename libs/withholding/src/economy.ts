/** One health economy's attendance as the detector reads it. Days are ISO dates (YYYY-MM-DD). */
export interface Economy {
  readonly start: string;
  /** First days of months, oldest first: on each, everything about meetings held before it is known. */
  readonly evaluationDates: readonly string[];
  readonly providers: readonly { readonly providerId: string }[];
  readonly series: readonly SeriesRow[];
  readonly professionals: readonly ProfessionalRow[];
  readonly meetings: readonly { readonly meetingId: string; readonly seriesId: string; readonly date: string }[];
  readonly calendar: readonly CalendarRow[];
  /** Read twice, so not what can be read only once. */
  readonly invitations: Iterable<InvitationRow>;
  readonly releaseRequests: Iterable<ReleaseRequestRow>;
}

export interface SeriesRow {
  readonly seriesId: string;
  readonly hostProviderId: string;
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes after midnight, wall time. */
  readonly startMinute: number;
  readonly durationMinutes: number;
  readonly mode: 'in_person' | 'hybrid' | 'remote';
}

export interface ProfessionalRow {
  readonly professionalId: string;
  readonly employerProviderId: string;
  readonly baseSiteId: string;
  readonly role: string;
  /** Colleagues who could deputise, 0 to 3. */
  readonly coverDepth: number;
}

export interface CalendarRow {
  readonly date: string;
  readonly kind: 'bank_holiday' | 'strike';
  /** Roles called out on a strike day. */
  readonly roles: readonly string[];
}

export type AttendanceStatus =
  | 'attended'
  | 'attended_late'
  | 'deputy'
  | 'apologies'
  | 'late_cancel'
  | 'dna'
  | 'not_recorded';

export interface InvitationRow {
  readonly invitationId: string;
  readonly meetingId: string;
  readonly professionalId: string;
  readonly required: boolean;
  readonly invitedOn: string;
  readonly travelMinutes: number;
  readonly status: AttendanceStatus;
  /** Of whoever came: the person or the deputy. */
  readonly minutesPresent: number;
  /** Reason class on record; '' where none. */
  readonly absenceReason: string;
}

export interface ReleaseRequestRow {
  readonly invitationId: string;
  readonly requestedOn: string;
  readonly decision: 'approved' | 'partial' | 'declined' | 'none';
  /** '' while nobody has answered. */
  readonly decidedOn: string;
}
