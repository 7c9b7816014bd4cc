// CPU per request of the meeting list (20 meetings of one day with ten participants each, person and provider), ours
// behind sign-in, policy, GraphQL and row-level security, against bare prepared pg and against PostGraphile. All three
// list the same days of the MDTs that one co-ordinator's organisation has a part in.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { clusterMs, processMs } from './cpu.mjs';
import { ORGANISATION, TENANT } from './load.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** Many short rounds in turn: a machine that others use changes its speed within seconds, and a ratio is taken within a round. */
const ROUNDS = 25;
const REQUESTS = 150;
/** Enough for the compilers of all sides to be done: after 600 requests they still take a tenth of the server's time. */
const WARM_UP = 3000;
const CONCURRENCY = 4;

const children = new Set();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

const QUERY = `query Meetings($from: String!, $to: String!) { meetings(from: $from, to: $to, first: 20) { endCursor items {
  id date startTime endTime startsAt status hostName siteName roomName joinUrl isExtraordinary isQuorate mdt { id name }
  participants { invitationId seatId roleName providerName personName deputyName response } } } }`;
const PEER = `query Meetings($since: Datetime!, $until: Datetime!) { benchMeetings(since: $since, until: $until, first: 20) { nodes {
  meetingId meetingDate startTime durationMinutes startsAt status joinUrl isExtraordinary isQuorate
  mdtByTenantIdAndMdtId { mdtId name } organisationByTenantIdAndHostOrganisationId { name } siteByTenantIdAndSiteId { name } roomByTenantIdAndRoomId { name }
  invitationsByTenantIdAndMeetingId { nodes { invitationId seatId response
    mdtSeatByTenantIdAndSeatId { professionalRoleByTenantIdAndRoleCode { name } }
    organisationByTenantIdAndProviderOrganisationId { name } practitionerByTenantIdAndPractitionerId { name } practitionerByTenantIdAndDeputyPractitionerId { name } } } } } }`;

export async function measure({ root, settings, database, admin, progress, postmaster }) {
  const servers = { bare: await startBare(root, admin), ours: await startOurs(root, settings, database) };
  const peer = await startPeer(root, admin, progress);
  if (peer) servers.postgraphile = peer;
  const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2025, 2, 3 + i * 3)).toISOString().slice(0, 10));
  try {
    for (const server of Object.values(servers)) await drive(server, days, WARM_UP);
    const bodies = Object.fromEntries(
      await Promise.all(
        Object.entries(servers).map(async ([name, server]) => [name, JSON.parse(await server.ask(days[0]))]),
      ),
    );
    const found = Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, shape(name, body)]));
    const cost = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, server] of Object.entries(servers)) {
        const [node, cluster, began] = [processMs(server.pid), clusterMs(postmaster), performance.now()];
        await drive(server, days, REQUESTS);
        const nodeMs = (processMs(server.pid) - node) / REQUESTS;
        const postgresMs = (clusterMs(postmaster) - cluster) / REQUESTS;
        cost[name].push({ cpuMs: nodeMs + postgresMs, nodeMs, postgresMs, ms: (performance.now() - began) / REQUESTS });
      }
    }
    const middle = (what) =>
      Object.fromEntries(Object.entries(cost).map(([name, runs]) => [name, median(runs.map((run) => run[what]))]));
    const ratioTo = (name) => median(cost.ours.map((run, round) => run.cpuMs / cost[name][round].cpuMs));
    const cpu = middle('cpuMs');
    return {
      cpuMsPerRequest: cpu,
      ofWhichServerMs: middle('nodeMs'),
      ofWhichPostgresMs: middle('postgresMs'),
      toBare: ratioTo('bare'),
      ...(cost.postgraphile ? { toPostgraphile: ratioTo('postgraphile') } : {}),
      found,
      statements: await statements(admin, servers.ours, days),
    };
  } finally {
    for (const server of Object.values(servers)) server.stop();
  }
}

/** The same twenty meetings and two hundred participants, whoever answers. */
function shape(name, body) {
  if (name !== 'postgraphile')
    return {
      meetings: body.data?.meetings.items.length,
      participants: body.data?.meetings.items.flatMap((m) => m.participants).length,
      errors: body.errors?.[0]?.message,
    };
  return {
    meetings: body.data?.benchMeetings.nodes.length,
    participants: body.data?.benchMeetings.nodes.flatMap((m) => m.invitationsByTenantIdAndMeetingId.nodes).length,
    errors: body.errors?.[0]?.message,
  };
}

