import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CsvError, parse } from 'csv-parse/sync';
import { BadRegister } from './register.js';

const LARGEST_FILE_BYTES = 1 << 29;

/** One row of a file: its line, and its cells by the header's names. */
export interface TableRow {
  readonly line: number;
  cell(column: string): string;
}

export interface Table {
  /** The file's name without its folder. */
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  has(...columns: readonly string[]): boolean;
}

/**
 * A comma-separated file with a header, plain or gzip.
 *   errors  BadRegister with file and line for a file that is not UTF-8, has no header or no row, repeats a column, or
 *           has a row with more or fewer cells than the header; no row is allowed where `mayHaveNoRow` says so
 *   edges   a byte-order mark and Windows line ends are read over; cells are trimmed
 */
export function readTable(path: string, { mayHaveNoRow = false } = {}): Table {
  const file = basename(path);
  const records = parseRecords(file, decode(file, bytesOf(path, file)));
  const [first, ...rest] = records;
  if (!first)
    throw new BadRegister(file, 1, 'the file is empty; a header line with the names of the columns is needed');
  const header = first.record.map((name) => name.trim());
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined) throw new BadRegister(file, 1, `the column "${repeated}" is there twice`);
  if (rest.length === 0 && !mayHaveNoRow) throw new BadRegister(file, 2, 'there is no row below the header');
  const at = new Map(header.map((name, index) => [name, index]));
  return {
    file,
    header,
    has: (...columns) => columns.every((column) => at.has(column)),
    rows: rest.map(({ record, line }) => ({
      line,
      cell: (column) => {
        const index = at.get(column);
        if (index === undefined) throw new BadRegister(file, 1, `the column "${column}" is missing`);
        return record[index]?.trim() ?? '';
      },
    })),
  };
}

/** A whole number of at least 0 in a cell. */
export function wholeNumber(table: Table, row: TableRow, column: string): number {
  const text = row.cell(column);
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new BadRegister(table.file, row.line, `${column} must be a whole number of 0 or more, not "${text}"`);
  return value;
}

/** A cell that may not be blank. */
export function filled(table: Table, row: TableRow, column: string): string {
  const text = row.cell(column);
  if (text === '') throw new BadRegister(table.file, row.line, `${column} is blank`);
  return text;
}

/** A local date (YYYY-MM-DD) in a cell, or null where it is blank. */
export function dateOrBlank(table: Table, row: TableRow, column: string): string | null {
  const text = row.cell(column);
  if (text === '') return null;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (!isDate)
    throw new BadRegister(table.file, row.line, `${column} must be a date such as 2026-11-24, not "${text}"`);
  return text;
}

function bytesOf(path: string, file: string): Buffer {
  let raw: Buffer;
  try {
    raw = readFileSync(path);
  } catch (cause) {
    // With its folder: which of two places was meant is what the reader needs here.
    throw new BadRegister(path, 0, `the file cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  if (!path.endsWith('.gz')) return raw;
  try {
    return gunzipSync(raw, { maxOutputLength: LARGEST_FILE_BYTES });
  } catch {
    throw new BadRegister(file, 0, 'the file is not a whole gzip file, or is too large');
  }
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadRegister(
      file,
      firstBadLine(bytes),
      'the text is not UTF-8; save the file as "CSV UTF-8" and try again',
    );
  }
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(10, start);
    const part = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (!Buffer.from(part.toString('utf8')).equals(part)) return line;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

function parseRecords(file: string, text: string): { record: string[]; line: number }[] {
  const found: { record: string[]; line: number }[] = [];
  try {
    parse(text, {
      bom: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines }) => {
        found.push({ record, line: lines });
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new BadRegister(file, Number(cause.lines ?? 0), problemOf(cause));
  }
  return found;
}

function problemOf(cause: CsvError): string {
  if (cause.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') return 'the row has more or fewer cells than the header';
  return `the row cannot be read as comma-separated values (${cause.code})`;
}
