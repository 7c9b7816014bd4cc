import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { mayCall, OPERATIONS } from '@quorate/libs/access';
import { canonicalJson } from '@quorate/libs/identifiers';
import { GraphQLError } from 'graphql';
import { type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import type { z } from 'zod';
import { type AuditActor, type AuditEntry, type AuditKind, appendAudit, type Query } from './audit.js';
import { Clock } from './clock.js';
import { Database } from './database.js';
import { newId } from './ids.js';
import { actorOf } from './reads.js';
import { type RefusalData, Refused } from './refusal.js';
import { jobSession, SET_TENANT_SQL, sessionOf, type TenantSession, tenantValues } from './tenant-session.js';
import type { Viewer } from './viewer.js';

/** A mail to be sent after the transaction commits. No person cared for is named in it, nor in its subject. */
export interface NewMessage {
  readonly kind: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly recipientPractitionerId?: string | null;
  readonly organisationId?: string | null;
  readonly meetingId?: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendarPart?: string | null;
  readonly calendarMethod?: 'REQUEST' | 'CANCEL' | null;
}

/** What a command works with: one open transaction inside the caller's walls, and what has to happen with it. */
export interface Transaction {
  readonly tenantId: string;
  /** The instant of the command; the database's `quorate_now()` is the same. */
  readonly now: Date;
  /** TypeORM's manager of this transaction. Never a repository of another one. */
  readonly manager: EntityManager;
  /** One SQL statement in this transaction. */
  query: Query;
  /** What was done; every command records at least one event. */
  audit(entry: Omit<AuditEntry, 'operation' | 'kind'>): void;
  /** Mail that goes out if, and only if, this transaction commits. */
  send(message: NewMessage): void;
  /** A hint to everyone who watches: ids only. */
  notify(topic: string, id: string): void;
}

type Success = object;
type WriteKind = Exclude<AuditKind, 'read' | 'refusal'>;

const RETRIES = 6;
// Serialisation failure, deadlock, and a clash that a race let past the command's own check: the next run finds and names it.
const RETRYABLE = new Set(['40001', '40P01', '23P01']);

/**
 * The only way to write. One command is one transaction with access, input, idempotency key, audit event and outbox
 * message in it: all of it happens or none. A refusal comes back as data; anything else thrown is a fault of ours.
 */
@Injectable()
export class Commands {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` for a viewer as the mutation `operation`. The same idempotency key with the same input gives the stored
   * result without running again; with another input it is an error. `work` may run more than once (deadlock, race),
   * so it does nothing outside its transaction. The result has to survive JSON.
   */
  async run<I, R extends Success>(
    viewer: Viewer,
    operation: string,
    schema: z.ZodType<I>,
    input: unknown,
    work: (tx: Transaction, input: I) => Promise<R>,
  ): Promise<R | RefusalData> {
    const policy = OPERATIONS[`Mutation.${operation}`];
    if (!policy) throw new Error(`The mutation ${operation} declares nobody who may call it.`);
    if (!mayCall(policy, viewer.role)) {
      return this.refuse(viewer, operation, {
        __typename: 'NotPermitted',
        code: 'NOT_PERMITTED',
        message: 'Your present role may not do this. Switch role in the header if you have another.',
      });
    }
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
      return {
        __typename: 'InvalidInput',
        code: 'INVALID_INPUT',
        message: 'Check what you entered.',
        problems,
      } as RefusalData;
    }
    try {
      return await this.transact(sessionOf(viewer), actorOf(viewer), operation, 'write', async ({ tx }) => {
        const key = viewer.idempotencyKey && {
          key: viewer.idempotencyKey,
          hash: createHash('sha256')
            .update(canonicalJson(jsonOf(parsed.data)))
            .digest(),
        };
        if (key) {
          const stored = await this.storedResult<R>(tx, viewer, operation, key);
          if (stored) return { result: stored, replayed: true };
        }
        const result = await work(tx, parsed.data);
        if (key) {
          await tx.query(
            'insert into idempotency_record (tenant_id, account_id, operation, key, request_hash, result, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
            [viewer.tenantId, viewer.accountId, operation, key.key, key.hash, JSON.stringify(result), tx.now],
          );
        }
        return { result, replayed: false };
      });
    } catch (cause) {
      if (cause instanceof Refused) return this.refuse(viewer, operation, cause.refusal);
      throw cause;
    }
  }

  /** The product's own work in one tenant: imports, due dates, the outbox. Refusals are thrown on. */
  runJob<R>(tenantId: string, operation: string, work: (tx: Transaction) => Promise<R>): Promise<R> {
    const actor: AuditActor = { kind: 'job', accountId: null, role: null, organisationId: null, requestId: null };
    return this.transact(jobSession(tenantId), actor, operation, 'job', async ({ tx }) => ({
      result: await work(tx),
      replayed: false,
    }));
  }

  /** Sign-in and sign-out: the account acts, though it is no viewer yet or will be none afterwards. */
  runSession<R>(
    tenantId: string,
    accountId: string,
    kind: 'signIn' | 'signOut',
    work: (tx: Transaction) => Promise<R>,
  ): Promise<R> {
    const actor: AuditActor = { kind: 'account', accountId, role: null, organisationId: null, requestId: null };
    return this.transact(jobSession(tenantId), actor, kind, kind, async ({ tx }) => ({
      result: await work(tx),
      replayed: false,
    }));
  }

  /** Somebody who holds a mailed link and is not signed in. A refusal comes back as data. */
  async runLink<R extends Success>(
    tenantId: string,
    operation: string,
    requestId: string,
    work: (tx: Transaction) => Promise<R>,
  ): Promise<R | RefusalData> {
    const actor: AuditActor = { kind: 'link', accountId: null, role: null, organisationId: null, requestId };
    try {
      return await this.transact(jobSession(tenantId), actor, operation, 'write', async ({ tx }) => ({
        result: await work(tx),
        replayed: false,
      }));
    } catch (cause) {
      if (cause instanceof Refused) return cause.refusal;
      throw cause;
    }
  }

  private async transact<R>(
    session: TenantSession,
    actor: AuditActor,
    operation: string,
    kind: WriteKind,
    work: (pending: Pending) => Promise<{ result: R; replayed: boolean }>,
  ): Promise<R> {
    for (let attempt = 1; ; attempt += 1) {
      const runner = this.database.writer.createQueryRunner();
      await runner.connect();
      try {
        await runner.startTransaction();
        const now = this.clock.now();
        await runner.query(SET_TENANT_SQL, tenantValues(session, now));
        const pending = openTransaction(runner, session.tenantId, now, operation, kind);
        const { result, replayed } = await work(pending);
        if (!replayed && pending.entries.length === 0)
          throw new Error(`The command ${operation} recorded no audit event.`);
        await writeOutbox(pending.tx, pending.messages);
        for (const { topic, id } of pending.hints)
          await runner.query(`select pg_notify('quorate', $1)`, [`${session.tenantId}|${topic}|${id}`]);
        await appendAudit(pending.tx.query, session.tenantId, actor, now, pending.entries);
        await runner.commitTransaction();
        return result;
      } catch (cause) {
        if (runner.isTransactionActive) await runner.rollbackTransaction();
        if (attempt < RETRIES && RETRYABLE.has(sqlState(cause) ?? '')) continue;
        throw cause;
      } finally {
        await runner.release();
      }
    }
  }

  private async storedResult<R>(
    tx: Transaction,
    viewer: Viewer,
    operation: string,
    given: { key: string; hash: Buffer },
  ): Promise<R | null> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `key ${viewer.accountId} ${operation} ${given.key}`,
    ]);
    const [found] = await tx.query<{ request_hash: Buffer; result: R }>(
      'select request_hash, result from idempotency_record where tenant_id = $1 and account_id = $2 and operation = $3 and key = $4',
      [viewer.tenantId, viewer.accountId, operation, given.key],
    );
    if (!found) return null;
    if (!found.request_hash.equals(given.hash)) {
      throw new GraphQLError('This idempotency key was used for another request. Make a new key for each intent.', {
        extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
      });
    }
    return found.result;
  }

  private async refuse(viewer: Viewer, operation: string, refusal: RefusalData): Promise<RefusalData> {
    await this.transact(sessionOf(viewer), actorOf(viewer), operation, 'write', async ({ entries }) => {
      entries.push({
        operation,
        kind: 'refusal',
        entity: 'Operation',
        entityId: operation,
        outcome: 'refused',
        detail: { code: refusal.code },
      });
      return { result: null, replayed: false };
    });
    return refusal;
  }
}

interface Pending {
  readonly tx: Transaction;
  readonly entries: AuditEntry[];
  readonly messages: NewMessage[];
  readonly hints: { topic: string; id: string }[];
}

function openTransaction(
  runner: QueryRunner,
  tenantId: string,
  now: Date,
  operation: string,
  kind: WriteKind,
): Pending {
  const entries: AuditEntry[] = [];
  const messages: NewMessage[] = [];
  const hints: { topic: string; id: string }[] = [];
  const tx: Transaction = {
    tenantId,
    now,
    manager: runner.manager,
    query: async <T extends object>(text: string, values: readonly unknown[]) =>
      (await runner.query(text, [...values], true)).records as T[],
    audit: (entry) => entries.push({ ...entry, operation, kind }),
    send: (message) => messages.push(message),
    notify: (topic, id) => hints.push({ topic, id }),
  };
  return { tx, entries, messages, hints };
}

async function writeOutbox(tx: Transaction, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => ({
    messageId: newId(),
    calendarPart: null,
    calendarMethod: null,
    recipientPractitionerId: null,
    organisationId: null,
    meetingId: null,
    ...message,
  }));
  await tx.query(
    `insert into outbox_message (tenant_id, message_id, kind, recipient_name, recipient_email, recipient_practitioner_id, organisation_id, meeting_id, subject, body_text, body_html, calendar_part, calendar_method, created_at, next_attempt_at)
     select $1, "messageId", kind, "recipientName", "recipientEmail", "recipientPractitionerId", "organisationId", "meetingId", subject, text, html, "calendarPart", "calendarMethod", $2, $2
     from json_to_recordset($3) as m("messageId" uuid, kind text, "recipientName" text, "recipientEmail" text, "recipientPractitionerId" uuid, "organisationId" uuid, "meetingId" uuid, subject text, text text, html text, "calendarPart" text, "calendarMethod" text)`,
    [tx.tenantId, tx.now, JSON.stringify(rows)],
  );
  tx.notify('outbox', tx.tenantId);
}

/** The SQLSTATE of a failed statement, or null. */
export function sqlState(cause: unknown): string | null {
  if (!(cause instanceof QueryFailedError)) return null;
  return (cause.driverError as { code?: string }).code ?? null;
}

/** The constraint that a failed statement ran into, or null: how a command tells a clash from a fault. */
export function violatedConstraint(cause: unknown): string | null {
  if (!(cause instanceof QueryFailedError)) return null;
  return (cause.driverError as { constraint?: string }).constraint ?? null;
}

/** The value as JSON would keep it: dates become text, undefined fields go. */
function jsonOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
