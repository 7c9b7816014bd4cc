import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { entities } from '../../api/src/data-source.js';
import { Database } from '../../api/src/platform/database.js';
import { readSettings } from '../../api/src/platform/settings.js';
import { type TestServer, testServers } from '../../api/src/testkit/test-database.js';

/** An empty database as an administrator would make it for Quorate, and roles to try to reach it as. */
async function emptyDatabase(server: TestServer) {
  const name = `own_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ host: server.socket, port: 5432, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${name} owner ${server.owner}`);
  await admin.query(`create role ${name}_outsider login`);
  await admin.query(`create role ${name}_climber login in role quorate_app, ${server.owner}`);
  await admin.query(`create role ${name}_bypasser login bypassrls in role quorate_app`);
  const url = (role: string) => `postgresql://${role}@localhost/${name}?host=${encodeURIComponent(server.socket)}`;
  return {
    name,
    url,
    settings: (role: string) =>
      readSettings({ DATABASE_URL: url(role), DATABASE_OWNER_URL: url(server.owner), QUORATE_DEMO: 'yes' }),
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      for (const suffix of ['outsider', 'climber', 'bypasser']) await admin.query(`drop role ${name}_${suffix}`);
      await admin.end();
    },
  };
}

describe.each(testServers())('a server of one’s own, $name', (server) => {
  let own: Awaited<ReturnType<typeof emptyDatabase>>;

  beforeAll(async () => {
    own = await emptyDatabase(server);
  });
  afterAll(() => own.drop());

  const open = (role: string) => Database.open(own.settings(role), entities);

  it('is migrated as its owner and then used as a role that is only a member of quorate_app', async () => {
    const said: string[] = [];
    const database = await Database.open(own.settings(server.application), entities, (message) => said.push(message));
    const { rows } = await database.reader.query<{ who: string; base: string }>(
      'select current_user as who, current_database() as base',
    );
    const written = await database.writer.query<{ who: string }[]>('select current_user as who');
    await database.close();
    expect(rows).toEqual([{ who: server.application, base: own.name }]);
    expect(written).toEqual([{ who: server.application }]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Migrated the database \(\d+ steps\)$/);
  });

  it('is found up to date at the second start', async () => {
    const said: string[] = [];
    const database = await Database.open(own.settings(server.application), entities, (message) => said.push(message));
    await database.close();
    expect(said).toEqual([]);
  });

  it.each([
    ['a superuser', () => 'postgres'],
    ['the owner of the tables', () => server.owner],
    ['a member of the owner', () => `${own.name}_climber`],
    ['a role that bypasses row security', () => `${own.name}_bypasser`],
  ])('is not used as %s, since row security would be no wall', async (_, role) => {
    const settings = { ...own.settings(server.application), DATABASE_URL: own.url(role()) };
    await expect(Database.open(settings, entities)).rejects.toThrow(
      /tenants would not be kept apart.*member of quorate_app/,
    );
  });

  it('says what to grant when the role may read nothing', async () => {
    await expect(open(`${own.name}_outsider`)).rejects.toThrow(/grant quorate_app to/);
  });

  it('is not even tried with one role for both, as the settings say at once', () => {
    const url = own.url(server.application);
    expect(() => readSettings({ DATABASE_URL: url, DATABASE_OWNER_URL: url, QUORATE_DEMO: 'yes' })).toThrow(
      /DATABASE_OWNER_URL: has to be another role/,
    );
  });
});
