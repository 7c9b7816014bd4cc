import { ROW_DISPUTE } from '../attendance/disputes/row-dispute.js';
import type { ScreenQuery } from '../platform/reads.js';
import { type CountsAsked, hiddenInTender, Values } from './engagement-statements.js';

/** Which rows of the register stand behind a number. */
export interface RowsAsked extends CountsAsked {
  readonly providerId: string;
  readonly isOwnSite: boolean | null;
  readonly classes: readonly string[] | null;
  readonly reasonLocus: string | null;
  readonly first: number;
  readonly after: RowCursor | null;
}

export interface RowCursor {
  readonly date: string;
  readonly meetingId: string;
  readonly seatId: string;
}

export interface RegisterRow {
  readonly meeting_id: string;
  readonly seat_id: string;
  readonly date: string;
  readonly mdt_id: string;
  readonly mdt: string;
  readonly host: string;
  readonly role: string;
  readonly class: string;
  readonly locus: string;
  readonly is_own_site: boolean;
  readonly is_core: boolean;
  readonly staff: string | null;
  readonly total: number;
  readonly dispute: string | null;
}

/**
 * The seats behind a number, newest first. Staff are named to their own employer's manager, and to the co-ordinator of
 * the organisation that hosts the MDT; to nobody else. One more than `first` comes back when there are more.
 */
export function rowsStatement(asked: RowsAsked): ScreenQuery {
  const given = new Values(
    asked.tenantId,
    asked.providerId,
    asked.period.fromMonth,
    asked.period.toMonth,
    asked.first + 1,
  );
  const where: string[] = [];
  const shape: string[] = [asked.wall.kind];
  const narrow = (name: string, value: unknown, condition: (placeholder: string) => string) => {
    if (value === null || value === false) return;
    shape.push(name);
    where.push(condition(given.add(value)));
  };
  const named = namesFor(asked, given);
  narrow('mdt', asked.mdtId, (at) => `c.mdt_id = ${at}::uuid`);
  narrow('role', asked.roleCode, (at) => `c.role_code = ${at}`);
  narrow('host', asked.hostId, (at) => `m.host_organisation_id = ${at}::uuid`);
  narrow('core', asked.coreOnly, (at) => `c.is_core = ${at}::boolean`);
  narrow('month', asked.month, (at) => `c.month = (${at} || '-01')::date`);
  narrow('site', asked.isOwnSite === null ? null : String(asked.isOwnSite), (at) => `c.is_own_site = ${at}::boolean`);
  narrow('class', asked.classes, (at) => `c.count_class = any(${at}::text[])`);
  narrow('locus', asked.reasonLocus, (at) => `coalesce(c.reason_locus, 'none') = ${at}`);
  const after = asked.after ? afterCondition(asked.after, given) : '';
  if (after) shape.push('after');
  const text = `
    with found as (
      select c.*, m.name as mdt_name, m.host_organisation_id as mdt_host, count(*) over () as total
      from attendance_count c join mdt m on m.tenant_id = c.tenant_id and m.mdt_id = c.mdt_id
      where c.tenant_id = $1 and c.provider_organisation_id = $2
        and c.month between ($3 || '-01')::date and ($4 || '-01')::date
        and ${hiddenInTender('c')}
        ${where.map((condition) => `and ${condition}`).join(' ')} ${named.wall}),
    page as (select * from found c where true ${after} order by c.meeting_date desc, c.meeting_id, c.seat_id limit $5)
    select c.meeting_id, c.seat_id, to_char(c.meeting_date, 'YYYY-MM-DD') as date, c.mdt_id, c.mdt_name as mdt,
           h.name as host, coalesce(r.name, c.role_code) as role, c.count_class as class,
           coalesce(c.reason_locus, 'none') as locus, c.is_own_site, c.is_core, ${named.column} as staff, c.total::int,
           (select ${ROW_DISPUTE} from attendance_dispute d where d.tenant_id = c.tenant_id and d.meeting_id = c.meeting_id
             and d.seat_id = c.seat_id and d.state = 'waiting') as dispute
    from page c
    join organisation h on h.tenant_id = c.tenant_id and h.organisation_id = c.mdt_host
    left join professional_role r on r.tenant_id = c.tenant_id and r.role_code = c.role_code
    left join practitioner p on p.tenant_id = c.tenant_id and p.practitioner_id = c.practitioner_id
    order by c.meeting_date desc, c.meeting_id, c.seat_id`;
  return { name: `engagement-rows-${shape.join('-')}`, text, values: given.all };
}

function namesFor({ wall, providerId }: RowsAsked, given: Values): { readonly wall: string; readonly column: string } {
  switch (wall.kind) {
    case 'economy':
      throw new Error("A commissioner's rows are made from counts, not from the register.");
    case 'provider':
      if (wall.organisationId !== providerId) throw new Error("Another provider's rows were asked for.");
      return { wall: '', column: 'p.name' };
    case 'host': {
      const own = given.add(wall.organisationId);
      return {
        wall: `and (m.host_organisation_id = ${own}::uuid or c.provider_organisation_id = ${own}::uuid)`,
        column: `case when c.mdt_host = ${own}::uuid then p.name end`,
      };
    }
  }
}

function afterCondition({ date, meetingId, seatId }: RowCursor, given: Values): string {
  const [on, meeting, seat] = [given.add(date), given.add(meetingId), given.add(seatId)];
  return `and (c.meeting_date < ${on}::date or (c.meeting_date = ${on}::date and (c.meeting_id, c.seat_id) > (${meeting}::uuid, ${seat}::uuid)))`;
}
