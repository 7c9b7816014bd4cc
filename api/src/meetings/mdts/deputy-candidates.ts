import { hasLeft } from './has-left.js';

/**
 * SQL for who may stand in for a seat on a day: its registered deputies who work there then, and whoever has its role with its provider then,
 * without the holder. `where` is a condition on s (the seat); $1 is the tenant, $3 the local date.
 */
export function deputyCandidates(where: string): string {
  return `
    select p.practitioner_id as id, p.name, bool_or(c.registered) as "isRegistered"
    from (
      select d.practitioner_id, s.holder_practitioner_id, true as registered
      from mdt_seat s join seat_deputy d on d.tenant_id = s.tenant_id and d.seat_id = s.seat_id
      where s.tenant_id = $1 and ${where} and not ${hasLeft('deputy', 'd.practitioner_id', '$3::date')}
      union all
      select r.practitioner_id, s.holder_practitioner_id, false
      from mdt_seat s join practitioner_role r on r.tenant_id = s.tenant_id and r.organisation_id = s.provider_organisation_id
        and r.role_code = s.role_code and r.during @> $3::date
      where s.tenant_id = $1 and ${where}
    ) c
    join practitioner p on p.tenant_id = $1 and p.practitioner_id = c.practitioner_id
    where c.practitioner_id is distinct from c.holder_practitioner_id
    group by p.practitioner_id, p.name
    order by bool_or(c.registered) desc, p.name, p.practitioner_id
    limit 100`;
}
