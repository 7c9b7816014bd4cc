import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One row of an extract of 27 columns. The names here are the columns that matter; all organisations are made up. */
export interface ExtractFields {
  readonly code: string;
  readonly name?: string;
  readonly region?: string;
  readonly board?: string;
  readonly postcode?: string;
  readonly opened?: string;
  readonly closed?: string;
  readonly status?: string;
  readonly commissioner?: string;
  readonly joined?: string;
  readonly setting?: string;
}

/** The row as the publisher writes it: quoted, blanks for nothing. */
export function extractRow(fields: ExtractFields): string {
  const cells = Array<string>(27).fill('');
  const put = (column: number, value: string | undefined) => {
    cells[column - 1] = value ?? '';
  };
  put(1, fields.code);
  put(2, fields.name ?? `${fields.code} NAME`);
  put(3, fields.region ?? 'Y62');
  put(4, fields.board);
  put(5, '1 HIGH STREET');
  put(10, fields.postcode);
  put(11, fields.opened ?? '20100401');
  put(12, fields.closed);
  put(13, fields.status);
  put(15, fields.commissioner);
  put(16, fields.joined);
  put(26, fields.setting);
  return cells.map((cell) => `"${cell}"`).join(',');
}

/** An active GP practice. */
export function practiceRow(fields: ExtractFields): string {
  return extractRow({ status: 'A', setting: '4', board: 'QXX', commissioner: '99X', joined: '20130401', ...fields });
}

export const MAPPING_HEADER =
  'GP_CODE,GP_NAME,SUPPLIER,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,REGION_CODE,REGION_NAME';

/** A folder of files in a temporary place. */
export interface OdsTestFolder {
  readonly directory: string;
  /** Writes or replaces a file. */
  write(name: string, ...lines: readonly string[]): void;
  writeBytes(name: string, bytes: Buffer): void;
  delete(name: string): void;
  remove(): void;
}

