import 'reflect-metadata';
import { describeFault } from './platform/describe-fault.js';
import { readSettings, SettingsError } from './platform/settings.js';
import { readEnvironmentFile } from './server/environment-file.js';
import { PortTaken, type RunningServer, startServer } from './server/start-server.js';

/** Everything is stopped within this, or the process ends all the same: PostgreSQL recovers by itself. */
const STOP_WITHIN_MS = 5_000;

const say = (message: string) => process.stderr.write(`${message}\n`);

let running: Promise<RunningServer> | null = null;
let isStopping = false;

/** Stops what runs, or is still starting, and ends the process. A second signal ends it at once. */
async function stop(exitCode: number): Promise<void> {
  if (isStopping) process.exit(1);
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  const server = await running?.catch(() => null);
  await server?.stop();
  process.exit(exitCode);
}

async function main(): Promise<void> {
  process.on('SIGINT', () => void stop(0)).on('SIGTERM', () => void stop(0));
  // Nothing should come this far. What does is written down, and the server makes way for a fresh one.
  const lastResort = (cause: unknown) => {
    say(JSON.stringify({ level: 60, msg: 'unexpected fault', fault: describeFault(cause) }));
    void stop(1);
  };
  process.on('uncaughtException', lastResort).on('unhandledRejection', lastResort);
  readEnvironmentFile();
  running = startServer(readSettings(process.env), say);
  const { greeting } = await running;
  if (!isStopping) process.stdout.write(`${greeting}\n`);
}

main().catch((cause: unknown) => {
  if (isStopping) return;
  say(
    cause instanceof SettingsError || cause instanceof PortTaken
      ? cause.message
      : ((cause as Error).stack ?? String(cause)),
  );
  process.exit(1);
});
