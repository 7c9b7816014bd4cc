import type { ResultOf } from '../app/graphql.js';
import type { Role } from '../app/viewer.js';
import { formatDate } from '../ui/dates.js';
import type { Option } from '../ui/select-field.js';
import type { Refusal } from '../ui/states.js';
import type { accountsQuery, staffOrganisationQuery, staffQuery } from './staff.queries.js';

export type StaffMember = NonNullable<ResultOf<typeof staffQuery>['staff']>['items'][number];
export type StaffRole = StaffMember['roles'][number];
export type StaffAccount = NonNullable<ResultOf<typeof accountsQuery>['accounts']>['items'][number];
export type ProfessionalRole = ResultOf<typeof staffOrganisationQuery>['professionalRoles'][number];

/** What an account of staff may act as. */
export const ROLE_OPTIONS: readonly Option<Exclude<Role, 'PERSON' | 'CARER'>>[] = [
  { value: 'CARE_COORDINATOR', label: 'Care co-ordinator' },
  { value: 'CLINICIAN', label: 'Clinician' },
  { value: 'PROVIDER_MANAGER', label: 'Provider manager' },
  { value: 'COMMISSIONER', label: 'Commissioner' },
  { value: 'INFORMATION_GOVERNANCE_LEAD', label: 'Information governance lead' },
  { value: 'ADMINISTRATOR', label: 'Administrator' },
];

/** "since 1 April 2026", "from 1 April 2027", with its last day where one is set. */
export function roleTime({ from, lastDay }: StaffRole, today: string): string {
  const since = from > today ? `from ${formatDate(from)}` : `since ${formatDate(from)}`;
  return lastDay ? `${since}, last day ${formatDate(lastDay)}` : since;
}

/** A refusal with the first thing that is wrong, for a dialog without fields. */
export function refusalInWords(refusal: Refusal): Refusal {
  const problems = 'problems' in refusal && Array.isArray(refusal.problems) ? refusal.problems : [];
  const [first] = problems as readonly { readonly message: string }[];
  return first ? { code: refusal.code, message: first.message } : refusal;
}
