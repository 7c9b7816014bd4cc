// A second PostgreSQL for the tests, of the oldest version the product supports, where Debian's packages are installed.
// It stands for "a server of one's own": roles of other names, the application's a mere member of quorate_app.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const HOME = '/usr/lib/postgresql';
const OLDEST = 15;
const PREFIX = `quorate-pg-${process.getuid?.() ?? 0}-`;
const START_MS = 90_000;

/** Starts it on a unix socket in a folder of its own. Null, with one line on standard error, where there is none. */
export async function startDebianPostgres() {
  const found = versions()[0];
  if (!found) {
    console.error(`Left out: ${missingPostgres()}`);
    return null;
  }
  sweep();
  const home = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const user = process.getuid?.() === 0 ? userOf('postgres') : null;
  const data = join(home, 'data');
  const socket = join(home, 's');
  mkdirSync(socket, { mode: 0o700 });
  if (user) for (const path of [home, socket]) chownSync(path, user.uid, user.gid);
  const as = { ...user, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  run(found.bin, 'initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync'], as);
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${socket}`,
    'fsync=off',
    'full_page_writes=off',
    'max_connections=200',
  ];
  const child = spawn(join(found.bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...as,
    cwd: home,
    stdio: 'ignore',
  });
  const server = { version: found.version, socket, stop: () => stop(child, home) };
  await whenReady(server, child);
  return server;
}

/** What the tests cannot show on this machine, in one sentence; null where a server of one's own can be started. */
export function missingPostgres() {
  if (versions().length > 0) return null;
  return `the tests on a server of one's own: no PostgreSQL ${OLDEST} or newer is installed in ${HOME}, so they ran on the embedded one only (Debian: apt-get install postgresql-${OLDEST}).`;
}

/** Oldest first, since that is the one a difference shows on. */
function versions() {
  if (!existsSync(HOME)) return [];
  return readdirSync(HOME)
    .map((name) => ({ version: Number(name), bin: join(HOME, name, 'bin') }))
    .filter(
      ({ version, bin }) => version >= OLDEST && existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')),
    )
    .sort((one, other) => one.version - other.version);
}

function userOf(name) {
  const id = (flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

function run(bin, program, args, options) {
  const done = spawnSync(join(bin, program), args, { ...options, cwd: '/', encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} of ${bin} failed: ${done.stderr || done.error}`);
}

async function whenReady({ socket }, child) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const client = new pg.Client({ host: socket, port: 5432, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      return;
    } catch (cause) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error("Debian's PostgreSQL does not start.", { cause });
      await new Promise((done) => setTimeout(done, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function stop(child, home) {
  if (child.exitCode === null) {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGQUIT');
    await gone;
  }
  rmSync(home, { recursive: true, force: true });
}

/** What a run that was killed left behind: its server, told by the process id in the folder's name, and the folder. */
function sweep() {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const runner = Number(name.slice(PREFIX.length).split('-')[0]);
    if (isAlive(runner)) continue;
    const home = join(tmpdir(), name);
    const ctl = join(versions()[0]?.bin ?? HOME, 'pg_ctl');
    const user = process.getuid?.() === 0 ? userOf('postgres') : {};
    spawnSync(ctl, ['-D', join(home, 'data'), '-m', 'immediate', '-t', '10', 'stop'], {
      ...user,
      cwd: '/',
      stdio: 'ignore',
    });
    rmSync(home, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}
