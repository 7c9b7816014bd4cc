import type { PackCell, PackSection } from '@quorate/libs/evidence';
import { type InsideLeave, toldRow } from '../count-again.js';
import { instant, type PackSource } from '../pack-ask.js';
import type { Pseudonyms } from '../pseudonyms.js';
import type { DisputeRow } from './disputes.js';
import { inTurns, tableInTurns } from './table.js';

/** One version of one seat's row of evidence, with the words for its ids. */
export interface RegisterRow {
  readonly row: number;
  readonly supersededBy: number | null;
  readonly isGone: boolean;
  readonly practitionerId: string | null;
  readonly recordedBy: string | null;
  readonly mdt: string;
  readonly host: string;
  readonly hostCode: string;
  readonly isOwnSite: boolean;
  readonly role: string;
  readonly roleCode: string;
  readonly seatNo: number;
  readonly isCore: boolean;
  readonly day: string;
  readonly startMinute: number;
  readonly durationMinutes: number;
  readonly mode: string;
  readonly invitedOn: string | null;
  readonly travelMinutes: number | null;
  readonly travelKm: number | null;
  readonly coverDepth: number;
  readonly countClass: string;
  readonly status: string;
  readonly minutesPresent: number | null;
  readonly reasonCode: string | null;
  readonly releaseRequestedOn: string | null;
  readonly releaseDecision: string | null;
  readonly releaseDecidedOn: string | null;
  readonly recordedAt: string;
}

// A seat is told from another of the same role at the same MDT by a number, in the order of the terms of reference.
const REGISTER_SQL = `
  select e.evidence_no::float8 as row, next.evidence_no::float8 as "supersededBy", e.is_gone as "isGone",
    e.practitioner_id as "practitionerId", e.recorded_by as "recordedBy",
    m.name as mdt, h.name as host, h.ods_code as "hostCode", e.host_organisation_id = e.provider_organisation_id as "isOwnSite",
    coalesce(r.name, e.role_code) as role, e.role_code as "roleCode",
    (select count(*)::integer from mdt_seat o where o.tenant_id = s.tenant_id and o.mdt_id = s.mdt_id and o.role_code = s.role_code
       and (o.position, o.seat_id) <= (s.position, s.seat_id)) as "seatNo",
    e.is_core as "isCore", e.meeting_date::text as day, e.start_minute as "startMinute", e.duration_minutes as "durationMinutes", e.mode,
    e.invited_on::text as "invitedOn", e.travel_minutes::double precision as "travelMinutes", e.travel_km as "travelKm", e.cover_depth as "coverDepth",
    e.count_class as "countClass", e.status, e.minutes_present as "minutesPresent", e.reason_code as "reasonCode",
    e.release_requested_on::text as "releaseRequestedOn", e.release_decision as "releaseDecision",
    e.release_decided_on::text as "releaseDecidedOn", ${instant('e.recorded_at')} as "recordedAt"
  from attendance_evidence e
  left join attendance_evidence next on next.tenant_id = e.tenant_id and next.meeting_id = e.meeting_id and next.seat_id = e.seat_id
    and next.version = e.version + 1 and not e.is_current
  join mdt m on m.tenant_id = e.tenant_id and m.mdt_id = e.mdt_id
  join mdt_seat s on s.tenant_id = e.tenant_id and s.seat_id = e.seat_id
  join organisation h on h.tenant_id = e.tenant_id and h.organisation_id = e.host_organisation_id
  left join professional_role r on r.tenant_id = e.tenant_id and r.role_code = e.role_code
  where e.tenant_id = $1 and e.provider_organisation_id = $2 and e.meeting_date between $3::date and $4::date
  order by e.meeting_date, e.start_minute, m.name, e.role_code, e.evidence_no`;

/** Every version of every row of the provider, oldest meeting first: who was expected where, and what came of it. */
export function readRegister(source: PackSource): Promise<RegisterRow[]> {
  return source.rowsOf<RegisterRow>(REGISTER_SQL);
}

