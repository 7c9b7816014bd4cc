import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { chainHash } from '../platform/audit.js';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { keepCheckpoint } from './keep-checkpoint.js';
import { verifyAudit } from './verify-audit.js';

const now = new Date('2026-11-24T09:00:00Z');

// Room for a machine that builds at the same time.
jest.setTimeout(120_000);

/** Rewrites an event and hashes it and everything after it anew, the head row too: what a superuser who knows the rule can do. */
async function rewriteFrom(admin: pg.Client, tenantId: string, from: number): Promise<void> {
  await admin.query(`update audit_event set operation = 'rewritten' where tenant_id = $1 and seq = $2`, [
    tenantId,
    from,
  ]);
  const { rows } = await admin.query(
    `select seq::int, at, actor_kind as "actorKind", account_id as "accountId", acting_role as "actingRole", on_behalf_of as "onBehalfOf",
       operation, kind, entity, entity_id as "entityId", patient_id as "patientId", outcome, request_id as "requestId", detail, prev_hash
     from audit_event where tenant_id = $1 and seq >= $2 order by seq`,
    [tenantId, from],
  );
  let previous = rows[0].prev_hash as Buffer;
  for (const { prev_hash: _, at, ...event } of rows) {
    const hash = chainHash(previous, { ...event, tenantId, at: at.toISOString() });
    await admin.query('update audit_event set prev_hash = $3, hash = $4 where tenant_id = $1 and seq = $2', [
      tenantId,
      event.seq,
      previous,
      hash,
    ]);
    previous = hash;
  }
  await admin.query('update audit_head set hash = $2 where tenant_id = $1', [tenantId, previous]);
}

const COLUMNS =
  `at = at + interval '1 second'; actor_kind = 'link'; account_id = gen_random_uuid(); acting_role = 'administrator';
  on_behalf_of = gen_random_uuid(); operation = 'other'; kind = 'read'; entity = 'Other'; entity_id = 'other';
  patient_id = gen_random_uuid(); outcome = 'refused'; request_id = 'other'; detail = '{"n":"other"}';
  prev_hash = decode(repeat('00', 32), 'hex'); hash = decode(repeat('00', 32), 'hex')`
    .split(';')
    .map((change) => change.trim());

