import { membershipOn, readMemberships } from './memberships.js';
import { dateOrBlank, filled, type Table, type TableRow } from './read-table.js';
import { BadRegister, type EntryRegister, type RegisterEntry, type RegisterException } from './register.js';

const OUTCOMES: Readonly<Record<string, RegisterEntry['outcome']>> = {
  yes: 'present',
  no: 'present',
  abstain: 'present',
  present: 'present',
  no_show: 'absent',
  absent: 'absent',
  unknown: 'unknown',
};

/** The files of one register, by their shape. `people` and `meetings` may be missing; then nobody's organisation or no date is known. */
export interface VoteFiles {
  readonly register: Table;
  readonly people: Table | null;
  readonly meetings: Table | null;
  readonly sheets: readonly Table[];
}

/**
 * A register of recorded votes: who was expected, and how they voted or that they were not there.
 *   shape   register meeting_id,person_id,outcome; people person_id,organisation,organisation_since (several rows for a
 *           person are a history); meetings meeting_id,date; a sheet person_id,organisation_that_day is compared only
 *   edges   a person who is not in people, or not yet with the organisation that it names, is nobody's: never guessed
 *   errors  BadRegister for an outcome that is not in the list and for a person twice at one meeting
 */
export function readVoteRegister(files: VoteFiles): EntryRegister {
  const { register } = files;
  const dates = files.meetings ? readDates(files.meetings) : new Map<string, string | null>();
  const memberships = files.people ? readMemberships(files.people) : new Map();
  const seen = new Map<string, number>();
  const spelt: Record<string, number> = {};
  const entries = register.rows.map((row): RegisterEntry => {
    const [sitting, member] = [filled(register, row, 'meeting_id'), filled(register, row, 'person_id')];
    refuseTwice(register, row, `${sitting} ${member}`, seen);
    const word = filled(register, row, 'outcome');
    const outcome = OUTCOMES[word];
    if (!outcome) throw new BadRegister(register.file, row.line, `the outcome "${word}" is not one of the known ones`);
    spelt[word] = (spelt[word] ?? 0) + 1;
    const date = dates.get(sitting) ?? null;
    return { line: row.line, ...membershipOn(memberships.get(member), date), member, sitting, date, body: '', outcome };
  });
  return {
    kind: 'entries',
    format: 'bundestag',
    source: [files.register, files.people, files.meetings].flatMap((table) => table?.file ?? []).join(', '),
    unitNoun: 'organisation',
    details: { outcomes: spelt },
    entries,
    exceptions: [
      ...withoutOrganisation(register.file, entries),
      ...withoutDate(register.file, entries),
      ...files.sheets.flatMap((sheet) => otherOrganisationThatDay(sheet, memberships)),
    ],
  };
}

function readDates(meetings: Table): Map<string, string | null> {
  return new Map(meetings.rows.map((row) => [filled(meetings, row, 'meeting_id'), dateOrBlank(meetings, row, 'date')]));
}

function refuseTwice(table: Table, row: TableRow, key: string, seen: Map<string, number>): void {
  const before = seen.get(key);
  if (before !== undefined)
    throw new BadRegister(table.file, row.line, `this person is at this meeting already, in line ${before}`);
  seen.set(key, row.line);
}

/** One exception for each person whose organisation is unknown for some or all of their entries. */
function withoutOrganisation(file: string, entries: readonly RegisterEntry[]): RegisterException[] {
  const people = new Map<string, { line: number; none: number; notYet: number; unit: string | null }>();
  for (const entry of entries) {
    if (entry.isAsAt) continue;
    const person = people.get(entry.member) ?? { line: entry.line, none: 0, notYet: 0, unit: entry.unit };
    if (entry.unit === null) person.none += 1;
    else person.notYet += 1;
    people.set(entry.member, person);
  }
  return [...people].map(([member, { line, none, notYet, unit }]) =>
    none > 0
      ? { file, line, code: 'noOrganisation', detail: `person ${member}: ${none} rows, no organisation on record` }
      : {
          file,
          line,
          code: 'organisationNotYet',
          detail: `person ${member}: ${notYet} rows from before joining ${unit}`,
        },
  );
}

function withoutDate(file: string, entries: readonly RegisterEntry[]): RegisterException[] {
  const sittings = new Map<string, number>();
  for (const { sitting, date, line } of entries)
    if (date === null && !sittings.has(sitting)) sittings.set(sitting, line);
  return [...sittings].map(([sitting, line]) => ({
    file,
    line,
    code: 'noDate',
    detail: `meeting ${sitting} has no date`,
  }));
}

/** Compares a sheet of one day, its date in its name, with what the list of people says of that day. Changes nothing. */
function otherOrganisationThatDay(sheet: Table, memberships: ReturnType<typeof readMemberships>): RegisterException[] {
  const date = /(\d{4}-\d{2}-\d{2})/.exec(sheet.file)?.[1];
  if (!date) return [{ file: sheet.file, line: 0, code: 'notUsed', detail: 'the name of the file holds no date' }];
  return sheet.rows.flatMap((row) => {
    const history = memberships.get(row.cell('person_id'));
    const thatDay = row.cell('organisation_that_day');
    const { unit, isAsAt } = membershipOn(history, date);
    if (unit === null || unit === thatDay) return [];
    const since = isAsAt ? '' : ', from later on';
    const detail = `person ${row.cell('person_id')}: ${thatDay} on ${date}; the list of people has ${unit}${since}`;
    return [{ file: sheet.file, line: row.line, code: 'otherOrganisationThatDay', detail }];
  });
}
