import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY_JSON, type IdentityRow } from '../patients/patients.reads.js';
import { Reads } from '../platform/reads.js';
import type { RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { NOT_HERE } from './case-list.reads.js';
import type { MyComingMeeting, MyMeetings, MyPastMeeting } from './my-meetings.graphql.js';

const MEETING_COLUMNS = `'meetingId', m.meeting_id, 'mdtName', d.name, 'startsAt', m.starts_at`;

const MY_MEETINGS = `
  with mine as materialized (
    select c.case_id, c.state, c.outcome_text, m.meeting_id, m.mdt_id, m.starts_at, m.status, m.starts_at > quorate_now() as is_coming
    from case_list_item c join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
    where c.tenant_id = $1 and c.patient_id = $2 and c.state <> 'withdrawn' and m.status <> 'cancelled')
  select ${IDENTITY_JSON} as person,
    coalesce((select json_agg(json_build_object(${MEETING_COLUMNS}) order by m.starts_at, m.case_id)
      from mine m join mdt d on d.tenant_id = $1 and d.mdt_id = m.mdt_id where m.is_coming and m.state = 'listed'), '[]') as coming,
    coalesce((select json_agg(json_build_object(${MEETING_COLUMNS}, 'state', m.state, 'outcomeText', m.outcome_text,
        'professionsPresent', (select coalesce(json_agg(distinct r.name), '[]') from case_presence s
          join mdt_seat t on t.tenant_id = s.tenant_id and t.seat_id = s.seat_id
          join professional_role r on r.tenant_id = t.tenant_id and r.role_code = t.role_code
          where s.tenant_id = $1 and s.case_id = m.case_id),
        'actions', (select coalesce(json_agg(json_build_object('id', a.action_id, 'description', a.description, 'ownerName', op.name,
            'organisationName', oo.name, 'dueOn', a.due_on, 'state', a.state) order by a.due_on, a.action_id), '[]')
          from case_action a
          join practitioner op on op.tenant_id = a.tenant_id and op.practitioner_id = a.owner_practitioner_id
          join organisation oo on oo.tenant_id = a.tenant_id and oo.organisation_id = a.organisation_id
          where a.tenant_id = $1 and a.case_id = m.case_id and a.state <> 'cancelled')) order by m.starts_at desc, m.case_id)
      from mine m join mdt d on d.tenant_id = $1 and d.mdt_id = m.mdt_id where not m.is_coming), '[]') as past
  from patient p
  where p.tenant_id = $1 and p.patient_id = $2 and exists (select 1 from legitimate_relationship r
    where r.tenant_id = $1 and r.patient_id = $2 and r.account_id = $3 and r.basis in ('self','carer') and r.during @> quorate_now())`;

interface MineRow {
  readonly person: IdentityRow;
  readonly coming: readonly MyComingMeeting[];
  readonly past: readonly MyPastMeeting[];
}

/** A person's own meetings, read by them or by who cares for them. */
@Injectable()
export class MyMeetingsReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** When the person is discussed next, and what was decided before. Refused once a carer's part has ended. */
  async myMeetings(viewer: Viewer): Promise<({ __typename: 'MyMeetings' } & MyMeetings) | RefusalData> {
    const patientId = viewer.aboutPatientId;
    const [row] = await this.reads.audited<MineRow>(
      viewer,
      { name: 'my-meetings', text: MY_MEETINGS, values: [viewer.tenantId, patientId, viewer.accountId] },
      (rows) => [
        {
          operation: 'myMeetings',
          kind: rows.length > 0 ? 'read' : 'refusal',
          entity: 'Patient',
          entityId: patientId ?? 'none',
          patientId,
          outcome: rows.length > 0 ? 'done' : 'refused',
        },
      ],
    );
    if (!row) return NOT_HERE;
    return {
      __typename: 'MyMeetings',
      person: row.person,
      coming: row.coming.map((meeting) => ({ ...meeting, startsAt: new Date(meeting.startsAt).toISOString() })),
      past: row.past.map((meeting) => ({ ...meeting, startsAt: new Date(meeting.startsAt).toISOString() })),
    };
  }
}
