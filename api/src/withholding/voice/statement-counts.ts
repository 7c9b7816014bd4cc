import { toldPeople } from '@quorate/libs/signals';
import type { Query } from '../../platform/audit.js';

/** People of a provider who stated since a day that they were not released; null where too few to be told. */
export type StatementsOf = (providerId: string, since: string) => number | null;

/** Who stated something of which day. Never leaves the product's own work. */
export interface StatedDay {
  readonly providerId: string;
  readonly practitionerId: string;
  readonly date: string;
}

/**
 * Private statements of meetings of other organisations in [from, until), as the product itself reads them: of seats that
 * the register has as lost, since nobody was held back from a meeting that they took part in.
 */
export function statedDays(query: Query, tenantId: string, from: string, until: string): Promise<StatedDay[]> {
  return query<StatedDay>(
    `select provider_organisation_id as "providerId", practitioner_id as "practitionerId", meeting_date::text as date
     from staff_statement s where tenant_id = $1 and meeting_date >= $2 and meeting_date < $3 and host_organisation_id <> provider_organisation_id
       and exists (select 1 from attendance_evidence e where e.tenant_id = s.tenant_id and e.meeting_id = s.meeting_id
         and e.practitioner_id = s.practitioner_id and e.is_current and not e.is_gone and e.count_class = 'lost')`,
    [tenantId, from, until],
  );
}

/** What may leave it, of meetings before a day: numbers of people, rounded down, from the rules' least number on. */
export function statementsBefore(days: readonly StatedDay[], asOf: string, least: number): StatementsOf {
  return (providerId, since) => {
    const stated = days.filter((day) => day.providerId === providerId && day.date >= since && day.date < asOf);
    return toldPeople(new Set(stated.map(({ practitionerId }) => practitionerId)).size, least);
  };
}
