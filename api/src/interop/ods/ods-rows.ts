import { isLocalDate } from '@quorate/libs/time';
import type { OdsException, OdsExceptionCode } from './ods-exception.js';
import type { OdsRow, OdsTable } from './ods-file.js';

/** One row of an ODS extract of 27 columns without a header: trusts, their sites, practices. Blanks are null. */
export interface ExtractRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  /** NHS region, such as Y62; W00 is Wales. */
  readonly grouping: string | null;
  /** High-level health geography: the board's code, or an older one. */
  readonly board: string | null;
  readonly address: string;
  readonly postcode: string | null;
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  /** Practices only: A active, C closed, D dormant, P proposed. */
  readonly status: string | null;
  /** The sub-ICB, and from when to when; of a site that changed hands, the trust that has it. */
  readonly commissioner: string | null;
  readonly joinedOn: string | null;
  readonly telephone: string | null;
  readonly setting: string | null;
}

export interface MappingRow {
  readonly line: number;
  readonly practice: string;
  readonly practiceName: string;
  readonly pcn: string;
  readonly pcnName: string;
  readonly subIcb: string;
  readonly subIcbName: string;
  readonly board: string;
  readonly boardName: string;
  readonly region: string | null;
  readonly regionName: string | null;
}

export interface LocatedRow {
  readonly line: number;
  /** A whole postcode, or an outcode. */
  readonly postcode: string;
  /** Null where the publisher has no grid reference. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface HospitalRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly isIndependent: boolean;
  readonly parent: string;
  readonly parentName: string;
  readonly address: string;
  readonly postcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly telephone: string | null;
}

export interface AssuranceRow {
  readonly line: number;
  readonly code: string;
  readonly board: string | null;
  readonly closedOn: string | null;
  readonly successor: string | null;
  readonly status: string | null;
  readonly publishedOn: string | null;
}

/** A care home or a pharmacy: listed by area, not by board. */
export interface ListedRow {
  readonly line: number;
  /** Null for a care home: the register has no ODS code. */
  readonly code: string | null;
  readonly cqcLocationId: string | null;
  readonly name: string;
  readonly area: string | null;
  readonly address: string;
  readonly postcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly telephone: string | null;
}

/** The rows of each kind of file. */
export interface OdsRows {
  trusts: ExtractRow;
  trustSites: ExtractRow;
  practices: ExtractRow;
  mapping: MappingRow;
  hospitals: HospitalRow;
  postcodes: LocatedRow;
  outcodes: LocatedRow;
  assurance: AssuranceRow;
  careHomes: ListedRow;
  pharmacies: ListedRow;
}

export type OdsKind = keyof OdsRows;

export interface Parsed<R> {
  readonly rows: readonly R[];
  readonly faults: readonly OdsException[];
}

const EXTRACT_COLUMNS = 27;
const CODE = /^[A-Z0-9]{3,12}$/;
const PRACTICE_STATUSES = ['A', 'C', 'D', 'P'];

/** Reads one row's cells and notes what is wrong with them. A file with any note is not taken. */
class Cells {
  constructor(
    readonly line: number,
    private readonly cells: readonly string[],
    private readonly fault: (line: number, code: OdsExceptionCode, detail: string) => void,
    private readonly columns: ReadonlyMap<string, number> = new Map(),
  ) {}

  /** By number, from 1, or by normalised header name; the first of the names that the file has. */
  text(...where: readonly (number | string)[]): string | null {
    for (const place of where) {
      const at = typeof place === 'number' ? place - 1 : this.columns.get(place);
      if (at === undefined) continue;
      const value = (this.cells[at] ?? '').trim();
      return value === '' || value === 'NA' ? null : value;
    }
    return null;
  }

  required(what: string, ...where: readonly (number | string)[]): string {
    const value = this.text(...where);
    if (value === null) this.fault(this.line, 'badValue', `The ${what} is missing.`);
    return value ?? '';
  }

  code(what: string, ...where: readonly (number | string)[]): string {
    const value = this.text(...where) ?? '';
    if (!CODE.test(value))
      this.fault(this.line, 'badCode', `"${value.slice(0, 20)}" is no ${what}: 3 to 12 capitals and digits.`);
    return value;
  }

