import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OdsException } from './ods-exception.js';
import { type OdsTable, odsTable } from './ods-file.js';
import { type ExtractRow, type OdsKind, type OdsRows, PARSE_ROWS } from './ods-rows.js';

/** One file without a fault. */
export interface OdsFile<R> {
  readonly name: string;
  /** The name without `.gz`, so that packing a file is no new source. */
  readonly source: string;
  /** The day of the extract; null where neither the name nor the rows tell one. */
  readonly on: string | null;
  readonly rows: readonly R[];
}

/** The files of a folder that count at a date, oldest first, and what was left out and why. */
export interface OdsFolder {
  readonly files: { readonly [K in OdsKind]: readonly OdsFile<OdsRows[K]>[] };
  readonly exceptions: readonly OdsException[];
  readonly rowsRead: number;
}

/** How a file's name begins, what it is, and what is lost without it. */
const KINDS: readonly { readonly kind: OdsKind; readonly prefix: string; readonly without: string }[] = [
  { kind: 'trusts', prefix: 'etr-', without: 'no NHS trusts are known' },
  { kind: 'trustSites', prefix: 'etrust-sites-', without: "no trusts' sites are known" },
  { kind: 'practices', prefix: 'epraccur', without: 'no GP practices are known' },
  { kind: 'mapping', prefix: 'gp-pcn-icb-mapping-', without: 'no PCNs and sub-ICBs are known' },
  { kind: 'hospitals', prefix: 'nhsuk-hospitals-', without: 'no independent-sector hospitals are known' },
  { kind: 'postcodes', prefix: 'postcodes', without: 'nothing has a location' },
  { kind: 'outcodes', prefix: 'outcodes', without: 'places without a location cannot be put near others' },
  { kind: 'assurance', prefix: 'dspt-status-', without: 'no data security status is known' },
  { kind: 'careHomes', prefix: 'cqc-care-homes-', without: 'no care homes are known' },
  { kind: 'pharmacies', prefix: 'pharmacies-', without: 'no pharmacies are known' },
];

/**
 * Reads every file of a folder whose extract is not later than `asOf`.
 *   shape   files of each kind oldest first; a file without a day comes first
 *   errors  ENOENT or ENOTDIR when the folder is not there; everything else is an exception of the answer
 */
export function readOdsFolder(directory: string, asOf: string, progress: (message: string) => void): OdsFolder {
  const exceptions: OdsException[] = [];
  const files: { [K in OdsKind]: OdsFile<OdsRows[K]>[] } = {
    trusts: [],
    trustSites: [],
    practices: [],
    mapping: [],
    hospitals: [],
    postcodes: [],
    outcodes: [],
    assurance: [],
    careHomes: [],
    pharmacies: [],
  };
  let rowsRead = 0;
  const readInto = <K extends OdsKind>(kind: K, name: string) => {
    const vintage = vintageOf(name);
    if (vintage !== null && vintage > asOf) {
      exceptions.push({
        file: name,
        line: null,
        code: 'laterThanDate',
        detail: `The extract is later than ${asOf} and was not used.`,
      });
      return;
    }
    progress(`Reading ${name}`);
    const { rows, faults } = PARSE_ROWS[kind](tableOf(join(directory, name), name), name);
    exceptions.push(...faults);
    if (faults.length > 0) {
      exceptions.push({
        file: name,
        line: null,
        code: 'fileNotImported',
        detail: `Nothing of this file was imported: ${faults.length} faults.`,
      });
      return;
    }
    rowsRead += rows.length;
    files[kind].push({ name, source: name.replace(/\.gz$/i, ''), on: vintage ?? contentDate(kind, rows, asOf), rows });
  };
  for (const name of readdirSync(directory).sort()) {
    const known = KINDS.find(({ prefix }) => name.toLowerCase().startsWith(prefix));
    const isTable = /\.csv(\.gz)?$/i.test(name);
    if (known && isTable) readInto(known.kind, name);
    else if (isTable)
      exceptions.push({
        file: name,
        line: null,
        code: 'unknownFile',
        detail: 'No kind of file begins like this; it was not read.',
      });
  }
  for (const { kind, prefix, without } of KINDS) {
    if (files[kind].length === 0)
      exceptions.push({
        file: prefix,
        line: null,
        code: 'missingKind',
        detail: `No file of this kind counts, so ${without}.`,
      });
    files[kind].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1));
  }
  return { files, exceptions, rowsRead };
}

function tableOf(path: string, name: string): OdsTable {
  try {
    return odsTable(readFileSync(path), name);
  } catch (cause) {
    const detail = `The file cannot be read: ${(cause as Error).message}`;
    return { rows: [], faults: [{ file: name, line: null, code: 'fileUnreadable', detail }] };
  }
}

/** The first day of the year, month or day that ends a file's name; null without one. */
export function vintageOf(name: string): string | null {
  const found = /-(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\.csv(?:\.gz)?$/i.exec(name);
  return found ? `${found[1]}-${found[2] ?? '01'}-${found[3] ?? '01'}` : null;
}

/** An extract without a day in its name is of the day of the last thing that happened in it. */
function contentDate<K extends OdsKind>(kind: K, rows: readonly OdsRows[K][], asOf: string): string | null {
  if (kind !== 'practices' && kind !== 'trusts' && kind !== 'trustSites') return null;
  let last: string | null = null;
  for (const { openedOn, closedOn, joinedOn } of rows as readonly ExtractRow[]) {
    for (const day of [openedOn, closedOn, joinedOn]) {
      if (day !== null && day <= asOf && (last === null || day > last)) last = day;
    }
  }
  return last;
}
