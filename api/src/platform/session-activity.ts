import { Inject, Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { Database } from './database.js';
import { jobSession, SET_TENANT_SQL, tenantValues } from './tenant-session.js';

/**
 * Keeps `session.last_seen_at`. The one write outside `Commands`: nobody does anything by it, so it has no audit event,
 * and it happens too often to stand in the line of the audit chain.
 */
@Injectable()
export class SessionActivity {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Notes that somebody used this session now. */
  async noteSeen(tenantId: string, sessionId: string): Promise<void> {
    const now = this.clock.now();
    const client = await this.database.reader.connect();
    try {
      await Promise.all([
        client.query('begin'),
        client.query({ name: 'set-tenant', text: SET_TENANT_SQL, values: tenantValues(jobSession(tenantId), now) }),
        client.query({
          name: 'note-seen',
          text: 'update session set last_seen_at = $3 where tenant_id = $1 and session_id = $2 and ended_at is null and last_seen_at < $3',
          values: [tenantId, sessionId, now],
        }),
        client.query('commit'),
      ]);
      client.release();
    } catch (cause) {
      client.release(true);
      throw cause;
    }
  }
}
