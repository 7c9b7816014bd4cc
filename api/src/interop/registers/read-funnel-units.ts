import type { FunnelUnit } from '@quorate/libs/statistics';
import { filled, readTable, wholeNumber } from './read-table.js';
import { BadRegister } from './register.js';

/**
 * The units of a file `unit,events,total`; other columns are ignored.
 *   errors  BadRegister with file and line: a column missing, a number that is none, events above total, a unit twice
 */
export function readFunnelUnits(path: string): FunnelUnit[] {
  const table = readTable(path);
  for (const column of ['unit', 'events', 'total']) {
    if (!table.has(column))
      throw new BadRegister(table.file, 1, `the column "${column}" is missing; the header must be unit,events,total`);
  }
  const lines = new Map<string, number>();
  const units = table.rows.map((row): FunnelUnit => {
    const unit = filled(table, row, 'unit');
    const before = lines.get(unit);
    if (before !== undefined)
      throw new BadRegister(table.file, row.line, `the unit "${unit}" is there already, in line ${before}`);
    lines.set(unit, row.line);
    const [events, total] = [wholeNumber(table, row, 'events'), wholeNumber(table, row, 'total')];
    if (events > total)
      throw new BadRegister(table.file, row.line, `events (${events}) are more than total (${total})`);
    return { unit, events, total };
  });
  if (units.every((unit) => unit.total === 0)) throw new BadRegister(table.file, 2, 'no unit has a total above 0');
  return units;
}
