import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase, testServers } from '../../api/src/testkit/test-database.js';

/** Tables that hold nothing of a tenant's, each with why it needs no wall. */
const WITHOUT_TENANT = {
  tenant: 'the registry of systems: keys and names only',
  migration: 'which migrations have run; the application cannot reach it',
};

describe.each(testServers())('the catalogue of the migrated database on $name', (server) => {
  let db: TestDatabase;
  let rows: <T extends object>(text: string) => Promise<T[]>;
  let end: () => Promise<void>;

  beforeAll(async () => {
    db = await createTestDatabase(server);
    const admin = await db.superuser();
    rows = async (text) => (await admin.query(text)).rows;
    end = () => admin.end();
  });
  afterAll(async () => {
    await end();
    await db.drop();
  });

  it('has row security enabled and forced on every table, but for those that name why not', async () => {
    const open = await rows<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       and not (relrowsecurity and relforcerowsecurity) order by 1`,
    );
    expect(open.map((table) => table.name)).toEqual(Object.keys(WITHOUT_TENANT).sort());
  });

  it('has a policy with the tenant in it on every walled table', async () => {
    const without = await rows<{ name: string }>(
      `select c.relname as name from pg_class c where c.relkind = 'r' and c.relrowsecurity and c.relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive
         and pg_get_expr(p.polqual, p.polrelid) like '%quorate_tenant()%')`,
    );
    expect(without).toEqual([]);
  });

  it('has the tenant first in every primary key and unique constraint of a walled table', async () => {
    const found = await rows<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and i.indisunique and a.attname <> 'tenant_id'`,
    );
    // Looked up before the tenant is known; its own policy shows one subject only.
    expect(found.map((index) => index.name)).toEqual(['sign_in_subject_pk']);
  });

  it('has the tenant in every foreign key between walled tables', async () => {
    const found = await rows<{ name: string }>(
      `select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
       where k.contype = 'f' and c.relrowsecurity and f.relrowsecurity and k.connamespace = 'public'::regnamespace
       and not exists (select 1 from unnest(k.conkey) as key (attnum) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.attnum where a.attname = 'tenant_id')`,
    );
    expect(found).toEqual([]);
  });

  it('has no view and no function that runs with its owner’s rights', async () => {
    expect(
      await rows(`select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
        and (relkind = 'm' or not coalesce('security_invoker=true' = any (reloptions), false))`),
    ).toEqual([]);
    const definers =
      await rows(`select p.proname from pg_proc p left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
      where p.prosecdef and p.pronamespace = 'public'::regnamespace and d.objid is null`);
    expect(definers).toEqual([]);
  });

  it('runs the application as a role that neither owns, nor bypasses, nor is a superuser', async () => {
    const roles = [...new Set(['quorate_app', server.application])];
    const plain = await rows<{ name: string }>(
      `select rolname as name from pg_roles where rolname in (${roles.map((role) => `'${role}'`)})
       and not (rolsuper or rolbypassrls or rolcreaterole or rolreplication)`,
    );
    expect(plain.map((role) => role.name).sort()).toEqual(roles.sort());
    expect(
      await rows(
        `select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in (${roles.map((role) => `'${role}'`)})`,
      ),
    ).toEqual([]);
  });

  it('gives the application no way to change or delete an audit event', async () => {
    const rights = await rows<{ privilege_type: string }>(
      `select privilege_type from information_schema.role_table_grants where grantee = 'quorate_app' and table_name = 'audit_event' order by 1`,
    );
    expect(rights.map((right) => right.privilege_type)).toEqual(['INSERT', 'SELECT']);
  });

  it('has a primary key on every table and a name for every constraint', async () => {
    const without = await rows(
      `select relname from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
    );
    expect(without).toEqual([]);
  });

  it('serves every foreign key of a walled table from an index or a key that begins with it, or is small by nature', async () => {
    const slow = await rows<{ name: string }>(
      `select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.contype = 'f' and c.relname in ('invitation', 'attendance_record', 'attendance_count', 'mdt_meeting', 'case_list_item')
       and k.confrelid = 'mdt_meeting'::regclass
       and not exists (select 1 from pg_index i where i.indrelid = c.oid and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] = k.conkey)`,
    );
    expect(slow).toEqual([]);
  });
});
