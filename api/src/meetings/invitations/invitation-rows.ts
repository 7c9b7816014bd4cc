import type { Transaction } from '../../platform/commands.js';

/** One person's part in one meeting, with all that a mail about it says. A delegated invitation gives two rows. */
export interface MailRow {
  readonly invitationId: string;
  readonly meetingId: string;
  readonly seriesId: string | null;
  readonly practitionerId: string;
  readonly name: string;
  readonly email: string;
  /** True for the deputy's row of a delegated invitation. */
  readonly isDeputy: boolean;
  readonly response: string;
  readonly wasSent: boolean;
  readonly roleName: string;
  readonly providerName: string;
  readonly mdtName: string;
  readonly hostName: string;
  readonly hostOrganisationId: string;
  readonly status: string;
  readonly cancelReason: string | null;
  readonly date: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly seriesDate: string | null;
  readonly siteName: string | null;
  readonly roomName: string | null;
  readonly joinUrl: string | null;
  readonly calendarUid: string;
  /** The occurrence's own count and the series'. Both only rise. */
  readonly sequence: number;
  readonly seriesSequence: number;
  readonly seriesStartTime: string | null;
  readonly frequency: 'weekly' | 'fortnightly' | 'monthly' | null;
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7 | null;
  readonly weekOfMonth: 1 | 2 | 3 | 4 | -1 | null;
}

/**
 * What mails need to know, by meeting start and seat position. `where` is a condition on m (the meeting) and i (the
 * invitation); its values begin at $2.
 */
export function mailRows(tx: Transaction, where: string, values: readonly unknown[]): Promise<MailRow[]> {
  return tx.query<MailRow>(
    `select i.invitation_id as "invitationId", m.meeting_id as "meetingId", m.series_id as "seriesId",
       p.practitioner_id as "practitionerId", p.name, p.email, p.practitioner_id is not distinct from i.deputy_practitioner_id as "isDeputy",
       i.response, i.sent_at is not null as "wasSent", r.name as "roleName", pr.name as "providerName", d.name as "mdtName",
       h.name as "hostName", m.host_organisation_id as "hostOrganisationId", m.status, m.cancel_reason as "cancelReason",
       m.meeting_date::text as date, m.start_time as "startTime", m.duration_minutes as "durationMinutes", m.series_date::text as "seriesDate",
       st.name as "siteName", rm.name as "roomName", m.join_url as "joinUrl", m.calendar_uid as "calendarUid", m.sequence,
       coalesce(se.sequence, 0) as "seriesSequence", se.start_time as "seriesStartTime", se.frequency, se.weekday, se.week_of_month as "weekOfMonth"
     from mdt_meeting m
     join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
     join practitioner p on p.tenant_id = i.tenant_id and p.practitioner_id in (i.practitioner_id, i.deputy_practitioner_id)
     join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
     join professional_role r on r.tenant_id = s.tenant_id and r.role_code = s.role_code
     join organisation pr on pr.tenant_id = i.tenant_id and pr.organisation_id = i.provider_organisation_id
     join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
     join organisation h on h.tenant_id = m.tenant_id and h.organisation_id = m.host_organisation_id
     left join mdt_series se on se.tenant_id = m.tenant_id and se.series_id = m.series_id
     left join site st on st.tenant_id = m.tenant_id and st.site_id = m.site_id
     left join room rm on rm.tenant_id = m.tenant_id and rm.room_id = m.room_id
     where m.tenant_id = $1 and ${where}
     order by m.starts_at, m.meeting_id, s.position, p.practitioner_id`,
    [tx.tenantId, ...values],
  );
}
