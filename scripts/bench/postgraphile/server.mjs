// PostGraphile over the benchmark's database, as a role that sees everything: the peer, without row security to pay for.
// `organisation` is for the question itself, as with bare pg: whose MDTs are listed.
import { createServer } from 'node:http';
import { grafserv } from 'grafserv/node';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const [host, database, organisation] = process.argv.slice(2);
const options = `-c app.organisation=${organisation}`;
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: `postgres://postgres@/${database}?host=${encodeURIComponent(host)}&port=5432&options=${encodeURIComponent(options)}`,
      schemas: ['public'],
    }),
  ],
  grafserv: { graphiql: false, watch: false },
  grafast: { explain: false },
});
const server = createServer();
const serv = instance.createServ(grafserv);
await serv.addTo(server);
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