describe('verifyAudit', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let commands: Commands;
  let home: string;
  let admin: pg.Client;
  let one: string;
  let two: string;

  const verify = () => verifyAudit(db.address.application, home, now);
  const act = async (tenantId: string, times: number) => {
    for (let n = 0; n < times; n += 1)
      await commands.runJob(tenantId, 'testJob', async (tx) =>
        tx.audit({ entity: 'Thing', entityId: String(n), detail: { n, share: 0.1, text: 'é "x" \n', none: null } }),
      );
  };
  /** Tampers, looks, and undoes it all. */
  const after = async (...changes: (string | (() => Promise<void>))[]) => {
    for (const table of ['audit_event', 'audit_head', 'tenant'])
      await admin.query(`create table kept_${table} as select * from ${table}`);
    try {
      for (const change of changes) await (typeof change === 'string' ? admin.query(change) : change());
      return await verify();
    } finally {
      await admin.query('delete from audit_event; delete from audit_head');
      for (const table of ['audit_event', 'audit_head'])
        await admin.query(`insert into ${table} select * from kept_${table}`);
      await admin.query('insert into tenant select * from kept_tenant on conflict do nothing');
      await admin.query('drop table kept_audit_event, kept_audit_head, kept_tenant');
    }
  };
  const badAt = (seq: number, why: string) => ({ ok: false, firstBad: { tenant: 'tamewater', seq, why } });

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    const clock = new Clock();
    clock.setNow(now.toISOString());
    commands = new Commands(db.database, clock);
    home = mkdtempSync(join(tmpdir(), 'quorate-audit-'));
    admin = await db.superuser();
    await admin.query(`set session_replication_role = 'replica'`);
    [one, two] = [economy.tenantId, economy.otherTenantId];
    await act(one, 12);
    await act(two, 12);
    await keepCheckpoint(db.database, home, now);
    await act(one, 3);
  });
  afterAll(async () => {
    await admin.end();
    await db.drop();
    rmSync(home, { recursive: true });
  });

  it('finds nothing wrong with chains nobody touched, and says the same twice', async () => {
    const first = await verify();
    expect(first).toMatchObject({ ok: true, events: 27, firstBad: null });
    expect(await verify()).toEqual(first);
  });

  it('gives another head digest after one more event', async () => {
    const before = await verify();
    await act(two, 1);
    expect((await verify()).head).not.toBe(before.head);
  });

  it.each(COLUMNS)('finds a changed column: %s', async (change) => {
    const verdict = await after(`update audit_event set ${change} where tenant_id = '${one}' and seq = 5`);
    expect(verdict).toMatchObject({ ok: false, firstBad: { tenant: 'tamewater', seq: 5 } });
  });

  it('finds an event deleted from the middle', async () => {
    expect(await after(`delete from audit_event where tenant_id = '${one}' and seq = 5`)).toMatchObject(
      badAt(5, 'seqGap'),
    );
  });

  it('finds an event deleted from the middle with the later ones numbered anew', async () => {
    const verdict = await after(
      `delete from audit_event where tenant_id = '${one}' and seq = 5`,
      `update audit_event set seq = seq - 1000 where tenant_id = '${one}' and seq > 5`,
      `update audit_event set seq = seq + 999 where tenant_id = '${one}' and seq < 0`,
      `update audit_head set seq = seq - 1 where tenant_id = '${one}'`,
    );
    expect(verdict).toMatchObject(badAt(5, 'linkBroken'));
  });

  it('finds an event put in', async () => {
    const verdict = await after(
      `insert into audit_event select tenant_id, 16, at, actor_kind, account_id, acting_role, on_behalf_of, operation, kind, entity, entity_id, patient_id, outcome, request_id, detail, prev_hash, hash from audit_event where tenant_id = '${one}' and seq = 15`,
    );
    expect(verdict).toMatchObject(badAt(16, 'linkBroken'));
  });

  it('finds two events that changed places', async () => {
    const verdict = await after(
      `update audit_event set seq = case seq when 5 then -6 else -5 end where tenant_id = '${one}' and seq in (5, 6)`,
      `update audit_event set seq = -seq where tenant_id = '${one}' and seq < 0`,
    );
    expect(verdict).toMatchObject(badAt(5, 'linkBroken'));
  });

  it('finds a tail that was cut off, with the head row set back', async () => {
    const verdict = await after(
      `delete from audit_event where tenant_id = '${one}' and seq > 8`,
      `update audit_head h set seq = 8, hash = e.hash from audit_event e where h.tenant_id = '${one}' and e.tenant_id = h.tenant_id and e.seq = 8`,
    );
    expect(verdict).toMatchObject(badAt(9, 'checkpointAhead'));
  });

  it('finds a tail that was cut off after the last checkpoint, when the head row was forgotten', async () => {
    expect(await after(`delete from audit_event where tenant_id = '${one}' and seq > 13`)).toMatchObject(
      badAt(13, 'headDiffers'),
    );
  });

  it('finds a chain that was rewritten and hashed anew from a point', async () => {
    expect(await after(() => rewriteFrom(admin, one, 4))).toMatchObject(badAt(12, 'checkpointDiffers'));
  });

  it('finds a chain that was emptied', async () => {
    const verdict = await after(
      `delete from audit_event where tenant_id = '${one}'`,
      `update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex') where tenant_id = '${one}'`,
    );
    expect(verdict).toMatchObject(badAt(1, 'checkpointAhead'));
  });

  it('finds two tenants whose trails changed places', async () => {
    const swap = (table: string) =>
      `update ${table} set tenant_id = case tenant_id when '${one}' then '${two}'::uuid else '${one}'::uuid end`;
    const verdict = await after(
      `alter table audit_event drop constraint audit_event_pk; alter table audit_head drop constraint audit_head_pk`,
      swap('audit_event'),
      swap('audit_head'),
      `alter table audit_event add constraint audit_event_pk primary key (tenant_id, seq); alter table audit_head add constraint audit_head_pk primary key (tenant_id)`,
    );
    expect(verdict).toMatchObject({ ok: false, firstBad: { seq: 1, why: 'contentChanged' } });
  });

  it('finds a head row that was changed or taken away', async () => {
    expect(await after(`update audit_head set seq = 99 where tenant_id = '${one}'`)).toMatchObject(
      badAt(15, 'headDiffers'),
    );
    expect(await after(`delete from audit_head where tenant_id = '${one}'`)).toMatchObject(badAt(15, 'headMissing'));
  });

  it('finds a tenant that was taken away with its trail', async () => {
    const verdict = await after(`delete from tenant where tenant_id = '${two}'`);
    expect(verdict).toMatchObject({ ok: false, firstBad: { tenant: two, seq: 12, why: 'tenantMissing' } });
  });

  describe('the file outside the database', () => {
    const file = () => join(home, 'checkpoints', 'audit.jsonl');
    const withFile = async (text: string) => {
      const kept = readFileSync(file(), 'utf8');
      writeFileSync(file(), text);
      try {
        return await verify();
      } finally {
        writeFileSync(file(), kept);
      }
    };

    it('is signed with a key that only its owner may read', () => {
      expect(statSync(join(home, 'checkpoints')).mode & 0o777).toBe(0o700);
      expect(statSync(join(home, 'keys', 'audit-checkpoint.key')).mode & 0o777).toBe(0o600);
    });

    it('does not take a line that somebody else wrote or changed', async () => {
      const changed = readFileSync(file(), 'utf8').replace('"seq":12', '"seq":11');
      expect(await withFile(changed)).toMatchObject({ ok: false, firstBad: { why: 'checkpointUnsigned' } });
      expect(await withFile('{"tenantId":"x"}\n')).toMatchObject({ firstBad: { why: 'checkpointUnsigned' } });
    });

    it('gets no second line for a head that did not move', async () => {
      await keepCheckpoint(db.database, home, now);
      const lines = readFileSync(file(), 'utf8');
      expect(await keepCheckpoint(db.database, home, now)).toBe(0);
      expect(readFileSync(file(), 'utf8')).toBe(lines);
    });

    it('goes on after a line that a crash tore', async () => {
      appendFileSync(file(), '{"tenantId":"01');
      expect(await verify()).toMatchObject({ ok: true });
      await act(one, 1);
      expect(await keepCheckpoint(db.database, home, now)).toBe(1);
      expect(await verify()).toMatchObject({ ok: true });
    });
  });
});
