import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { odsTable } from './ods-file.js';
import { vintageOf } from './ods-folder.js';
import { normalPostcode, PARSE_ROWS } from './ods-rows.js';

const NAME = 'etr-2025-07.csv';
const cells = (text: string | Buffer) => odsTable(Buffer.from(text), NAME).rows.map((row) => row.cells);
const row = (...start: string[]) =>
  [...start, ...Array(27 - start.length).fill('')].map((cell) => `"${cell}"`).join(',');
const GOOD = row('XA1', 'RIVERSIDE TRUST', 'Y62', 'QXX', '', '', '', '', '', 'zz1 1aa', '20130401', '');
const trusts = (text: string | Buffer) => PARSE_ROWS.trusts(odsTable(Buffer.from(text), NAME), NAME);
const faults = (text: string | Buffer) => trusts(text).faults.map(({ line, code }) => `${line} ${code}`);

describe('the bytes of an extract', () => {
  it('may be packed, quoted, with line breaks of either kind, a byte order mark and empty lines', () => {
    expect(cells(gzipSync('a,"b, c"\r\n\r\n"d ""e""",f\n'))).toEqual([
      ['a', 'b, c'],
      ['d "e"', 'f'],
    ]);
    expect(cells('\ufeffa,b\n')).toEqual([['a', 'b']]);
  });

  it('may be Latin-1 with 0xAC between fields, where a quotation mark is only a character', () => {
    const table = odsTable(
      Buffer.from('Name\u00acTown\r\nCaf\u00e9 "Nord\u00acBolton\r\n', 'latin1'),
      'nhsuk-hospitals-2018.csv',
    );
    expect(table.rows.map((r) => r.cells)).toEqual([
      ['Name', 'Town'],
      ['Caf\u00e9 "Nord', 'Bolton'],
    ]);
    expect(cells(Buffer.from('Name\u00acTown\nCaf\u00e9\u00acBolton\n', 'utf8'))).toEqual([
      ['Name', 'Town'],
      ['Caf\u00e9', 'Bolton'],
    ]);
  });

  it('tells every line that is not UTF-8 and gives no row at all', () => {
    const table = odsTable(Buffer.from(`${GOOD}\n"XB1","CAF\u00c9"\n${GOOD}\n"XC1","\u0000"\n`, 'latin1'), NAME);
    expect(table.rows).toEqual([]);
    expect(table.faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 badEncoding', '4 badEncoding']);
  });

  it.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'fileEmpty'],
    ['a packed file that breaks off', gzipSync(GOOD.repeat(50)).subarray(0, 30), 'fileUnreadable'],
    ['a quotation mark that never ends', `${GOOD}\n"XB1,`, 'brokenQuotes'],
  ])('refuses %s', (_what, bytes, code) => {
    expect(odsTable(Buffer.from(bytes), NAME)).toMatchObject({ rows: [], faults: [{ code }] });
  });
});

describe('the rows of an extract', () => {
  it('are read by column, with blanks as null and postcodes in one form', () => {
    expect(trusts(GOOD).rows).toEqual([
      expect.objectContaining({
        code: 'XA1',
        board: 'QXX',
        postcode: 'ZZ1 1AA',
        openedOn: '2013-04-01',
        closedOn: null,
        address: '',
      }),
    ]);
    expect(normalPostcode('m139wl')).toBe('M13 9WL');
  });

  it('may have a header that a spreadsheet gave them', () => {
    expect(trusts(`${row('Organisation Code', 'Name')}\n${GOOD}`).rows).toHaveLength(1);
  });

  it.each([
    ['a short row', '"XB1","SHORT"', '2 shortRow'],
    ['a long row', `${GOOD},""`, '2 longRow'],
    ['a code that is none', row('x b', 'NAME'), '2 badCode'],
    ['a missing name', row('XB1'), '2 badValue'],
    ['a day that does not exist', row('XB1', 'NAME', '', '', '', '', '', '', '', '', '20250230'), '2 badDate'],
  ])('%s is told by its line and nothing of the file is taken', (_what, bad, expected) => {
    expect(faults(`${GOOD}\n${bad}\n${GOOD}`)).toEqual([expected]);
    expect(trusts(`${GOOD}\n${bad}`).rows).toEqual([]);
  });

  it('refuses a practice status that is not in the list', () => {
    const table = odsTable(
      Buffer.from(row('XP1', 'SURGERY', '', '', '', '', '', '', '', '', '', '', 'X')),
      'epraccur.csv',
    );
    expect(PARSE_ROWS.practices(table, 'epraccur.csv').faults).toMatchObject([{ line: 1, code: 'badValue' }]);
  });

  it('names the columns that a header lacks', () => {
    const table = odsTable(Buffer.from('GP_CODE,PCN_CODE\nX,Y\n'), 'm.csv');
    expect(PARSE_ROWS.mapping(table, 'm.csv').faults.map((fault) => fault.detail)).toEqual([
      'The header has no column "subicblocationcode".',
      'The header has no column "icbcode".',
    ]);
  });

  it('takes the publishers’ sign for "no grid reference" as no location', () => {
    const table = odsTable(Buffer.from('postcode,lat,long\nM1 1AA,53.4,-2.2\nM1 1AB,99.999999,0\nM1 1AC,,\n'), 'p.csv');
    expect(PARSE_ROWS.postcodes(table, 'p.csv').rows.map((place) => place.latitude)).toEqual([53.4, null, null]);
  });
});

describe('the day of an extract', () => {
  it.each([
    ['etr-2025-07.csv', '2025-07-01'],
    ['etrust-sites-2018.csv.gz', '2018-01-01'],
    ['dspt-status-2022-02-14.csv', '2022-02-14'],
    ['epraccur.csv.gz', null],
    ['pharmacies-greater-manchester.csv', null],
  ])('of %s is %s', (name, day) => {
    expect(vintageOf(name)).toBe(day);
  });
});
