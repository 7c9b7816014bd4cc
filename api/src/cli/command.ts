import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Command } from 'commander';
import { keepCheckpoint } from '../audit/keep-checkpoint.js';
import { createApp } from '../create-app.js';
import { entities } from '../data-source.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { readSettings, type Settings } from '../platform/settings.js';

/** Adds one command of the fixed command line to the program. */
export type AddCommand = (program: Command) => void;

/** Bad input: exit code 2, the message on standard error, nothing half-written. */
export class BadInput extends Error {}

/** Something was checked and does not hold (audit verify): the JSON is printed all the same, and the exit code is 1. */
export class DoesNotHold extends Error {
  constructor(readonly result: object) {
    super('does not hold');
  }
}

/** Progress and messages go to standard error; standard output holds the JSON answer and nothing else. */
export function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Prints the answer of a command. */
export function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/**
 * Runs work on the database of QUORATE_DATA_DIR (a running one is shared, else it is started, migrated and stopped
 * again) or of DATABASE_URL. When the work is done, the audit chain's new head is kept outside the database.
 */
export async function withDatabase<T>(work: (database: Database, settings: Settings) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const database = await Database.open(settings, entities, progress);
  try {
    const result = await work(database, settings);
    await keepCheckpoint(database, settings.dataDirectory, new Clock().now());
    return result;
  } finally {
    await database.close();
  }
}

/** The same with the application's services, not listening on any port. */
export function withApp<T>(work: (app: NestExpressApplication, settings: Settings) => Promise<T>): Promise<T> {
  return withDatabase(async (database, settings) => {
    const app = await createApp(database, { ...settings, LOG_LEVEL: 'silent' });
    await app.init();
    try {
      return await work(app, settings);
    } finally {
      await app.close();
    }
  });
}