  /** yyyymmdd, yyyy-mm-dd or dd/mm/yyyy. */
  date(what: string, ...where: readonly (number | string)[]): string | null {
    const value = this.text(...where);
    if (value === null) return null;
    const date = value
      .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
      .replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
    if (isLocalDate(date)) return date;
    this.fault(this.line, 'badDate', `"${value.slice(0, 20)}" is no date (${what}).`);
    return null;
  }

  /** Degrees; null where the file has none, or the publishers' sign for "no grid reference". */
  point(
    latitude: readonly string[],
    longitude: readonly string[],
  ): { latitude: number | null; longitude: number | null } {
    const [north, east] = [this.text(...latitude), this.text(...longitude)];
    if (north === null || east === null) return { latitude: null, longitude: null };
    const [lat, lon] = [Number(north), Number(east)];
    if (Number.isNaN(lat) || Number.isNaN(lon)) this.fault(this.line, 'badValue', 'The coordinates are not numbers.');
    // The publishers write latitude 99.999999 or 0 for "no grid reference".
    const isPlace = lat > 48 && lat < 62 && lon > -10 && lon < 3;
    return isPlace ? { latitude: lat, longitude: lon } : { latitude: null, longitude: null };
  }

  address(...where: readonly (number | string)[]): string {
    return where
      .map((place) => this.text(place))
      .filter((part) => part !== null)
      .join(', ');
  }

  postcode(...where: readonly (number | string)[]): string | null {
    const value = this.text(...where);
    return value === null ? null : normalPostcode(value);
  }

