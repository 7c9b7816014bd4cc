import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { startBackground } from '../background.js';
import { createApp } from '../create-app.js';
import { entities } from '../data-source.js';
import { undertakeOnceJudged } from '../demo/demo-undertaking.js';
import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { AccountsReads } from '../identity/accounts.reads.js';
import { Database } from '../platform/database.js';
import { describeFault } from '../platform/describe-fault.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { Live } from '../platform/live.js';
import { LOGGER } from '../platform/logger.js';
import type { Settings } from '../platform/settings.js';
import { GraphqlSocket } from './graphql-socket.js';
import { isPortFree, portTaken } from './port.js';

/** A server that answers. */
export interface RunningServer {
  readonly address: string;
  /** What to tell whoever started it: where it is and who can sign in. */
  readonly greeting: string;
  /** Ends it in order: no new requests, sockets, background work, the application, its pools, then PostgreSQL. */
  stop(): Promise<void>;
}

/** Somebody else listens where this server should: the message says what to do. */
export class PortTaken extends Error {}

/** Starts everything in order. What was started before a failure is stopped again. */
export async function startServer(settings: Settings, progress: (message: string) => void): Promise<RunningServer> {
  if (!(await isPortFree(settings.PORT, settings.HOST))) throw new PortTaken(portTaken(settings.PORT));
  const database = await Database.open(settings, entities, progress);
  const undo: (() => Promise<unknown>)[] = [() => database.close()];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const app = await createApp(database, settings);
    undo.push(() => app.close());
    await app.init();
    if (settings.isDemoSignIn) await ensureDemoEconomy(app, progress);
    await app.get(Live).start();
    undo.push(() => app.get(Live).stop());
    const report = faultReporter(app.get<Logger>(LOGGER));
    if (settings.isDemoSignIn) undo.push(undertakeOnceJudged(app, report));
    undo.push(await startBackground(app, report));
    await listen(app, settings);
    undo.push(() => stopAccepting(app));
    const address = `${app.get(PublicUrl).origin()}/`;
    return { address, greeting: await greeting(app, settings, address), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function listen(app: NestExpressApplication, settings: Settings): Promise<void> {
  try {
    await app.listen(settings.PORT, settings.HOST);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTaken(portTaken(settings.PORT));
    throw cause;
  }
}

/** No new connections and no sockets; requests under way get a second. */
async function stopAccepting(app: NestExpressApplication): Promise<void> {
  const http = app.getHttpServer();
  const closed = new Promise<void>((done) => http.close(() => done()));
  http.closeIdleConnections();
  await app.get(GraphqlSocket).close();
  const patience = setTimeout(() => http.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(patience);
}

function faultReporter(logger: Logger): (cause: unknown) => void {
  return (cause) => logger.error({ where: 'background', fault: describeFault(cause) }, 'fault');
}

async function greeting(app: NestExpressApplication, settings: Settings, address: string): Promise<string> {
  const place = `Quorate is at ${address}`;
  if (!settings.isDemoSignIn) return place;
  const logins = (await app.get(AccountsReads).demoLogins()).filter(({ hasLeft }) => !hasLeft);
  if (logins.length === 0) return place;
  const byRole = Map.groupBy(logins, ({ role }) => role);
  const names = [...byRole].map(([role, of]) => `${role.toLowerCase()}: ${of.map(({ login }) => login).join(', ')}`);
  return `${place} - sign in as ${names.join('; ')}`;
}
