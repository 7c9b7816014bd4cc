import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { testServers } from '../testkit/test-database.js';
import { Commands } from './commands.js';
import { newId } from './ids.js';
import { Reads } from './reads.js';
import { changedByOther } from './refusal.js';

const schema = z.object({ name: z.string().min(1) });

describe.each(testServers())('Commands on $name', (server) => {
  let t: TestApp;
  let commands: Commands;

  beforeAll(async () => {
    t = await startTestApp({}, server);
    commands = t.app.get(Commands);
  });
  afterAll(() => t.stop());

  const addRoom = (viewer = t.economy.viewer('careCoordinator'), input: unknown = { name: `Room ${newId()}` }) =>
    commands.run(viewer, 'switchActingRole', schema, input, async (tx, { name }) => {
      const roomId = newId();
      await tx.query('insert into room (tenant_id, room_id, site_id, name, seats) values ($1,$2,$3,$4,1)', [
        tx.tenantId,
        roomId,
        t.economy.sites.riverside,
        name,
      ]);
      tx.audit({ entity: 'Room', entityId: roomId });
      return { __typename: 'Room', roomId };
    });
  const rooms = async (name: string) =>
    (await t.db.sql(t.economy.tenantId, 'select 1 from room where name = $1', [name])).length;

  it('runs one intent once, however often the same key is sent at the same time', async () => {
    const viewer = { ...t.economy.viewer('careCoordinator'), idempotencyKey: newId() };
    const results = await Promise.all(Array.from({ length: 8 }, () => addRoom(viewer, { name: 'Once only' })));
    expect(new Set(results.map((r) => JSON.stringify(r))).size).toBe(1);
    expect(await rooms('Once only')).toBe(1);
  });

  it('does not give one account the stored result of another that uses the same key', async () => {
    const key = newId();
    const first = await addRoom(
      { ...t.economy.viewer('careCoordinator'), idempotencyKey: key },
      { name: 'Key of one' },
    );
    const second = await addRoom({ ...t.economy.viewer('clinician'), idempotencyKey: key }, { name: 'Key of another' });
    expect(second).not.toEqual(first);
    expect(await rooms('Key of another')).toBe(1);
  });

  it('refuses a key that comes back with another input', async () => {
    const viewer = { ...t.economy.viewer('careCoordinator'), idempotencyKey: newId() };
    await addRoom(viewer, { name: 'First intent' });
    await expect(addRoom(viewer, { name: 'Second intent' })).rejects.toMatchObject({
      extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await rooms('Second intent')).toBe(0);
  });

  it('answers bad input with the field and writes nothing', async () => {
    expect(await addRoom(undefined, { name: '' })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path: 'name' }],
    });
    expect(await rooms('')).toBe(0);
  });

  it('rolls a refused command back and keeps the refusal in the audit trail', async () => {
    const answer = await commands.run(
      t.economy.viewer('careCoordinator'),
      'switchActingRole',
      schema,
      { name: 'Refused room' },
      async (tx, { name }) => {
        await tx.query('insert into room (tenant_id, room_id, site_id, name, seats) values ($1,$2,$3,$4,1)', [
          tx.tenantId,
          newId(),
          t.economy.sites.riverside,
          name,
        ]);
        throw changedByOther(7);
      },
    );
    expect(answer).toMatchObject({ __typename: 'ChangedByOther', currentVersion: 7 });
    expect(await rooms('Refused room')).toBe(0);
    const [last] = await t.db.sql<{ kind: string; detail: object }>(
      t.economy.tenantId,
      'select kind, detail from audit_event order by seq desc limit 1',
    );
    expect(last).toMatchObject({ kind: 'refusal', detail: { code: 'CHANGED_BY_OTHER' } });
  });

  it('fails a command that records no audit event, with nothing written', async () => {
    await expect(
      commands.run(
        t.economy.viewer('careCoordinator'),
        'switchActingRole',
        schema,
        { name: 'Unrecorded' },
        async (tx, { name }) => {
          await tx.query('insert into room (tenant_id, room_id, site_id, name, seats) values ($1,$2,$3,$4,1)', [
            tx.tenantId,
            newId(),
            t.economy.sites.riverside,
            name,
          ]);
          return {};
        },
      ),
    ).rejects.toThrow('recorded no audit event');
    expect(await rooms('Unrecorded')).toBe(0);
  });

  it('sends no mail for a command that did not commit', async () => {
    await commands.run(t.economy.viewer('careCoordinator'), 'switchActingRole', schema, { name: 'x' }, async (tx) => {
      tx.send({
        kind: 'test',
        recipientName: 'A',
        recipientEmail: 'a@example.invalid',
        subject: 'no',
        text: 'no',
        html: 'no',
      });
      throw changedByOther(1);
    });
    expect(await t.db.sql(t.economy.tenantId, 'select 1 from outbox_message')).toEqual([]);
  });

  it('keeps the audit chain gapless while twenty commands run at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => addRoom()));
    const rows = await t.db.sql<{ seq: string }>(t.economy.tenantId, 'select seq from audit_event order by seq');
    expect(rows.map((row) => Number(row.seq))).toEqual(rows.map((_, i) => i + 1));
  });
});

describe.each(testServers())('Reads on $name', (server) => {
  let t: TestApp;
  let reads: Reads;

  beforeAll(async () => {
    t = await startTestApp({}, server);
    reads = t.app.get(Reads);
  });
  afterAll(() => t.stop());

  const organisations = {
    name: 'test-organisations',
    text: 'select ods_code from organisation order by 1',
    values: [],
  };

  it('shows a viewer their own tenant and nothing of another', async () => {
    expect((await reads.rows<{ ods_code: string }>(t.economy.viewer('commissioner'), organisations)).length).toBe(4);
    expect(await reads.rows(t.economy.stranger('commissioner'), organisations)).toEqual([{ ods_code: 'XOTH' }]);
  });

  it('leaves no tenant on the pooled connection for the next request', async () => {
    await Promise.all(Array.from({ length: 30 }, () => reads.rows(t.economy.viewer('commissioner'), organisations)));
    const counts = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const client = await t.db.database.reader.connect();
        try {
          return (await client.query('select 1 from organisation')).rowCount;
        } finally {
          client.release();
        }
      }),
    );
    expect(new Set(counts)).toEqual(new Set([0]));
  });

  it('cannot write', async () => {
    await expect(
      reads.rows(t.economy.viewer('administrator'), {
        name: 'test-write',
        text: `update organisation set name = 'x'`,
        values: [],
      }),
    ).rejects.toMatchObject({ code: '25006' });
  });

  it('answers the next request after a statement failed in the middle of the flush', async () => {
    await expect(
      reads.rows(t.economy.viewer('commissioner'), { name: 'test-broken', text: 'select 1/0', values: [] }),
    ).rejects.toThrow('division by zero');
    expect((await reads.rows(t.economy.viewer('commissioner'), organisations)).length).toBe(4);
  });

  it('gives no answer about a person when the audit event cannot be written', async () => {
    const query = { name: 'test-audited', text: 'select ods_code from organisation', values: [] };
    const event = { operation: 'test', kind: 'read' as const, entity: 'Patient', entityId: 'x' };
    expect((await reads.audited(t.economy.viewer('clinician'), query, () => [event])).length).toBe(4);
    const admin = await t.db.superuser();
    await admin.query('delete from audit_head');
    await admin.end();
    await expect(reads.audited(t.economy.viewer('clinician'), query, () => [event])).rejects.toThrow('no audit chain');
  });
});
