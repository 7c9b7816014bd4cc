import { readableName } from '@quorate/libs/names';
import type { Directory, OrganisationFacts, Place } from '../../organisations/directory.js';
import type { OdsException, OdsExceptionCode } from './ods-exception.js';
import type { OdsFile, OdsFolder } from './ods-folder.js';
import { type LocatedRow, normalPostcode } from './ods-rows.js';

/** Integrated care boards exist in law from this day (Health and Care Act 2022); nothing is a member of one before it. */
export const BOARDS_BEGIN = '2022-07-01';

/** What the extracts tell of a board. */
export interface Board {
  readonly code: string;
  readonly name: string | null;
  readonly region: string | null;
  readonly regionName: string | null;
  /** The day from which it is known to exist: null when the first extract of trusts shows it already. */
  readonly firstShown: string | null;
  readonly source: string;
  readonly on: string | null;
}

/** One run of an import: what was read, what the tenant holds, and what is told at the end. */
export interface ImportContext {
  readonly folder: OdsFolder;
  readonly directory: Directory;
  readonly asOf: string;
  readonly boards: ReadonlyMap<string, Board>;
  /** The boards asked for; null for everything in the folder. */
  readonly scope: ReadonlySet<string> | null;
  readonly locate: (postcode: string | null) => Located;
  /** Roughly where a postcode is, by the middle of its district: good enough to find a board, not to show. */
  readonly locateRoughly: (postcode: string | null) => Located;
  readonly exceptions: OdsException[];
}

export interface Located {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const NOWHERE: Located = { latitude: null, longitude: null };

export function tell(
  context: ImportContext,
  file: string,
  line: number | null,
  code: OdsExceptionCode,
  detail: string,
): void {
  context.exceptions.push({ file, line, code, detail });
}

export function inScope(context: ImportContext, board: string | null): boolean {
  return context.scope === null || (board !== null && context.scope.has(board));
}

/** Whether the tenant's directory, or an earlier extract, has ever had this organisation in a board that was asked for. */
export function wasInScope(context: ImportContext, code: string): boolean {
  const known = context.directory.organisations.get(code);
  if (!known || known.isFictional) return false;
  return known.memberships.icb.some((period) => inScope(context, period.value));
}

/** The location of a postcode by the newest list that has it. */
export function locator(files: readonly OdsFile<LocatedRow>[]): (postcode: string | null) => Located {
  const points = new Map<string, Located>();
  for (const file of files) {
    for (const { postcode, latitude, longitude } of file.rows) points.set(postcode, { latitude, longitude });
  }
  return (postcode) => (postcode === null ? NOWHERE : (points.get(normalPostcode(postcode)) ?? NOWHERE));
}

/** The same by the part of the postcode before the space. */
export function roughLocator(files: readonly OdsFile<LocatedRow>[]): (postcode: string | null) => Located {
  const locate = locator(files);
  return (postcode) => locate(postcode === null ? null : (normalPostcode(postcode).split(' ')[0] ?? null));
}

export function newest<R>(files: readonly OdsFile<R>[]): OdsFile<R> | null {
  return files.at(-1) ?? null;
}

/** Later of two days; null is no bound. */
export function latestDay(...days: readonly (string | null)[]): string | null {
  return days.reduce((latest, day) => (day !== null && (latest === null || day > latest) ? day : latest), null);
}

/** Where a row stands: its address as one would write it, and its own coordinates, else those of its postcode. */
export function placeOf(context: ImportContext, row: Omit<Place, 'latitude' | 'longitude'> & Partial<Located>): Place {
  const own =
    row.latitude != null && row.longitude != null ? { latitude: row.latitude, longitude: row.longitude } : null;
  return { address: readableName(row.address), postcode: row.postcode, ...(own ?? context.locate(row.postcode)) };
}

/** Facts of an organisation with everything that its extract has no column for left empty. */
export function facts(
  given: Pick<OrganisationFacts, 'code' | 'name' | 'kind' | 'isOpen' | 'source' | 'sourceOn'> &
    Partial<OrganisationFacts>,
): OrganisationFacts {
  return {
    address: '',
    postcode: null,
    latitude: null,
    longitude: null,
    openedOn: null,
    closedOn: null,
    telephone: null,
    prescribingSetting: null,
    cqcLocationId: null,
    ...given,
  };
}

/** The day of a file; one without a day is as old as the first time that the organisation was seen. */
export function seenOn(context: ImportContext, code: string, on: string | null): string {
  return on ?? context.directory.organisations.get(code)?.names.at(-1)?.firstSeen ?? context.asOf;
}

/** Puts an organisation in, or tells that its code is taken by a made-up one. */
export function put(context: ImportContext, line: number | null, given: OrganisationFacts, on: string | null): boolean {
  if (context.directory.putOrganisation(given, seenOn(context, given.code, on))) return true;
  tell(
    context,
    given.source,
    line,
    'codeTaken',
    `${given.code} is the code of a made-up organisation of this tenant; it was left as it is.`,
  );
  return false;
}
