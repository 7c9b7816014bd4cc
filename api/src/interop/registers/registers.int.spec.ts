import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import type { CountRegister, EntryRegister, RegisterEntry } from './register.js';
import { RegistersService } from './registers.service.js';

const entry = (line: number, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
  line,
  unit: 'North',
  isAsAt: true,
  member: `m${line}`,
  sitting: 's1',
  date: '2026-01-05',
  body: '',
  outcome: 'present',
  ...more,
});

const register = (...entries: RegisterEntry[]): EntryRegister => ({
  kind: 'entries',
  format: 'csv',
  source: 'test.csv',
  unitNoun: 'unit',
  details: {},
  exceptions: [],
  entries,
});

describe('an imported register', () => {
  let t: TestApp;
  let registers: RegistersService;

  beforeAll(async () => {
    t = await startTestApp();
    registers = t.app.get(RegistersService);
  }, 120_000);
  afterAll(() => t.stop());

  const rows = (tenantId: string, name: string) =>
    t.db.sql(
      tenantId,
      `select line, unit, member, sitting, to_char(sitting_date, 'YYYY-MM-DD') as date, outcome, is_as_at
       from imported_register_entry join imported_register using (tenant_id, register_id) where name = $1 order by line`,
      [name],
    );

  it('is kept as published, with nobody named where nobody is known', async () => {
    const changes = await registers.store(
      t.economy.tenantId,
      'kept',
      register(entry(2), entry(3, { unit: null, isAsAt: false, date: null, outcome: 'unknown' })),
    );
    expect(changes).toEqual({ added: 2, updated: 0, removed: 0, unchanged: 0 });
    expect(await rows(t.economy.tenantId, 'kept')).toEqual([
      { line: 2, unit: 'North', member: 'm2', sitting: 's1', date: '2026-01-05', outcome: 'present', is_as_at: true },
      { line: 3, unit: '(no record)', member: 'm3', sitting: 's1', date: null, outcome: 'unknown', is_as_at: false },
    ]);
  });

  it('changes nothing the second time, and takes the place of the old when its content differs', async () => {
    const first = register(entry(2), entry(3), entry(4));
    await registers.store(t.economy.tenantId, 'again', first);
    expect(await registers.store(t.economy.tenantId, 'again', first)).toEqual({
      added: 0,
      updated: 0,
      removed: 0,
      unchanged: 3,
    });
    const second = register(entry(2), entry(3, { outcome: 'absent' }), entry(5));
    expect(await registers.store(t.economy.tenantId, 'again', second)).toEqual({
      added: 1,
      updated: 1,
      removed: 1,
      unchanged: 1,
    });
    expect((await rows(t.economy.tenantId, 'again')).map((row) => (row as { line: number }).line)).toEqual([2, 3, 5]);
  });

  it('of which only sums are known is kept as sums', async () => {
    const sums: CountRegister = {
      kind: 'counts',
      format: 'gp',
      source: 'sums.csv',
      details: {},
      exceptions: [],
      counts: [{ unit: 'A', category: '', period: '2026-01-01', events: 3, total: 10, unknown: 5_000_000_000 }],
    };
    expect(await registers.store(t.economy.tenantId, 'sums', sums)).toMatchObject({ added: 1 });
    expect(await registers.store(t.economy.tenantId, 'sums', sums)).toMatchObject({ added: 0, unchanged: 1 });
    const more = { ...sums, counts: sums.counts.map((count) => ({ ...count, events: 4 })) };
    expect(await registers.store(t.economy.tenantId, 'sums', more)).toMatchObject({ updated: 1, removed: 0 });
    expect(
      await t.db.sql(t.economy.tenantId, 'select unit, events, total, unknown from imported_register_count'),
    ).toEqual([{ unit: 'A', events: '4', total: '10', unknown: '5000000000' }]);
  });

  it('is stored whole or not at all, and leaves the old one in place', async () => {
    await registers.store(t.economy.tenantId, 'whole', register(entry(2)));
    const twice = register(entry(3), entry(3, { member: 'other' }));
    await expect(registers.store(t.economy.tenantId, 'whole', twice)).rejects.toThrow('imported_register_entry_pk');
    expect(await rows(t.economy.tenantId, 'whole')).toHaveLength(1);
  });

  it('is seen by its own tenant only, and its import is in the audit trail', async () => {
    await registers.store(t.economy.tenantId, 'mine', register(entry(2)));
    expect(await rows(t.economy.otherTenantId, 'mine')).toEqual([]);
    const events = await t.db.sql<{ detail: object }>(
      t.economy.tenantId,
      `select detail from audit_event where operation = 'importRegister' order by seq desc limit 1`,
    );
    expect(events[0]?.detail).toEqual({ format: 'csv', added: 1, updated: 0, removed: 0, unchanged: 0 });
  });

  it('is stored once when two imports of it run at the same time', async () => {
    const same = register(entry(2), entry(3));
    const both = await Promise.all([1, 2].map(() => registers.store(t.economy.tenantId, 'both', same)));
    expect(both.map(({ added }) => added).sort()).toEqual([0, 2]);
  });
});
