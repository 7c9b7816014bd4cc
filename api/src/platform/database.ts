import { migrations } from '@quorate/migrations';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { EMBEDDED_DATABASE, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import type { Settings } from './settings.js';

/** How to reach one database as its two roles. The owner migrates; the application's role can neither own nor bypass. */
export interface DatabaseAddress {
  readonly owner: pg.ClientConfig;
  readonly application: pg.ClientConfig;
}

/** The role of the application in the embedded cluster. On a server of one's own it is whatever DATABASE_URL names. */
const APPLICATION_ROLE = 'quorate_app';
const OWNER_ROLE = 'quorate_owner';

/**
 * The open database: `writer` for commands only, `reader` for prepared and pipelined reads, and the address for a
 * direct connection (LISTEN, pg-boss). Nothing outside `platform/` uses `writer`; the import rules see to it.
 */
export class Database {
  private constructor(
    readonly address: DatabaseAddress,
    readonly reader: pg.Pool,
    readonly writer: DataSource,
    private readonly cluster: EmbeddedPostgres | null,
  ) {}

  /** Starts or reaches the database, migrates it, and opens both pools. `entities` are TypeORM classes. */
  static async open(
    settings: Pick<Settings, 'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'dataDirectory'>,
    entities: readonly (new () => object)[],
    progress: (message: string) => void = () => undefined,
  ): Promise<Database> {
    if (settings.DATABASE_URL && settings.DATABASE_OWNER_URL) {
      const address = {
        owner: { connectionString: settings.DATABASE_OWNER_URL },
        application: { connectionString: settings.DATABASE_URL },
      };
      return Database.connect(address, entities, progress, null);
    }
    const cluster = await startEmbeddedPostgres({ home: settings.dataDirectory, progress });
    try {
      await prepareEmbedded(cluster);
      const address = {
        owner: cluster.connection(OWNER_ROLE, EMBEDDED_DATABASE),
        application: cluster.connection(APPLICATION_ROLE, EMBEDDED_DATABASE),
      };
      return await Database.connect(address, entities, progress, cluster);
    } catch (cause) {
      await cluster.release();
      throw cause;
    }
  }

  /** Opens a database whose cluster somebody else runs. Migrates unless it is up to date. */
  static async connect(
    address: DatabaseAddress,
    entities: readonly (new () => object)[],
    progress: (message: string) => void = () => undefined,
    cluster: EmbeddedPostgres | null = null,
  ): Promise<Database> {
    await migrate(address.owner, progress);
    await refuseUnsafeRole(address.application);
    const reader = new pg.Pool({ ...address.application, max: 12, ...PIPELINE, ...TIMEOUTS });
    // A backend that ends while idle in the pool is replaced at the next use; without a listener it would end the process.
    reader.on('error', () => undefined);
    const writer = new DataSource({
      type: 'postgres',
      ...typeormAddress(address.application),
      entities: [...entities],
      synchronize: false,
      logging: false,
      extra: { max: 10, ...TIMEOUTS },
    });
    await writer.initialize();
    return new Database(address, reader, writer, cluster);
  }

  /** Closes the pools, then lets go of an embedded cluster. */
  async close(): Promise<void> {
    await this.reader.end();
    await this.writer.destroy();
    await this.cluster?.release();
  }
}

const PIPELINE = { pipeline: true } as object;
const TIMEOUTS = { statement_timeout: 30_000, connectionTimeoutMillis: 10_000 };

function typeormAddress(config: pg.ClientConfig): object {
  return config.connectionString
    ? { url: config.connectionString }
    : { host: config.host, port: config.port, username: config.user, database: config.database };
}

/** Runs what is missing of the migrations, as the owner. Two starts at once wait for each other. */
export async function migrate(
  owner: pg.ClientConfig,
  progress: (message: string) => void = () => undefined,
): Promise<void> {
  const lock = new pg.Client(owner);
  await lock.connect();
  try {
    await lock.query(`select pg_advisory_lock(hashtextextended('quorate migrations', 0))`);
    const source = new DataSource({
      type: 'postgres',
      ...typeormAddress(owner),
      migrations: [...migrations],
      migrationsTableName: 'migration',
      migrationsTransactionMode: 'each',
    });
    await source.initialize();
    try {
      const ran = await source.runMigrations();
      if (ran.length > 0) progress(`Migrated the database (${ran.length} steps)`);
      await source.query('grant usage on schema public to quorate_app');
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

async function prepareEmbedded(cluster: EmbeddedPostgres): Promise<void> {
  const admin = new pg.Client(cluster.connection('postgres', 'postgres'));
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(hashtextextended('quorate prepare', 0))`);
    for (const role of [OWNER_ROLE, APPLICATION_ROLE]) {
      const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
      if (!rowCount) await admin.query(`create role ${role} login nosuperuser nobypassrls nocreaterole`);
    }
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [EMBEDDED_DATABASE]);
    if (!rowCount) await admin.query(`create database ${EMBEDDED_DATABASE} owner ${OWNER_ROLE}`);
  } finally {
    await admin.end();
  }
}

/** Row-level security is no wall for a superuser, a BYPASSRLS role or the tables' owner: better not to start. */
async function refuseUnsafeRole(application: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(application);
  await client.connect();
  try {
    const { rows } = await client.query<{ unsafe: boolean; owns: boolean }>(`
      select r.rolsuper or r.rolbypassrls as unsafe,
             exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace) as owns
      from pg_roles r where r.rolname = current_user`);
    if (rows[0]?.unsafe || rows[0]?.owns) {
      throw new Error(
        'The role of DATABASE_URL is a superuser, bypasses row security or owns the tables, so tenants would not be kept apart. Use a plain role that is a member of quorate_app.',
      );
    }
  } finally {
    await client.end();
  }
}
