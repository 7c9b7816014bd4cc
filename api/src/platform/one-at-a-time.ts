import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { Database } from './database.js';

/** Long work of which there is one at a time, whichever instance does it. */
@Injectable()
export class OneAtATime {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Does the work under an advisory lock of this name; null where somebody else holds it. The lock is a connection's of
   * its own, so that it is free again the moment this process ends, however it ends (a pooler in transaction mode would
   * hand that connection on).
   */
  async run<R>(name: string, work: () => Promise<R>): Promise<{ readonly result: R } | null> {
    const client = new pg.Client(this.database.address.application);
    // A connection that is lost while the work goes on: the next statement is the end of it, and fails.
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
        [name],
      );
      return rows[0]?.taken ? { result: await work() } : null;
    } finally {
      await client.end();
    }
  }
}
