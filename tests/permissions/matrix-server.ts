import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Database } from '../../api/src/platform/database.js';
import { type Canary, plantCanaries } from './canaries.js';
import type { Fixture } from './economy.js';
import type { Persona } from './personas.js';

/** What came back, as text and as data. */
export interface Answer {
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** The rows of the fixture's tenant: each table's rows as digests, in order. */
export type Rows = readonly string[];

const QUIET_MS = 5_000;
const HINTS_MS = 2_000;
/** Every `tx.notify` that is about something one can subscribe to. */
const TOPICS = ['meeting', 'register', 'cases', 'mdt', 'releases', 'outbox', 'directory'];

/**
 * The server over HTTP on a database that can be set back: it is dropped and cloned again from how it was, in the place
 * of a savepoint, which would not outlast a request.
 */
export class MatrixServer {
  requests = 0;
  private url = '';
  private canaries: readonly Canary[] = [];
  private readonly snapshot: string;

  constructor(private readonly fixture: Fixture) {
    this.snapshot = `${this.name}_was`;
  }

  get planted(): readonly Canary[] {
    return this.canaries;
  }

  get socketUrl(): string {
    return `${this.url.replace('http', 'ws')}/graphql`;
  }

  /** Plants the canaries, keeps the state to go back to, and listens. */
  async start(): Promise<void> {
    const admin = await this.fixture.t.db.superuser();
    await admin.query('begin');
    this.canaries = await plantCanaries(admin, this.fixture.t.economy.tenantId);
    await admin.query('commit');
    await admin.end();
    await this.cluster(async (cluster) => {
      await this.disconnect(cluster);
      await cluster.query(`create database ${this.snapshot} template ${this.name}`);
    });
    await this.fixture.t.app.listen(0, '127.0.0.1');
    const address = this.fixture.t.app.getHttpServer().address() as { port: number };
    this.url = `http://127.0.0.1:${address.port}`;
    await this.quiet();
  }

  /** Everything is as it was at the start. */
  async reset(): Promise<void> {
    await this.cluster(async (cluster) => {
      await this.disconnect(cluster);
      await cluster.query(`drop database ${this.name}`);
      await cluster.query(
        `create database ${this.name} template ${this.snapshot} owner ${this.fixture.t.db.address.owner.user}`,
      );
    });
    await this.quiet();
  }

  async dropSnapshot(): Promise<void> {
    await this.cluster((cluster) => cluster.query(`drop database if exists ${this.snapshot}`));
  }

  async ask(persona: Persona, query: string, variables: object): Promise<Answer> {
    this.requests += 1;
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(persona.token === null ? {} : { authorization: `Bearer ${persona.token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data = null, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: Answer['errors'] };
    return { text, data, errors };
  }

  /** Every row of the first tenant, but for what a request that changes nothing leaves too: audit, keys and sessions. */
  async rows(): Promise<Rows> {
    const admin = await this.fixture.t.db.superuser();
    const { rows: tables } = await admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
         and c.relname not in ('audit_event', 'audit_head', 'idempotency_record', 'session') order by 1`,
    );
    const all = tables.map(
      ({ name }) => `select '${name} ' || md5(t::text) as row from ${name} t where tenant_id = $1`,
    );
    const { rows } = await admin.query<{ row: string }>(`${all.join(' union all ')} order by 1`, [
      this.fixture.t.economy.tenantId,
    ]);
    await admin.end();
    return rows.map(({ row }) => row);
  }

  /** Says again and again that these things of the first tenant have changed, until it is enough or two seconds are over. */
  async hint(ids: readonly string[], isEnough: () => boolean): Promise<void> {
    const admin = await this.fixture.t.db.superuser();
    const deadline = Date.now() + HINTS_MS;
    while (!isEnough() && Date.now() < deadline) {
      for (const topic of TOPICS) {
        for (const id of ids)
          await admin.query(`select pg_notify('quorate', $1)`, [`${this.fixture.t.economy.tenantId}|${topic}|${id}`]);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    await admin.end();
  }

  private get name(): string {
    return String(this.fixture.t.db.address.application.database);
  }

  private async cluster<T>(work: (cluster: pg.Client) => Promise<T>): Promise<T> {
    const cluster = new pg.Client({ ...this.fixture.t.db.address.application, user: 'postgres', database: 'postgres' });
    await cluster.connect();
    try {
      return await work(cluster);
    } finally {
      await cluster.end();
    }
  }

  private async disconnect(cluster: pg.Client): Promise<void> {
    const deadline = Date.now() + QUIET_MS;
    for (;;) {
      const { rows } = await cluster.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [this.name],
      );
      if (rows.length === 0) return;
      if (Date.now() > deadline) throw new Error('Sessions of the database do not end.');
    }
  }

  /** Waits until the pools have noticed that their connections are gone, so that no request is given one. */
  private async quiet(): Promise<void> {
    const { reader, writer } = this.fixture.t.app.get(Database);
    const pools = [reader, (writer.driver as unknown as { master: pg.Pool }).master];
    const deadline = Date.now() + QUIET_MS;
    while (pools.some((pool) => pool.totalCount > 0)) {
      if (Date.now() > deadline) throw new Error('The pools keep connections that have ended.');
      await new Promise((done) => setTimeout(done, 5));
    }
  }
}
