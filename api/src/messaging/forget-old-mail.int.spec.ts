import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import { type SmallEconomy, seedSmallEconomy } from '../testkit/small-economy.js';
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js';
import { forgetOldMail } from './forget-old-mail.js';

describe('caught mail', () => {
  let db: TestDatabase;
  let economy: SmallEconomy;
  const clock = new Clock();

  beforeAll(async () => {
    db = await createTestDatabase();
    economy = await seedSmallEconomy(db);
  });
  afterAll(() => db.drop());

  const forget = () => forgetOldMail(new Commands(db.database, clock), new Reads(db.database, clock), economy.tenantId);
  const keep = (tenantId: string, subject: string, at: string, count = 1) =>
    db.sql(
      tenantId,
      `insert into caught_mail (tenant_id, mail_id, received_at, envelope_from, envelope_to, subject, body_text, body_html, raw)
       select $1, gen_random_uuid(), $3::timestamptz + make_interval(secs => n), 'a@example.invalid', 'b@example.invalid', $2 || n, '', '', ''
       from generate_series(1, $4::int) n`,
      [tenantId, subject, at, count],
    );
  const kept = async (tenantId: string) =>
    db.sql(
      tenantId,
      `select min(subject) as oldest, count(*)::int as mails from (select subject from caught_mail order by received_at) m`,
    );

  it('is kept 90 days, and the mail of another tenant is not touched', async () => {
    clock.setNow('2027-02-24T09:00:00Z');
    await keep(economy.tenantId, 'old', '2026-11-26T08:00:00Z');
    await keep(economy.tenantId, 'young', '2026-11-26T10:00:00Z');
    await keep(economy.otherTenantId, 'theirs', '2026-01-01T00:00:00Z');
    expect(await forget()).toBe(1);
    expect(await kept(economy.tenantId)).toEqual([{ oldest: 'young1', mails: 1 }]);
    expect(await kept(economy.otherTenantId)).toEqual([{ oldest: 'theirs1', mails: 1 }]);
    expect(await forget()).toBe(0);
    const events = await db.sql(
      economy.tenantId,
      `select actor_kind as actor, detail from audit_event where operation = 'forgetOldMail'`,
    );
    expect(events).toEqual([{ actor: 'job', detail: { deleted: 1 } }]);
  });

  it('is the newest 5,000 where there is more of it', async () => {
    clock.setNow('2027-02-24T09:00:00Z');
    await keep(economy.tenantId, 'many', '2027-02-20T00:00:00Z', 5_002);
    // The young one of the case above is older than they are.
    expect(await forget()).toBe(3);
    const [oldest] = await db.sql<{ subject: string; mails: number }>(
      economy.tenantId,
      `select subject, (select count(*)::int from caught_mail) as mails from caught_mail order by received_at limit 1`,
    );
    expect(oldest).toEqual({ subject: 'many3', mails: 5_000 });
    expect(await forget()).toBe(0);
  });
});
