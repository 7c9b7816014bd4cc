import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';

const figure = (numerator: number | null, denominator: number | null, change: object = {}) => ({
  __typename: 'MeasureFigure',
  isHidden: numerator === null,
  isPartlyHidden: false,
  numerator,
  denominator,
  share: numerator === null || !denominator ? null : numerator / denominator,
  lower: numerator === null || !denominator ? null : 0.5,
  upper: numerator === null || !denominator ? null : 0.9,
  averageDays: null,
  ...change,
});

const difference = (by: number, lower: number, upper: number) => ({
  __typename: 'EngagementDifference',
  difference: by,
  lower,
  upper,
});

const summary = (code: string, change: object = {}, of: object = {}) => ({
  __typename: 'MeasureSummary',
  measure: {
    __typename: 'MeasureInfo',
    code,
    name: 'Invitations answered',
    of: 'invitations sent',
    happened: 'were answered before the meeting',
    timed: 'after {days} on average',
    counts: 'Provider: who the seat belongs to.',
    isOfPeople: false,
    ...of,
  },
  all: figure(75, 100, { averageDays: 2.04 }),
  byType: [
    {
      __typename: 'MeasurePart',
      value: 'nhsTrust',
      name: 'NHS trusts and foundation trusts',
      figure: figure(60, 70, { averageDays: 1 }),
    },
    { __typename: 'MeasurePart', value: 'council', name: 'Councils', figure: figure(null, null) },
  ],
  trustsLessOthers: difference(0.2, 0.05, 0.35),
  ...change,
});

const months = {
  __typename: 'EngagementMonths',
  fromMonth: '2025-10',
  toMonth: '2026-09',
  monthSoFar: null,
  wholeQuarters: true,
};
const asOf = {
  __typename: 'MeasuresAsOf',
  months,
  peopleMonths: months,
  publishedAt: '2026-10-29T03:50:00Z',
  countedAt: null,
};
const providers = [{ __typename: 'EngagementChoice', value: 'north', label: 'Northgate Acute' }];

const measures = (change: object = {}) => ({
  engagementMeasures: {
    __typename: 'EngagementMeasures',
    scope: 'All providers in Northshire',
    asOf,
    disclosureNote: 'Small numbers are hidden.',
    providers,
    groups: [
      {
        __typename: 'MeasureGroup',
        code: 'replies',
        name: 'Replies and objections',
        measures: [
          summary('invitationsAnswered'),
          summary(
            'peoplePutOff',
            { all: figure(null, null), trustsLessOthers: null },
            { name: 'People put off', isOfPeople: true },
          ),
          summary('refusalsUnexplained', { all: figure(0, 0) }, { name: 'Refusals not explained' }),
        ],
        toCome: [],
      },
      {
        __typename: 'MeasureGroup',
        code: 'sharing',
        name: 'Sharing information',
        measures: [],
        toCome: [{ __typename: 'MeasureToCome', name: 'Time to hand over', needs: 'handovers with their times' }],
      },
    ],
    equity: [
      {
        __typename: 'EquityMeasure',
        code: 'seatsPresent',
        name: 'Seats that were there',
        bands: [
          {
            __typename: 'EquityBand',
            band: 'from65',
            figure: figure(250, 290),
            lessOthers: difference(0.01, -0.02, 0.04),
          },
          {
            __typename: 'EquityBand',
            band: 'from80',
            figure: figure(200, 300),
            lessOthers: difference(-0.12, -0.2, -0.04),
          },
        ],
      },
    ],
    ...change,
  },
});

const provider = (organisationId: string, organisationName: string, answered: number) => ({
  __typename: 'MeasureProvider',
  organisationId,
  organisationName,
  all: figure(answered, 100),
  trusts: figure(answered - 10, 60),
  others: figure(10, 40),
  trustsLessOthers: null,
});