async function drive(server, days, requests) {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < requests) {
        next += 1;
        await server.ask(days[next % days.length]);
      }
    }),
  );
}

function dayAfter(day) {
  return new Date(Date.parse(day) + 86_400_000 * 7).toISOString().slice(0, 10);
}

async function startBare(root, admin) {
  const { port, child } = await listening([
    join(here, 'bare-server.mjs'),
    root,
    admin.host,
    admin.database,
    ORGANISATION,
  ]);
  return {
    pid: child.pid,
    stop: () => child.kill('SIGKILL'),
    ask: async (day) => (await fetch(`http://127.0.0.1:${port}/?from=${day}&to=${dayAfter(day)}`)).text(),
  };
}

async function startOurs(root, settings, database) {
  const { createApp } = await import(join(root, 'api/dist/src/create-app.js'));
  const { SessionsService } = await import(join(root, 'api/dist/src/identity/sessions.service.js'));
  const app = await createApp(database, { ...settings, LOG_LEVEL: 'silent' });
  await app.init();
  const issued = await app
    .get(SessionsService)
    .open({ tenantId: TENANT, accountId: 'be5c0004-0000-7000-8000-000000000001', kind: 'bearer', hours: 8 });
  await app.close();
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(process.execPath, [join(root, 'api/dist/src/main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'silent', NODE_ENV: 'production' },
  });
  children.add(child);
  await new Promise((done, fail) => {
    child.stdout.once('data', done);
    child.once('exit', () => fail(new Error('The server did not start.')));
  });
  const ask = async (day) => {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${issued.token}` },
      body: JSON.stringify({ query: QUERY, variables: { from: day, to: dayAfter(day) } }),
    });
    return answer.text();
  };
  return { pid: child.pid, stop: () => child.kill('SIGTERM'), ask };
}

async function startPeer(root, admin, progress) {
  const folder = join(here, 'postgraphile');
  if (!existsSync(join(folder, 'node_modules'))) {
    progress('Installing the peer, PostGraphile (once)');
    const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (run.status !== 0) {
      progress('PostGraphile could not be installed, so there is no ratio to it in this run.');
      return null;
    }
  }
  const client = new pg.Client(admin);
  await client.connect();
  const { mdtWall } = await import(join(root, 'api/dist/src/meetings/mdts/mdt-scope.js'));
  const wall = mdtWall('careCoordinator', 'm.mdt_id').replaceAll('$1', `'${TENANT}'::uuid`);
  await client.query('drop function if exists bench_meetings');
  await client.query(`create function bench_meetings(since timestamptz, until timestamptz) returns setof mdt_meeting language sql stable as $$
    select m.* from mdt_meeting m where m.tenant_id = '${TENANT}' and m.starts_at >= since and m.starts_at < until and ${wall}
    order by m.starts_at, m.meeting_id $$`);
  await client.end();
  const { port, child } = await listening(
    [join(folder, 'server.mjs'), admin.host, admin.database, ORGANISATION],
    folder,
  );
  const ask = async (day) => {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: PEER,
        variables: { since: `${day}T00:00:00Z`, until: `${dayAfter(day)}T00:00:00Z` },
      }),
    });
    return answer.text();
  };
  return { pid: child.pid, stop: () => child.kill('SIGKILL'), ask };
}

async function listening(args, cwd = here) {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  });
  children.add(child);
  const { port } = JSON.parse(
    await new Promise((done, fail) => {
      child.stdout.once('data', (data) => done(String(data)));
      child.once('exit', () => fail(new Error(`${args[0]} did not start.`)));
    }),
  );
  return { port, child };
}

/** Statements that one request of ours sends, transaction control and settings aside, from pg_stat_statements. */
async function statements(admin, ours, days) {
  const client = new pg.Client(admin);
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements');
  await client.query('select pg_stat_statements_reset()');
  const requests = 50;
  for (let i = 0; i < requests; i += 1) await ours.ask(days[i % days.length]);
  const { rows } =
    await client.query(`select sum(calls)::int as calls, count(*)::int as texts from pg_stat_statements s join pg_roles r on r.oid = s.userid
    where r.rolname = 'quorate_app' and query !~* '^(begin|commit|listen|start|rollback)|set_config'`);
  await client.end();
  return { perRequest: rows[0].calls / requests, ofWhichSignIn: 1 };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
