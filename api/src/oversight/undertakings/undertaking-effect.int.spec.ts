import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MonthLevel } from '@quorate/libs/signals';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { arrangeRun } from '../testkit/arrange-run.js';
import { AFTER_LEAD, signalHands } from '../testkit/signal-hands.js';
import { UndertakingEffectReads } from './undertaking-effect.reads.js';
import { UndertakingsReads } from './undertakings.reads.js';
import { UndertakingsService } from './undertakings.service.js';

jest.setTimeout(180_000);

type Seats = readonly [atRisk: number, tookPart: number, expected: number];

/** April to October before the action, November its month, December to March after it. */
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03'];
const OWN: readonly Seats[] = [
  [20, 8, 16],
  [20, 9, 16],
  [3, 0, 2.4],
  [20, 7, 16],
  [20, 10, 16],
  [20, 15, 16],
  [20, 16, 16],
  [20, 17, 16],
  [4, 4, 3.2],
];

describe('the effect of an undertaking as its parties see it', () => {
  let t: TestApp;
  let manager: Viewer;
  let commissioner: Viewer;
  let undertakingId: string;
  const hands = signalHands(() => t);
  const { service, signalId } = hands;

  beforeAll(async () => {
    t = await startTestApp();
    ({ manager, commissioner } = await hands.gather());
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    await hands.open();
    await t.db.sql(t.economy.tenantId, `update signal set since = '2026-07-05'`);
    t.clock.setNow(AFTER_LEAD);
    await service(UndertakingsService).propose(manager, {
      signalId: await signalId(),
      kind: 'restore',
      words: 'Protected time',
      owner: 'Chief nurse',
      actionOn: '2026-11-10',
      doneBy: '2027-03-31',
      seenBy: 'The chart',
    });
    undertakingId = String((await items(manager))[0]?.id);
  });

  const items = async (viewer: Viewer) =>
    (await service(UndertakingsReads).ofSignal(viewer, await signalId()))?.items ?? [];
  const move = async (viewer: Viewer, event: string) => {
    const expectedVersion = (await items(manager))[0]?.version;
    await service(UndertakingsService).move(viewer, { undertakingId, expectedVersion, event, reason: 'The rota' });
  };
  const effect = (viewer: Viewer) => service(UndertakingEffectReads).effect(viewer, undertakingId);
  /** The newest run: what each provider had month by month. */
  async function run(
    month: string,
    others: Readonly<Partial<Record<'riverside' | 'elmpark' | 'icb', Seats>>>,
    judged: { readonly level: MonthLevel; readonly follow: boolean } = { level: 'none', follow: false },
  ) {
    const { organisations } = t.economy;
    const shown = MONTHS.filter((one) => one <= month);
    const provider = (providerId: string, of: (i: number) => Seats) => ({
      providerId,
      level: providerId === organisations.northgate ? judged.level : ('none' as const),
      score: judged.level === 'none' ? 0.1 : 0.95,
      months: shown.map((one, i) => {
        const [atRisk, tookPart, expected] = of(i);
        return { month: `${one}-01`, elsewhere: { atRisk, tookPart, expected }, ownSites: { atRisk: 0, tookPart: 0 } };
      }),
    });
    const keys = Object.keys(others) as (keyof typeof others)[];
    await arrangeRun(
      t,
      `${month}-01`,
      [
        provider(organisations.northgate, (i) => OWN[i] as Seats),
        ...keys.map((key) => provider(organisations[key], () => others[key] as Seats)),
      ],
      { follow: judged.follow },
    );
  }
  const THREE = { riverside: [40, 32, 32], elmpark: [30, 24, 24], icb: [30, 24, 24] } as const;

  it('is shown when both have agreed, the same to both, with small months left out of everything', async () => {
    await run('2027-03', THREE);
    expect(await effect(manager)).toBeNull();
    await move(commissioner, 'accept');
    const own = await effect(manager);
    expect(await effect(commissioner)).toEqual(own);
    expect(own?.points.map(({ month, period, atRisk }) => [month, period, atRisk])).toEqual([
      ['2026-07', 'before', 20],
      ['2026-08', 'before', 20],
      ['2026-09', 'before', null],
      ['2026-10', 'before', 20],
      ['2026-11', 'action', 20],
      ['2026-12', 'after', 20],
      ['2027-01', 'after', 20],
      ['2027-02', 'after', 20],
      ['2027-03', 'after', null],
    ]);
    expect(own).toMatchObject({ monthsBefore: 3, monthsAfter: 3, isTrial: true, isBeforeSinceFall: true });
    // 24 of 60 before, 48 of 60 after.
    expect(own?.mean).toBeCloseTo(0.4);
    expect(own?.change).toMatchObject({ own: 0.4, others: 0, difference: 0.4 });
    expect(own?.points[0]?.others).toBe(0.8);
  });

  it('tells nothing of others that could be told from each other: fewer than three, or one that is most of them', async () => {
    await move(commissioner, 'accept');
    await run('2027-02', { riverside: [40, 32, 32], elmpark: [30, 24, 24] });
    const two = await effect(commissioner);
    expect(two?.points.every(({ others }) => others === null)).toBe(true);
    expect(two?.change).toBeNull();
    await run('2027-03', { riverside: [400, 320, 320], elmpark: [5, 4, 4], icb: [5, 4, 4] });
    expect((await effect(manager))?.points.every(({ others }) => others === null)).toBe(true);
  });

  it('goes on for both while something agreed is not done, and stands still for commissioners afterwards', async () => {
    await move(commissioner, 'accept');
    await run('2026-12', THREE);
    await t.db.sql(t.economy.tenantId, `update signal set closed_at = '2026-12-20', closed_because = 'quiet'`);
    t.clock.setNow('2027-02-03T09:00:00.000Z');
    await run('2027-01', THREE);
    const last = async (viewer: Viewer) => (await effect(viewer))?.points.at(-1)?.month;
    expect(await last(commissioner)).toBe('2027-01');
    await move(manager, 'reportDone');
    await move(commissioner, 'confirmDone');
    t.clock.setNow('2027-03-03T09:00:00.000Z');
    await run('2027-02', THREE);
    expect(await last(commissioner)).toBe('2027-01');
    expect(await last(manager)).toBe('2027-02');
  });

  it.each<MonthLevel>(['alarm', 'alert'])(
    'is the provider’s first of a month at the level %s, and shows commissioners nothing of it until then, changed or not',
    async (level) => {
      await move(commissioner, 'accept');
      await run('2026-11', THREE);
      const before = await effect(commissioner);
      expect(before).toEqual(await effect(manager));
      t.clock.setNow('2027-01-05T09:00:00.000Z');
      await run('2026-12', THREE, { level, follow: true });
      const own = await effect(manager);
      expect(own?.points.at(-1)?.month).toBe('2026-12');
      expect(await effect(commissioner)).toEqual(before);
      // The wall says so by itself, of every provider alike.
      const months = await t.app.get(Reads).rows(commissioner, {
        name: 'months-told',
        text: `select 1 from provider_month where month = '2026-12-01'`,
        values: [],
      });
      expect(months).toEqual([]);
      t.clock.setNow('2027-01-18T23:59:00.000Z');
      expect(await effect(commissioner)).toEqual(before);
      t.clock.setNow('2027-01-19T00:00:00.000Z');
      expect(await effect(commissioner)).toEqual(own);
    },
  );

  it('waits for nobody where the month says less than before', async () => {
    await move(commissioner, 'accept');
    t.clock.setNow('2027-01-05T09:00:00.000Z');
    await run('2026-12', THREE, { level: 'watch', follow: true });
    expect((await effect(commissioner))?.points.at(-1)?.month).toBe('2026-12');
  });

  it('tells nothing early of a later signal about the same provider', async () => {
    await move(commissioner, 'accept');
    await run('2026-11', THREE);
    await t.db.sql(
      t.economy.tenantId,
      `update signal set closed_at = '2026-12-20', closed_because = 'quiet', latest_month = '2026-11-01'`,
    );
    t.clock.setNow('2027-01-05T09:00:00.000Z');
    await run('2026-12', THREE, { level: 'alarm', follow: true });
    expect(await t.db.sql(t.economy.tenantId, 'select 1 from signal where closed_at is null')).toHaveLength(1);
    expect((await effect(manager))?.points.at(-1)?.month).toBe('2026-12');
    expect((await effect(commissioner))?.points.at(-1)?.month).toBe('2026-11');
  });

  it('is nobody else’s, and not a commissioner’s before they see the signal', async () => {
    await move(commissioner, 'accept');
    await run('2027-03', THREE);
    for (const other of [
      t.economy.viewer('providerManager', 'elmpark'),
      t.economy.viewer('clinician'),
      t.economy.stranger('commissioner'),
    ])
      expect(await effect(other)).toBeNull();
    t.clock.setNow('2026-11-25T09:00:00.000Z');
    expect(await effect(commissioner)).toBeNull();
    expect(await effect(manager)).not.toBeNull();
  });

  it('of months that nobody has judged yet is empty', async () => {
    await move(commissioner, 'accept');
    expect(await effect(manager)).toMatchObject({ points: [], mean: null, change: null });
  });
});
