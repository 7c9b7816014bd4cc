import '../testing/jsdom-globals.js';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { screen, within } from '@testing-library/react';
import { asked, months, open, overview, rate, report } from './engagement-examples.js';

describe('the engagement overview', () => {
  beforeEach(() => {
    asked.length = 0;
  });

  it('states the finding without a judgement, with its n', async () => {
    open('/engagement', { engagement: overview() });
    const heading = await screen.findByRole('heading', { level: 1 });
    expect(heading.textContent).toBe(
      'Northgate Acute took part less than chance explains, Riverside Community more than 95 in 100 ordinary providers would',
    );
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
    const chart = await screen.findByRole('heading', { name: 'Seats where nobody took part, by provider' });
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

  it("says which published quarters a manager's average and chart are of, and opens rows of those", async () => {
    const economyMonths = {
      __typename: 'EngagementMonths' as const,
      fromMonth: '2026-01',
      toMonth: '2026-09',
      monthSoFar: null,
      wholeQuarters: true,
    };
    open('/engagement', { engagement: overview({ economyMonths }) });
    expect(await screen.findByText(/of counted seats, January 2026 to September 2026 as published/)).toBeTruthy();
    const table = await screen.findByRole('table', { name: /numbers of the chart/i });
    const link = within(table).getAllByRole('link', { name: /not taken part in, open the rows/ })[0];
    expect(link?.getAttribute('href')).toMatch(/from=2026-01&to=2026-09/);
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
