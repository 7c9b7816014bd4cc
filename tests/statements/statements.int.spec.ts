import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { HttpBrowser, listen } from '../../api/src/testkit/http-browser.js';
import { planTestMdt } from '../../api/src/testkit/plan-mdt.js';
import { startTestApp, type TestApp } from '../../api/src/testkit/test-app.js';

jest.setTimeout(120_000);

const MOST = 3;
const ASKED = 5;

/** Root fields behind the pages that show most. */
const SCREENS: Readonly<Record<string, string>> = {
  meetings: `{ meetings(from: "2026-12-01", to: "2027-02-01") { items { id participants { personName } } } }`,
  meeting: 'query M($id: ID!) { meeting(id: $id) { id replies { id } skipped { date } } }',
  register: 'query R($id: ID!) { register(meetingId: $id) { seats { seatId } } }',
  caseList: 'query C($id: ID!) { caseList(meetingId: $id) { __typename ... on CaseList { meetingId } } }',
  engagement: '{ engagement { scope providers { organisationId } } }',
  todayMeetings: '{ todayMeetings { __typename } }',
  mdts: '{ mdts { __typename } }',
};

/** PostgreSQL's own count, of this database alone, so that tests that run beside it do not matter. */
describe('the statements behind a screen', () => {
  let t: TestApp;
  let admin: pg.Client;
  let browser: HttpBrowser;
  let meetingId: string;

  beforeAll(async () => {
    t = await startTestApp();
    admin = await t.db.superuser();
    await admin.query('create extension if not exists pg_stat_statements');
    const mdt = await planTestMdt(t, { name: 'Frailty' });
    meetingId = mdt.meetingIds[0] ?? '';
    browser = new HttpBrowser(await listen(t.app));
    await browser.signInAs(t.economy.viewer('careCoordinator', 'riverside').login);
  });
  afterAll(async () => {
    await admin?.end();
    await t?.stop();
  });

  /** Calls per request of what reads: the session's own look-up, settings and the audit trail's chain aside. */
  async function readsOf(query: string): Promise<number> {
    await admin.query(
      'select pg_stat_statements_reset(0, (select oid from pg_database where datname = current_database()), 0)',
    );
    for (let n = 0; n < ASKED; n += 1) {
      const { errors } = await browser.ask(query, query.includes('$id') ? { id: meetingId } : {});
      expect(errors).toBeUndefined();
    }
    const { rows } = await admin.query<{ calls: number }>(
      `select coalesce(sum(s.calls), 0)::int as calls from pg_stat_statements s join pg_roles r on r.oid = s.userid
       where s.dbid = (select oid from pg_database where datname = current_database()) and r.rolname = 'quorate_app'
         and s.query !~* '^(begin|start|commit|rollback|listen)|set_config|from session s|audit_(head|event)|last_seen_at'`,
    );
    return (rows[0]?.calls ?? 0) / ASKED;
  }

  it.each(Object.entries(SCREENS))('%s reads with no more than three', async (_screen, query) => {
    const found = await readsOf(query);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThanOrEqual(MOST);
  });
});
