import { Inject, Injectable } from '@nestjs/common';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { PractitionerListItem, ProfessionalRole } from './staff.graphql.js';

export interface PractitionersAsked {
  readonly text: string;
  readonly organisationId: string | null;
  readonly roleCode: string | null;
  readonly first: number;
}

const MAX_FIRST = 50;

/** Professionals of the tenant for pickers: names and roles, no addresses. */
@Injectable()
export class StaffReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Who holds a role today (with that organisation, of that code) and whose name holds the text; by name. */
  practitioners(viewer: Viewer, asked: PractitionersAsked): Promise<PractitionerListItem[]> {
    return this.reads.rows<PractitionerListItem>(viewer, {
      name: 'practitioners',
      text: `
        select p.practitioner_id as id, p.name,
          json_agg(json_build_object('roleCode', r.role_code, 'roleName', c.name, 'organisationId', r.organisation_id, 'organisationName', o.name)
            order by o.name, c.name) as roles
        from practitioner p
        join practitioner_role r on r.tenant_id = $1 and r.practitioner_id = p.practitioner_id and r.during @> (quorate_now() at time zone 'Europe/London')::date
        join professional_role c on c.tenant_id = $1 and c.role_code = r.role_code
        join organisation o on o.tenant_id = $1 and o.organisation_id = r.organisation_id
        where p.tenant_id = $1 and ($2 = '' or strpos(lower(p.name), lower($2)) > 0)
          and ($3::uuid is null or r.organisation_id = $3) and ($4::text is null or r.role_code = $4)
        group by p.practitioner_id, p.name order by p.name, p.practitioner_id limit $5`,
      values: [
        viewer.tenantId,
        asked.text.trim(),
        asked.organisationId,
        asked.roleCode,
        Math.min(Math.max(asked.first, 1), MAX_FIRST),
      ],
    });
  }

  /** Every role of the tenant, by name. */
  professionalRoles(viewer: Viewer): Promise<ProfessionalRole[]> {
    return this.reads.rows<ProfessionalRole>(viewer, {
      name: 'professional-roles',
      text: 'select role_code as code, name from professional_role where tenant_id = $1 order by name, role_code',
      values: [viewer.tenantId],
    });
  }
}
