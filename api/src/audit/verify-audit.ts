import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type ChainedEvent, chainHash, GENESIS } from '../platform/audit.js';
import { type Checkpoint, CheckpointFile, type SpoiltLine } from './checkpoint-file.js';
import { enterTenant, inOneSnapshot, type KnownTenant, knownTenants } from './tenant-walls.js';

/**
 * What is wrong at a place in a chain.
 *   seqGap               an event is missing, doubled or out of its place
 *   linkBroken           the event names another predecessor than the one before it
 *   contentChanged       the event is not what its hash was computed over
 *   headMissing          the tenant has no head row
 *   headDiffers          the head row is not the last event
 *   checkpointDiffers    the chain is sound in itself, but not the one that was kept outside the database
 *   checkpointAhead      the chain ends before an event that was kept outside the database: cut off, or an old backup
 *   checkpointUnsigned   a line of the checkpoint file was not signed by this data directory's key
 *   tenantMissing        the checkpoint file knows a tenant that the database does not
 */
type AuditFault =
  | 'seqGap'
  | 'linkBroken'
  | 'contentChanged'
  | 'headMissing'
  | 'headDiffers'
  | 'checkpointDiffers'
  | 'checkpointAhead'
  | 'checkpointUnsigned'
  | 'tenantMissing';

interface FirstBad {
  /** The tenant's key, or its id where the database no longer knows it. */
  readonly tenant: string;
  readonly seq: number;
  readonly why: AuditFault;
}

export interface AuditVerdict {
  readonly ok: boolean;
  /** In all tenants. */
  readonly events: number;
  /** One digest over the heads of all tenants: two databases with the same digest hold the same audit trail. */
  readonly head: string;
  readonly firstBad: FirstBad | null;
}

interface StoredEvent extends Omit<ChainedEvent, 'seq' | 'at' | 'tenantId'> {
  readonly seq: string;
  /** A number where someone stored an infinite time, which the product never does. */
  readonly at: Date | number;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

interface ChainVerdict {
  readonly events: number;
  readonly lastSeq: number;
  readonly lastHash: Buffer;
  readonly firstBad: FirstBad | null;
}

const BATCH = 5_000;
const EVENTS_SQL = `select seq, at, actor_kind as "actorKind", account_id as "accountId", acting_role as "actingRole",
    on_behalf_of as "onBehalfOf", operation, kind, entity, entity_id as "entityId", patient_id as "patientId", outcome,
    request_id as "requestId", detail, prev_hash as "prevHash", hash
  from audit_event where tenant_id = $1 and seq > $2 order by seq limit ${BATCH}`;

/**
 * Recomputes every tenant's chain from its first event, compares its end with the head row, and both with the signed
 * checkpoints of `dataDirectory`. Reads in batches as the application's role, in one snapshot; writes nothing.
 */
export function verifyAudit(address: pg.ClientConfig, dataDirectory: string, now: Date): Promise<AuditVerdict> {
  const { checkpoints, spoilt } = new CheckpointFile(dataDirectory).read();
  return inOneSnapshot(address, async (client) => {
    const tenants = await knownTenants(client);
    const heads = createHash('sha256');
    const bad = spoiltOrMissing(tenants, checkpoints, spoilt);
    let events = 0;
    for (const tenant of tenants) {
      await enterTenant(client, tenant.tenantId, now);
      const kept = checkpoints.filter((checkpoint) => checkpoint.tenantId === tenant.tenantId);
      const chain = await verifyChain(client, tenant, kept);
      events += chain.events;
      heads.update(`${tenant.tenantId} ${chain.lastSeq} ${chain.lastHash.toString('hex')}\n`);
      if (chain.firstBad) bad.push(chain.firstBad);
    }
    return { ok: bad.length === 0, events, head: heads.digest('hex'), firstBad: bad[0] ?? null };
  });
}

function spoiltOrMissing(
  tenants: readonly KnownTenant[],
  checkpoints: readonly Checkpoint[],
  spoilt: readonly SpoiltLine[],
): FirstBad[] {
  const keys = new Map(tenants.map(({ tenantId, key }) => [tenantId, key]));
  const bad = spoilt.map(
    ({ tenantId, seq }): FirstBad => ({
      tenant: keys.get(tenantId ?? '') ?? tenantId ?? '',
      seq,
      why: 'checkpointUnsigned',
    }),
  );
  const missing = checkpoints.find(({ tenantId }) => !keys.has(tenantId));
  if (missing) bad.push({ tenant: missing.tenantId, seq: missing.seq, why: 'tenantMissing' });
  return bad;
}

async function verifyChain(
  client: pg.Client,
  { tenantId, key }: KnownTenant,
  kept: readonly Checkpoint[],
): Promise<ChainVerdict> {
  const fault = (seq: number, why: AuditFault): FirstBad => ({ tenant: key, seq, why });
  const keptAt = new Map<number, Checkpoint[]>();
  for (const checkpoint of kept) keptAt.set(checkpoint.seq, [...(keptAt.get(checkpoint.seq) ?? []), checkpoint]);
  let [events, lastSeq, lastHash, cursor] = [0, 0, GENESIS as Buffer, '-9223372036854775808'];
  let firstBad: FirstBad | null = null;
  for (;;) {
    const { rows } = await client.query<StoredEvent>({
      name: 'audit-chain',
      text: EVENTS_SQL,
      values: [tenantId, cursor],
    });
    for (const row of rows) {
      const why = faultOf(tenantId, row, lastSeq, lastHash, keptAt.get(Number(row.seq)) ?? []);
      if (why) firstBad ??= fault(lastSeq + 1, why);
      [lastSeq, lastHash] = [Number(row.seq), row.hash];
    }
    events += rows.length;
    cursor = rows.at(-1)?.seq ?? cursor;
    if (rows.length < BATCH) break;
  }
  firstBad ??= await faultOfEnd(client, tenantId, lastSeq, lastHash, kept, fault);
  return { events, lastSeq, lastHash, firstBad };
}

function faultOf(
  tenantId: string,
  row: StoredEvent,
  lastSeq: number,
  lastHash: Buffer,
  kept: readonly Checkpoint[],
): AuditFault | null {
  const { prevHash, hash, ...stored } = row;
  const event: ChainedEvent = { ...stored, tenantId, seq: Number(row.seq), at: isoOf(row.at) };
  if (event.seq !== lastSeq + 1) return 'seqGap';
  if (!prevHash.equals(lastHash)) return 'linkBroken';
  if (!chainHash(prevHash, event).equals(hash)) return 'contentChanged';
  return kept.every((checkpoint) => checkpoint.hash === hash.toString('hex')) ? null : 'checkpointDiffers';
}

async function faultOfEnd(
  client: pg.Client,
  tenantId: string,
  lastSeq: number,
  lastHash: Buffer,
  kept: readonly Checkpoint[],
  fault: (seq: number, why: AuditFault) => FirstBad,
): Promise<FirstBad | null> {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_head where tenant_id = $1',
    [tenantId],
  );
  const [head] = rows;
  if (kept.some(({ seq }) => seq > lastSeq)) return fault(lastSeq + 1, 'checkpointAhead');
  if (!head) return fault(lastSeq, 'headMissing');
  return Number(head.seq) === lastSeq && head.hash.equals(lastHash) ? null : fault(lastSeq, 'headDiffers');
}

function isoOf(at: Date | number): string {
  return at instanceof Date ? at.toISOString() : String(at);
}
