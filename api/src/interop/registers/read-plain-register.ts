import { dateOrBlank, filled, type Table } from './read-table.js';
import { BadRegister, type EntryRegister, NO_RECORD, type RegisterEntry } from './register.js';

const OUTCOMES: readonly string[] = ['present', 'absent', 'unknown'] satisfies RegisterEntry['outcome'][];

/**
 * A plain register: unit,member,sitting,date,outcome (present, absent or unknown); unit and date may be blank. The unit
 * is the one of that sitting. A member may be at a sitting once.
 */
export function readPlainRegister(table: Table): EntryRegister {
  const seen = new Map<string, number>();
  const entries = table.rows.map((row): RegisterEntry => {
    const [member, sitting] = [filled(table, row, 'member'), filled(table, row, 'sitting')];
    const outcome = row.cell('outcome');
    if (!isOutcome(outcome))
      throw new BadRegister(table.file, row.line, `outcome must be present, absent or unknown, not "${outcome}"`);
    const before = seen.get(`${sitting} ${member}`);
    if (before !== undefined)
      throw new BadRegister(table.file, row.line, `${member} is at ${sitting} already, in line ${before}`);
    seen.set(`${sitting} ${member}`, row.line);
    const unit = row.cell('unit') || null;
    const date = dateOrBlank(table, row, 'date');
    return { line: row.line, unit, isAsAt: unit !== null, member, sitting, date, body: '', outcome };
  });
  const nobodys = entries.filter((entry) => entry.unit === null);
  return {
    kind: 'entries',
    format: 'csv',
    source: table.file,
    unitNoun: 'unit',
    details: {},
    entries,
    exceptions: nobodys.slice(0, 1).map(({ line }) => ({
      file: table.file,
      line,
      code: 'noUnit',
      detail: `${nobodys.length} rows name no unit and are counted as ${NO_RECORD}`,
    })),
  };
}

function isOutcome(text: string): text is RegisterEntry['outcome'] {
  return OUTCOMES.includes(text);
}
