import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../testkit/arrange-signal.js';
import { FiguresReads } from './figures.reads.js';
import { ProviderPowerReads } from './provider-power.reads.js';

describe('how far a fall would stand out, provider by provider', () => {
  let t: TestApp;
  let arranged: ArrangedSignal;
  const reads = () => t.app.get(ProviderPowerReads, { strict: false });
  const commissioner = () => t.economy.viewer('commissioner', 'icb');

  beforeAll(async () => {
    t = await startTestApp();
    // Nobody but the provider sees this signal yet.
    arranged = await arrangeSignal(t, { commissionerSeesFrom: null });
    const { riverside, elmpark } = t.economy.organisations;
    await add(riverside, { crossRows: 7, rows: 6 }, [{ kind: 'notEnoughMeetings', rows: 7, least: 8 }]);
    await add(elmpark, { crossRows: 3, rows: 2 }, [{ kind: 'dataFirst', finding: 'oneRecorder', count: 1, of: 1 }]);
    await t.db.sql(t.economy.tenantId, `update provider_month set commissioner_sees_from = '2026-11-13'`);
  });
  afterAll(() => t.stop());

  async function add(providerId: string, { crossRows, rows }: { crossRows: number; rows: number }, reasons: object[]) {
    const figures = {
      ...arranged.figures,
      crossRows,
      power: arranged.figures.power && { ...arranged.figures.power, rows },
    };
    await t.db.sql(
      t.economy.tenantId,
      `insert into provider_month (tenant_id, run_id, provider_organisation_id, month, score, is_flagged, standing, level, figures, reasons)
       values ($1,$2,$3,'2026-10-01',null,false,'notEnough','none',$4,$5)`,
      [t.economy.tenantId, arranged.runId, providerId, JSON.stringify(figures), JSON.stringify(reasons)],
    );
  }
  const byProvider = async (viewer = commissioner()) =>
    new Map((await reads().power(viewer)).map((one) => [one.organisationId, one]));

  it('is told of every provider alike to who commissions, whether there is a signal that they may not see yet or not', async () => {
    const { northgate, riverside, elmpark } = t.economy.organisations;
    const powers = await byProvider();
    expect([...powers.keys()].sort()).toEqual([northgate, riverside, elmpark].sort());
    expect(JSON.stringify([...powers.values()])).not.toMatch(/alert|score|level|flag/i);
    expect(powers.get(riverside)).toMatchObject({ crossRows: null, isEnough: false });
    expect(powers.get(northgate)).toMatchObject({ isEnough: true });
  });

  it('tells who commissions no number of seats, nor what one could be worked out from', async () => {
    const { northgate, elmpark } = t.economy.organisations;
    const powers = await byProvider();
    for (const { crossRows, power } of powers.values()) expect([crossRows, power]).toEqual([null, null]);
    expect(powers.get(elmpark)).toMatchObject({ chance: null, fallTo: null, hasManySeats: false, isEnough: false });
    expect(powers.get(northgate)).toMatchObject({ fallTo: 0.6, hasManySeats: false });
    expect(['hardlyEver', 'seldom', 'aboutHalf', 'mostly', 'almostAlways']).toContain(powers.get(northgate)?.chance);
  });

  it('does not tell who commissions that all losses are in one hand, which is looked for only where there is a flag', async () => {
    expect((await byProvider()).get(t.economy.organisations.elmpark)?.isDataFirst).toBe(false);
  });

  it('is exact for the own manager, here and month by month, and tells nothing of anybody else', async () => {
    const manager = t.economy.viewer('providerManager', 'northgate');
    const own = await reads().power(manager);
    expect(own).toMatchObject([
      { organisationId: t.economy.organisations.northgate, crossRows: arranged.figures.crossRows },
    ]);
    const [month] = await t.app.get(FiguresReads).ownMonths(manager);
    expect(month?.power).toEqual(arranged.figures.power);
    expect(own[0]?.power).toEqual(arranged.figures.power);
  });

  it('is of the newest month that whoever asks may see: a month is each provider’s own first', async () => {
    const { tenantId, organisations } = t.economy;
    await t.db.sql(
      tenantId,
      `with run as (insert into detection_run select (jsonb_populate_record(r, '{"run_id": "0190a000-0000-7000-8000-00000000000b", "month": "2026-11-01"}')).*
         from detection_run r where r.tenant_id = $1 and r.run_id = $2 returning run_id, month)
       insert into provider_month select (jsonb_populate_record(p, jsonb_build_object('run_id', run.run_id, 'month', run.month, 'commissioner_sees_from', '2026-12-15'))).*
         from provider_month p, run where p.tenant_id = $1 and p.run_id = $2`,
      [tenantId, arranged.runId],
    );
    const months = async (viewer = commissioner()) => (await reads().power(viewer)).map(({ month }) => month);
    expect(await months()).toEqual(['2026-10', '2026-10', '2026-10']);
    expect(await months(t.economy.viewer('providerManager', 'northgate'))).toEqual(['2026-11']);
    const now = t.clock.now();
    t.clock.setNow('2026-12-15T00:00:00.000Z');
    expect(await months()).toEqual(['2026-11', '2026-11', '2026-11']);
    t.clock.setNow(now.toISOString());
    expect([...(await byProvider()).keys()].sort()).toEqual(
      Object.values(organisations)
        .filter((id) => id !== organisations.icb)
        .sort(),
    );
  });

  it('is nobody’s of another tenant or of an organisation that does not commission', async () => {
    expect(await reads().power(t.economy.stranger('commissioner'))).toEqual([]);
    expect(await reads().power({ ...commissioner(), organisationId: t.economy.organisations.elmpark })).toEqual([]);
  });
});