const measure = (change: object = {}) => ({
  engagementMeasure: {
    __typename: 'EngagementMeasure',
    scope: 'All providers in Northshire',
    asOf,
    disclosureNote: 'Small numbers are hidden.',
    choices: providers,
    summary: summary('invitationsAnswered'),
    providers: [
      provider('elm', 'Elm Park', 60),
      provider('north', 'Northgate Acute', 40),
      provider('river', 'Riverside', 50),
    ],
    funnel: {
      __typename: 'EngagementFunnel',
      basedOn: 3,
      lostShare: 0.5,
      curve: [10, 100, 200].map((total) => ({
        __typename: 'FunnelCurvePoint',
        total,
        lower95: 0.45,
        upper95: 0.55,
        lower998: 0.3,
        upper998: 0.58,
      })),
      points: [
        ['elm', 'Elm Park', 60, 'above998'],
        ['north', 'Northgate Acute', 40, 'below95'],
        ['river', 'Riverside', 50, 'within'],
      ].map(([organisationId, name, lost, zone]) => ({
        __typename: 'FunnelPoint',
        organisationId,
        name,
        lost,
        counted: 100,
        share: Number(lost) / 100,
        zone,
      })),
    },
    byOrganisation: null,
    ...change,
  },
});

const publications = () => ({
  engagementPublications: {
    __typename: 'EngagementPublications',
    nextOn: '2027-01-29',
    previousVisitAt: null,
    mayPublish: false,
    publications: [],
  },
});

describe('measures beside attendance', () => {
  const open = (at = '/engagement/measures', answer: object = measures()) =>
    openPage(at, 'COMMISSIONER', {
      EngagementMeasures: () => answer as Record<string, unknown>,
      EngagementPublications: publications,
    });

  it('are sentences with their numbers before any table, and nothing of what was not there', async () => {
    open();
    const section = (await screen.findByRole('heading', { name: 'Replies and objections' })).closest('section');
    expect([...(section?.querySelectorAll('li') ?? [])].map((item) => item.textContent)).toEqual([
      '75% of invitations sent were answered before the meeting (75 of 100; 50% to 90%); after 2 days on average. 20 points higher towards NHS trusts than towards other organisations (5 to 35).',
      'People put off: too few to show.',
    ]);
    const table = screen.getByRole('table', { name: 'Replies and objections: the numbers' });
    expect(within(table).getByRole('link', { name: 'Invitations answered' }).getAttribute('href')).toBe(
      '/engagement/measures/invitationsAnswered',
    );
    expect(within(table).getByRole('row', { name: /People put off/ }).textContent).toMatch(/Hidden: small numbers/);
    expect(document.body.textContent).not.toMatch(/\b(breach|guilt|offend|poor|fail|flag)/i);
  });

  it('say what is not measured yet, and what it needs', async () => {
    open();
    expect(await screen.findByText('Time to hand over: needs handovers with their times.')).toBeTruthy();
  });

  it('say whether people of different ages fare alike, and what is not held', async () => {
    open();
    expect(
      await screen.findByText('Seats that were there: 80 and over, 12 points lower (4 to 20) than the other ages.'),
    ).toBeTruthy();
    expect(screen.queryByText(/65 to 79, /)).toBeNull();
    expect(screen.getByText(/Deprivation and ethnicity are not held/)).toBeTruthy();
  });

  it('keep their filter in the address and ask for it', async () => {
    const { user, router, asked } = open();
    await user.selectOptions(await screen.findByLabelText('Provider'), 'north');
    expect(router.state.location.search).toBe('?provider=north');
    expect(asked.filter(({ name }) => name === 'EngagementMeasures').at(-1)?.variables.filter).toEqual({
      organisationId: 'north',
      fromMonth: null,
      toMonth: null,
    });
  });

  it('say that nothing has been published yet, and when it is', async () => {
    open('/engagement/measures', measures({ asOf: { ...asOf, publishedAt: null, peopleMonths: null }, equity: [] }));
    expect(await screen.findByText('Nothing has been published yet')).toBeTruthy();
    expect(screen.getByText(/The next is published on 29 January 2027/)).toBeTruthy();
  });

  it('tell a manager when the own ones were counted', async () => {
    const own = {
      ...asOf,
      months: { ...months, toMonth: '2026-11', monthSoFar: '2026-11', wholeQuarters: false },
      countedAt: '2026-11-24T03:50:00Z',
    };
    openPage('/engagement/measures', 'PROVIDER_MANAGER', {
      EngagementMeasures: () => measures({ asOf: own, providers: [], equity: [], scope: 'Riverside' }),
    });
    expect(await screen.findByText(/^Riverside\. .*as counted on 24 November 2026/)).toBeTruthy();
    expect(screen.queryByLabelText('Provider')).toBeNull();
  });

  it('are not found for other roles', async () => {
    openPage('/engagement/measures', 'CLINICIAN', {});
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(/not (found|here)/i);
  });
});