export function odsTestFolder(): OdsTestFolder {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-ods-'));
  return {
    directory,
    write: (name, ...lines) => writeFileSync(join(directory, name), `${lines.join('\r\n')}\r\n`),
    writeBytes: (name, bytes) => writeFileSync(join(directory, name), bytes),
    delete: (name) => rmSync(join(directory, name)),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/**
 * A small economy in the shapes of the extracts: boards QXX and QYY, merged into Z1X2Z a year later; two trusts of QXX
 * with sites, a trust that closed and is in the list of sites only, four practices, one network.
 */
export function writeSmallEconomy(folder: OdsTestFolder): void {
  folder.write(
    'etr-2025-07.csv',
    extractRow({ code: 'XA1', name: 'RIVERSIDE HOSPITALS NHS TRUST', board: 'QXX', postcode: 'ZA1 1AA' }),
    extractRow({
      code: 'G9X9Z',
      name: 'NORTHGATE COMMUNITY NHS FOUNDATION TRUST',
      board: 'QXX',
      postcode: 'ZA1 1AB',
      opened: '20241101',
    }),
    extractRow({ code: 'XC1', name: 'FELLSIDE AMBULANCE SERVICE NHS TRUST', board: 'QYY' }),
    extractRow({ code: 'XW1', name: 'CYMRU NHS TRUST', board: 'Q99', region: 'W00' }),
  );
  folder.write(
    'etrust-sites-2018.csv',
    extractRow({ code: 'XA1', name: 'OLD RIVERSIDE HOSPITALS NHS TRUST', board: 'Q83', region: 'Y54' }),
    extractRow({ code: 'XD1', name: 'MARSHLAND NHS TRUST', board: 'Q83', region: 'Y54' }),
    extractRow({ code: 'XE1', name: 'NOWHERE NHS TRUST', board: 'Q83', region: 'Y54' }),
    extractRow({ code: 'XA101', name: 'RIVERSIDE INFIRMARY', postcode: 'ZA1 1AA' }),
    extractRow({ code: 'XA102', name: 'RIVERSIDE CLINIC', postcode: 'ZA9 9ZZ' }),
    extractRow({ code: 'XA103', name: 'RIVERSIDE ANNEXE', postcode: 'ZA1 1AA', closed: '20180131' }),
    extractRow({ code: 'XD101', name: 'MARSHLAND HOUSE', postcode: 'ZA1 1AB' }),
    extractRow({ code: 'QQ101', name: 'SITE OF NOBODY' }),
  );
  folder.write(
    'epraccur.csv',
    practiceRow({ code: 'X00001', name: 'ELM PARK SURGERY', postcode: 'ZA1 1AA', opened: '20250601' }),
    practiceRow({ code: 'X00002', name: 'HILL TOP PRACTICE', postcode: 'ZA1 1AB' }),
    practiceRow({ code: 'X00003', name: 'UNMAPPED PRACTICE', postcode: 'ZA9 9ZZ' }),
    practiceRow({ code: 'X00004', name: 'CLOSED PRACTICE', status: 'C', closed: '20250331' }),
    practiceRow({ code: 'X00005', name: 'OUT OF HOURS SERVICE', setting: '2' }),
    practiceRow({ code: 'X00006', name: 'FELLSIDE SURGERY', board: 'QYY', commissioner: '99Y', postcode: 'ZB1 1AA' }),
    practiceRow({ code: 'W00001', name: 'MEDDYGFA', board: 'Q99', region: 'W00' }),
  );
  const inPcn = 'U11111,TAMEWATER PCN,99X,Tamewater 99X,QXX,NHS Tamewater Integrated Care Board,Y62,North West';
  const noPcn = 'U,UNALLOCATED,99X,Tamewater 99X,QXX,NHS Tamewater Integrated Care Board,Y62,North West';
  folder.write(
    'gp-pcn-icb-mapping-2025-08.csv',
    MAPPING_HEADER,
    `X00001,ELM PARK SURGERY,ONE,${inPcn}`,
    `X00001,ELM PARK SURGERY,TWO,${inPcn}`,
    `X00002,HILL TOP PRACTICE,ONE,${noPcn}`,
    `X00004,CLOSED PRACTICE,ONE,${inPcn}`,
    `X09999,GHOST PRACTICE,ONE,${inPcn}`,
    'X00006,FELLSIDE SURGERY,ONE,U22222,FELLSIDE PCN,99Y,Fellside 99Y,QYY,NHS Fellside Integrated Care Board,Y62,North West',
  );
  folder.write('postcodes.csv', 'postcode,lat,long', 'ZA1 1AA,53.4,-2.2', 'ZA1 1AB,53.41,-2.21', 'ZB1 1AA,54.5,-2.9');
  folder.write('outcodes.csv', 'outcode,live_postcodes,mean_lat,mean_long', 'ZA1,2,53.4,-2.2');
  folder.write(
    'dspt-status-2022-02.csv',
    '"","Code","Name","Close","STPCDH","Successor.Code","Latest.Status","Date.Of.Publication"',
    '"1","XA1","RIVERSIDE",,"QXX",,"20/21 Standards Met","30/06/2021"',
    '"2","XD1","MARSHLAND",2021-09-30,"QXX","XA1","20/21 Approaching Standards","28/06/2021"',
    '"3","G9X9Z","NORTHGATE",,"QXX",,"20/21 Standards Met",',
  );
  folder.writeBytes(
    'nhsuk-hospitals-2018.csv',
    Buffer.from(
      [
        'OrganisationCode\u00acSector\u00acOrganisationName\u00acAddress1\u00acPostcode\u00acLatitude\u00acLongitude\u00acParentODSCode\u00acParentName\u00acPhone',
        'NZ101\u00acIndependent Sector\u00acCaf\u00e9 Clinic "North"\u00ac1 Road\u00acZA1 1AA\u00ac53.405\u00ac-2.2\u00acNZ1\u00acFictional Health Ltd\u00ac',
        'NZ201\u00acIndependent Sector\u00acFar Hospital\u00ac1 Road\u00acZQ1 1AA\u00ac50.1\u00ac-5.2\u00acNZ2\u00acFar Health Ltd\u00ac',
        'XA102\u00acNHS Sector\u00acRiverside Clinic\u00ac1 Road\u00acZA9 9ZZ\u00ac53.42\u00ac-2.2\u00acXA1\u00acRiverside\u00ac',
        'XA1PP\u00acIndependent Sector\u00acPrivate Wing\u00ac1 Road\u00acZA1 1AA\u00ac53.4\u00ac-2.2\u00acXA1\u00acRiverside\u00ac',
      ].join('\r\n'),
      'latin1',
    ),
  );
  folder.write(
    'cqc-care-homes-tamewater-2019.csv',
    'name,type,address,postcode,telephone,website,area_name,area_code,lon,lat',
    'The Larches,Residential homes,"1 Lane, Tamewater",ZA1 1AA,0160,NA,Tamewater,E1,-2.2,53.4',
    'The Larches,Nursing homes,"1 Lane, Tamewater",ZA1 1AA,0160,NA,Tamewater,E1,-2.2,53.4',
    'The Pines,Residential homes,"2 Lane, Tamewater",ZA9 9ZZ,0160,NA,Tamewater,E1,NA,NA',
  );
  folder.write(
    'pharmacies-tamewater.csv',
    'pharmacy_name,address,postcode,organisation_data_service_code,la_name',
    'High Street Pharmacy,"1 High Street",ZA1 1AB,FX001,Tamewater',
  );
}

/** A year later: Riverside has a new name, QXX and QYY have merged, Fellside's trust has closed, one trust is new. */
export function writeNextYear(folder: OdsTestFolder): void {
  folder.write(
    'etr-2026-07.csv',
    extractRow({
      code: 'XA1',
      name: 'RIVERSIDE TEACHING HOSPITALS NHS FOUNDATION TRUST',
      board: 'Z1X2Z',
      postcode: 'ZA1 1AB',
    }),
    extractRow({
      code: 'G9X9Z',
      name: 'NORTHGATE COMMUNITY NHS FOUNDATION TRUST',
      board: 'Z1X2Z',
      postcode: 'ZA1 1AB',
      opened: '20241101',
    }),
    extractRow({ code: 'XC1', name: 'FELLSIDE AMBULANCE SERVICE NHS TRUST', board: 'Z1X2Z', closed: '20260331' }),
    extractRow({ code: 'K9N9A', name: 'ONLINE NHS TRUST', board: 'Z1X2Z', opened: '20260601' }),
  );
}
