import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../create-app.js';
import { Clock } from '../platform/clock.js';
import { readSettings } from '../platform/settings.js';
import { type SmallEconomy, seedSmallEconomy } from './small-economy.js';
import { createTestDatabase, type TestDatabase, type TestServer } from './test-database.js';

/** The whole server on a database of its own, with the small economy in it and a clock that stands still. */
export interface TestApp {
  readonly app: NestExpressApplication;
  readonly db: TestDatabase;
  readonly economy: SmallEconomy;
  readonly clock: Clock;
  stop(): Promise<void>;
}

/** The instant at which a test app's clock stands: a Tuesday, 09:00 in London. */
export const TEST_NOW = '2026-11-24T09:00:00.000Z';

/** Starts one; `await app.stop()` in afterAll. Listens on no port until the test asks (`app.listen(0)`). */
export async function startTestApp(environment: NodeJS.ProcessEnv = {}, server?: TestServer): Promise<TestApp> {
  const db = await createTestDatabase(server);
  const economy = await seedSmallEconomy(db);
  const clock = new Clock();
  clock.setNow(TEST_NOW);
  const app = await createApp(db.database, readSettings({ LOG_LEVEL: 'silent', ...environment }), clock);
  await app.init();
  return {
    app,
    db,
    economy,
    clock,
    stop: async () => {
      await app.close();
      await db.drop();
    },
  };
}