/** The register as it says it, leave as leave and people by their ids: what the runs read, which never leaves the sealer. */
export function exactRegister(rows: readonly RegisterRow[]): Promise<PackSection> {
  return tableInTurns(
    {
      name: 'register',
      title: 'Register extract',
      about:
        'One row a seat of the provider and meeting held, at its own and at others’ meetings. A correction is a further row; the one before it names it under "replaced by". As the records stood at a cut, count the rows numbered up to the cut that were not replaced by a row numbered up to it and are not withdrawn. A seat that counts as "setAside" counts neither as taken part in nor as lost: it was not invited or told too late, the meeting was cancelled, nothing is recorded, it was not required, or somebody’s own affair such as leave stood against it. Which of these is not said, since few rows could tell of one person. Of such a seat nothing stands here but which seat at which meeting it was. "Set aside in" names the runs that set a row aside which another run counts as lost. "Disputed" says that somebody disputes the row and what was answered last; it counts as it is written all the same.',
    },
    {
      row: { title: 'Row', cell: (row) => row.row },
      replacedBy: { title: 'Replaced by', cell: (row) => row.supersededBy },
      isWithdrawn: { title: 'Withdrawn', cell: (row) => row.isGone },
      day: { title: 'Day', cell: (row) => row.day },
      startMinute: { title: 'Starts, minutes after midnight', cell: (row) => row.startMinute },
      durationMinutes: { title: 'Lasts, minutes', cell: (row) => row.durationMinutes },
      mode: { title: 'Held', cell: (row) => row.mode },
      mdt: { title: 'MDT', cell: (row) => row.mdt },
      host: { title: 'Host', cell: (row) => row.host },
      hostCode: { title: 'Host’s ODS code', cell: (row) => row.hostCode },
      isOwnSite: { title: 'Own site', cell: (row) => row.isOwnSite },
      role: { title: 'Role', cell: (row) => row.role },
      roleCode: { title: 'Role’s code', cell: (row) => row.roleCode },
      seatNo: { title: 'Seat of that role', cell: (row) => row.seatNo },
      isCore: { title: 'Core seat', cell: (row) => row.isCore },
      person: { title: 'Person', cell: (row) => row.practitionerId },
      invitedOn: { title: 'Told on', cell: (row) => row.invitedOn },
      travelMinutes: { title: 'Travel, minutes', cell: (row) => row.travelMinutes },
      travelKm: { title: 'Distance from the employer, km', cell: (row) => row.travelKm },
      coverDepth: { title: 'Colleagues who could deputise', cell: (row) => row.coverDepth },
      countsAs: { title: 'Counts as', cell: (row) => row.countClass },
      setAsideIn: { title: 'Set aside in', cell: () => null },
      dispute: { title: 'Disputed', cell: () => null },
      status: { title: 'Register says', cell: (row) => row.status },
      minutesPresent: { title: 'Minutes present', cell: (row) => row.minutesPresent },
      reasonCode: { title: 'Reason', cell: (row) => row.reasonCode },
      releaseAskedOn: { title: 'Release asked on', cell: (row) => row.releaseRequestedOn },
      releaseAnswer: { title: 'Release', cell: (row) => row.releaseDecision },
      releaseAnsweredOn: { title: 'Release answered on', cell: (row) => row.releaseDecidedOn },
      recorder: { title: 'Recorded by', cell: (row) => row.recordedBy },
      recordedAt: { title: 'Written at', cell: (row) => row.recordedAt },
    },
    rows,
  );
}

/** The register as a pack tells it, its people still by their ids. */
export async function toldRegister(exact: PackSection, insideLeave: InsideLeave): Promise<PackSection> {
  return { ...exact, rows: await inTurns(exact.rows, toldRow(exact, insideLeave)) };
}

/** The register extract as a pack has it: people as their numbers, disputed rows marked with the newest answer. */
export async function namedRegister(
  told: PackSection,
  people: Pseudonyms,
  recorders: Pseudonyms,
  disputes: readonly DisputeRow[],
): Promise<PackSection> {
  const place = (name: string) => told.columns.findIndex((column) => column.name === name);
  const [row, person, recorder, dispute] = [place('row'), place('person'), place('recorder'), place('dispute')];
  const answers = new Map(disputes.map(({ evidenceNo, state }) => [evidenceNo, state]));
  const named = (cells: readonly PackCell[]) => {
    const made = [...cells];
    made[person] = people.of((cells[person] ?? null) as string | null);
    made[recorder] = recorders.of((cells[recorder] ?? null) as string | null);
    made[dispute] = answers.get(Number(cells[row])) ?? null;
    return made;
  };
  return { ...told, rows: await inTurns(told.rows, named) };
}

/** One column of a section. */
export function cellsNamed({ columns, rows }: PackSection, name: string): PackCell[] {
  const at = columns.findIndex((column) => column.name === name);
  return rows.map((cells) => cells[at] ?? null);
}
