import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wilsonInterval } from '@quorate/libs/statistics';
import { ensureDemoEconomy } from '../../demo/ensure-demo-economy.js';
import { DEMO_TENANTS, draftDemoTenant } from '../../demo/load-demo-economy.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { countOff } from '../testkit/count-off.js';
import { counterpartTypeSql } from './counterpart-type.js';
import { MEASURES } from './measure-list.js';
import type { MeasureSummary } from './measures.graphql.js';
import { MeasuresReads } from './measures.reads.js';
import { MeasuresService } from './measures.service.js';

const [tamewater, other] = DEMO_TENANTS;
if (!tamewater || !other) throw new Error('There are two demo tenants.');

describe('measures beside attendance', () => {
  let t: TestApp;
  let reads: MeasuresReads;
  let service: MeasuresService;
  let commissioner: Viewer;
  let alderbrook: string;
  const { tenantId } = draftDemoTenant({ ...tamewater, hosts: [] }, 2026, new Date(TEST_NOW));

  beforeAll(async () => {
    t = await startTestApp();
    const admin = await t.db.superuser();
    await admin.query(`update tenant set key = 'small-' || key`);
    await admin.end();
    await ensureDemoEconomy(t.app, () => undefined);
    reads = t.app.get(MeasuresReads);
    service = t.app.get(MeasuresService);
    const found = await t.db.sql<{ id: string; name: string; kind: string }>(
      tenantId,
      `select organisation_id as id, name, kind from organisation where tenant_id = $1 and is_open`,
      [tenantId],
    );
    const board = found.find(({ kind }) => kind === 'icb');
    alderbrook = found.find(({ name }) => /Alderbrook/.test(name))?.id ?? '';
    commissioner = { ...t.economy.viewer('commissioner', 'icb'), tenantId, organisationId: board?.id ?? null };
  }, 120_000);
  afterAll(() => t.stop());

  const managerOf = (organisationId: string): Viewer => ({
    ...t.economy.viewer('providerManager', 'northgate'),
    tenantId,
    organisationId,
  });
  const summary = async (code: string, viewer: Viewer, filter = {}): Promise<MeasureSummary> => {
    const all = await reads.all(viewer, filter);
    const found = all?.groups.flatMap(({ measures }) => measures).find(({ measure }) => measure.code === code);
    if (!found) throw new Error(`no measure ${code}`);
    return found;
  };

  it('say that nothing is published before it is, and what records are still to come', async () => {
    const before = await reads.all(commissioner, {});
    expect(before?.asOf).toMatchObject({ publishedAt: null, peopleMonths: null });
    expect(before?.groups.find(({ code }) => code === 'sharing')).toMatchObject({ measures: [] });
    expect(before?.groups.every(({ toCome }) => toCome.every(({ needs }) => needs !== ''))).toBe(true);
  });

  it('are published with the quarters of engagement, each once', async () => {
    const published = await service.countAndPublish(tenantId);
    expect(published.at(-1)).toBe('2026-07-01');
    const rows = () =>
      t.db.sql(tenantId, 'select * from published_measure where tenant_id = $1 order by 2, 3, 4, 5, 6', [tenantId]);
    const before = await rows();
    expect(await service.countAndPublish(tenantId)).toEqual([]);
    expect(await rows()).toEqual(before);
  }, 120_000);

  it('of a manager count what the records say, with exact numbers and an interval', async () => {
    const [truth] = await t.db.sql<{ sent: number; answered: number; asked: number; refused: number; answers: number }>(
      tenantId,
      `select (select count(*)::int from invitation i join mdt_meeting m using (tenant_id, meeting_id) where ${OWN} and i.sent_at is not null and i.practitioner_id is not null) as sent,
              (select count(*)::int from invitation i join mdt_meeting m using (tenant_id, meeting_id) where ${OWN} and i.sent_at is not null and i.practitioner_id is not null and i.response <> 'needsAction') as answered,
              (select count(*)::int from release_request i join mdt_meeting m using (tenant_id, meeting_id) where ${OWN} and i.state <> 'cancelled') as asked,
              (select count(*)::int from release_request i join mdt_meeting m using (tenant_id, meeting_id) where ${OWN} and i.state = 'refused') as refused,
              (select count(*)::int from release_request i join mdt_meeting m using (tenant_id, meeting_id) where ${OWN} and i.state in ('refused','granted','grantedWithCover')) as answers`,
      [tenantId, alderbrook, TEST_NOW],
    );
    if (!truth) throw new Error('no truth');
    const manager = managerOf(alderbrook);
    const invitations = await summary('invitationsAnswered', manager);
    expect(invitations.all).toMatchObject({
      numerator: truth.answered,
      denominator: truth.sent,
      ...wilsonInterval(truth.answered, truth.sent),
    });
    expect(invitations.all.averageDays).toBeCloseTo(2, 1);
    expect((await summary('releasesAnswered', manager)).all.denominator).toBe(truth.asked);
    expect((await summary('releasesRefused', manager)).all).toMatchObject({
      numerator: truth.refused,
      denominator: truth.answers,
    });
    const parts = invitations.byType.map(({ figure }) => figure.denominator ?? 0);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(truth.sent);
  });

  it('of a commissioner are of whole published quarters and the sum of what is shown', async () => {
    const found = await reads.one(commissioner, 'invitationsAnswered', {});
    expect(found?.asOf.months).toMatchObject({ fromMonth: '2025-10', toMonth: '2026-09', wholeQuarters: true });
    const shown = (found?.providers ?? []).map(({ all }) => all.denominator ?? 0);
    expect(found?.summary.all.denominator).toBe(shown.reduce((sum, one) => sum + one, 0));
    expect(found?.funnel?.basedOn).toBeGreaterThan(2);
    expect(found?.byOrganisation).toBeNull();
    const names = (found?.providers ?? []).map(({ organisationName }) => organisationName);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')));
    const pair = await reads.one(commissioner, 'invitationsAnswered', { organisationId: alderbrook });
    expect(pair?.byOrganisation?.length).toBeGreaterThan(1);
    expect(pair?.providers).toHaveLength(1);
  });

  it('show a manager the own provider whoever is asked for, and nothing of people that is not published', async () => {
    const manager = managerOf(alderbrook);
    const asked = await reads.one(manager, 'releasesRefused', { organisationId: commissioner.organisationId });
    expect(asked?.providers.map(({ organisationId }) => organisationId)).toEqual([alderbrook]);
    expect(asked?.choices).toEqual([]);
    expect((await reads.all(manager, {}))?.equity).toEqual([]);
    for (const { code, rule } of MEASURES.filter((measure) => measure.rule === 'people')) {
      const own = await summary(code, manager, { fromMonth: '2026-07', toMonth: '2026-09' });
      const theirs = await summary(code, commissioner, {
        fromMonth: '2026-07',
        toMonth: '2026-09',
        organisationId: alderbrook,
      });
      expect([rule, own.all]).toEqual([rule, theirs.all]);
    }
  });

  it('tell no small number to somebody who asks for every filter', async () => {
    const truth = await t.db.sql<Truth>(tenantId, TRUTH, [tenantId]);
    const found = { asked: 0, small: 0, shown: 0, disclosed: 0 };
    const providers = [...new Set(truth.map(({ provider }) => provider))];
    for (const { code, rule } of MEASURES)
      for (const provider of providers)
        for (const quarter of ['2026-04', '2026-07']) {
          const filter = { organisationId: provider, fromMonth: quarter, toMonth: quarter };
          const page = await reads.one(commissioner, code, filter);
          if (!page) throw new Error('no page');
          found.asked += 1;
          const parts = new Map([
            ['', page.summary.all],
            ...page.summary.byType.map(({ value, figure }) => [value, figure] as const),
            ...(page.byOrganisation ?? []).map(({ value, figure }) => [value, figure] as const),
          ]);
          const figures = [...parts.values()].filter(({ denominator }) => denominator !== null && denominator > 0);
          found.shown += figures.length;
          for (const { numerator, denominator, averageDays } of figures) {
            const numbers = [numerator ?? 0, denominator ?? 0];
            if (rule === 'staffAttendance') expect(denominator).toBeGreaterThanOrEqual(5);
            else expect(numbers.every((count) => count === 0 || (count > 7 && count % 5 === 0))).toBe(true);
            if (rule === 'people' && averageDays !== null) expect(averageDays % 1).toBe(0);
          }
          if (rule === 'people') continue;
          const rows = truth.filter(
            (row) => row.provider === provider && row.quarter === quarter && row.measure === code,
          );
          const seats = rows.map(({ type, organisation, seats: count }) => ({
            values: { type, organisation },
            seats: count,
          }));
          const told = countOff(seats, ['type', 'organisation'], [], ({ type, organisation }) => {
            const figure = parts.get(organisation ?? type ?? '');
            return figure?.isHidden ? null : (figure?.denominator ?? 0);
          });
          found.small += told.small;
          found.disclosed += told.disclosed.length;
        }
    if (process.env.QUORATE_PRINT) process.stdout.write(`${JSON.stringify(found)}\n`);
    expect(found.disclosed).toBe(0);
    expect(found.small).toBeGreaterThan(100);
    expect(found.shown).toBeGreaterThan(100);
  }, 120_000);

  it('of people are hidden over several quarters where they are in one, since the rest alone would mislead', async () => {
    const rows = await t.db.sql<{ measure: string; provider: string; hidden: boolean }>(
      tenantId,
      `select measure, provider_organisation_id as provider, bool_or(numerator is null) as hidden from published_measure
       where tenant_id = $1 and cut = 'all' and quarter between '2026-01-01' and '2026-09-30'
         and measure in ('peoplePutOff','peopleDiscussedAgain','actionsInTime','actionsNotDone') group by 1, 2`,
      [tenantId],
    );
    for (const { code } of MEASURES.filter(({ rule }) => rule === 'people')) {
      const page = await reads.one(commissioner, code, { fromMonth: '2026-01', toMonth: '2026-09' });
      for (const { measure, provider, hidden } of rows.filter((row) => row.measure === code)) {
        const figure = page?.providers.find(({ organisationId }) => organisationId === provider)?.all;
        expect([measure, provider, figure?.isHidden]).toEqual([measure, provider, hidden]);
      }
    }
    expect(rows.some(({ hidden }) => hidden)).toBe(true);
  });

  it('are nothing to other roles, other tenants, and for what is not there', async () => {
    for (const role of ['careCoordinator', 'clinician', 'administrator'] as const)
      expect(await reads.all({ ...managerOf(alderbrook), role }, {})).toBeNull();
    const stranger = t.economy.stranger('commissioner');
    expect((await reads.all(stranger, {}))?.groups.flatMap(({ measures }) => measures).every(empty)).toBe(true);
    expect(await reads.all(stranger, { organisationId: alderbrook })).toBeNull();
    expect(await reads.one(commissioner, 'nothing', {})).toBeNull();
    expect(await reads.all(commissioner, { organisationId: '00000000-0000-4000-8000-000000000000' })).toBeNull();
    await expect(reads.all(commissioner, { organisationId: 'x' })).rejects.toThrow(/choose a provider/);
    await expect(reads.all(commissioner, { fromMonth: '2026-13' })).rejects.toThrow(/not a month/);
  });
});

const empty = ({ all }: MeasureSummary) => all.denominator === 0;

/** What is Alderbrook's of the last twelve months, for meetings that took place. */
const OWN = `m.tenant_id = $1 and i.provider_organisation_id = $2 and m.status <> 'cancelled' and m.starts_at < $3
  and m.meeting_date >= date_trunc('month', $3::timestamptz - interval '11 months')::date`;

interface Truth {
  readonly measure: string;
  readonly provider: string;
  readonly quarter: string;
  readonly type: string;
  readonly organisation: string;
  readonly seats: number;
}

const TRUTH = `
  select c.measure, c.provider_organisation_id as provider, to_char(date_trunc('quarter', c.month), 'YYYY-MM') as quarter,
         ${counterpartTypeSql('c.provider_organisation_id', 'c.counterpart_organisation_id', 'o.kind')} as type,
         c.counterpart_organisation_id as organisation, sum(c.denominator)::int as seats
  from measure_count c
  join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.counterpart_organisation_id
  where c.tenant_id = $1 group by 1, 2, 3, 4, 5`;
