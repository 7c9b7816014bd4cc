import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readFunnelUnits } from './read-funnel-units.js';
import { readRegister } from './read-register.js';
import type { ImportedRegister } from './register.js';
import { registerCounts } from './register-counts.js';
import { type FunnelChoices, type NamedFunnel, registerFunnels } from './register-funnels.js';

const folder = mkdtempSync(join(tmpdir(), 'quorate-registers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const EVERY_ROW: FunnelChoices = { asAt: false, bySitting: false, atLeast: 20 };
const AS_AT: FunnelChoices = { ...EVERY_ROW, asAt: true };
const AS_AT_BY_SITTING: FunnelChoices = { ...AS_AT, bySitting: true };

/** Which view of which register, and the figures that two independent implementations agree on, to the digits printed. */
interface Published {
  readonly set: string;
  readonly source: string;
  readonly aggregate: string;
  readonly choices: FunnelChoices;
  readonly by: string;
  readonly units: number;
  readonly rate: string;
  readonly phi: string;
  readonly tau2: string;
  /** The units above the limits, or how many. */
  readonly high95: readonly string[] | number;
  readonly high998: readonly string[] | number;
}

// source: standards.md 1d of the product's material; the aggregates and their licences are in libs/statistics/src/fixtures.
const PUBLISHED: readonly Published[] = [
  row('by organisation', 'bundestag19', 'bundestag-by-organisation', EVERY_ROW, 'organisation', [
    8,
    '0.1046284',
    '177.346',
    '0.003531009',
    ['(no record)', 'fraktionslos'],
    ['fraktionslos'],
  ]),
  row('known people only', 'bundestag19', 'bundestag-by-organisation', EVERY_ROW, 'organisation, known only', [
    7,
    '0.099576',
    '111.546',
    '0.00204485',
    ['fraktionslos'],
    ['fraktionslos'],
  ]),
  row('as-at rows only', 'bundestag19', 'bundestag-as-at', AS_AT, 'organisation, known only', [
    7,
    '0.098477',
    '109.007',
    '0.00202224',
    ['fraktionslos'],
    ['fraktionslos'],
  ]),
  row('as-at, whole days', 'bundestag19', 'bundestag-as-at-by-day', AS_AT_BY_SITTING, 'organisation, known only', [
    7,
    '0.089658',
    '55.043',
    '0.00204006',
    ['fraktionslos'],
    ['fraktionslos'],
  ]),
  row('by person', 'bundestag19', 'bundestag-by-person', EVERY_ROW, 'person', [
    742,
    '0.104662',
    '10.577',
    '0.0142913',
    44,
    17,
  ]),
  row(
    'emergency departments',
    'ae-attendances-2016-04-to-2018-03.csv.gz',
    'ae-type-1-by-provider',
    EVERY_ROW,
    'provider, type 1',
    [140, '0.169801', '5735.628', '0.00660845', ['R1K', 'RAS', 'REM', 'RVV', 'RXL'], []],
  ),
  row('appointments', 'gp-appointments-2019-03-to-2021-08.csv.gz', 'gp-did-not-attend-by-ccg', EVERY_ROW, 'provider', [
    37,
    '0.045024',
    '11762.583',
    '0.000329127',
    ['72Q', 'A3A8R', 'D2P2L'],
    [],
  ]),
  row('council by member', 'toronto-council-2022-2024.csv.gz', 'toronto-by-member', EVERY_ROW, 'person', [
    28,
    '0.083783',
    '7.644',
    '0.0079656',
    ['M23'],
    [],
  ]),
  row('council by committee', 'toronto-council-2022-2024.csv.gz', 'toronto-by-committee', EVERY_ROW, 'committee', [
    46,
    '0.083783',
    '3.994',
    '0.00771676',
    7,
    ['Board of Directors of TO Live', 'Toronto Parking Authority', 'Toronto Preservation Board'],
  ]),
];

function row(
  set: string,
  source: string,
  aggregate: string,
  choices: FunnelChoices,
  by: string,
  figures: [number, string, string, string, readonly string[] | number, readonly string[] | number],
): Published {
  const [units, rate, phi, tau2, high95, high998] = figures;
  return { set, source, aggregate, choices, by, units, rate, phi, tau2, high95, high998 };
}

function expectPublished(found: NamedFunnel | undefined, published: Published): void {
  if (!found) throw new Error(`there is no funnel by ${published.by}`);
  const printed = (value: number, like: string) => value.toFixed(like.split('.')[1]?.length ?? 0);
  expect({
    units: found.units,
    rate: printed(found.rate, published.rate),
    phi: printed(found.phi, published.phi),
    tau2: printed(found.tau2, published.tau2),
  }).toEqual({ units: published.units, rate: published.rate, phi: published.phi, tau2: published.tau2 });
  const shape = (names: readonly string[], like: readonly string[] | number) =>
    typeof like === 'number' ? names.length : [...names].sort();
  expect(shape(found.high95, published.high95)).toEqual(published.high95);
  expect(shape(found.high998, published.high998)).toEqual(published.high998);
}

const shared = join(import.meta.dirname, '../../../../../shared/data/attendance');
const whereShared = existsSync(shared) ? describe : describe.skip;

describe('the published funnel figures', () => {
  it.each(PUBLISHED)('come out of the sums of $source: $set', (published) => {
    const fixture = join(import.meta.dirname, `../../../../libs/statistics/src/fixtures/${published.aggregate}.csv`);
    const text = readFileSync(fixture, 'utf8').replace(/^#.*\n/gm, '');
    const isKnownOnly = published.set === 'known people only';
    const units = isKnownOnly ? text.replace(/^\(no record\).*\n/m, '') : text;
    const counts = readRegister(
      file('sums.csv', units.replace(/^unit,/, 'period,unit,').replace(/^(?!period)(.+)$/gm, '2020-01-01,$1')),
      null,
    );
    expectPublished(registerFunnels(counts, published.choices)[0], { ...published, by: 'provider' });
  });
});

whereShared('the published registers', () => {
  const read = new Map<string, ImportedRegister>();
  const registerOf = (source: string): ImportedRegister => {
    const register = read.get(source) ?? readRegister(join(shared, source), null);
    read.set(source, register);
    return register;
  };

  it.each(PUBLISHED)('give the published figures: $set', (published) => {
    const funnels = registerFunnels(registerOf(published.source), published.choices);
    expectPublished(
      funnels.find(({ by }) => by === published.by),
      published,
    );
  });

  it('are counted as their publishers count them', () => {
    const votes = registerCounts(registerOf('bundestag19')) as { units: { unit: string }[] } & Record<string, unknown>;
    expect(votes).toMatchObject({
      rows: 124_536,
      outcomes: { yes: 58_130, no: 48_638, abstain: 4_738, no_show: 13_030 },
      sittings: 176,
      dates: 87,
      people: 747,
      personDays: 61_675,
      withoutUnit: { rows: 4_477, people: 39 },
      asAtRows: 119_104,
    });
    expect(votes.units).toHaveLength(8);
    expect(votes.units.find(({ unit }) => unit === 'fraktionslos')).toMatchObject({
      people: 10,
      expected: 1_756,
      absent: 548,
    });
    expect(registerCounts(registerOf('gp-appointments-2019-03-to-2021-08.csv.gz'))).toMatchObject({
      events: 15_478_920,
      total: 343_794_590,
      unknown: 361_245_560 - 343_794_590,
    });
    expect(registerCounts(registerOf('toronto-council-2022-2024.csv.gz'))).toMatchObject({
      present: 5_599,
      absent: 512,
    });
  });

  it('count a person for an organisation only from when they joined it', () => {
    const of = (choices: FunnelChoices) =>
      registerFunnels(registerOf('bundestag19'), choices)
        .find(({ by }) => by === 'organisation, known only')
        ?.limits.find(({ unit }) => unit === 'fraktionslos');
    expect(of(EVERY_ROW)).toMatchObject({ events: 548, total: 1_756 });
    expect(of(AS_AT)).toMatchObject({ events: 322, total: 801 });
    expect(of(AS_AT_BY_SITTING)).toMatchObject({ events: 159, total: 418 });
  });

  it('name the four people whom the sheet of the day has elsewhere', () => {
    const told = registerOf('bundestag19').exceptions.filter(({ code }) => code === 'otherOrganisationThatDay');
    expect(told.map(({ detail }) => /person (\d+): (\S+)/.exec(detail)?.slice(1, 3))).toEqual([
      ['43830', 'AfD'],
      ['43915', 'AfD'],
      ['45348', 'CDU/CSU'],
      ['45481', 'AfD'],
    ]);
  });
});

describe('a history of memberships', () => {
  const register = 'meeting_id,person_id,outcome\n1,a,yes\n2,a,no_show\n3,a,absent\n1,b,no\n';
  const meetings = 'meeting_id,date\n1,2020-01-01\n2,2020-06-01\n3,2021-01-01\n';
  const people = 'person_id,organisation,organisation_since\na,North,\na,South,2020-06-01\n';

  it('says whose member a person was at each meeting, and nobody where it is not on record', () => {
    const place = mkdtempSync(join(folder, 'votes-'));
    for (const [name, text] of Object.entries({ register, meetings, people }))
      writeFileSync(join(place, `${name}.csv`), text);
    const found = readRegister(place, null);
    if (found.kind !== 'entries') throw new Error('not entries');
    expect(found.entries.map(({ member, unit, isAsAt }) => [member, unit, isAsAt])).toEqual([
      ['a', 'North', true],
      ['a', 'South', true],
      ['a', 'South', true],
      ['b', null, false],
    ]);
    expect(found.exceptions).toEqual([
      { file: 'register.csv', line: 5, code: 'noOrganisation', detail: 'person b: 1 rows, no organisation on record' },
    ]);
  });
});

describe('a file that is not right', () => {
  it.each([
    ['empty.csv', '', 'empty.csv, line 1: the file is empty'],
    ['no-header.csv', 'a,1,2\nb,1,2\n', 'line 1: the column "unit" is missing'],
    ['no-rows.csv', 'unit,events,total\n', 'line 2: there is no row'],
    ['word.csv', 'unit,events,total\na,1,2\nb,x,2\n', 'line 3: events must be a whole number'],
    ['negative.csv', 'unit,events,total\na,-1,2\n', 'line 2: events must be a whole number'],
    ['fraction.csv', 'unit,events,total\na,1.5,2\n', 'line 2: events must be a whole number'],
    ['above.csv', 'unit,events,total\r\na,1,2\r\nb,3,2\r\n', 'line 3: events (3) are more than total (2)'],
    ['twice.csv', 'unit,events,total\na,1,2\nb,1,2\na,1,2\n', 'line 4: the unit "a" is there already, in line 2'],
    ['blank.csv', 'unit,events,total\n ,1,2\n', 'line 2: unit is blank'],
    ['short.csv', 'unit,events,total\na,1,2\nb,1\n', 'line 3: the row has more or fewer cells'],
    ['nought.csv', 'unit,events,total\na,0,0\n', 'no unit has a total above 0'],
    ['latin.csv', Buffer.from('unit,events,total\na,1,2\nb\xe9,1,2\n', 'latin1'), 'line 3: the text is not UTF-8'],
    ['broken.csv.gz', Buffer.from('not gzip'), 'not a whole gzip file'],
  ])('%s is refused with its line', (name, text, message) => {
    expect(() => readFunnelUnits(file(name, text))).toThrow(message);
  });

  it('names a file that is not there with its folder, and no line of it', () => {
    expect(() => readFunnelUnits('/nonexistent/units.csv')).toThrow(
      /^\/nonexistent\/units\.csv: the file cannot be read \(ENOENT\)$/,
    );
  });

  it.each([
    ['meeting_id,person_id,outcome\n1,a,yes\n1,a,no\n', 'line 3: this person is at this meeting already, in line 2'],
    ['meeting_id,person_id,outcome\n1,a,maybe\n', 'line 2: the outcome "maybe" is not one of the known ones'],
    ['unit,member,sitting,date,outcome\nN,a,1,2026-02-30,present\n', 'line 2: date must be a date'],
    ['unit,member,sitting,date,outcome\nN,a,1,,here\n', 'line 2: outcome must be present, absent or unknown'],
    ['unit,period,events,total\nN,2026-01-01,3,2\n', 'line 2: events (3) are more than total (2)'],
    ['unit,period,events,total\nN,2026-01-01,1,2\nN,2026-01-01,1,2\n', 'line 3: N  2026-01-01 is there already'],
    ['period,org_code,type,attendances,breaches\n2026-01-01,R,1,5,6\n', 'line 2: breaches (6) are more than'],
    ['colour,size\nred,1\n', 'no register of a known format is here'],
  ])('a register %j is refused', (text, message) => {
    expect(() => readRegister(file('register.csv', text), null)).toThrow(message);
  });

  it('reads gzip, a byte-order mark, quoted names and other columns', () => {
    const text = '\uFEFFnote,unit,events,total\n,"A, B ""C""",1,4\n';
    expect(readFunnelUnits(file('fine.csv.gz', gzipSync(text)))).toEqual([{ unit: 'A, B "C"', events: 1, total: 4 }]);
  });

  it('counts an unknown outcome as neither, and a day as absent only when all that is known of it is', () => {
    const text = `unit,member,sitting,date,outcome
N,a,1,2026-01-05,absent\nN,a,2,2026-01-05,unknown\nN,b,1,2026-01-05,absent\nN,b,2,2026-01-05,present\nS,c,1,2026-01-05,unknown\n`;
    const register = readRegister(file('days.csv', text), null);
    const [rows] = registerFunnels(register, { ...EVERY_ROW, atLeast: 1 });
    const [days] = registerFunnels(register, { ...AS_AT_BY_SITTING, atLeast: 1 });
    expect([rows?.events, rows?.total, days?.events, days?.total]).toEqual([2, 3, 1, 2]);
  });
});
