import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { type AuditActor, type AuditEntry, appendAudit, type Query } from './audit.js';
import { Clock } from './clock.js';
import { Database } from './database.js';
import {
  readValues,
  SET_READ_SQL,
  SET_TENANT_SQL,
  sessionOf,
  type TenantSession,
  tenantValues,
} from './tenant-session.js';
import type { Viewer } from './viewer.js';
import { queryBehind } from './walled-query.js';

/** One statement of a screen. `name` prepares it once per connection: two texts under one name are an error of ours. */
export interface ScreenQuery {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * 'generic' plans it once per connection, whatever the values: for a hot statement whose best plan is always the same.
   * Planning a join of ten tables behind their walls costs more than running it. By default PostgreSQL chooses.
   */
  readonly plan?: 'generic';
}

/**
 * The read side: one prepared SQL statement a screen, in a read-only transaction that carries the viewer's walls,
 * sent with its settings in one flush. A read of a person's data goes through `audited`.
 */
@Injectable()
export class Reads {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Rows the viewer may see. Column names come back as the statement spells them. */
  rows<T extends object>(viewer: Viewer, query: ScreenQuery): Promise<T[]> {
    return this.rowsFor<T>(sessionOf(viewer), query);
  }

  /** The same for a session that is not a viewer's: the product's own work, or a reply link. */
  async rowsFor<T extends object>(session: TenantSession, query: ScreenQuery): Promise<T[]> {
    const client = await this.database.reader.connect();
    try {
      const planMode = query.plan === 'generic' ? 'force_generic_plan' : 'auto';
      const values = readValues(session, this.clock.now(), planMode);
      const rows = await queryBehind<T>(
        client,
        { name: 'set-read', text: SET_READ_SQL, values },
        { ...query, name: statementName(query.name) },
      );
      client.release();
      return rows;
    } catch (cause) {
      // The connection may still be inside an aborted transaction: it is closed and not handed to the next request.
      client.release(true);
      throw cause;
    }
  }

  /**
   * Several statements over one instant (REPEATABLE READ, read only) with a session's walls: what they say fits together
   * whatever is written meanwhile. The connection is the pool's, so it is held no longer than the reading takes.
   */
  async inSnapshot<T>(session: TenantSession, work: (query: Query) => Promise<T>): Promise<T> {
    const client = await this.database.reader.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      await client.query({
        name: 'set-tenant',
        text: SET_TENANT_SQL,
        values: tenantValues(session, this.clock.now()),
      });
      const result = await work(queryOn(client));
      await client.query('commit');
      client.release();
      return result;
    } catch (cause) {
      client.release(true);
      throw cause;
    }
  }

  /**
   * Rows about people cared for, with their audit events in the same transaction: no event, no answer.
   * `events` is asked with the rows that were found; a search that finds nothing should still record that it was made.
   */
  async audited<T extends object>(
    viewer: Viewer,
    query: ScreenQuery,
    events: (rows: readonly T[]) => readonly AuditEntry[],
  ): Promise<T[]> {
    const client = await this.database.reader.connect();
    const now = this.clock.now();
    try {
      await client.query('begin');
      await client.query({ name: 'set-tenant', text: SET_TENANT_SQL, values: tenantValues(sessionOf(viewer), now) });
      const result = await client.query({
        name: statementName(query.name),
        text: query.text,
        values: [...query.values],
      });
      const rows = result.rows as T[];
      await appendAudit(queryOn(client), viewer.tenantId, actorOf(viewer), now, events(rows));
      await client.query('commit');
      client.release();
      return rows;
    } catch (cause) {
      client.release(true);
      throw cause;
    }
  }
}

/** PostgreSQL cuts a name at 63 bytes, and then two statements could have one name: a longer one ends in its hash. */
function statementName(name: string): string {
  return name.length <= 63
    ? name
    : `${name.slice(0, 40)}-${createHash('sha256').update(name).digest('hex').slice(0, 22)}`;
}

function queryOn(client: pg.PoolClient): Query {
  return async <T extends object>(text: string, values: readonly unknown[]) =>
    (await client.query(text, [...values])).rows as T[];
}

/** The viewer as the audit trail names them. */
export function actorOf(viewer: Viewer): AuditActor {
  return {
    kind: 'account',
    accountId: viewer.accountId,
    role: viewer.role,
    organisationId: viewer.organisationId,
    requestId: viewer.requestId,
  };
}
