/**
 * SQL: whether somebody had left, on a day, what a seat asks for: they once worked for its provider (in its role, for who
 * holds it) and then do no more. Whoever is known by no role at all has not left. `s` is the mdt_seat; `person` and `day`
 * are expressions.
 */
export function hasLeft(as: 'holder' | 'deputy', person: string, day: string): string {
  const works = `select 1 from practitioner_role w where w.tenant_id = s.tenant_id and w.practitioner_id = ${person}
    and w.organisation_id = s.provider_organisation_id${as === 'holder' ? ' and w.role_code = s.role_code' : ''}`;
  return `(exists (${works} and upper(w.during) <= ${day}) and not exists (${works} and w.during @> ${day}))`;
}
