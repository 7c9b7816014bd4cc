import 'reflect-metadata';
import { createApp } from './create-app.js';
import { entities } from './data-source.js';
import { Database } from './platform/database.js';
import { readSettings, SettingsError } from './platform/settings.js';

const progress = (message: string) => process.stderr.write(`${message}\n`);

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const database = await Database.open(settings, entities, progress);
  const app = await createApp(database, settings);
  await app.listen(settings.PORT, settings.HOST);
  const stop = async () => {
    await app.close();
    await database.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  process.stdout.write(`Quorate is at http://localhost:${settings.PORT}/\n`);
}

start().catch((cause: unknown) => {
  process.stderr.write(
    cause instanceof SettingsError ? `${cause.message}\n` : `${(cause as Error).stack ?? String(cause)}\n`,
  );
  process.exit(1);
});
