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
    // The same for one that ends while it is in use: its statements fail, and that is where it is told.
    reader.on('connect', (client) => client.on('error', () => undefined));
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
    await refuseUnfitServer(lock);
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

const OLDEST_SERVER = 150_000;

/** What a server of one's own has to be before anything is written to it. Each says what to do. */
async function refuseUnfitServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; has_role: boolean }>(
    `select current_setting('server_version_num')::integer as version,
            exists (select 1 from pg_roles where rolname = $1) as has_role`,
    [APPLICATION_ROLE],
  );
  if ((rows[0]?.version ?? 0) < OLDEST_SERVER) {
    throw new Error('Quorate needs PostgreSQL 15 or newer, and the server of DATABASE_OWNER_URL is older.');
  }
  if (!rows[0]?.has_role) {
    throw new Error(
      `The server of DATABASE_OWNER_URL has no role ${APPLICATION_ROLE}. As an administrator run "create role ${APPLICATION_ROLE}", and make the role of DATABASE_URL a member of it.`,
    );
  }
}

/** Row-level security is no wall for a superuser, a BYPASSRLS role or the tables' owner, nor for who can become one: better not to start. */
async function refuseUnsafeRole(application: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(application);
  await client.connect();
  try {
    const { rows } = await client.query<{ unsafe: boolean; is_member: boolean }>(
      `select exists (select 1 from pg_roles r where (r.rolsuper or r.rolbypassrls) and pg_has_role(r.oid, 'member'))
           or exists (select 1 from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and pg_has_role(c.relowner, 'member')) as unsafe,
         pg_has_role($1, 'member') as is_member`,
      [APPLICATION_ROLE],
    );
    if (rows[0]?.unsafe) {
      throw new Error(
        'The role of DATABASE_URL is a superuser, bypasses row security or owns the tables, or can become one that does, so tenants would not be kept apart. Use a plain role that is a member of quorate_app.',
      );
    }
    if (!rows[0]?.is_member) {
      throw new Error(
        `The role of DATABASE_URL may not read the tables. As an administrator run "grant ${APPLICATION_ROLE} to" that role.`,
      );
    }
  } finally {
    await client.end();
  }
}
