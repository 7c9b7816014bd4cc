import {
  type CountRegister,
  type EntryRegister,
  type ImportedRegister,
  NO_RECORD,
  type RegisterEntry,
} from './register.js';
import { sittingDays } from './register-funnels.js';

/** What a register holds, in numbers. `unknown` is neither present nor absent, and never part of `expected`. */
export function registerCounts(register: ImportedRegister): Readonly<Record<string, unknown>> {
  return register.kind === 'entries' ? countEntries(register) : countSums(register);
}

function countEntries({ entries, details }: EntryRegister): Readonly<Record<string, unknown>> {
  const nobodys = entries.filter((entry) => entry.unit === null);
  const days = sittingDays(entries);
  return {
    rows: entries.length,
    ...details,
    ...outcomesOf(entries),
    sittings: distinct(entries, (entry) => entry.sitting),
    dates: distinct(entries, (entry) => entry.date),
    people: distinct(entries, (entry) => entry.member),
    personDays: days.length,
    absentPersonDays: days.filter((day) => day.outcome === 'absent').length,
    withoutUnit: { rows: nobodys.length, people: distinct(nobodys, (entry) => entry.member) },
    asAtRows: entries.filter((entry) => entry.isAsAt).length,
    units: unitsOf(entries),
  };
}

/** Each unit with and without its most absent person: one person is not an organisation. */
function unitsOf(entries: readonly RegisterEntry[]): object[] {
  const units = groupBy(entries, (entry) => entry.unit ?? NO_RECORD);
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, own]) => {
      const { present, absent, unknown } = outcomesOf(own);
      const people = [...groupBy(own, (entry) => entry.member).values()].map(outcomesOf);
      const most = people.reduce((worst, person) => (person.absent > worst.absent ? person : worst));
      return {
        unit,
        people: people.length,
        expected: present + absent,
        absent,
        unknown,
        withoutMostAbsentPerson: {
          expected: present + absent - most.present - most.absent,
          absent: absent - most.absent,
        },
      };
    });
}

function outcomesOf(entries: readonly RegisterEntry[]): { present: number; absent: number; unknown: number } {
  const counts = { present: 0, absent: 0, unknown: 0 };
  for (const { outcome } of entries) counts[outcome] += 1;
  return counts;
}

function distinct<T>(entries: readonly RegisterEntry[], of: (entry: RegisterEntry) => T): number {
  return new Set(entries.map(of).filter((value) => value !== null)).size;
}

function countSums({ counts, details }: CountRegister): Readonly<Record<string, unknown>> {
  const sum = (list: CountRegister['counts']) => ({
    events: total(list, 'events'),
    total: total(list, 'total'),
    unknown: total(list, 'unknown'),
  });
  const units = groupBy(counts, (count) => JSON.stringify([count.unit, count.category]));
  return {
    ...details,
    periods: new Set(counts.map((count) => count.period)).size,
    ...sum(counts),
    units: [...units.values()]
      .map((own) => {
        const sums = sum(own);
        const all = sums.total + sums.unknown;
        const name = { unit: own[0]?.unit, category: own[0]?.category, periods: own.length };
        return { ...name, ...sums, unknownShare: all === 0 ? null : sums.unknown / all };
      })
      .sort((a, b) => (`${a.unit} ${a.category}` < `${b.unit} ${b.category}` ? -1 : 1)),
  };
}

function total(counts: CountRegister['counts'], key: 'events' | 'total' | 'unknown'): number {
  return counts.reduce((sum, count) => sum + count[key], 0);
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
