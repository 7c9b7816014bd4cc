import { createHash } from 'node:crypto';
import { canonicalJson } from '@quorate/libs/identifiers';

export type AuditKind = 'read' | 'write' | 'refusal' | 'signIn' | 'signOut' | 'job';

/** One thing somebody did or saw. `detail` holds ids and codes, never a name or a clinical word. */
export interface AuditEntry {
  readonly operation: string;
  readonly kind: AuditKind;
  readonly entity: string;
  readonly entityId: string;
  /** Set when the event is about a person cared for: it is what "who has looked" lists. */
  readonly patientId?: string | null;
  readonly outcome?: 'done' | 'refused';
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AuditActor {
  readonly kind: 'account' | 'link' | 'job';
  readonly accountId: string | null;
  readonly role: string | null;
  readonly organisationId: string | null;
  readonly requestId: string | null;
}

/** Runs one statement inside the caller's open transaction. */
export type Query = <T extends object>(text: string, values: readonly unknown[]) => Promise<T[]>;

/** A stored event, in the form its hash is computed over. Times are ISO instants with milliseconds. */
export interface ChainedEvent {
  readonly tenantId: string;
  readonly seq: number;
  readonly at: string;
  readonly actorKind: string;
  readonly accountId: string | null;
  readonly actingRole: string | null;
  readonly onBehalfOf: string | null;
  readonly operation: string;
  readonly kind: string;
  readonly entity: string;
  readonly entityId: string;
  readonly patientId: string | null;
  readonly outcome: string;
  readonly requestId: string | null;
  readonly detail: unknown;
}

export const GENESIS = Buffer.alloc(32);

/** SHA-256 over the hash before and the canonical JSON of the event. */
export function chainHash(previous: Buffer, event: ChainedEvent): Buffer {
  return createHash('sha256').update(previous).update(canonicalJson(event)).digest();
}

/**
 * Appends events to the tenant's chain inside the caller's transaction. Takes the row lock of the chain's head, so call
 * it last: the lock is held until commit and puts all writers of the tenant in one order.
 */
export async function appendAudit(
  query: Query,
  tenantId: string,
  actor: AuditActor,
  now: Date,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const [head] = await query<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_head where tenant_id = $1 for update',
    [tenantId],
  );
  if (!head) throw new Error('This tenant has no audit chain.');
  let seq = Number(head.seq);
  let hash = head.hash;
  const rows = entries.map((entry) => {
    const previous = hash;
    seq += 1;
    const event: ChainedEvent = {
      tenantId,
      seq,
      at: now.toISOString(),
      actorKind: actor.kind,
      accountId: actor.accountId,
      actingRole: actor.role,
      onBehalfOf: actor.organisationId,
      operation: entry.operation,
      kind: entry.kind,
      entity: entry.entity,
      entityId: entry.entityId,
      patientId: entry.patientId ?? null,
      outcome: entry.outcome ?? 'done',
      requestId: actor.requestId,
      detail: entry.detail ?? {},
    };
    hash = chainHash(previous, event);
    return { ...event, prevHash: previous.toString('hex'), hash: hash.toString('hex') };
  });
  await query(
    `insert into audit_event (tenant_id, seq, at, actor_kind, account_id, acting_role, on_behalf_of, operation, kind, entity, entity_id, patient_id, outcome, request_id, detail, prev_hash, hash)
     select "tenantId", seq, at, "actorKind", "accountId", "actingRole", "onBehalfOf", operation, kind, entity, "entityId", "patientId", outcome, "requestId", detail, decode("prevHash", 'hex'), decode(hash, 'hex')
     from json_to_recordset($1) as e("tenantId" uuid, seq bigint, at timestamptz, "actorKind" text, "accountId" uuid, "actingRole" text, "onBehalfOf" uuid, operation text, kind text, entity text, "entityId" text, "patientId" uuid, outcome text, "requestId" text, detail jsonb, "prevHash" text, hash text)`,
    [JSON.stringify(rows)],
  );
  await query('update audit_head set seq = $2, hash = $3 where tenant_id = $1', [tenantId, seq, hash]);
}
