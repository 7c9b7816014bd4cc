import { dateOrBlank, filled, type Table } from './read-table.js';
import { BadRegister } from './register.js';

/** A person's organisation since a date; null is since ever. In order of the dates. */
type History = readonly { readonly organisation: string; readonly since: string | null }[];

/** The organisations of each person. A person listed more than once has a history; the last one has no end. */
export function readMemberships(people: Table): ReadonlyMap<string, History> {
  const found = new Map<string, { organisation: string; since: string | null }[]>();
  for (const row of people.rows) {
    const person = filled(people, row, 'person_id');
    const history = found.get(person) ?? [];
    const since = people.has('organisation_since') ? dateOrBlank(people, row, 'organisation_since') : null;
    if (history.some((part) => part.since === since))
      throw new BadRegister(people.file, row.line, `person ${person} is there twice with the same organisation_since`);
    const organisation = row.cell('organisation');
    if (organisation !== '') history.push({ organisation, since });
    found.set(person, history);
  }
  for (const history of found.values()) history.sort((a, b) => (a.since ?? '').localeCompare(b.since ?? ''));
  return found;
}

/**
 * Whose member a person was on a date: the organisation of that day with `isAsAt`, else the last one on record without
 * it, else null. An unknown date is answered only where the person has been with one organisation since ever.
 */
export function membershipOn(
  history: History | undefined,
  date: string | null,
): { readonly unit: string | null; readonly isAsAt: boolean } {
  const last = history?.at(-1);
  if (!history || !last) return { unit: null, isAsAt: false };
  const then = history.findLast(({ since }) => since === null || (date !== null && since <= date));
  const isSure = date !== null || history.length === 1;
  return then && isSure ? { unit: then.organisation, isAsAt: true } : { unit: last.organisation, isAsAt: false };
}
