// The limit: the meeting list's own statement, prepared, over node:http and JSON.stringify, without row security, session or GraphQL.
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';

const [root, host, database, organisation] = process.argv.slice(2);
const { MeetingsReads } = await import(join(root, 'api/dist/src/meetings/meetings.reads.js'));
// Planned once, like ours: with PostgreSQL's own choice this statement is planned anew each time, which costs as much as running it.
// The settings are for the question itself: a co-ordinator's list is of the MDTs that the organisation has a part in.
const options = `-c plan_cache_mode=force_generic_plan -c app.organisation=${organisation}`;
const pool = new pg.Pool({ host, port: 5432, user: 'postgres', database, max: 10, options });
const reads = new MeetingsReads({
  rows: async (_viewer, { name, text, values }) => (await pool.query({ name, text, values: [...values] })).rows,
});
const { TENANT } = await import('./load.mjs');

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  const asked = {
    from: url.searchParams.get('from'),
    to: url.searchParams.get('to'),
    mine: false,
    first: 20,
    after: null,
  };
  const page = await reads.meetings({ tenantId: TENANT, role: 'careCoordinator', organisationId: organisation }, asked);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: { meetings: page } }));
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
