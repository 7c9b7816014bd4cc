import { Inject, Injectable } from '@nestjs/common';
import type { ListedCase } from '@quorate/libs/signals';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';

/** Case lists as the product itself reads them, to count people whom lost seats touched. Nothing of it goes to a viewer. */
@Injectable()
export class ListedCasesReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Everybody on the list of a held meeting in [from, until), without those withdrawn. */
  async casesBetween(tenantId: string, from: string, until: string): Promise<ListedCase[]> {
    return this.reads.rowsFor<ListedCase>(jobSession(tenantId), {
      name: 'listed-cases',
      text: `select c.case_id as "caseId", c.patient_id as "personId", p.date_of_birth::text as "bornOn", c.mdt_id as "mdtId",
               c.meeting_id as "meetingId", m.meeting_date::text as "meetingDate",
               (c.listed_at at time zone 'Europe/London')::date::text as "listedOn", c.outcome, c.carried_from_case_id as "carriedFromCaseId",
               coalesce((select json_agg(json_build_object('seatId', r.seat_id, 'wasPresent', r.was_present) order by r.seat_id)
                 from case_relevant_seat r where r.tenant_id = c.tenant_id and r.case_id = c.case_id), '[]') as relevant
             from case_list_item c
             join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
             join patient p on p.tenant_id = c.tenant_id and p.patient_id = c.patient_id
             where c.tenant_id = $1 and m.meeting_date >= $2 and m.meeting_date < $3 and m.status <> 'cancelled' and c.state <> 'withdrawn'
             order by m.meeting_date, c.case_id`,
      values: [tenantId, from, until],
    });
  }
}
