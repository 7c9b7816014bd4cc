import { gunzipSync } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse/sync';
import type { OdsException, OdsExceptionCode } from './ods-exception.js';

/** A file as rows of text, with the line on which each row ends. No row at all when the file has a fault. */
export interface OdsTable {
  readonly rows: readonly OdsRow[];
  readonly faults: readonly OdsException[];
}

export interface OdsRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const MAX_ROW = 200_000;
const BROKEN_BAR = 0xac;

/**
 * The rows of a file's bytes: gzip by its first bytes, UTF-8 with or without a byte order mark, comma separated and
 * quoted; or, where the first line has the byte 0xAC between its fields, Latin-1 separated by that byte and not quoted.
 *   errors  a fault is told with its line, and then the file has no rows: nothing of it is taken
 */
export function odsTable(packed: Buffer, name: string): OdsTable {
  const fault = (line: number | null, code: OdsExceptionCode, detail: string): OdsTable => ({
    rows: [],
    faults: [{ file: name, line, code, detail }],
  });
  let bytes: Buffer;
  try {
    bytes = unpacked(packed);
  } catch (cause) {
    return fault(null, 'fileUnreadable', `The file cannot be unpacked: ${(cause as Error).message}`);
  }
  if (bytes.length === 0) return fault(null, 'fileEmpty', 'The file is empty.');
  const isBarSeparated = firstLine(bytes).includes(BROKEN_BAR) && !isUtf8(bytes);
  if (!isBarSeparated) {
    const bad = badLines(bytes);
    if (bad.length > 0) {
      return {
        rows: [],
        faults: bad.map((line) => ({ file: name, line, code: 'badEncoding', detail: 'Not UTF-8 text on this line.' })),
      };
    }
  }
  const text = bytes.toString(isBarSeparated ? 'latin1' : 'utf8');
  try {
    return { rows: parseRows(text, isBarSeparated || firstLineOf(text).includes('\u00ac')), faults: [] };
  } catch (cause) {
    const line = (cause as CsvError & { lines?: number }).lines ?? null;
    return fault(
      line,
      'brokenQuotes',
      'A quotation mark is missing or in the wrong place, so the rows cannot be told apart.',
    );
  }
}

function parseRows(text: string, isBarSeparated: boolean): OdsRow[] {
  const records = parse(text, {
    bom: true,
    info: true,
    delimiter: isBarSeparated ? '\u00ac' : ',',
    quote: isBarSeparated ? null : '"',
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

function unpacked(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function firstLine(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0x0a);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function firstLineOf(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Lines that are not UTF-8, or hold a NUL, which PostgreSQL's text cannot. */
function badLines(bytes: Buffer): number[] {
  if (isUtf8(bytes) && !bytes.includes(0)) return [];
  const bad: number[] = [];
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const next = bytes.indexOf(0x0a, start);
    const end = next < 0 ? bytes.length : next;
    const part = bytes.subarray(start, end);
    if (part.includes(0) || !isUtf8(part)) bad.push(line);
    start = end + 1;
  }
  return bad;
}
