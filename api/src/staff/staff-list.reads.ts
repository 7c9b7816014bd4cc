import { Inject, Injectable } from '@nestjs/common';
import { managesPeopleOf } from '../platform/managed-organisations.js';
import { cursorAfter, isId, readCursor } from '../platform/page-after.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { StaffMember, StaffPage } from './staff-commands.graphql.js';

const MOST = 100;

/** Who works for an organisation, for the administrator who looks after them. */
@Injectable()
export class StaffListReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Staff with a role that is not over, by name, without addresses; null for an organisation that is not the administrator's. */
  async staff(viewer: Viewer, organisationId: string, first: number, after: string | null): Promise<StaffPage | null> {
    const from = readCursor(after);
    if (!isId(organisationId)) return null;
    const limit = Math.min(Math.max(first, 1), MOST);
    const [row] = await this.reads.rows<{ items: StaffMember[] }>(viewer, {
      name: 'staff-of-organisation',
      text: `
        select coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name, 'roles', m.roles) order by m.name, m.id) from (
            select p.practitioner_id as id, p.name,
              json_agg(json_build_object('id', r.practitioner_role_id, 'roleCode', r.role_code, 'roleName', c.name,
                'from', to_char(lower(r.during), 'YYYY-MM-DD'), 'lastDay', to_char(upper(r.during) - 1, 'YYYY-MM-DD')) order by c.name, lower(r.during)) as roles
            from practitioner_role r
            join practitioner p on p.tenant_id = $1 and p.practitioner_id = r.practitioner_id
            join professional_role c on c.tenant_id = $1 and c.role_code = r.role_code
            where r.tenant_id = $1 and r.organisation_id = o.organisation_id
              and (upper_inf(r.during) or upper(r.during) > (quorate_now() at time zone 'Europe/London')::date)
              and ($3::text is null or (p.name, p.practitioner_id) > ($3, $4::uuid))
            group by p.practitioner_id, p.name order by p.name, p.practitioner_id limit $5
          ) m), '[]') as items
        from organisation o
        where o.tenant_id = $1 and o.organisation_id = $2 and ${managesPeopleOf('o.organisation_id')}`,
      values: [viewer.tenantId, organisationId, from?.name ?? null, from?.id ?? null, limit + 1],
    });
    if (!row) return null;
    const items = row.items.slice(0, limit);
    const last = items.at(-1);
    return { items, hasMore: row.items.length > limit, endCursor: last ? cursorAfter(last) : null };
  }
}
