import type { PackSection } from '@quorate/libs/evidence';
import { type PackSource } from '../pack-ask.js';
import type { Pseudonyms } from '../pseudonyms.js';
import { tableOf } from './table.js';

/** One person on the list of one meeting at which a seat that was relevant to them was lost. */
export interface ImpactRow {
  readonly patientId: string;
  readonly month: string;
  readonly role: string;
  readonly what: string;
  readonly isAgain: boolean;
  readonly evidenceNo: number;
}

// The rule is libs/signals impactOf: a seat that somebody said was there is not missing, whatever the register says.
const IMPACT_SQL = `
  select c.patient_id as "patientId", to_char(e.meeting_date, 'YYYY-MM') as month, coalesce(r.name, e.role_code) as role,
    case c.outcome when 'discussed' then 'discussedWithoutSeat' else 'deferredSeatAbsent' end as what,
    exists (select 1 from case_list_item n join mdt_meeting g on g.tenant_id = n.tenant_id and g.meeting_id = n.meeting_id
      where n.tenant_id = c.tenant_id and n.patient_id = c.patient_id and n.mdt_id = c.mdt_id and n.outcome = 'discussed'
        and g.meeting_date > e.meeting_date) as "isAgain",
    e.evidence_no::float8 as "evidenceNo"
  from attendance_evidence e
  join case_list_item c on c.tenant_id = e.tenant_id and c.meeting_id = e.meeting_id and c.outcome in ('discussed','deferredSeatAbsent')
  join case_relevant_seat s on s.tenant_id = c.tenant_id and s.case_id = c.case_id and s.seat_id = e.seat_id and s.was_present is distinct from true
  left join professional_role r on r.tenant_id = e.tenant_id and r.role_code = e.role_code
  where e.tenant_id = $1 and e.provider_organisation_id = $2 and not e.is_gone and e.count_class = 'lost'
    and e.host_organisation_id <> e.provider_organisation_id and e.meeting_date between $3::date and $4::date
  order by 2, 3, 4, c.case_id`;

/** People to whom a lost seat was relevant, at other organisations' meetings. */
export function readImpact(source: PackSource): Promise<ImpactRow[]> {
  return source.rowsOf<ImpactRow>(IMPACT_SQL);
}

/** What lost seats meant for people cared for: of the rows behind `lost` only, nobody named, months and not days. */
export function impactSection(
  rows: readonly ImpactRow[],
  lost: ReadonlySet<number>,
  patients: Pseudonyms,
): PackSection {
  return tableOf(
    {
      name: 'impact',
      title: 'What it meant for people cared for',
      about:
        'One row a person on a list and seat that was relevant to them and lost in the scope since the onset. People are numbers drawn for this pack; day, MDT, age and everything else about them are not in it.',
    },
    {
      patient: { title: 'Person cared for', cell: (row) => patients.of(row.patientId) },
      month: { title: 'Month', cell: (row) => row.month },
      role: { title: 'Role that was missing', cell: (row) => row.role },
      what: { title: 'What came of it', cell: (row) => row.what },
      isAgain: { title: 'Discussed again since', cell: (row) => row.isAgain },
    },
    rows.filter(({ evidenceNo }) => lost.has(evidenceNo)),
  );
}