  oneOf(what: string, allowed: readonly string[], value: string | null): string | null {
    if (value === null || !allowed.includes(value)) {
      this.fault(this.line, 'badValue', `"${(value ?? '').slice(0, 20)}" is no ${what}: ${allowed.join(', ')}.`);
    }
    return value;
  }
}

/** "bl84ds" is "BL8 4DS". */
export function normalPostcode(text: string): string {
  const packed = text.toUpperCase().replace(/\s+/g, '');
  return packed.length > 4 ? `${packed.slice(0, -3)} ${packed.slice(-3)}` : packed;
}

/** Reads the rows of one file. With any fault there are no rows. */
export const PARSE_ROWS: { readonly [K in OdsKind]: (table: OdsTable, file: string) => Parsed<OdsRows[K]> } = {
  trusts: (table, file) => extract(table, file, extractRow),
  trustSites: (table, file) => extract(table, file, extractRow),
  practices: (table, file) =>
    extract(table, file, (cells) => {
      const row = extractRow(cells);
      cells.oneOf('practice status', PRACTICE_STATUSES, row.status);
      return row;
    }),
  mapping: (table, file) =>
    headed(table, file, ['gpcode', 'pcncode', 'subicblocationcode', 'icbcode'], (cells) => ({
      line: cells.line,
      practice: cells.code('practice code', 'gpcode'),
      practiceName: cells.text('gpname') ?? '',
      pcn: cells.required('PCN code', 'pcncode'),
      pcnName: cells.text('pcnname') ?? '',
      subIcb: cells.code('sub-ICB code', 'subicblocationcode'),
      subIcbName: cells.text('subicblocationname') ?? '',
      board: cells.code('ICB code', 'icbcode'),
      boardName: cells.text('icbname') ?? '',
      region: cells.text('regioncode'),
      regionName: cells.text('regionname'),
    })),
  postcodes: (table, file) => headed(table, file, ['postcode'], (cells) => located(cells, 'postcode')),
  outcodes: (table, file) => headed(table, file, ['outcode'], (cells) => located(cells, 'outcode')),
  hospitals: (table, file) =>
    headed(table, file, ['organisationcode', 'sector', 'parentodscode'], (cells) => ({
      line: cells.line,
      code: cells.code('site code', 'organisationcode'),
      name: cells.required('name', 'organisationname'),
      isIndependent: cells.text('sector') === 'Independent Sector',
      parent: cells.text('parentodscode') ?? '',
      parentName: cells.text('parentname') ?? '',
      address: cells.address('address1', 'address2', 'address3', 'city', 'county'),
      postcode: cells.postcode('postcode'),
      ...cells.point(['latitude'], ['longitude']),
      telephone: cells.text('phone'),
    })),
  assurance: (table, file) =>
    headed(table, file, ['code', 'lateststatus'], (cells) => ({
      line: cells.line,
      code: cells.code('organisation code', 'code'),
      board: cells.text('stpcdh'),
      closedOn: cells.date('close date', 'close'),
      successor: cells.text('successorcode'),
      status: cells.text('lateststatus'),
      publishedOn: cells.date('date of publication', 'dateofpublication'),
    })),
  careHomes: (table, file) =>
    headed(table, file, ['name', 'postcode'], (cells) => ({
      ...listed(cells, 'name', 'address'),
      code: null,
      cqcLocationId: cells.text('cqcid', 'cqclocationid'),
      area: cells.text('areaname', 'areacode'),
    })),
  pharmacies: (table, file) =>
    headed(table, file, ['pharmacyname', 'organisationdataservicecode'], (cells) => ({
      ...listed(cells, 'pharmacyname', 'address'),
      code: cells.code('pharmacy code', 'organisationdataservicecode'),
      cqcLocationId: null,
      area: cells.text('laname', 'healthandwellbeingboard'),
    })),
};

function extractRow(cells: Cells): ExtractRow {
  return {
    line: cells.line,
    code: cells.code('organisation code', 1),
    name: cells.required('name', 2),
    grouping: cells.text(3),
    board: cells.text(4),
    address: cells.address(5, 6, 7, 8, 9),
    postcode: cells.postcode(10),
    openedOn: cells.date('open date', 11),
    closedOn: cells.date('close date', 12),
    status: cells.text(13),
    commissioner: cells.text(15),
    joinedOn: cells.date('join date', 16),
    telephone: cells.text(18),
    setting: cells.text(26),
  };
}

function located(cells: Cells, column: string): LocatedRow {
  return {
    line: cells.line,
    postcode: normalPostcode(cells.required(column, column)),
    ...cells.point(['lat', 'latitude', 'meanlat'], ['long', 'longitude', 'lon', 'meanlong']),
  };
}

function listed(cells: Cells, name: string, address: string): Omit<ListedRow, 'code' | 'cqcLocationId' | 'area'> {
  return {
    line: cells.line,
    name: cells.required('name', name),
    address: cells.address(address),
    postcode: cells.postcode('postcode'),
    ...cells.point(['lat', 'latitude'], ['lon', 'long', 'longitude']),
    telephone: cells.text('telephone'),
  };
}

type Fault = (line: number, code: OdsExceptionCode, detail: string) => void;

function collect<R>(table: OdsTable, file: string, read: (fault: Fault) => R[]): Parsed<R> {
  const faults: OdsException[] = [...table.faults];
  const rows = read((line, code, detail) => faults.push({ file, line, code, detail }));
  return faults.length > 0 ? { rows: [], faults } : { rows, faults };
}

function extract<R>(table: OdsTable, file: string, row: (cells: Cells) => R): Parsed<R> {
  return collect(table, file, (fault) =>
    withoutHeader(table.rows).flatMap(({ line, cells }) =>
      isWide(line, cells, EXTRACT_COLUMNS, fault) ? [row(new Cells(line, cells, fault))] : [],
    ),
  );
}

/** The extracts have none, but a spreadsheet may have given them one. */
function withoutHeader(rows: readonly OdsRow[]): readonly OdsRow[] {
  return /code/i.test(rows[0]?.cells[0] ?? '') ? rows.slice(1) : rows;
}

function headed<R>(table: OdsTable, file: string, needed: readonly string[], row: (cells: Cells) => R): Parsed<R> {
  return collect(table, file, (fault) => {
    const [header, ...rows] = table.rows;
    if (!header) return [];
    const columns = new Map(header.cells.map((cell, at) => [cell.toLowerCase().replace(/[^a-z0-9]/g, ''), at]));
    const missing = needed.filter((name) => !columns.has(name));
    for (const name of missing) fault(header.line, 'missingColumn', `The header has no column "${name}".`);
    if (missing.length > 0) return [];
    return rows.flatMap(({ line, cells }) =>
      isWide(line, cells, header.cells.length, fault) ? [row(new Cells(line, cells, fault, columns))] : [],
    );
  });
}

function isWide(line: number, cells: readonly string[], width: number, fault: Fault): boolean {
  if (cells.length === width) return true;
  const code = cells.length < width ? 'shortRow' : 'longRow';
  fault(line, code, `The row has ${cells.length} columns and not ${width}.`);
  return false;
}
