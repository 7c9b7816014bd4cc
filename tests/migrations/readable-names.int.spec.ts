import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { importOds } from '../../api/src/interop/ods/import-ods.js';
import { readOdsFolder } from '../../api/src/interop/ods/ods-folder.js';
import { Clock } from '../../api/src/platform/clock.js';
import { Commands } from '../../api/src/platform/commands.js';
import { Reads } from '../../api/src/platform/reads.js';
import { odsTestFolder, writeSmallEconomy } from '../../api/src/testkit/ods-folder.js';
import { createTestDatabase, type TestDatabase } from '../../api/src/testkit/test-database.js';
import { openOwner, undoFrom } from './kit/owner-source.js';

describe('a directory that was imported before names were written readably and sites had a history', () => {
  let db: TestDatabase;
  let owner: DataSource;
  const [tenantId, trustId, icbId, siteId, closedId, oddId] = Array.from({ length: 6 }, () => randomUUID());

  beforeAll(async () => {
    db = await createTestDatabase();
    owner = await openOwner(db);
    await undoFrom(owner, 'WriteNamesReadably1763800200000');
    await arrange();
    await owner.runMigrations();
  });
  afterAll(async () => {
    await owner.destroy();
    await db.drop();
  });

  const inside = (text: string, ...values: unknown[]) => db.sql(String(tenantId), text, values);

  async function arrange(): Promise<void> {
    await owner.query(
      `insert into tenant (tenant_id, key, name, is_demo, created_at) values ($1,'old','Old',false,now())`,
      [tenantId],
    );
    await inside(
      `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, address, source) values
       ($1,$2,'XA1','ROYAL O''BRIEN HOSPITALS OF THE WEST NHS TRUST','acuteTrust',true,'1 MILL LANE, YORK','test'),
       ($1,$3,'QXX','NHS Tamewater ICB','icb',true,'','test')`,
      tenantId,
      trustId,
      icbId,
    );
    await inside(
      `insert into organisation_name (tenant_id, organisation_id, name, during, source) values ($1,$2,'MCKAY HOSPITAL','[,2025-07-01)','test')`,
      tenantId,
      trustId,
    );
    await inside(
      `insert into site (tenant_id, site_id, organisation_id, ods_code, name, address, postcode, is_open, opened_on, closed_on, source, source_on) values
       ($1,$2,$5,'XA101','SITE ONE CMHT','2 MILL LANE','ZA1 1AA',true,'2010-04-01',null,'list.csv','2018-04-01'),
       ($1,$3,$5,'XA102','SITE TWO','','ZA1 1AB',false,null,'2017-03-31','list.csv','2018-04-01'),
       ($1,$4,$5,'XA103','SITE THREE','',null,false,'2017-03-31','2016-03-31','list.csv','2018-04-01')`,
      tenantId,
      siteId,
      closedId,
      oddId,
      trustId,
    );
  }

  it('shows readable names, keeps the published ones, and leaves what somebody wrote', async () => {
    const named = 'select name, published_name as published from';
    expect(await inside(`${named} organisation order by ods_code`)).toEqual([
      { name: 'NHS Tamewater ICB', published: null },
      {
        name: "Royal O'Brien Hospitals of the West NHS Trust",
        published: "ROYAL O'BRIEN HOSPITALS OF THE WEST NHS TRUST",
      },
    ]);
    expect(await inside(`${named} organisation_name`)).toEqual([
      { name: 'McKay Hospital', published: 'MCKAY HOSPITAL' },
    ]);
    expect(await inside(`select name, address from site where ods_code = 'XA101'`)).toEqual([
      { name: 'Site One CMHT', address: '2 Mill Lane' },
    ]);
  });

  it('gives each site the one period that is known, and none to one whose days contradict each other', async () => {
    expect(
      await inside(
        'select s.ods_code as code, p.name, p.published_name as published, p.postcode, p.during::text, p.first_seen::text as seen from site_period p join site s using (tenant_id, site_id) order by 1',
      ),
    ).toEqual([
      {
        code: 'XA101',
        name: 'Site One CMHT',
        published: 'SITE ONE CMHT',
        postcode: 'ZA1 1AA',
        during: '[2010-04-01,)',
        seen: '2018-04-01',
      },
      {
        code: 'XA102',
        name: 'Site Two',
        published: 'SITE TWO',
        postcode: 'ZA1 1AB',
        during: '(,2017-04-01)',
        seen: '2018-04-01',
      },
    ]);
  });

  it('is the directory that an import makes: the next one changes nothing', async () => {
    const folder = odsTestFolder();
    writeSmallEconomy(folder);
    const clock = new Clock();
    const platform = { commands: new Commands(db.database, clock), reads: new Reads(db.database, clock) };
    const run = () =>
      importOds(platform, {
        tenantKey: 'imported',
        icbs: ['QXX'],
        asOf: '2025-09-01',
        folder: readOdsFolder(folder.directory, '2025-09-01', () => undefined),
      });
    const { changes } = await run();
    await undoFrom(owner, 'WriteNamesReadably1763800200000');
    await owner.runMigrations();
    expect((await run()).changes).toEqual({ added: 0, updated: 0, closed: 0, unchanged: changes.added });
    folder.remove();
  });

  it('has its names as published again after going down', async () => {
    await undoFrom(owner, 'WriteNamesReadably1763800200000');
    expect(await inside('select name from site order by ods_code')).toEqual([
      { name: 'SITE ONE CMHT' },
      { name: 'SITE TWO' },
      { name: 'SITE THREE' },
    ]);
    await owner.runMigrations();
  });
});
