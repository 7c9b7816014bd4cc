import '../testing/jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { contrastProps, funnelProps, monthlyProps } from '@quorate/libs/engagement';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';
import { describePoint } from '../ui/charts/chart-words.js';
import { limitsAt } from '../ui/charts/funnel-layout.js';
import { renderContrastSvg, renderFunnelSvg, renderMonthlySvg } from '../ui/charts/render-charts.js';
import { differenceWords, type Overview, type ProviderReport, rateWords } from './engagement-words.js';

const viewerAs = (role: string, roleName: string, organisation = { id: 'north', name: 'Northgate Acute' }) => {
  const acting = {
    __typename: 'ActingRole',
    id: 'r1',
    role,
    roleName,
    organisation: { __typename: 'ActingOrganisation', ...organisation },
  };
  return {
    __typename: 'Viewer',
    name: 'Ada Lowe',
    login: 'ada',
    sessionExpiresAt: '2099-11-24T20:00:00Z',
    idleLockMinutes: 15,
    tenant: { __typename: 'Tenant', key: 'tame', name: 'Tamewater', isDemo: true },
    acting,
    actingRoles: [acting],
  };
};

const rate = (tookPart: number | null, counted: number | null, change: object = {}) => ({
  __typename: 'EngagementRate' as const,
  isHidden: tookPart === null,
  isPartlyHidden: false,
  tookPart,
  counted,
  share: tookPart === null || !counted ? null : tookPart / counted,
  lower: tookPart === null || !counted ? null : 0.5,
  upper: tookPart === null || !counted ? null : 0.9,
  ...change,
});

const exclusions = (seats: number | null) =>
  DENOMINATOR_RULES.slice(2).map((rule) => ({
    __typename: 'EngagementCount' as const,
    code: rule.class,
    label: rule.label,
    seats: rule.class === 'excludedLeave' ? seats : 0,
  }));

const figures = (
  organisationId: string,
  organisationName: string,
  tookPart: number | null,
  counted: number | null,
) => ({
  __typename: 'ProviderFigures' as const,
  organisationId,
  organisationName,
  all: rate(tookPart, counted),
  ownSites: rate(tookPart === null ? null : 10, tookPart === null ? null : 12),
  otherSites: rate(tookPart === null ? null : tookPart - 10, counted === null ? null : counted - 12),
  difference:
    tookPart === null
      ? null
      : { __typename: 'EngagementDifference' as const, difference: 0.124, lower: 0.05, upper: 0.19 },
  change: null,
  lost: tookPart === null || counted === null ? null : counted - tookPart,
  exclusions: exclusions(tookPart === null ? null : 7),
  lostByReason: [
    {
      __typename: 'EngagementCount' as const,
      code: 'none',
      label: 'No reason was given',
      seats: tookPart === null ? null : 6,
    },
  ],
});

const months = {
  __typename: 'EngagementMonths' as const,
  fromMonth: '2025-12',
  toMonth: '2026-11',
  monthSoFar: '2026-11',
  wholeQuarters: false,
};

const point = (organisationId: string, name: string, lost: number, counted: number, zone: string) => ({
  __typename: 'FunnelPoint' as const,
  organisationId,
  name,
  lost,
  counted,
  expected: null,
  share: lost / counted,
  zone,
});

const curve = [1, 50, 100, 200, 400].map((total) => ({
  __typename: 'FunnelCurvePoint' as const,
  total,
  lower95: 0.1,
  upper95: 0.3,
  lower998: 0.05,
  upper998: 0.4,
}));

const overview = (change: Partial<Overview> = {}): Overview => ({
  months,
  edition: null,
  scope: 'All providers in Tamewater',
  disclosureNote: null,
  economy: rate(4102, 5060),
  providers: [
    figures('elm', 'Elm Park Surgery', null, null),
    figures('north', 'Northgate Acute', 96, 214),
    figures('river', 'Riverside Community', 210, 231),
  ],
  funnel: {
    basedOn: 3,
    lostShare: 0.19,
    isAdjusted: false,
    curve,
    points: [
      point('elm', 'Elm Park Surgery', 5, 36, 'within'),
      point('north', 'Northgate Acute', 118, 214, 'above998'),
      point('river', 'Riverside Community', 21, 231, 'below95'),
    ],
  },
  funnelWithheld: null,
  ...change,
});