describe('one measure', () => {
  const open = (answer: object = measure(), at = '/engagement/measures/invitationsAnswered') =>
    openPage(at, 'COMMISSIONER', {
      EngagementMeasure: () => answer as Record<string, unknown>,
      EngagementPublications: publications,
    });

  it('tells of both tails alike by name, with charts that have their numbers beside them', async () => {
    open();
    await screen.findByRole('heading', {
      level: 1,
      name: '75% of invitations sent were answered before the meeting',
    });
    const section = screen.getByRole('heading', { name: 'Outside what chance explains' }).closest('section');
    expect([...(section?.querySelectorAll('li') ?? [])].map((item) => item.textContent)).toEqual([
      'Elm Park: 60% (60 of 100), above the 99.8% limit.',
      'Northgate Acute: 40% (40 of 100), below the 95% limit.',
    ]);
    const table = screen.getByRole('table', { name: 'Providers by name' });
    expect(within(table).getByRole('link', { name: 'Riverside' }).getAttribute('href')).toBe(
      '/engagement/measures/invitationsAnswered?provider=river',
    );
    expect(screen.getByRole('table', { name: /NHS trusts and other organisations, providers/ })).toBeTruthy();
    const types = screen.getByRole('table', { name: 'Counterparts by type' });
    expect(within(types).getByRole('row', { name: /Councils/ }).textContent).toMatch(/Hidden: small numbers/);
    expect(screen.getByText(/To see it organisation by organisation, choose one provider/)).toBeTruthy();
  });

  it('of one provider is shown by organisation, with the licence of each', async () => {
    open(
      measure({
        providers: [provider('north', 'Northgate Acute', 40)],
        funnel: null,
        byOrganisation: [
          {
            __typename: 'MeasurePart',
            value: 'river',
            name: 'Riverside',
            licenceStatus: 'licensed',
            figure: figure(9, 20),
          },
        ],
      }),
      '/engagement/measures/invitationsAnswered?provider=north',
    );
    const table = await screen.findByRole('table', { name: 'Counterparts by name' });
    expect(within(table).getByRole('row', { name: /Riverside/ }).textContent).toMatch(/Licensed45% \(9 of 20\)/);
    expect(screen.queryByRole('heading', { name: 'Outside what chance explains' })).toBeNull();
    const back = screen.getByRole('link', { name: 'All measures' });
    expect(back.getAttribute('href')).toBe('/engagement/measures?provider=north');
  });

  it('says so where nothing was counted, and where it is not there', async () => {
    open(measure({ providers: [], funnel: null, summary: summary('invitationsAnswered', { all: figure(0, 0) }) }));
    expect(await screen.findByText('Nothing to show')).toBeTruthy();
    open({ engagementMeasure: null }, '/engagement/measures/other');
    expect(await screen.findByRole('heading', { level: 1, name: /not (found|here)/i })).toBeTruthy();
  });
});
