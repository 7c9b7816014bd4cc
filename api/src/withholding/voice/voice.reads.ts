import { Inject, Injectable } from '@nestjs/common';
import { REGIME_2015 } from '@quorate/libs/signals';
import { toLondon } from '@quorate/libs/time';
import { EMPLOYER_AS_AT } from '../../attendance/count-meeting.js';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { REGIME_IN_FORCE, type StoredRegime } from '../regimes.js';
import type { NamedStatement, StaffStatement, StaffVoice } from './voice.graphql.js';

/** A meeting to which somebody was invited, as far as a statement needs it. For the viewer's own practitioner ($2) alone. */
export const INVITED_MEETING = `
  select m.meeting_id as "meetingId", m.meeting_date::text as date, d.name as "mdtName", m.host_organisation_id as "hostId",
    coalesce(employer.organisation_id, i.provider_organisation_id) as "employerId", e.name as "employerName", m.starts_at <= quorate_now() as "mayState"
  from invitation i
  join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
  join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
  ${EMPLOYER_AS_AT}
  join organisation e on e.tenant_id = i.tenant_id and e.organisation_id = coalesce(employer.organisation_id, i.provider_organisation_id)
  where i.tenant_id = $1 and i.practitioner_id = $2 and m.meeting_id = $3 and m.status <> 'cancelled'
  order by i.seat_id limit 1`;

export interface InvitedMeeting {
  readonly meetingId: string;
  readonly date: string;
  readonly mdtName: string;
  readonly hostId: string;
  readonly employerId: string;
  readonly employerName: string;
  readonly mayState: boolean;
}

/** Statements of the viewer's own practitioner ($2), newest meeting first; of one meeting ($3) or of all (null). */
export const OWN_STATEMENTS = `
  select t.meeting_id as "meetingId", t.meeting_date::text as date, d.name as "mdtName", t.words, t.stated_at as "statedAt",
    t.named_at is not null as "isNamed",
    coalesce((select json_agg(json_build_object('authority', o.authority, 'power', o.power, 'openedAt', o.opened_at) order by o.opened_at)
      from staff_statement_opening o where o.tenant_id = t.tenant_id and o.statement_id = t.statement_id and o.practitioner_id = t.practitioner_id
        and o.not_told_because = ''), '[]') as openings
  from staff_statement t
  join mdt_meeting m on m.tenant_id = t.tenant_id and m.meeting_id = t.meeting_id
  join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  where t.tenant_id = $1 and t.practitioner_id = $2 and t.account_id = quorate_account() and ($3::uuid is null or t.meeting_id = $3)
  order by t.meeting_date desc, t.meeting_id`;

export interface StoredStatement extends Omit<StaffStatement, 'statedAt'> {
  readonly statedAt: Date;
}

export function statementOf({ statedAt, openings, ...stored }: StoredStatement): StaffStatement {
  return {
    ...stored,
    statedAt: statedAt.toISOString(),
    openings: openings.map((opening) => ({ ...opening, openedAt: new Date(opening.openedAt).toISOString() })),
  };
}

/** What staff said in private, for themselves; and what somebody put their name to, for those who see the signal. */
@Injectable()
export class VoiceReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Null for a meeting to which the viewer was not invited. */
  async voice(viewer: Viewer, meetingId: string): Promise<StaffVoice | null> {
    const [meeting] = await this.reads.rows<InvitedMeeting>(viewer, {
      name: 'statement-meeting',
      text: INVITED_MEETING,
      values: [viewer.tenantId, viewer.practitionerId, meetingId],
    });
    if (!meeting) return null;
    const [statement] = await this.own(viewer, meetingId);
    const { mdtName, date, employerName, mayState } = meeting;
    return {
      meetingId,
      mdtName,
      date,
      employerName,
      mayState,
      toldFrom: await this.toldFrom(viewer),
      statement: statement ?? null,
    };
  }

  /** All of the viewer's own, newest meeting first. */
  statements(viewer: Viewer): Promise<StaffStatement[]> {
    return this.own(viewer, null);
  }

  /** Those of a signal's provider since it began to which the author has put their name. */
  named(viewer: Viewer, signalId: string): Promise<NamedStatement[]> {
    return this.reads.rows<NamedStatement>(viewer, {
      name: 'named-statements',
      text: `select t.statement_id as id, p.name as "staffName", d.name as "mdtName", t.meeting_date::text as date, t.words
             from signal_now s
             join staff_statement t on t.tenant_id = s.tenant_id and t.provider_organisation_id = s.provider_organisation_id
               and t.meeting_date >= s.since and t.host_organisation_id <> t.provider_organisation_id
             join practitioner p on p.tenant_id = t.tenant_id and p.practitioner_id = t.practitioner_id
             join mdt_meeting m on m.tenant_id = t.tenant_id and m.meeting_id = t.meeting_id
             join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
             where s.tenant_id = $1 and s.signal_id = $2 and t.named_at is not null
               and case when $3 then quorate_commissions() else s.provider_organisation_id = quorate_organisation() end
             order by t.meeting_date desc, t.statement_id`,
      values: [viewer.tenantId, signalId, viewer.role === 'commissioner'],
    });
  }

  private async own(viewer: Viewer, meetingId: string | null): Promise<StaffStatement[]> {
    const rows = await this.reads.rows<StoredStatement>(viewer, {
      name: 'own-statements',
      text: OWN_STATEMENTS,
      values: [viewer.tenantId, viewer.practitionerId, meetingId],
    });
    return rows.map(statementOf);
  }

  private async toldFrom(viewer: Viewer): Promise<number> {
    const [stored] = await this.reads.rows<StoredRegime>(viewer, {
      name: 'signal-rules',
      text: REGIME_IN_FORCE,
      values: [viewer.tenantId, toLondon(this.clock.now().toISOString()).date],
    });
    return (stored?.regime ?? REGIME_2015).thresholds.staffStatementsFrom;
  }
}