const report = (change: Partial<ProviderReport> = {}): ProviderReport => ({
  months,
  edition: null,
  scope: 'Northgate Acute',
  disclosureNote: null,
  figures: figures('north', 'Northgate Acute', 96, 214),
  byMonth: [
    { month: '2026-08', isSoFar: false, specialCauses: [], rate: rate(40, 80) },
    { month: '2026-09', isSoFar: false, specialCauses: [], rate: rate(0, 0) },
    { month: '2026-10', isSoFar: false, specialCauses: [], rate: rate(36, 84) },
    { month: '2026-11', isSoFar: true, specialCauses: [], rate: rate(20, 50) },
  ],
  monthlyLimits: { mean: 0.46, lower: 0.3, upper: 0.62, isTrial: true, basedOn: 2 },
  byMdt: [{ value: 'm1', name: 'Frailty MDT', rate: rate(96, 214) }],
  byRole: [{ value: 'geriatrician', name: 'Geriatrician', rate: rate(96, 214) }],
  byRoleAndSite: [],
  byHost: [{ value: 'river', name: 'Riverside Community', rate: rate(96, 214) }],
  splitsWithheld: null,
  ...change,
});

const choices = {
  __typename: 'EngagementChoices',
  mdts: [{ __typename: 'EngagementChoice', value: 'm1', label: 'Frailty MDT' }],
  roles: [{ __typename: 'EngagementChoice', value: 'geriatrician', label: 'Geriatrician' }],
  hosts: [{ __typename: 'EngagementChoice', value: 'river', label: 'Riverside Community' }],
};

const asked: { name: string | undefined; variables: OperationVariables }[] = [];

