import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readAppointmentCounts, readBreachCounts, readPlainCounts } from './read-counts.js';
import { readPlainRegister } from './read-plain-register.js';
import { readSessionRegister } from './read-session-register.js';
import { readTable, type Table } from './read-table.js';
import { readVoteRegister } from './read-vote-register.js';
import { BadRegister, type ImportedRegister, type RegisterException } from './register.js';

export const REGISTER_FORMATS = ['bundestag', 'toronto', 'gp', 'ae', 'csv'] as const;

export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

/** What a file is, by the columns of its header. The first shape that fits decides. */
const SHAPES = {
  votes: ['meeting_id', 'person_id', 'outcome'],
  people: ['person_id', 'organisation'],
  sheet: ['person_id', 'organisation_that_day'],
  meetings: ['meeting_id', 'date'],
  sessions: ['member_id', 'committee', 'meeting_no', 'session_date', 'present'],
  appointments: ['CCG_CODE', 'Appointment_Month', 'APPT_STATUS', 'COUNT_OF_APPOINTMENTS'],
  breaches: ['period', 'org_code', 'type', 'attendances', 'breaches'],
  entries: ['unit', 'member', 'sitting', 'date', 'outcome'],
  counts: ['unit', 'period', 'events', 'total'],
} as const satisfies Record<string, readonly string[]>;

type Shape = keyof typeof SHAPES;

/** The shapes that make a register; the others only add to one. */
const MAIN: Readonly<Partial<Record<Shape, RegisterFormat>>> = {
  votes: 'bundestag',
  sessions: 'toronto',
  appointments: 'gp',
  breaches: 'ae',
  entries: 'csv',
  counts: 'csv',
};

/**
 * The register in a file, or in a folder of .csv and .csv.gz files, each known by its header and not by its name.
 *   errors  BadRegister when no file or more than one has a register in it (name the format), or a file is not right
 */
export function readRegister(path: string, format: RegisterFormat | null): ImportedRegister {
  const shaped = filesOf(path).map((file) => ({ file, shape: shapeOf(file) }));
  const mains = shaped.filter(({ shape }) => shape && MAIN[shape] && (!format || MAIN[shape] === format));
  const [main] = mains;
  if (!main?.shape) throw new BadRegister(basename(path), 1, noRegister(format));
  if (mains.length > 1)
    throw new BadRegister(
      basename(path),
      0,
      `more than one register is here (${mains.map(({ file }) => file.file).join(', ')}); name one file, or the format`,
    );
  const register = read(main.shape, main.file, shaped);
  return { ...register, exceptions: [...register.exceptions, ...(format ? [] : notUsed(shaped))] };
}

type Shaped = readonly { readonly file: Table; readonly shape: Shape | null }[];

function read(shape: Shape, file: Table, all: Shaped): ImportedRegister {
  switch (shape) {
    case 'votes':
      return readVoteRegister({
        register: file,
        people: single(all, 'people'),
        meetings: single(all, 'meetings'),
        sheets: all.filter((other) => other.shape === 'sheet').map((other) => other.file),
      });
    case 'sessions':
      return readSessionRegister(file);
    case 'appointments':
      return readAppointmentCounts(file);
    case 'breaches':
      return readBreachCounts(file);
    case 'entries':
      return readPlainRegister(file);
    case 'counts':
      return readPlainCounts(file);
    case 'people':
    case 'sheet':
    case 'meetings':
      throw new BadRegister(file.file, 1, noRegister(null));
  }
}

function single(all: Shaped, shape: Shape): Table | null {
  const [first, second] = all.filter((other) => other.shape === shape);
  if (second) throw new BadRegister(second.file.file, 1, `${first?.file.file} has the same columns; keep one of them`);
  return first?.file ?? null;
}

function filesOf(path: string): Table[] {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) throw new BadRegister(basename(path), 0, 'there is no such file or folder');
  if (!entry.isDirectory()) return [readTable(path)];
  const names = readdirSync(path).filter((name) => /\.csv(\.gz)?$/.test(name));
  if (names.length === 0) throw new BadRegister(basename(path), 0, 'there is no .csv or .csv.gz file in this folder');
  return names.sort().map((name) => readTable(join(path, name)));
}

function shapeOf(table: Table): Shape | null {
  return (Object.keys(SHAPES) as Shape[]).find((shape) => table.has(...SHAPES[shape])) ?? null;
}

function noRegister(format: RegisterFormat | null): string {
  const wanted = (Object.keys(MAIN) as Shape[]).filter((shape) => !format || MAIN[shape] === format);
  const headers = wanted.map((shape) => SHAPES[shape].join(',')).join(' or ');
  return `no register of ${format ? 'this format' : 'a known format'} is here; its header has the columns ${headers}`;
}

function notUsed(all: Shaped): RegisterException[] {
  return all
    .filter(({ shape }) => shape === null)
    .map(({ file }) => ({ file: file.file, line: 1, code: 'notUsed', detail: 'the columns are of no known kind' }));
}
