import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OrganisationsReads } from '../../organisations/organisations.reads.js';
import { Clock } from '../../platform/clock.js';
import { Commands } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { findTenant } from '../../platform/tenants.js';
import {
  extractRow,
  type OdsTestFolder,
  odsTestFolder,
  practiceRow,
  writeNextYear,
  writeSmallEconomy,
} from '../../testkit/ods-folder.js';
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js';
import { importOds, type OdsImport, UnknownBoard } from './import-ods.js';
import { readOdsFolder } from './ods-folder.js';

const SEPTEMBER_2025 = '2025-09-01';
const AUGUST_2026 = '2026-08-01';

describe('an import of ODS extracts', () => {
  let db: TestDatabase;
  let folder: OdsTestFolder;
  let platform: { commands: Commands; reads: Reads };

  beforeEach(async () => {
    db = await createTestDatabase();
    const clock = new Clock();
    clock.setNow('2026-11-24T09:00:00.000Z');
    platform = { commands: new Commands(db.database, clock), reads: new Reads(db.database, clock) };
    folder = odsTestFolder();
    writeSmallEconomy(folder);
  });
  afterEach(async () => {
    folder.remove();
    await db.drop();
  });

  const run = (
    asOf = SEPTEMBER_2025,
    icbs: readonly string[] | null = ['QXX'],
    tenantKey = 'tamewater',
  ): Promise<OdsImport> =>
    importOds(platform, { tenantKey, icbs, asOf, folder: readOdsFolder(folder.directory, asOf, () => undefined) });
  const tenant = async (key = 'tamewater') => (await findTenant(platform.reads, key)) ?? '';
  const rows = async <R extends object>(text: string, ...values: unknown[]) => db.sql<R>(await tenant(), text, values);
  const told = (result: OdsImport) =>
    result.exceptions.map(({ file, line, code }) => `${code} ${file.split('.')[0]} ${line ?? '-'}`);
  const history = async (table: string, column: string, code: string) =>
    (
      await rows<{ text: string }>(
        `select ${column} || ' ' || h.during as text from ${table} h join organisation o using (tenant_id, organisation_id)
         ${column === 'p.ods_code' ? 'join organisation p on p.tenant_id = h.tenant_id and p.organisation_id = h.parent_id' : ''}
         where o.ods_code = $1 ${column === 'p.ods_code' ? `and h.kind = 'icb'` : ''} order by h.during`,
        code,
      )
    ).map((row) => row.text);

  it('counts what the tenant then holds of the board', async () => {
    const { counts, changes } = await run();
    expect(counts).toEqual({
      trusts: 2,
      sites: 2,
      sitesWithLocation: 2,
      practices: 3,
      practicesWithLocation: 2,
      pcns: 1,
      subIcbs: 1,
      icbs: 1,
      careHomes: 2,
      pharmacies: 1,
      independentProviders: 1,
      prescribingCentres: 1,
    });
    expect(changes).toMatchObject({ updated: 0, closed: 0, unchanged: 0 });
  });

  it('tells every exception with its file and line', async () => {
    expect(told(await run()).sort()).toEqual(
      [
        'duplicateRow cqc-care-homes-tamewater-2019 3',
        'duplicateRow gp-pcn-icb-mapping-2025-08 3',
        'noLocation cqc-care-homes-tamewater-2019 4',
        'noLocation epraccur 3',
        'noLocation epraccur 5',
        'noLocation etrust-sites-2018 5',
        'noPcn gp-pcn-icb-mapping-2025-08 4',
        'noPublicationDate dspt-status-2022-02 4',
        'notActive gp-pcn-icb-mapping-2025-08 5',
        'notMapped epraccur 3',
        'notPlaced nhsuk-hospitals-2018 -',
        'parentClosed etrust-sites-2018 7',
        'trustNotPlaced etrust-sites-2018 3',
        'unknownOrganisation gp-pcn-icb-mapping-2025-08 6',
        'unknownSite nhsuk-hospitals-2018 5',
      ].sort(),
    );
  });

  it('changes nothing the second time, packed or not', async () => {
    const first = await run();
    folder.writeBytes('epraccur.csv.gz', gzipSync(readFileSync(join(folder.directory, 'epraccur.csv'))));
    folder.delete('epraccur.csv');
    const again = await run();
    expect(again.changes).toEqual({ added: 0, updated: 0, closed: 0, unchanged: first.changes.added });
    expect(again.counts).toEqual(first.counts);
    expect(told(again).sort()).toEqual(told(first).sort());
  });

  it('keeps two imports of one tenant at the same time apart', async () => {
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.changes.added, other.changes.added].sort((a, b) => a - b)).toEqual([
      0,
      Math.max(one.changes.added, other.changes.added),
    ]);
  });

  it('dates renames, moves and closings by the extract that first shows them', async () => {
    await run();
    writeNextYear(folder);
    const later = await run(AUGUST_2026, ['QXX', 'QYY', 'Z1X2Z']);
    expect(later.counts).toMatchObject({ trusts: 3, sites: 2, icbs: 1 });
    expect(await history('organisation_membership', 'p.ods_code', 'XA1')).toEqual([
      'QXX [2022-07-01,2026-07-01)',
      'Z1X2Z [2026-07-01,)',
    ]);
    expect(await history('organisation_name', 'coalesce(h.published_name, h.name)', 'XA1')).toEqual([
      'OLD RIVERSIDE HOSPITALS NHS TRUST [2010-04-01,2025-07-01)',
      'RIVERSIDE HOSPITALS NHS TRUST [2025-07-01,2026-07-01)',
      'RIVERSIDE TEACHING HOSPITALS NHS FOUNDATION TRUST [2026-07-01,)',
    ]);
    expect(await history('licence_status', 'h.status', 'XA1')).toEqual([
      'nhsTrustShadow [2013-04-01,2023-04-01)',
      'licensed [2023-04-01,)',
    ]);
    expect(await history('organisation_membership', 'p.ods_code', 'XC1')).toEqual(['QYY [2022-07-01,2026-04-01)']);
    expect(await history('organisation_membership', 'p.ods_code', 'K9N9A')).toEqual(['Z1X2Z [2026-07-01,)']);
    const changes = await rows<{ text: string }>(
      `select c.changed_on || ' ' || o.ods_code || ' ' || c.field || ' ' || coalesce(c.old_value, '-') || ' > ' || coalesce(c.new_value, '-') as text
       from organisation_change c join organisation o using (tenant_id, organisation_id) where o.ods_code in ('XA1', 'XC1', 'QXX') order by 1`,
    );
    expect(changes.map((row) => row.text)).toEqual([
      '2025-07-01 XA1 name OLD RIVERSIDE HOSPITALS NHS TRUST > RIVERSIDE HOSPITALS NHS TRUST',
      '2026-03-31 XC1 closed - > 2026-03-31',
      '2026-06-30 QXX closed - > 2026-06-30',
      '2026-07-01 XA1 icb QXX > Z1X2Z',
      '2026-07-01 XA1 name RIVERSIDE HOSPITALS NHS TRUST > RIVERSIDE TEACHING HOSPITALS NHS FOUNDATION TRUST',
      '2026-07-01 XA1 postcode ZA1 1AA > ZA1 1AB',
    ]);
    expect((await run(AUGUST_2026, ['QXX', 'QYY', 'Z1X2Z'])).changes).toMatchObject({
      added: 0,
      updated: 0,
      closed: 0,
    });
  });

  it('keeps the published name and shows one that reads', async () => {
    await run();
    const named = `select name, published_name as published from`;
    expect(await rows(`${named} organisation where ods_code = 'XA1'`)).toEqual([
      { name: 'Riverside Hospitals NHS Trust', published: 'RIVERSIDE HOSPITALS NHS TRUST' },
    ]);
    expect(await rows(`${named} site where ods_code in ('XA101', 'NZ101') order by ods_code`)).toEqual([
      { name: 'Café Clinic "North"', published: null },
      { name: 'Riverside Infirmary', published: 'RIVERSIDE INFIRMARY' },
    ]);
    expect(await rows(`select address from site where ods_code = 'XA101'`)).toEqual([{ address: '1 High Street' }]);
  });

  it('writes a name again by the rule of the day without calling it a change', async () => {
    const first = await run();
    await rows(`update organisation set name = 'riverside HOSPITALS nhs Trust' where ods_code = 'XA1'`);
    await rows(`update site set name = 'riverside INFIRMARY' where ods_code = 'XA101'`);
    expect((await run()).changes).toEqual({ added: 0, updated: 0, closed: 0, unchanged: first.changes.added });
    expect(
      await rows(
        `select name from organisation where ods_code = 'XA1' union all select name from site where ods_code = 'XA101'`,
      ),
    ).toEqual([{ name: 'Riverside Hospitals NHS Trust' }, { name: 'Riverside Infirmary' }]);
  });

  describe('the history of sites', () => {
    const BOARDS = ['QXX'];
    const periods = async (code: string, key = 'tamewater') =>
      (
        await db.sql<{ text: string }>(
          await tenant(key),
          `select coalesce(p.published_name, p.name) || ', ' || coalesce(p.postcode, '-') || ', ' || o.ods_code || ' ' || p.during as text
           from site_period p join site s using (tenant_id, site_id) join organisation o on o.tenant_id = p.tenant_id and o.organisation_id = p.organisation_id
           where s.ods_code = $1 order by p.during`,
          [code],
        )
      ).map((row) => row.text);
    /** Renamed and moved; changed hands; opened again; closed; not in the list any more. */
    const writeLaterSites = () =>
      folder.write(
        'etrust-sites-2026-02.csv',
        extractRow({ code: 'XA101', name: 'RIVERSIDE GENERAL', postcode: 'ZA1 1AB' }),
        extractRow({ code: 'XA102', name: 'RIVERSIDE CLINIC', postcode: 'ZA9 9ZZ', commissioner: 'G9X9Z' }),
        extractRow({ code: 'XA103', name: 'RIVERSIDE ANNEXE', postcode: 'ZA1 1AA' }),
        extractRow({ code: 'XD101', name: 'MARSHLAND HOUSE', postcode: 'ZA1 1AB', closed: '20250930' }),
      );

    it('begins with what the first list says, while the site was open', async () => {
      await run();
      expect(await periods('XA101')).toEqual(['RIVERSIDE INFIRMARY, ZA1 1AA, XA1 [2010-04-01,)']);
      expect(await periods('XA103')).toEqual(['RIVERSIDE ANNEXE, ZA1 1AA, XA1 [2010-04-01,2018-02-01)']);
      expect(await periods('NZ101')).toEqual(['Café Clinic "North", ZA1 1AA, NZ1 (,)']);
    });

    it('dates renames, moves, other hands, closings and reopenings by the list that first shows them', async () => {
      await run();
      writeLaterSites();
      const later = await run(AUGUST_2026, BOARDS);
      expect(await periods('XA101')).toEqual([
        'RIVERSIDE INFIRMARY, ZA1 1AA, XA1 [2010-04-01,2026-02-01)',
        'RIVERSIDE GENERAL, ZA1 1AB, XA1 [2026-02-01,)',
      ]);
      expect(await periods('XA102')).toEqual([
        'RIVERSIDE CLINIC, ZA9 9ZZ, XA1 [2010-04-01,2026-02-01)',
        'RIVERSIDE CLINIC, ZA9 9ZZ, G9X9Z [2026-02-01,)',
      ]);
      expect(await periods('XA103')).toEqual([
        'RIVERSIDE ANNEXE, ZA1 1AA, XA1 [2010-04-01,2018-02-01)',
        'RIVERSIDE ANNEXE, ZA1 1AA, XA1 [2026-02-01,)',
      ]);
      expect(await periods('XD101')).toEqual(['MARSHLAND HOUSE, ZA1 1AB, XD1 [2010-04-01,2025-10-01)']);
      expect(later.changes).toMatchObject({ closed: 1 });
      const again = await run(AUGUST_2026, BOARDS);
      expect(again.changes).toMatchObject({ added: 0, updated: 0, closed: 0 });
    });

    it('comes to the same whether the lists were read one by one or at once', async () => {
      await run();
      writeLaterSites();
      await run(AUGUST_2026, BOARDS);
      await run(AUGUST_2026, BOARDS, 'at-once');
      for (const code of ['XA101', 'XA102', 'XA103', 'XD101'])
        expect(await periods(code, 'at-once')).toEqual(await periods(code));
    });

    it('takes no other case of letters for a renaming', async () => {
      await run();
      folder.write(
        'etrust-sites-2026-02.csv',
        extractRow({ code: 'XA101', name: 'Riverside Infirmary', postcode: 'ZA1 1AA' }),
      );
      await run(AUGUST_2026, BOARDS);
      expect(await periods('XA101')).toEqual(['RIVERSIDE INFIRMARY, ZA1 1AA, XA1 [2010-04-01,)']);
    });

    it('tells which sites a later list has no more, and keeps them', async () => {
      folder.write('etrust-sites-2026-02.csv', extractRow({ code: 'XA101', name: 'RIVERSIDE INFIRMARY' }));
      const result = await run(AUGUST_2026, BOARDS);
      expect(told(result)).toContain('notInLaterExtract etrust-sites-2018 5');
      expect(await periods('XA102')).toHaveLength(1);
    });
  });

  it('comes to the same history whether the years were imported one by one or at once', async () => {
    const boards = ['QXX', 'QYY'];
    await run(SEPTEMBER_2025, boards);
    writeNextYear(folder);
    await run(AUGUST_2026, [...boards, 'Z1X2Z']);
    await run(AUGUST_2026, [...boards, 'Z1X2Z'], 'at-once');
    for (const table of [
      'organisation_name',
      'organisation_membership',
      'licence_status',
      'organisation_succession',
      'organisation_change',
    ]) {
      const columns =
        table === 'organisation_succession'
          ? 'h.on_date'
          : table === 'organisation_change'
            ? 'h.changed_on, h.field, h.old_value, h.new_value'
            : 'h.during';
      const text = `select o.ods_code, ${columns} from ${table} h join organisation o using (tenant_id, organisation_id) order by 1, 2`;
      expect(await db.sql(await tenant('at-once'), text)).toEqual(await db.sql(await tenant(), text));
    }
  });

  it('counts an earlier day as it was, and takes no later knowledge away', async () => {
    writeNextYear(folder);
    await run(AUGUST_2026, ['QXX', 'Z1X2Z']);
    const earlier = await run(SEPTEMBER_2025, ['QXX']);
    expect(earlier.counts).toMatchObject({ trusts: 2, icbs: 1 });
    expect(earlier.changes).toMatchObject({ added: 0, updated: 0, closed: 0 });
    expect(told(earlier)).toContain('laterThanDate etr-2026-07 -');
    expect((await run(AUGUST_2026, ['QXX'])).counts.trusts).toBe(0);
  });

  it('lets a meeting of 2025 belong to the board of 2025', async () => {
    writeNextYear(folder);
    await run(AUGUST_2026, ['QXX', 'Z1X2Z']);
    const [riverside] = await rows<{ organisation_id: string }>(
      `select organisation_id from organisation where ods_code = 'XA1'`,
    );
    const reads = new OrganisationsReads(platform.reads);
    const viewer = { tenantId: await tenant() } as Parameters<OrganisationsReads['memberOf']>[0];
    const on = async (day: string) =>
      (await reads.memberOf(viewer, riverside?.organisation_id ?? '', day)).map(
        (m) => (m as { odsCode: string }).odsCode,
      );
    expect(await on('2025-11-04')).toEqual(['QXX']);
    expect(await on('2026-07-01')).toEqual(['Z1X2Z']);
    expect(await on('2021-11-04')).toEqual([]);
  });

  it('records who succeeded a merged board and a closed trust', async () => {
    writeNextYear(folder);
    await run(AUGUST_2026, ['QXX', 'QYY', 'Z1X2Z']);
    const pairs = await rows<{ text: string }>(
      `select o.ods_code || ' > ' || p.ods_code || ' ' || s.on_date as text from organisation_succession s join organisation o using (tenant_id, organisation_id)
       join organisation p on p.tenant_id = s.tenant_id and p.organisation_id = s.successor_id order by 1`,
    );
    expect(pairs.map((row) => row.text)).toEqual([
      'QXX > Z1X2Z 2026-07-01',
      'QYY > Z1X2Z 2026-07-01',
      'XD1 > XA1 2021-09-30',
    ]);
  });

  it('says that practices are still listed under a board that has ended, and guesses nothing', async () => {
    writeNextYear(folder);
    const result = await run(AUGUST_2026, ['QXX', 'Z1X2Z']);
    expect(result.exceptions.find((e) => e.code === 'boardEnded')?.detail).toContain('3 active practices');
    expect((await run(AUGUST_2026, ['Z1X2Z'], 'new')).counts).toMatchObject({ trusts: 3, practices: 0 });
  });

  it.each([
    ['a short row', (lines: string[]) => [...lines, '"X00007","SHORT"'], 'shortRow'],
    ['a bad day', (lines: string[]) => [...lines, practiceRow({ code: 'X00007', opened: '20251301' })], 'badDate'],
    ['an unknown status', (lines: string[]) => [...lines, practiceRow({ code: 'X00007', status: 'Q' })], 'badValue'],
  ])('leaves a file with %s out whole', async (_what, spoil, code) => {
    const good = ['X00001', 'X00002'].map((c) => practiceRow({ code: c }));
    folder.write('epraccur.csv', ...spoil(good));
    const result = await run();
    expect(told(result)).toEqual(
      expect.arrayContaining([`${code} epraccur 3`, 'fileNotImported epraccur -', 'missingKind epraccur -']),
    );
    expect(result.counts).toMatchObject({ practices: 0, trusts: 2 });
    expect(await rows(`select 1 from organisation where ods_code like 'X0000%'`)).toEqual([]);
  });

  it('leaves a file out whole that is not UTF-8, and falls back on the extract before it', async () => {
    writeNextYear(folder);
    folder.writeBytes(
      'etr-2026-07.csv',
      Buffer.from(`${extractRow({ code: 'XA1', name: 'CAF\u00c9', board: 'QXX' })}\n`, 'latin1'),
    );
    const result = await run(AUGUST_2026);
    expect(told(result)).toEqual(
      expect.arrayContaining(['badEncoding etr-2026-07 1', 'fileNotImported etr-2026-07 -']),
    );
    expect(result.counts.trusts).toBe(2);
  });

  it('works with whatever kinds are there', async () => {
    for (const name of [
      'epraccur.csv',
      'gp-pcn-icb-mapping-2025-08.csv',
      'postcodes.csv',
      'outcodes.csv',
      'pharmacies-tamewater.csv',
    ])
      folder.delete(name);
    folder.write('something-else.csv', 'a,b');
    const result = await run();
    expect(result.counts).toMatchObject({ trusts: 2, practices: 0, pcns: 0, pharmacies: 0 });
    expect(told(result)).toEqual(
      expect.arrayContaining(['missingKind epraccur -', 'missingKind postcodes -', 'unknownFile something-else -']),
    );
  });

  it('imports everything in the folder, with what is in no board', async () => {
    const result = await run(SEPTEMBER_2025, null, 'all');
    expect(result.counts).toMatchObject({ trusts: 4, practices: 5, pcns: 2, icbs: 2, independentProviders: 2 });
    expect(told(result)).toEqual(
      expect.arrayContaining(['unknownTrust etrust-sites-2018 8', 'unknownBoard epraccur -']),
    );
  });

  it('refuses a board that no extract shows, before anything is written', async () => {
    await expect(run(SEPTEMBER_2025, ['Z1X2Z'])).rejects.toThrow(UnknownBoard);
    await expect(run(SEPTEMBER_2025, ['Q99'])).rejects.toThrow('QXX, QYY');
    expect(await findTenant(platform.reads, 'tamewater')).toBeNull();
  });

  it('leaves a made-up organisation of the same code alone', async () => {
    await run(SEPTEMBER_2025, ['QYY']);
    await rows(`insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source)
      values (quorate_tenant(), gen_random_uuid(), 'XA1', 'Made up', 'acuteTrust', true, true, 'demo')`);
    const result = await run();
    expect(result.exceptions.filter((e) => e.code === 'codeTaken').length).toBeGreaterThan(0);
    expect(await rows(`select name from organisation where ods_code = 'XA1'`)).toEqual([{ name: 'Made up' }]);
  });

  it('shows nothing of it to another tenant and leaves one audit event', async () => {
    await run();
    await run(SEPTEMBER_2025, ['QYY'], 'fellside');
    expect(await db.sql(await tenant('fellside'), `select 1 from organisation where ods_code = 'XA1'`)).toEqual([]);
    expect(await rows(`select operation from audit_event order by seq`)).toEqual([
      { operation: 'createTenant' },
      { operation: 'importOds' },
    ]);
  });
});