/** Answers as the server would, with the type names that the cache needs. */
function open(
  at: string,
  answers: Record<string, object | null>,
  role: [string, string] = ['COMMISSIONER', 'Commissioner'],
) {
  const link = new ApolloLink(({ operationName = '', variables }) => {
    asked.push({ name: operationName, variables });
    if (operationName === 'Viewer') return of({ data: { viewer: viewerAs(...role) } });
    const field = operationName.charAt(0).toLowerCase() + operationName.slice(1);
    const answer = answers[field];
    return of({ data: { [field]: answer && { __typename: operationName, ...answer }, engagementChoices: choices } });
  });
  const router = createMemoryRouter(createRoutes(), { initialEntries: [at] });
  render(
    <ApolloProvider client={createTransportlessClient(link)}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
  return { user: userEvent.setup(), router };
}

describe('the engagement overview', () => {
  beforeEach(() => {
    asked.length = 0;
  });

  it('states the finding without a judgement, with its n', async () => {
    open('/engagement', { engagement: overview() });
    const heading = await screen.findByRole('heading', { level: 1 });
    expect(heading.textContent).toBe('Northgate Acute took part less than chance explains');
    expect(
      screen.getByText(
        'All providers in Tamewater. December 2025 to November 2026, November 2026 so far. All providers together took part in 81% (4,102 of 5,060) of counted seats.',
      ),
    ).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/\b(breach|flag|fail|poor|good|red|amber|green|withh|guilt|offend)/i);
  });

  it('tells of both tails alike, by name, each with a next step, before any chart', async () => {
    const changed = { __typename: 'EngagementDifference' as const, difference: 0.08, lower: 0.03, upper: 0.13 };
    const data = overview();
    const [elm, north, river] = data.providers;
    if (!elm || !north || !river) throw new Error('three providers');
    open('/engagement', { engagement: overview({ providers: [elm, north, { ...river, change: changed }] }) });
    const section = (await screen.findByRole('heading', { name: 'Outside what chance explains' })).closest('section');
    const told = [...(section?.querySelectorAll('li') ?? [])].map((item) => item.textContent);
    expect(told).toEqual([
      'Northgate Acute: 55% not taken part in (118 of 214 as counted), above the 99.8% limit. Its staff come less to other sites than to its own. Next: see which roles are missing there, then ask the provider how release is decided. ',
      'Riverside Community: 9% not taken part in (21 of 231 as counted), below the 95% limit. Next: ask what they do so that staff can come, and offer it to the others. ',
    ]);
    expect(screen.getByText(/8 points more taken part in than in as many months before \(3 to 13\)/)).toBeTruthy();
    const chart = screen.getByRole('heading', { name: 'Seats where nobody took part, by provider' });
    expect((section?.compareDocumentPosition(chart) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('says as when it was published, and where nothing has been', async () => {
    const edition = {
      __typename: 'EngagementEdition' as const,
      number: 2,
      publishedAt: '2026-10-29T03:40:00Z',
      throughMonth: '2026-09',
      isNewest: true,
      ruleVersion: 2,
      dataCut: '12345',
    };
    const published = { ...months, monthSoFar: null, wholeQuarters: true };
    open('/engagement', { engagement: overview({ edition, months: published }) });
    expect(
      await screen.findByText(
        /^As published on 29 October 2026, to September 2026\. Publication 2, rules 2, from the first 12,345 entries of attendance\./,
      ),
    ).toBeTruthy();
  });

  it('says that nothing has been published, and when the next quarter is', async () => {
    const published = { ...months, monthSoFar: null, wholeQuarters: true };
    const publications = { publications: [], nextOn: '2027-01-29', previousVisitAt: null, mayPublish: false };
    open('/engagement', {
      engagement: overview({ months: published, providers: [], funnel: null }),
      engagementPublications: publications,
    });
    expect(await screen.findByText('Nothing has been published yet')).toBeTruthy();
    expect(await screen.findByText(/The next is published on 29 January 2027/)).toBeTruthy();
  });

  it('sets roles against providers in words, and opens one role in all of them in one click more', async () => {
    const cell = (organisationId: string, all: ReturnType<typeof rate>) => ({
      __typename: 'EngagementRoleProvider',
      organisationId,
      all,
    });
    const byRole = {
      providers: [
        { __typename: 'EngagementChoice', value: 'north', label: 'Northgate Acute' },
        { __typename: 'EngagementChoice', value: 'river', label: 'Riverside Community' },
      ],
      roles: [
        {
          __typename: 'EngagementRoleRow',
          roleCode: 'geriatrician',
          roleName: 'Geriatrician',
          providers: [cell('north', rate(6, 14)), cell('river', rate(null, null))],
        },
      ],
    };
    const { user, router } = open('/engagement', { engagement: overview(), engagementByRole: byRole });
    const table = await screen.findByRole('table', { name: /by role and provider/i });
    const [, row] = within(table).getAllByRole('row');
    expect([...(row?.querySelectorAll('td') ?? [])].map((td) => td.textContent)).toEqual([
      '43% (6 of 14) Geriatrician, Northgate Acute, open the rows',
      'Hidden: small numbers',
    ]);
    await user.click(within(table).getByRole('link', { name: 'Geriatrician' }));
    expect(router.state.location.pathname).toBe('/engagement/roles/geriatrician');
    await screen.findByRole('heading', { level: 1, name: /^Geriatrician took part in 81%/ });
    expect(asked.filter(({ name }) => name === 'Engagement').at(-1)?.variables.filter).toMatchObject({
      roleCode: 'geriatrician',
    });
  });

  it('lists providers by name, each number of counted seats a link to its rows, the exclusions beside it', async () => {
    open('/engagement?mdt=m1', { engagement: overview() });
    const table = await screen.findByRole('table', { name: /Providers by name/ });
    const names = within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(names).toEqual(['Elm Park Surgery', 'Northgate Acute', 'Riverside Community']);
    const row = within(table).getByRole('row', { name: /Northgate Acute/ });
    const links = within(row)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'));
    expect(links).toEqual([
      '/engagement/providers/north?mdt=m1',
      '/engagement/providers/north/rows?mdt=m1&class=tookPart&class=lost',
      '/engagement/providers/north/rows?mdt=m1&site=own&class=tookPart&class=lost',
      '/engagement/providers/north/rows?mdt=m1&site=other&class=tookPart&class=lost',
      '/engagement/providers/north/rows?mdt=m1&class=lost',
    ]);
    expect(within(row).getByText(/45% \(96 of 214\)/)).toBeTruthy();
    expect(within(table).getByRole('row', { name: /Elm Park/ }).textContent).toMatch(/Hidden: small numbers/);
    for (const { sentence } of DENOMINATOR_RULES) expect(screen.getByText(sentence)).toBeTruthy();
  });

  it('keeps its filters in the address and asks for them', async () => {
    const { user, router } = open('/engagement', { engagement: overview() });
    await user.selectOptions(await screen.findByLabelText('MDT'), 'm1');
    await user.selectOptions(await screen.findByLabelText('Seats'), 'core');
    expect(router.state.location.search).toBe('?mdt=m1&seats=core');
    expect(asked.filter(({ name }) => name === 'Engagement').at(-1)?.variables.filter).toMatchObject({
      mdtId: 'm1',
      coreOnly: true,
      roleCode: null,
    });
  });

  it('says why there is no funnel, and that there is nothing to show', async () => {
    open('/engagement', {
      engagement: overview({ funnel: null, funnelWithheld: 'Not enough providers to show (2).' }),
    });
    expect(await screen.findByText('Not enough providers to show (2).')).toBeTruthy();
  });

  it('shows an empty economy as empty, which is not nought per cent', async () => {
    open('/engagement', { engagement: overview({ providers: [], funnel: null, economy: rate(0, 0) }) });
    expect(await screen.findByText('Not enough meetings to show (0)')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Staff: engagement in MDTs');
  });

  it('is not found for a role that sees no engagement', async () => {
    open('/engagement', { engagement: null }, ['CLINICIAN', 'Clinician']);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(/not (found|here)/i);
    expect(asked.some(({ name }) => name === 'Engagement')).toBe(false);
  });

  it("leads a provider's manager to the own provider first", async () => {
    const { router } = open('/engagement', { providerEngagement: report() }, ['PROVIDER_MANAGER', 'Provider manager']);
    await screen.findByRole('heading', { level: 1, name: /Northgate Acute took part/ });
    expect(router.state.location.pathname).toBe('/engagement/providers/north');
  });
});

describe("a provider's page", () => {
  it('has months, sites, MDTs, roles and what was left out, each number with its rows', async () => {
    open('/engagement/providers/north', { providerEngagement: report() });
    await screen.findByRole('heading', {
      level: 1,
      name: 'Northgate Acute took part in 45% of counted seats (96 of 214)',
    });
    const byMonth = screen.getByRole('table', { name: /by month/ });
    expect(within(byMonth).getByRole('row', { name: /September 2026/ }).textContent).toMatch(/None counted/);
    expect(within(byMonth).getByRole('row', { name: /November 2026, so far/ }).textContent).toMatch(/40% \(20 of 50\)/);
    const mdt = screen.getByRole('table', { name: /By MDT/ });
    expect(within(mdt).getByRole('link').getAttribute('href')).toBe(
      '/engagement/providers/north/rows?mdt=m1&class=tookPart&class=lost',
    );
    expect(screen.getByText(/12 points higher at own sites \(5 to 19\)/, { selector: 'p' })).toBeTruthy();
    expect(screen.getByText(/Limits are a trial: they rest on 2 months/)).toBeTruthy();
  });

  it('has a table of the seats left out, each class with its number', async () => {
    open('/engagement/providers/north', { providerEngagement: report() });
    const table = await screen.findByRole('table', { name: 'Seats left out of the rate, by why' });
    expect(within(table).getAllByRole('row')).toHaveLength(DENOMINATOR_RULES.length - 2 + 1);
    expect(within(table).getByRole('row', { name: /leave/i }).textContent).toMatch(/7$/);
  });

  it('says why it is not split', async () => {
    open('/engagement/providers/north', {
      providerEngagement: report({
        splitsWithheld: 'Clear the filters.',
        byMonth: [],
        byMdt: [],
        byRole: [],
        byHost: [],
      }),
    });
    expect(await screen.findByText('Clear the filters.')).toBeTruthy();
  });

  it('looks like one that is not there when it is not theirs', async () => {
    open('/engagement/providers/river', { providerEngagement: null }, ['PROVIDER_MANAGER', 'Provider manager']);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(/not (found|here)/i);
  });
});

describe('the rows behind a number', () => {
  const row = {
    __typename: 'EngagementRow',
    id: 'a_b',
    date: '2026-10-06',
    fromMonth: '2026-10',
    toMonth: '2026-10',
    mdtName: 'Frailty MDT',
    hostName: 'Riverside Community',
    roleName: 'Geriatrician',
    isCore: true,
    isOwnSite: false,
    countLabel: 'Did not take part',
    lossReason: 'No reason was given',
    staffName: null,
  };
  const rows = (change: object = {}) => ({
    organisationName: 'Northgate Acute',
    months,
    isHidden: false,
    disclosureNote: null,
    total: 1,
    endCursor: null,
    rows: [row],
    ...change,
  });
  const at = '/engagement/providers/north/rows?mdt=m1&month=2026-10&site=other&class=lost';

  it('are asked for as the number was, and counted in the heading', async () => {
    open(at, { engagementRows: rows() });
    await screen.findByRole('heading', { level: 1, name: '1 seat of Northgate Acute' });
    expect(asked.find(({ name }) => name === 'EngagementRows')?.variables).toMatchObject({
      cell: { organisationId: 'north', month: '2026-10', isOwnSite: false, classes: ['lost'], lossReason: null },
      filter: { mdtId: 'm1' },
    });
    expect(screen.getByText('06-Oct-2026')).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: 'Member' })).toBeNull();
  });

  it('name staff where the server names them', async () => {
    open(at, { engagementRows: rows({ rows: [{ ...row, staffName: 'Dr Tom Keane' }] }) });
    expect(await screen.findByRole('columnheader', { name: 'Member' })).toBeTruthy();
    expect(screen.getByText('Dr Tom Keane')).toBeTruthy();
  });

  it('say what is not shown because of small numbers, and months in place of dates', async () => {
    const bare = { ...row, date: null, fromMonth: '2026-07', toMonth: '2026-09', isCore: null };
    const nothing = { mdtName: null, hostName: null, roleName: null, isOwnSite: null };
    open(at, {
      engagementRows: rows({ total: 2, rows: [bare, { ...bare, ...nothing, id: 'c' }], disclosureNote: 'Small.' }),
    });
    const cells = async (name: RegExp) => {
      const found = await screen.findByRole('row', { name });
      return [...found.querySelectorAll('th, td')].map((cell) => cell.textContent);
    };
    expect(screen.queryByRole('columnheader', { name: 'Date' })).toBeNull();
    expect((await cells(/Frailty/)).slice(0, 4)).toEqual([
      'July 2026 to September 2026',
      'Frailty MDT',
      'Riverside Community',
      'Geriatrician',
    ]);
    expect(
      screen.getByText(/^Small\. Rows say the MDT, host and role only where their figures are shown/),
    ).toBeTruthy();
    const hidden = 'Not shown: small numbers';
    expect((await cells(/Not shown/)).slice(1, 4)).toEqual([hidden, hidden, hidden]);
  });

  it('are hidden where the number is', async () => {
    open(at, { engagementRows: rows({ isHidden: true, total: null, rows: [] }) });
    await screen.findByRole('heading', { level: 1, name: 'Hidden: small numbers, Northgate Acute' });
  });
});

describe('one set of numbers, three renderings', () => {
  it('gives the page, the server and the table the same funnel', async () => {
    const data = overview();
    const props = funnelProps(data);
    if (!props) throw new Error('no funnel');
    const svg = renderFunnelSvg(props);
    open('/engagement', { engagement: data });
    await screen.findByRole('heading', { level: 1 });
    const table = screen.getByRole('table', { name: /numbers of the chart, by name/ });
    for (const unit of props.units) {
      if (unit.rate === null) throw new Error('no rate');
      const words = describePoint({ unit, rate: unit.rate, events: unit.events, zone: unit.zone ?? 'within' });
      expect(svg).toContain(words);
      expect(screen.getAllByLabelText(words).length).toBe(1);
      const cells = within(table).getByRole('row', { name: new RegExp(unit.name) }).textContent;
      expect(cells).toContain(`${Math.round(unit.rate * 100)}% (${unit.events}`);
      expect(cells).toContain(`of ${unit.total})`);
    }
    expect(limitsAt(props.limits, 214)?.upper998).toBe(0.4);
  });

  it('gives the page, the server and the table the same own and other sites', async () => {
    const data = overview();
    const props = contrastProps(data);
    if (!props) throw new Error('nothing to compare');
    const svg = renderContrastSvg(props);
    open('/engagement', { engagement: data });
    const table = await screen.findByRole('table', { name: 'Own and other sites, by name' });
    expect(props.rows.map(({ name }) => name)).toEqual(['Northgate Acute', 'Riverside Community']);
    for (const { name, first, second } of props.rows)
      for (const [side, share] of [
        ['own sites', first],
        ['other sites', second],
      ] as const) {
        if (!share) throw new Error('hidden');
        const numbers = `${Math.round(share.share * 100)}% (${share.events} of ${share.total})`;
        expect(svg).toContain(`${name}, ${side}: ${numbers}`);
        expect(screen.getAllByLabelText(`${name}, ${side}: ${numbers}`)).toHaveLength(1);
        expect(within(table).getByRole('row', { name: new RegExp(name) }).textContent).toContain(numbers);
      }
  });

  it('gives the page, the server and the table the same months', async () => {
    const data = report();
    const svg = renderMonthlySvg(monthlyProps(data));
    open('/engagement/providers/north', { providerEngagement: data });
    await screen.findByRole('heading', { level: 1 });
    const table = screen.getByRole('table', { name: /by month/ });
    for (const words of ['August 2026: 50% (40 of 80)', 'September 2026: no data', 'October 2026: 43% (36 of 84)']) {
      expect(svg).toContain(words);
      expect(screen.getAllByLabelText(words).length).toBe(1);
    }
    expect(table.textContent).toContain('50% (40 of 80)');
  });
});

describe('words of engagement', () => {
  it('never make a number of what is missing', () => {
    expect(rateWords(rate(null, null))).toBe('Hidden: small numbers');
    expect(rateWords(rate(0, 0))).toBe('None counted');
    expect(rateWords(rate(0, 9))).toBe('0% (0 of 9)');
    expect(differenceWords(null)).toBeNull();
  });
});
