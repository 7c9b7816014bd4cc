import { type Funnel, type FunnelUnit, funnel } from '@quorate/libs/statistics';
import {
  type CountRegister,
  type EntryRegister,
  type ImportedRegister,
  NO_RECORD,
  type RegisterEntry,
} from './register.js';

export interface FunnelChoices {
  /** Count a person for an organisation only from when they belonged to it; the rest is nobody's. */
  readonly asAt: boolean;
  /** Count sitting days instead of rows: absent is absent from everything of the day. */
  readonly bySitting: boolean;
  /** How many expected attendances a person needs to be a unit of the funnel by person. */
  readonly atLeast: number;
}

export type NamedFunnel = { readonly by: string; readonly events: number; readonly total: number } & Omit<
  Funnel,
  'leftOut'
>;

/** Every funnel that a register gives, the main one first. Units without anything known are in none. */
export function registerFunnels(register: ImportedRegister, choices: FunnelChoices): NamedFunnel[] {
  const views = register.kind === 'entries' ? entryViews(register, choices) : countViews(register);
  return views.flatMap(({ by, units }) => {
    if (units.every((unit) => unit.total === 0)) return [];
    const { leftOut: _, ...fitted } = funnel(units);
    const sum = (key: 'events' | 'total') => units.reduce((total, unit) => total + unit[key], 0);
    return [{ by, events: sum('events'), total: sum('total'), ...fitted }];
  });
}

type View = { readonly by: string; readonly units: readonly FunnelUnit[] };

function entryViews(register: EntryRegister, { asAt, bySitting, atLeast }: FunnelChoices): View[] {
  const entries = asAt ? register.entries.map(asAtOnly) : register.entries;
  const counted = bySitting ? sittingDays(entries) : entries;
  const units = tally(counted, (entry) => entry.unit ?? NO_RECORD);
  const known = units.filter((unit) => unit.unit !== NO_RECORD);
  const people = tally(counted, (entry) => entry.member).filter((unit) => unit.total >= atLeast);
  return [
    { by: register.unitNoun, units },
    ...(known.length < units.length ? [{ by: `${register.unitNoun}, known only`, units: known }] : []),
    { by: 'person', units: people },
  ];
}

function asAtOnly(entry: RegisterEntry): RegisterEntry {
  return entry.isAsAt ? entry : { ...entry, unit: null };
}

/**
 * One entry for each person, body and day: absent when absent from every entry of which something is known. Votes of a
 * day go together, so counting each makes every interval too narrow. An entry without a date is a day of its own.
 */
export function sittingDays(entries: readonly RegisterEntry[]): RegisterEntry[] {
  const days = new Map<string, RegisterEntry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.member, entry.body, entry.unit, entry.date ?? entry.sitting]);
    const day = days.get(key);
    if (!day || rank[entry.outcome] > rank[day.outcome]) days.set(key, entry);
  }
  return [...days.values()];
}

const rank: Readonly<Record<RegisterEntry['outcome'], number>> = { unknown: 0, absent: 1, present: 2 };

function tally(entries: readonly RegisterEntry[], unitOf: (entry: RegisterEntry) => string): FunnelUnit[] {
  const found = new Map<string, { events: number; total: number }>();
  for (const entry of entries) {
    if (entry.outcome === 'unknown') continue;
    const unit = unitOf(entry);
    const sums = found.get(unit) ?? { events: 0, total: 0 };
    sums.total += 1;
    if (entry.outcome === 'absent') sums.events += 1;
    found.set(unit, sums);
  }
  return [...found].map(([unit, sums]) => ({ unit, ...sums })).sort((a, b) => compare(a.unit, b.unit));
}

function countViews(register: CountRegister): View[] {
  const categories = [...new Set(register.counts.map((count) => count.category))].sort(compare);
  return categories.map((category) => {
    const units = new Map<string, { events: number; total: number }>();
    for (const count of register.counts) {
      if (count.category !== category) continue;
      const sums = units.get(count.unit) ?? { events: 0, total: 0 };
      units.set(count.unit, { events: sums.events + count.events, total: sums.total + count.total });
    }
    return {
      by: category === '' ? 'provider' : `provider, ${category}`,
      units: [...units].map(([unit, sums]) => ({ unit, ...sums })).sort((a, b) => compare(a.unit, b.unit)),
    };
  });
}

// Not by locale: the order, and so every digit of the sums, is the same on every machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
