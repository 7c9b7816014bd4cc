import { dateOrBlank, filled, type Table } from './read-table.js';
import { BadRegister, type EntryRegister, type RegisterEntry, type RegisterException } from './register.js';

const PRESENT: Readonly<Record<string, RegisterEntry['outcome']>> = { Y: 'present', N: 'absent', '': 'unknown' };

/**
 * A council's register: one row for each member of a committee and session, present Y or N.
 *   shape   member_id,committee,meeting_no,session_date,present, with session_type and session_start_end where known
 *   edges   those expected are the committee's members, so the committee is the unit; a session listed twice is kept as
 *           published and told as an exception; a blank is neither present nor absent
 */
export function readSessionRegister(table: Table): EntryRegister {
  const optional = (column: string) => (table.has(column) ? [column] : []);
  const sessionColumns = ['meeting_no', 'session_date', ...optional('session_type'), ...optional('session_start_end')];
  const seen = new Map<string, number>();
  const exceptions: RegisterException[] = [];
  const entries = table.rows.map((row): RegisterEntry => {
    const [member, committee] = [filled(table, row, 'member_id'), filled(table, row, 'committee')];
    const outcome = PRESENT[row.cell('present').toUpperCase()];
    if (!outcome)
      throw new BadRegister(table.file, row.line, `present must be Y, N or blank, not "${row.cell('present')}"`);
    const sitting = [committee, ...sessionColumns.map((column) => row.cell(column))].join(' · ');
    const before = seen.get(`${member} ${sitting}`);
    if (before !== undefined)
      exceptions.push({
        file: table.file,
        line: row.line,
        code: 'listedTwice',
        detail: `${member} at ${sitting}: also in line ${before}; both rows count, as published`,
      });
    else seen.set(`${member} ${sitting}`, row.line);
    const date = dateOrBlank(table, row, 'session_date');
    return { line: row.line, unit: committee, isAsAt: true, member, sitting, date, body: committee, outcome };
  });
  return {
    kind: 'entries',
    format: 'toronto',
    source: table.file,
    unitNoun: 'committee',
    details: {},
    entries,
    exceptions,
  };
}
