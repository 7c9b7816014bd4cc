import { dateOrBlank, filled, type Table, type TableRow, wholeNumber } from './read-table.js';
import { BadRegister, type CountRegister, type RegisterCount, type RegisterException } from './register.js';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * Appointments in general practice by commissioning group and month; an event is "did not attend".
 * "Unknown" is neither attended nor absent: it is kept beside the total.
 */
export function readAppointmentCounts(table: Table): CountRegister {
  const sums = new Sums();
  for (const row of table.rows) {
    const status = row.cell('APPT_STATUS');
    const n = wholeNumber(table, row, 'COUNT_OF_APPOINTMENTS');
    if (!['Attended', 'DNA', 'Unknown'].includes(status))
      throw new BadRegister(table.file, row.line, `APPT_STATUS must be Attended, DNA or Unknown, not "${status}"`);
    sums.add(filled(table, row, 'CCG_CODE'), '', monthOf(table, row), {
      events: status === 'DNA' ? n : 0,
      total: status === 'Unknown' ? 0 : n,
      unknown: status === 'Unknown' ? n : 0,
    });
  }
  return sums.register('gp', table.file);
}

/** Attendances at emergency departments by provider, month and type; an event is a wait beyond four hours. Types are not mixed. */
export function readBreachCounts(table: Table): CountRegister {
  const sums = new Sums();
  for (const row of table.rows) {
    const [events, total] = [wholeNumber(table, row, 'breaches'), wholeNumber(table, row, 'attendances')];
    if (events > total)
      throw new BadRegister(table.file, row.line, `breaches (${events}) are more than attendances (${total})`);
    const category = `type ${filled(table, row, 'type')}`;
    sums.addOnce(table, row, filled(table, row, 'org_code'), category, { events, total, unknown: 0 });
  }
  return sums.register('ae', table.file);
}

/** A plain file of sums: unit,period,events,total, with category and unknown where there are any. */
export function readPlainCounts(table: Table): CountRegister {
  const sums = new Sums();
  for (const row of table.rows) {
    const [events, total] = [wholeNumber(table, row, 'events'), wholeNumber(table, row, 'total')];
    if (events > total)
      throw new BadRegister(table.file, row.line, `events (${events}) are more than total (${total})`);
    const unknown = table.has('unknown') ? wholeNumber(table, row, 'unknown') : 0;
    const category = table.has('category') ? row.cell('category') : '';
    sums.addOnce(table, row, filled(table, row, 'unit'), category, { events, total, unknown });
  }
  return sums.register('csv', table.file);
}

type Amounts = Pick<RegisterCount, 'events' | 'total' | 'unknown'>;

class Sums {
  private readonly found = new Map<string, RegisterCount>();

  add(unit: string, category: string, period: string, more: Amounts): void {
    const key = JSON.stringify([unit, category, period]);
    const { events, total, unknown } = this.found.get(key) ?? { events: 0, total: 0, unknown: 0 };
    this.found.set(key, {
      unit,
      category,
      period,
      events: events + more.events,
      total: total + more.total,
      unknown: unknown + more.unknown,
    });
  }

  addOnce(table: Table, row: TableRow, unit: string, category: string, amounts: Amounts): void {
    const period = dateOrBlank(table, row, 'period');
    if (period === null) throw new BadRegister(table.file, row.line, 'period is blank');
    if (this.found.has(JSON.stringify([unit, category, period])))
      throw new BadRegister(table.file, row.line, `${[unit, category, period].join(' ')} is there already`);
    this.add(unit, category, period, amounts);
  }

  register(format: string, file: string): CountRegister {
    const counts = [...this.found.values()];
    return { kind: 'counts', format, source: file, details: {}, counts, exceptions: missingPeriods(file, counts) };
  }
}

function monthOf(table: Table, row: TableRow): string {
  const text = filled(table, row, 'Appointment_Month');
  const [, name = '', year = ''] = /^([A-Z]{3})(\d{4})$/i.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toUpperCase()) + 1;
  if (month === 0)
    throw new BadRegister(table.file, row.line, `Appointment_Month must look like MAR2019, not "${text}"`);
  return `${year}-${String(month).padStart(2, '0')}-01`;
}

/** A unit without some of the register's periods: a gap is not a nought, so it is told. */
function missingPeriods(file: string, counts: readonly RegisterCount[]): RegisterException[] {
  const all = new Map<string, Set<string>>();
  const units = new Map<string, Set<string>>();
  for (const { unit, category, period } of counts) {
    (all.get(category) ?? all.set(category, new Set()).get(category))?.add(period);
    const key = JSON.stringify([category, unit]);
    (units.get(key) ?? units.set(key, new Set()).get(key))?.add(period);
  }
  return [...units].flatMap(([key, periods]) => {
    const [category, unit] = JSON.parse(key) as [string, string];
    const missing = [...(all.get(category) ?? [])].filter((period) => !periods.has(period)).sort();
    if (missing.length === 0) return [];
    const detail = `${[unit, category].filter(Boolean).join(', ')}: ${missing.length} of ${all.get(category)?.size} periods are missing (${missing[0]} first)`;
    return [{ file, line: 0, code: 'periodsMissing', detail }];
  });
}
