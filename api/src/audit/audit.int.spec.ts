import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mayCall, OPERATIONS, ROLES } from '@quorate/libs/access';
import { appendAudit } from '../platform/audit.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { actorOf, Reads } from '../platform/reads.js';
import { readSettings } from '../platform/settings.js';
import type { Viewer } from '../platform/viewer.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { AuditReads } from './audit.reads.js';
import { keepCheckpoint } from './keep-checkpoint.js';

// Room for a machine that builds at the same time.
jest.setTimeout(120_000);

const NOW = '2026-11-24T09:00:00.000Z';

describe('the audit search', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  let audit: AuditReads;
  let home: string;
  const patient = newId();
  const caseId = newId();

  const act = (viewer: Viewer, operation: string, at: string, patientId: string | null = null) =>
    db.sql(viewer.tenantId, 'select 1').then(async () => {
      const client = await db.superuser();
      await client.query('begin');
      await appendAudit(
        async <T extends object>(text: string, values: readonly unknown[]) =>
          (await client.query(text, [...values])).rows as T[],
        viewer.tenantId,
        actorOf(viewer),
        new Date(at),
        [
          {
            operation,
            kind: patientId ? 'read' : 'write',
            entity: patientId ? 'CaseListItem' : 'Meeting',
            entityId: caseId,
            patientId,
            detail: { case: caseId },
          },
        ],
      );
      await client.query('commit');
      await client.end();
    });

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
    home = mkdtempSync(join(tmpdir(), 'quorate-audit-'));
    const clock = new Clock();
    clock.setNow(NOW);
    audit = new AuditReads(new Reads(db.database, clock), readSettings({ QUORATE_DATA_DIR: home }));
    await act(economy.viewer('clinician'), 'caseList', '2026-10-25T00:30:00Z', patient);
    await act(economy.viewer('careCoordinator'), 'planSeries', '2026-10-25T23:30:00Z');
    await act(economy.viewer('careCoordinator'), 'planSeries', '2026-10-26T00:30:00Z');
    await act(economy.viewer('clinician', 'northgate'), 'caseList', '2026-10-26T09:00:00Z', patient);
    await act(economy.stranger('clinician'), 'caseList', '2026-10-26T09:00:00Z', patient);
  });
  afterAll(async () => {
    await db.drop();
    rmSync(home, { recursive: true });
  });

  /** Without the searches that the test itself makes. */
  const search = async (viewer: Viewer, filter: object = {}) => {
    const page = await audit.events(viewer, { filter: { to: '2026-11-01', ...filter } as never, first: 50 });
    return page.events;
  };

  it('is for three roles', () => {
    const policy = OPERATIONS['Query.auditEvents'];
    expect(ROLES.filter((role) => policy && mayCall(policy, role))).toEqual([
      'providerManager',
      'informationGovernanceLead',
      'administrator',
    ]);
  });

  it('tells an administrator that it was about somebody, and nothing that leads to whom', async () => {
    const events = await search(economy.viewer('administrator'));
    expect(events.map(({ operation, aboutPerson }) => [operation, aboutPerson])).toEqual([
      ['caseList', true],
      ['planSeries', false],
      ['planSeries', false],
      ['caseList', true],
    ]);
    expect(JSON.stringify(events)).not.toContain(patient);
    expect(events.filter(({ aboutPerson }) => aboutPerson).map(({ entityId, detail }) => [entityId, detail])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("gives an information governance lead their organisation's acts, the person by reference", async () => {
    const events = await search(economy.viewer('informationGovernanceLead'));
    expect(events.map(({ operation, personReference }) => [operation, personReference])).toEqual([
      ['planSeries', null],
      ['planSeries', null],
      ['caseList', patient],
    ]);
    expect(events[2]).toMatchObject({
      entityId: caseId,
      actorName: 'Test clinician',
      actingRoleName: 'Clinician',
      organisationName: 'Riverside Community NHS Trust',
    });
  });

  it("gives a provider manager their staff's acts and not even that one was about somebody", async () => {
    const events = await search(economy.viewer('providerManager', 'northgate'));
    expect(events).toMatchObject([
      { operation: 'caseList', aboutPerson: null, personReference: null, entityId: null, detail: null },
    ]);
  });

  it('shows nothing of another tenant', async () => {
    for (const role of ['administrator', 'informationGovernanceLead'] as const)
      expect(await search(economy.stranger(role))).toMatchObject([
        { operation: 'caseList', organisationName: 'Fellside Community NHS Trust' },
      ]);
  });

  it('narrows by London days over the end of summer time, and by everything else', async () => {
    const lead = economy.viewer('administrator');
    const count = async (filter: object) => (await search(lead, filter)).length;
    expect(await count({ from: '2026-10-25', to: '2026-10-26' })).toBe(2);
    expect(await count({ from: '2026-10-26' })).toBe(2);
    expect(await count({ operation: 'planSeries' })).toBe(2);
    expect(await count({ kind: 'read' })).toBe(2);
    expect(await count({ entity: 'Meeting', outcome: 'done' })).toBe(2);
    expect(await count({ outcome: 'refused' })).toBe(0);
    expect(await count({ login: economy.viewer('careCoordinator').login.toUpperCase() })).toBe(2);
    expect(await count({ login: economy.stranger('clinician').login })).toBe(0);
    await expect(search(lead, { from: '31 October' })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('pages without a gap or a repeat', async () => {
    const viewer = economy.viewer('administrator');
    const first = await audit.events(viewer, { filter: { to: '2026-11-01' } as never, first: 3 });
    const rest = await audit.events(viewer, {
      filter: { to: '2026-11-01' } as never,
      first: 3,
      after: first.events.at(-1)?.id ?? null,
    });
    expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
    const all = [...first.events, ...rest.events];
    expect(all.map(({ operation }) => operation)).toEqual(['caseList', 'planSeries', 'planSeries', 'caseList']);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
  });

  it('tells by no number of an event that something is hidden before or after it', async () => {
    const viewer = economy.viewer('administrator');
    const events = await search(viewer);
    for (const { id } of events) expect(id).toMatch(/^[0-9a-f]{32}$/);
    // Neither is another tenant's, or a number that somebody counted, a place in this chain.
    const stranger = await audit.events(economy.stranger('administrator'), { filter: null, first: 5 });
    for (const after of [stranger.events[0]?.id ?? '', '3', '0'.repeat(32)])
      await expect(audit.events(viewer, { filter: null, first: 3, after })).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });

  it('is itself recorded, with what was looked for', async () => {
    const viewer = economy.viewer('informationGovernanceLead');
    await search(viewer, { operation: 'caseList' });
    const [event] = await db.sql(
      economy.tenantId,
      'select operation, kind, account_id, detail from audit_event order by seq desc limit 1',
    );
    expect(event).toEqual({
      operation: 'auditEvents',
      kind: 'read',
      account_id: viewer.accountId,
      detail: { to: '2026-11-01', operation: 'caseList' },
    });
  });

  it('shows an act about a signal to the organisation that acted, and not to an administrator of another', async () => {
    await act(economy.viewer('providerManager', 'northgate'), 'saveReplyDraft', '2026-11-02T09:00:00Z');
    const found = async (viewer: Viewer) =>
      (await audit.events(viewer, { filter: { operation: 'saveReplyDraft' } as never, first: 5 })).events.length;
    expect(await found(economy.viewer('administrator', 'northgate'))).toBe(1);
    expect(await found(economy.viewer('administrator', 'elmpark'))).toBe(0);
    expect(await found(economy.viewer('administrator', 'icb'))).toBe(0);
  });

  it('says how long the chain is and whether the newest checkpoint agrees', async () => {
    const viewer = economy.viewer('administrator');
    expect(await audit.chain(viewer)).toMatchObject({ checkpointAt: null, agrees: null });
    await keepCheckpoint(db.database, home, new Date(NOW));
    const chain = await audit.chain(viewer);
    expect(chain).toMatchObject({ checkpointAt: NOW, checkpointEvents: chain.events, agrees: true });
    // It stands still until the next one: counted live, it would say when something hidden happens.
    await act(economy.viewer('clinician', 'northgate'), 'stateNotReleased', '2026-11-03T09:00:00Z');
    expect(await audit.chain(viewer)).toEqual(chain);
    const admin = await db.superuser();
    await admin.query(`update audit_event set hash = decode('00', 'hex') where seq = $1`, [chain.events]);
    await admin.end();
    expect(await audit.chain(viewer)).toMatchObject({ agrees: false });
  });
});
