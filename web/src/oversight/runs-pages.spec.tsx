import '../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';

const run = (change: object = {}) => ({
  __typename: 'DetectionRunView',
  id: 'r1',
  month: '2026-10-01',
  version: 1,
  isNewest: true,
  cause: 'MONTHLY',
  askedBy: 'PRODUCT',
  modelVersion: '2026.11',
  rulesVersion: 1,
  dataCut: '6688',
  rowsRead: 6324,
  rowsHash: 'ab'.repeat(32),
  providersTested: 12,
  expectedFalseShare: 0.16,
  correctedSeats: 0,
  finishedAt: '2026-11-02T03:21:00Z',
  ...change,
});
const progress = {
  __typename: 'RunProgress',
  id: 'q1',
  fromMonth: '2026-09-01',
  toMonth: '2026-10-01',
  cause: 'BY_HAND',
  askedBy: 'SOMEBODY_ELSE',
  months: 2,
  monthsDone: 1,
  share: 0.75,
};
const runs = (change: object = {}) => ({
  detectionRuns: {
    __typename: 'DetectionRuns',
    items: [run()],
    hasMore: false,
    endCursor: null,
    testing: {
      __typename: 'Multiplicity',
      month: '2026-10-01',
      providersTested: 12,
      openSignals: 2,
      expectedFalse: 0.32,
    },
    underWay: [],
    hasFailed: false,
    months: ['2026-09-01', '2026-10-01'],
    ...change,
  },
});

// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([import('./runs-page.js'), import('./data-quality-page.js')]);
}, 60_000);

describe('months judged', () => {
  it('say how many were tested, and how many of the signals may be false', async () => {
    openPage('/engagement/runs', 'COMMISSIONER', { DetectionRuns: () => runs() });
    expect(
      await screen.findByText(
        '12 providers were tested for October 2026. Of the 2 open signals about 0.3 may be false by the detector’s own reckoning. On made-up economies of kinds it had never seen, 3% to 10% of signals were false.',
      ),
    ).toBeTruthy();
    const row = screen.getByRole('row', { name: /^October 2026/ });
    expect(within(row).getByText('16%')).toBeTruthy();
  });

  it.each([
    [{ openSignals: 0, expectedFalse: null }, /No signal is open that you can see/],
    [
      { openSignals: 1, expectedFalse: 0.001 },
      /1 signal is open; the detector itself puts the chance that it is false at less than 1%\. On made-up economies/,
    ],
  ])('say it for %o', async (testing, words) => {
    const whole = { __typename: 'Multiplicity', month: '2026-10-01', providersTested: 12, ...testing };
    openPage('/engagement/runs', 'ADMINISTRATOR', { DetectionRuns: () => runs({ testing: whole }) });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('show how far runs are, and that there is none yet', async () => {
    openPage('/engagement/runs', 'COMMISSIONER', {
      DetectionRuns: () => runs({ items: [], testing: null, underWay: [progress] }),
    });
    const bar = await screen.findByRole('progressbar', {
      name: /Judging September 2026 to October 2026 \(1 of 2 done\)/,
    });
    expect(bar.getAttribute('value')).toBe('75');
    expect(screen.getByText('The months there are registers of are being judged now.')).toBeTruthy();
  });

  it('say that the last ones failed', async () => {
    openPage('/engagement/runs', 'COMMISSIONER', { DetectionRuns: () => runs({ hasFailed: true }) });
    expect(await screen.findByText('The last months that were asked for could not be judged')).toBeTruthy();
  });

  it('name later versions, and what changed since', async () => {
    const items = [
      run({ id: 'r2', version: 2, cause: 'CORRECTION', correctedSeats: 3 }),
      run({ isNewest: false, cause: 'BY_HAND', askedBy: 'YOU', expectedFalseShare: null }),
    ];
    openPage('/engagement/runs', 'COMMISSIONER', { DetectionRuns: () => runs({ items }) });
    const second = await screen.findByRole('row', { name: /October 2026, version 2/ });
    expect(within(second).getByText('3 seats: judged again tonight')).toBeTruthy();
    const first = screen.getByRole('row', { name: /judged again since/ });
    expect(within(first).getByText('You asked for it')).toBeTruthy();
    expect(within(first).getByText('No signal')).toBeTruthy();
  });

  it('can be asked for, and say when somebody else was first', async () => {
    const { user, sent } = openPage('/engagement/runs', 'COMMISSIONER', {
      DetectionRuns: () => runs(),
      RequestRuns: () => ({
        requestRuns: {
          __typename: 'RunsUnderWay',
          code: 'RUNS_UNDER_WAY',
          message: 'Months are being judged already.',
        },
      }),
    });
    await user.click(await screen.findByText('Judge a period now'));
    await user.selectOptions(screen.getByLabelText('First month'), '2026-09-01');
    await user.click(screen.getByRole('button', { name: 'Judge these months' }));
    expect(await screen.findByText('Months are being judged already.')).toBeTruthy();
    expect(sent('RequestRuns')).toEqual([{ fromMonth: '2026-09-01', toMonth: '2026-10-01' }]);
  });
});

describe('registers to complete', () => {
  const quality = (change: object) => ({
    dataQuality: {
      __typename: 'DataQuality',
      month: '2026-10-01',
      findings: [],
      hosts: [],
      registers: [],
      registersInAll: 0,
      disputesWaiting: 0,
      disputesUnanswered: 0,
      ...change,
    },
  });
  const finding = {
    __typename: 'DataQualityFindingView',
    providerId: 'p1',
    providerName: 'Northgate Acute NHS Trust',
    kind: 'REGISTERS_NOT_RECORDED',
    count: 9,
    of: 20,
  };

  it('are listed to the co-ordinator who can complete them', async () => {
    const register = {
      __typename: 'RegisterToMend',
      meetingId: 'm1',
      mdtName: 'Frailty MDT',
      meetingDate: '2026-11-10',
      notRecorded: 5,
      reasonsMissing: 1,
      minutesMissing: 0,
    };
    openPage('/registers-to-complete', 'CARE_COORDINATOR', {
      DataQuality: () => quality({ registers: [register], registersInAll: 103 }),
    });
    const link = await screen.findByRole('link', { name: /Open register/ });
    expect(link.getAttribute('href')).toBe('/meetings/m1/register');
    expect(screen.getByText('102 more are older than these.')).toBeTruthy();
  });

  it('tell a manager what holds back the own provider, and a commissioner without counts', async () => {
    openPage('/registers-to-complete', 'PROVIDER_MANAGER', { DataQuality: () => quality({ findings: [finding] }) });
    expect(await screen.findByText('Too many registers say nothing (9 of 20 seats)')).toBeTruthy();
  });

  it('tell a commissioner who is waited for, without counts of seats', async () => {
    openPage('/registers-to-complete', 'COMMISSIONER', {
      DataQuality: () =>
        quality({
          findings: [{ ...finding, count: null, of: null }],
          hosts: [{ __typename: 'HostToMend', hostId: 'h1', hostName: 'Riverside', meetings: 4 }],
        }),
    });
    expect(await screen.findByText('Too many registers say nothing')).toBeTruthy();
    expect(screen.getByRole('row', { name: /Riverside/ })).toBeTruthy();
  });

  it('say that nothing is missing', async () => {
    openPage('/registers-to-complete', 'CARE_COORDINATOR', { DataQuality: () => quality({}) });
    expect(await screen.findByText('Nothing is missing')).toBeTruthy();
  });
});
