import { Inject, Injectable } from '@nestjs/common';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { CoverRole, EngagementCover } from './cover.graphql.js';
import { groupBy } from './engagement-sums.js';
import { type EngagementWall, engagementWall } from './engagement-wall.js';

interface CoverRow extends CoverRole {
  readonly place: string;
  readonly mdtId: string;
  readonly mdtName: string;
  readonly hostName: string;
}

/** Who covers which role where: how MDTs are made up, nothing of who came. */
@Injectable()
export class CoverReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Active MDTs inside the viewer's wall. Null for a role that sees no engagement. */
  async cover(viewer: Viewer): Promise<EngagementCover | null> {
    const wall = engagementWall(viewer);
    if (!wall) return null;
    const rows = await this.reads.rows<CoverRow>(viewer, {
      name: `engagement-cover-${wall.kind}`,
      text: coverText(wall),
      values: wall.kind === 'economy' ? [viewer.tenantId] : [viewer.tenantId, wall.organisationId],
    });
    const places = [...groupBy(rows, ({ place }) => place)].map(([name, inPlace]) => ({
      name,
      mdts: [...groupBy(inPlace, ({ mdtId }) => mdtId)].flatMap(([mdtId, roles]) => {
        const [first] = roles;
        if (!first) return [];
        return [{ mdtId, mdtName: first.mdtName, hostName: first.hostName, roles: roles.map(roleOf) }];
      }),
    }));
    return { scope: scopeOf(wall, viewer), places };
  }
}

function roleOf({ roleCode, roleName, isRequired, seats, held, withDeputy, providers }: CoverRow): CoverRole {
  return { roleCode, roleName, isRequired, seats, held, withDeputy, providers };
}

function scopeOf(wall: EngagementWall, viewer: Viewer): string {
  switch (wall.kind) {
    case 'economy':
      return `All active MDTs in ${viewer.tenantName}`;
    case 'provider':
      return `Seats of ${viewer.organisationName} at active MDTs`;
    case 'host':
      return `Active MDTs that ${viewer.organisationName} hosts`;
  }
}

/**
 * The place of an MDT is where it usually meets: the part of the system, else the network, that the site's owner belongs
 * to today, else the site itself. The host stands for the owner where no site is known.
 */
function coverText({ kind }: EngagementWall): string {
  const ofSeat = kind === 'provider' ? 'and s.provider_organisation_id = $2' : '';
  return `
    with mdts as (
      select m.mdt_id, m.name, coalesce(u.organisation_id, h.organisation_id) as owner_id, u.name as site_name, h.name as host_name,
             t.required_roles
      from mdt m
      join organisation h on h.tenant_id = m.tenant_id and h.organisation_id = m.host_organisation_id
      join lateral (
        select t.required_roles from terms_of_reference t
        where t.tenant_id = m.tenant_id and t.mdt_id = m.mdt_id and t.in_force_from <= (quorate_now() at time zone 'Europe/London')::date
        order by t.version desc limit 1) t on true
      left join lateral (
        select s.organisation_id, s.name from mdt_series r join site s on s.tenant_id = r.tenant_id and s.site_id = r.site_id
        where r.tenant_id = m.tenant_id and r.mdt_id = m.mdt_id order by r.from_date desc limit 1) u on true
      where m.tenant_id = $1 and m.status = 'active' ${kind === 'host' ? 'and m.host_organisation_id = $2' : ''}),
    seats as (
      select s.mdt_id, s.role_code, count(*)::int as seats, count(s.holder_practitioner_id)::int as held,
             count(*) filter (where s.holder_practitioner_id is not null and d.seat_id is not null)::int as with_deputy,
             array_agg(distinct p.name) as providers
      from mdt_seat s
      join organisation p on p.tenant_id = s.tenant_id and p.organisation_id = s.provider_organisation_id
      left join (select distinct seat_id from seat_deputy where tenant_id = $1) d on d.seat_id = s.seat_id
      where s.tenant_id = $1 and s.to_version is null ${ofSeat}
      group by 1, 2),
    roles as (
      select mdt_id, role_code from seats
      ${kind === 'provider' ? '' : 'union select mdt_id, unnest(required_roles) from mdts'})
    select coalesce(place.name, m.site_name, 'No place recorded') as place, m.mdt_id as "mdtId", m.name as "mdtName", m.host_name as "hostName",
           r.role_code as "roleCode", coalesce(n.name, r.role_code) as "roleName", r.role_code = any(m.required_roles) as "isRequired",
           coalesce(s.seats, 0) as seats, coalesce(s.held, 0) as held, coalesce(s.with_deputy, 0) as "withDeputy",
           coalesce(s.providers, '{}') as providers
    from mdts m
    join roles r on r.mdt_id = m.mdt_id
    left join seats s on s.mdt_id = m.mdt_id and s.role_code = r.role_code
    left join professional_role n on n.tenant_id = $1 and n.role_code = r.role_code
    left join lateral (
      select o.name from organisation_membership b
      join organisation o on o.tenant_id = b.tenant_id and o.organisation_id = b.parent_id
      where b.tenant_id = $1 and b.organisation_id = m.owner_id and b.kind in ('subIcb', 'pcn')
        and b.during @> (quorate_now() at time zone 'Europe/London')::date
      order by b.kind = 'subIcb' desc limit 1) place on true
    order by 1, m.name, m.mdt_id, "roleName", r.role_code`;
}
