import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IndicatorsReads } from '../../indicators/indicators.reads.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { ReturnsOfQuarterReads } from './returns-of-quarter.reads.js';
import { ArrangedReturns } from './testkit/arrange-returns.js';
import { publishEvidence } from './testkit/publish-evidence.js';

const AUGUST = '2026-08-03T08:00:00.000Z';
const SEPTEMBER = '2026-09-03T08:00:00.000Z';
const OCTOBER = '2026-10-05T08:00:00.000Z';
/** July to September are published by then. */
const NOVEMBER = '2026-11-02T08:00:00.000Z';
const MONTHS = ['2026-07', '2026-08', '2026-09'];

describe('a signed return, for those who commission', () => {
  let t: TestApp;
  let returns: ArrangedReturns;

  beforeEach(async () => {
    await t?.stop();
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  const quarter = (asked: string | null = '2026-07') =>
    t.app.get(ReturnsOfQuarterReads).ofQuarter(returns.commissioner(), asked);
  const monthsOf = async (provider: 'northgate' | 'elmpark' | 'riverside') =>
    (await quarter()).providers.find(({ providerId }) => providerId === t.economy.organisations[provider])?.months ??
    [];
  /** Leaves so many of a provider's seats in a month and takes the others out, as if they never were. */
  const leaveSeats = async (provider: 'elmpark' | 'northgate', month: string, seats: number) => {
    const admin = await t.db.superuser();
    await admin.query(
      `delete from attendance_evidence where (tenant_id, evidence_no) in (
         select tenant_id, evidence_no from attendance_evidence where tenant_id = $1 and provider_organisation_id = $2
           and to_char(meeting_date, 'YYYY-MM') = $3 order by evidence_no offset $4)`,
      [t.economy.tenantId, t.economy.organisations[provider], month, seats],
    );
    await admin.end();
  };
  /** July, August and September signed by Northgate and Elm Park, each early in the month after. */
  const signQuarter = async () => {
    for (const [i, instant] of [AUGUST, SEPTEMBER, OCTOBER].entries()) {
      t.clock.setNow(instant);
      if (i === 0) await returns.followMonths();
      else await returns.calendar().followMonths(t.economy.tenantId);
      for (const provider of ['northgate', 'elmpark'] as const) await returns.signed(provider);
    }
    t.clock.setNow(NOVEMBER);
    await returns.followMonths();
  };
  const published = async (provider: 'northgate' | 'elmpark') => {
    const found = await t.app.get(IndicatorsReads).provider(returns.commissioner(), t.economy.organisations[provider], {
      fromMonth: '2026-07',
      toMonth: '2026-09',
    });
    return found?.byMonth.filter(({ month }) => MONTHS.includes(month)) ?? [];
  };

  it('is known to be signed at once, by a post and without a figure until the quarter is published', async () => {
    returns = await ArrangedReturns.start(t, SEPTEMBER);
    const { id, version } = await returns.newest(returns.manager());
    const lines = [{ line: 'lost', words: 'The rota was short.' }];
    await returns.service().saveComments(returns.manager(), {
      returnId: id,
      expectedVersion: version,
      overall: 'See the rota.',
      lines,
    });
    await returns.signed();
    const [july, august] = await monthsOf('northgate');
    expect(july).toMatchObject({ month: '2026-07', isAsked: false, returnId: null });
    expect(august).toMatchObject({ month: '2026-08', returnId: id, figures: null, isOverdue: false });
    expect(await quarter()).toMatchObject({ isPublished: false, publishedFrom: '2026-10-29', due: 2, overdue: 0 });
    const page = await returns.reads().one(returns.commissioner(), id);
    expect(page).toMatchObject({
      state: 'signed',
      overall: 'See the rota.',
      takenAt: null,
      byRole: [],
      steps: [],
      signatories: [],
      preparedBy: { name: null },
      signature: { by: { name: null, post: 'Chief nurse' }, content: null },
      may: { edit: false, sendBack: false, sign: false, returnAnew: false },
    });
    expect(
      page?.lines.every(({ all, ownSites, otherSites, now }) =>
        [all, ownSites, otherSites, now].every((n) => n === null),
      ),
    ).toBe(true);
    expect(page?.lines.find(({ code }) => code === 'lost')?.comment).toBe('The rota was short.');
    expect(JSON.stringify(page)).not.toMatch(/Ada Signer|Test providerManager/);
  });

  it('shows the signed figures once they are published, line by line, and nothing that is not published', async () => {
    returns = await ArrangedReturns.start(t, AUGUST);
    await signQuarter();
    await publishEvidence(t);
    const months = await monthsOf('northgate');
    const byMonth = await published('northgate');
    expect(months.map(({ figures }) => figures && [figures.filled, figures.expected])).toEqual(
      byMonth.map(({ rate }) => (rate.isHidden ? null : [rate.tookPart, rate.counted])),
    );
    expect(months.filter(({ figures }) => figures !== null).length).toBeGreaterThan(1);
    const shown = months.find(({ figures }) => figures !== null);
    const page = await returns.reads().one(returns.commissioner(), String(shown?.returnId));
    const own = await returns.reads().one(returns.manager(), String(shown?.returnId));
    for (const [at, line] of (page?.lines ?? []).entries()) {
      const isUnpublished = line.code.startsWith('filled.');
      expect(line.all).toBe(isUnpublished ? null : own?.lines[at]?.all);
      if (!isUnpublished)
        expect([line.ownSites, line.otherSites]).toEqual([own?.lines[at]?.ownSites, own?.lines[at]?.otherSites]);
    }
  });

  it('lets nobody count off a month of 1 to 4 seats from the quarter and the other months', async () => {
    returns = await ArrangedReturns.start(t, AUGUST);
    await leaveSeats('elmpark', '2026-08', 3);
    await signQuarter();
    await publishEvidence(t);
    const months = await monthsOf('elmpark');
    expect(months.every(({ returnId }) => returnId !== null)).toBe(true);
    expect(months[1]?.figures).toBeNull();
    const [whole] =
      (
        await t.app.get(IndicatorsReads).overview(returns.commissioner(), { fromMonth: '2026-07', toMonth: '2026-09' })
      )?.providers.filter(({ organisationId }) => organisationId === t.economy.organisations.elmpark) ?? [];
    const told = months.reduce((sum, { figures }) => sum + (figures?.expected ?? 0), 0);
    const hidden = months.filter(({ figures }) => figures === null);
    // The quarter less the months shown leaves two months or more, which are 5 seats or more together.
    expect(whole?.all.counted).toBeGreaterThan(5);
    expect(hidden.length).toBeGreaterThan(1);
    expect((whole?.all.counted ?? 0) - told).toBeGreaterThanOrEqual(5);
    for (const { returnId } of hidden) {
      const page = await returns.reads().one(returns.commissioner(), String(returnId));
      expect(
        page?.lines.every(({ all, ownSites, otherSites }) => all === null && ownSites === null && otherSites === null),
      ).toBe(true);
    }
  });

  it('tells nobody by how much a register was corrected between the signature and the publication', async () => {
    returns = await ArrangedReturns.start(t, AUGUST);
    await signQuarter();
    await returns.correct('2026-08');
    await publishEvidence(t);
    const months = await monthsOf('northgate');
    expect(months[1]).toMatchObject({ month: '2026-08', figures: null });
    expect(months[0]?.figures).not.toBeNull();
    const page = await returns.reads().one(returns.commissioner(), String(months[1]?.returnId));
    expect(page?.lines.every(({ all }) => all === null)).toBe(true);
    expect(page?.notShown).toMatch(/not shown/);
    expect(page?.hasChangedSince).toBe(false);
    // Returned anew, it says what is published.
    await returns.service().returnAnew(returns.manager(), { returnId: months[1]?.returnId });
    const [second] = (await returns.reads().own(returns.manager())).items.filter(({ versionNo }) => versionNo === 2);
    expect(await returns.reads().one(returns.commissioner(), String(second?.id))).toBeNull();
    const executive = await returns.executive();
    const draft = await returns.reads().one(returns.manager(), String(second?.id));
    await returns.service().handOver(returns.manager(), { returnId: second?.id, expectedVersion: draft?.version });
    await returns
      .signing()
      .signReturn(executive, { returnId: second?.id, expectedVersion: (draft?.version ?? 0) + 1, hasRead: true });
    const [, august] = await monthsOf('northgate');
    expect(august).toMatchObject({ versionNo: 2, returnId: second?.id });
    expect(august?.figures).not.toBeNull();
  });

  it('is of the own tenant: another one’s commissioner and other roles find nothing', async () => {
    returns = await ArrangedReturns.start(t, SEPTEMBER);
    const id = await returns.signed();
    const stranger = t.economy.stranger('commissioner');
    expect(await returns.reads().one(stranger, id)).toBeNull();
    expect(await t.app.get(ReturnsOfQuarterReads).ofQuarter(stranger, null)).toMatchObject({
      quarter: null,
      providers: [],
      due: 0,
    });
  });
});
