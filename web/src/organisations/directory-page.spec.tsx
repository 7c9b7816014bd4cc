import '../testing/jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of, throwError } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';

const viewerAs = (role: string, organisationId = 'o1') => {
  const organisation = { __typename: 'ActingOrganisation', id: organisationId, name: 'Riverside Community' };
  const acting = { __typename: 'ActingRole', id: 'r1', role, roleName: role, organisation };
  const tenant = { __typename: 'Tenant', key: 'north', name: 'Northshire', isDemo: true };
  const session = { sessionExpiresAt: '2099-11-24T20:00:00Z', idleLockMinutes: 15 };
  return {
    __typename: 'Viewer',
    name: 'Priya Nair',
    login: 'priya',
    ...session,
    tenant,
    acting,
    actingRoles: [acting],
  };
};
const entry = (id: string, name: string, change: object = {}) => ({
  __typename: 'OrganisationEntry',
  id,
  odsCode: `X${id}`,
  name,
  kind: 'GP_PRACTICE',
  isOpen: true,
  postcode: 'ZA1 1AA',
  ...change,
});
const list = (items: object[], more: object = {}) => ({
  organisations: {
    __typename: 'OrganisationPage',
    total: items.length,
    hasMore: false,
    endCursor: null,
    items,
    ...more,
  },
});
const organisation = {
  ...entry('o1', 'Riverside Hospitals NHS Foundation Trust', { kind: 'ACUTE_TRUST' }),
  __typename: 'Organisation',
  publishedName: 'RIVERSIDE HOSPITALS NHS FOUNDATION TRUST',
  isFictional: true,
  openedOn: '1994-04-01',
  closedOn: null,
  address: '1 High Street, Tamewater',
  latitude: null,
  longitude: null,
  telephone: null,
  cqcLocationId: null,
  source: 'etr-2026-07.csv',
  siteCount: 1,
  memberCount: 0,
  names: [],
  memberships: [
    {
      __typename: 'Membership',
      kind: 'ICB',
      organisationId: 'b2',
      odsCode: 'Z1X2Z',
      name: 'NHS Tamewater ICB',
      from: '2026-07-01',
      to: null,
      firstSeen: '2026-07-01',
      source: 'etr-2026-07.csv',
    },
    {
      __typename: 'Membership',
      kind: 'ICB',
      organisationId: 'b1',
      odsCode: 'QXX',
      name: 'NHS Old ICB',
      from: '2022-07-01',
      to: '2026-07-01',
      firstSeen: '2025-07-01',
      source: 'etr-2025-07.csv',
    },
  ],
  licence: [
    {
      __typename: 'LicencePeriod',
      status: 'LICENSED',
      from: '2013-04-01',
      to: null,
      basis: 'A foundation trust by its name.',
    },
  ],
  successors: [],
  predecessors: [{ __typename: 'Succession', organisationId: 'o9', name: 'Marshland NHS Trust', onDate: '2021-09-30' }],
  assurance: [],
  changes: [
    {
      __typename: 'OrganisationChange',
      id: 'c1',
      changedOn: '2026-07-01',
      field: 'icb',
      oldValue: 'NHS Old ICB',
      newValue: 'NHS Tamewater ICB',
      source: 'etr-2026-07.csv',
    },
  ],
};
const site = {
  __typename: 'Site',
  id: 's1',
  odsCode: 'XA101',
  name: 'Riverside Infirmary',
  organisationId: 'o1',
  organisationName: 'Riverside Hospitals NHS Foundation Trust',
  address: '2 Low Road',
  postcode: 'ZA9 9ZZ',
  latitude: null,
  longitude: null,
  isOpen: true,
  roomCount: 1,
};
const sites = { sites: { __typename: 'SitePage', total: 1, hasMore: false, endCursor: null, items: [site] } };
const period = {
  __typename: 'SitePeriod',
  name: 'Riverside Infirmary',
  organisationId: 'o1',
  organisationName: 'Riverside Hospitals NHS Foundation Trust',
  address: '2 Low Road',
  postcode: 'ZA9 9ZZ',
  from: '2020-04-01',
  to: null,
  firstSeen: '2020-04-01',
  source: 'etrust-sites-2020.csv',
};
const siteRecord = {
  ...site,
  __typename: 'SiteRecord',
  publishedName: 'RIVERSIDE INFIRMARY',
  organisationIsOpen: true,
  organisationSuccessors: [],
  openedOn: '1994-04-01',
  closedOn: null,
  source: 'etrust-sites-2020.csv',
  periods: [
    period,
    {
      ...period,
      name: 'Old Infirmary',
      postcode: 'ZA1 1AA',
      from: '2010-04-01',
      to: '2020-04-01',
      firstSeen: '2018-04-01',
    },
    { ...period, organisationId: 'o9', organisationName: 'Marshland NHS Trust', from: null, to: '2010-04-01' },
  ],
};
const room = { __typename: 'Room', id: 'room1', siteId: 's1', name: 'Garden room', seats: 12 };

const asked: { name: string | undefined; variables: OperationVariables }[] = [];
type Answers = Readonly<Record<string, (variables: OperationVariables) => object>>;

function open(at: string, answers: Answers, viewer: object = viewerAs('CARE_COORDINATOR')) {
  const link = new ApolloLink(({ operationName, variables }) => {
    asked.push({ name: operationName, variables });
    if (operationName === 'Viewer') return of({ data: { viewer } });
    const answer = answers[operationName ?? ''] ?? (operationName === 'DirectoryBoards' ? () => list([]) : undefined);
    return answer ? of({ data: answer(variables) }) : throwError(() => new Error('no answer'));
  });
  const router = createMemoryRouter(createRoutes(), { initialEntries: [at] });
  render(
    <ApolloProvider client={createTransportlessClient(link, { Refusal: ['NotPermitted', 'InvalidInput'] })}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
  return { user: userEvent.setup(), router };
}
const lastAsked = (name: string) => asked.filter((one) => one.name === name).at(-1)?.variables;

beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = async () => new Response(null, { status: 204 });
});

describe('the directory page', () => {
  it('lists organisations with kind, code and status in words', async () => {
    open('/directory', { Directory: () => list([entry('1', 'Elm Park GP Surgery')], { total: 1234 }) });
    const row = (await screen.findByRole('link', { name: 'Elm Park GP Surgery' })).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('GP practice');
    expect(within(row).getByText('Open')).toBeTruthy();
    expect(screen.getByText('1,234 organisations')).toBeTruthy();
  });

  it('puts the search and the filters into the address and asks for them', async () => {
    const { user, router } = open('/directory?kind=PCN&on=2025-11-04', {
      Directory: () => list([entry('1', 'A PCN')]),
    });
    await screen.findByRole('link', { name: 'A PCN' });
    await user.type(screen.getByRole('searchbox', { name: /ODS code/ }), 'elm park{Enter}');
    await screen.findByRole('link', { name: 'A PCN' });
    expect(router.state.location.search).toContain('text=elm+park');
    expect(lastAsked('Directory')).toMatchObject({
      filter: { text: 'elm park', kind: 'PCN', isOpen: true, partOfId: null, asOf: '2025-11-04' },
    });
  });

  it('offers boards only where there are several', async () => {
    const boards = [entry('b1', 'NHS ONE ICB'), entry('b2', 'NHS TWO ICB')];
    open('/directory', { Directory: () => list([]), DirectoryBoards: () => list(boards) });
    expect(await screen.findByLabelText('Integrated care board')).toBeTruthy();
  });

  it('shows more from where the list ended', async () => {
    const { user } = open('/directory', {
      Directory: ({ after }) =>
        after
          ? list([entry('2', 'Second')], { total: 2 })
          : list([entry('1', 'First')], { total: 2, hasMore: true, endCursor: 'c' }),
    });
    await user.click(await screen.findByRole('button', { name: /^Show more/ }));
    expect(await screen.findByRole('link', { name: 'Second' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'First' })).toBeTruthy();
    expect(lastAsked('Directory')).toMatchObject({ after: 'c' });
  });

  it('says what to do when nothing fits, and when nothing is there', async () => {
    open('/directory?text=xyz', { Directory: () => list([]) });
    expect(await screen.findByText('No organisation fits')).toBeTruthy();
  });

  it('says how an empty directory is filled', async () => {
    open('/directory', { Directory: () => list([]) });
    expect(await screen.findByText('The directory is empty')).toBeTruthy();
  });

  it('says when the list could not be loaded, and how to go on', async () => {
    open('/directory', {});
    expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('the organisation page', () => {
  const answers: Answers = {
    Organisation: () => ({ organisation }),
    DirectorySites: () => sites,
  };

  it('shows what it is, what it was part of and when, and what happened', async () => {
    open('/directory/o1', answers);
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Riverside Hospitals NHS Foundation Trust' }),
    ).toBeTruthy();
    expect(document.title).toBe('Organisation - Quorate');
    expect(screen.getByText('RIVERSIDE HOSPITALS NHS FOUNDATION TRUST')).toBeTruthy();
    const partOf = document.querySelector('#part-of')?.textContent;
    expect(partOf).toContain('NHS Tamewater ICB, from 1 July 2026');
    expect(partOf).toContain('from 1 July 2022 until 30 June 2026 (first shown by the extract of 1 July 2025)');
    const history = document.querySelector('#history')?.textContent;
    expect(history).toContain('Moved from NHS Old ICB to NHS Tamewater ICB');
    expect(history).toContain('Took over from Marshland NHS Trust');
    expect(screen.getByText(/Holds the provider licence/)).toBeTruthy();
    expect(screen.getByText('Made up for the demo')).toBeTruthy();
  });

  it('lists the open sites, and the closed ones when asked', async () => {
    const { user, router } = open('/directory/o1', answers);
    expect((await screen.findByRole('link', { name: 'Riverside Infirmary' })).getAttribute('href')).toBe(
      '/directory/sites/s1',
    );
    expect(lastAsked('DirectorySites')).toMatchObject({ organisationId: 'o1', isOpen: true });
    await user.selectOptions(screen.getByLabelText('Status'), 'Not open');
    await screen.findByRole('link', { name: 'Riverside Infirmary' });
    expect(router.state.location.search).toBe('?status=closed');
    expect(lastAsked('DirectorySites')).toMatchObject({ organisationId: 'o1', isOpen: false });
  });

  it('looks like a page that is not there for an organisation that is not the viewer’s to see', async () => {
    open('/directory/o1', { Organisation: () => ({ organisation: null }) });
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
  });

  it('lists the members of a board', async () => {
    open('/directory/b1', {
      ...answers,
      Organisation: () => ({ organisation: { ...organisation, id: 'b1', kind: 'ICB', memberCount: 1 } }),
      Directory: () => list([entry('7', 'Hill Top Practice')]),
    });
    expect(await screen.findByRole('link', { name: 'Hill Top Practice' })).toBeTruthy();
    expect(lastAsked('Directory')).toMatchObject({ filter: { partOfId: 'b1', isOpen: true } });
  });
});

describe('the list of sites', () => {
  it('finds open and closed sites, by who runs them and as they were on a day', async () => {
    const { user, router } = open('/directory/sites?text=infirmary&status=closed&kind=ACUTE_TRUST&on=2025-11-04', {
      DirectorySites: () => sites,
    });
    const row = (await screen.findByRole('link', { name: 'Riverside Infirmary' })).closest('tr') as HTMLElement;
    expect(
      within(row)
        .getByRole('link', { name: /^Riverside Hospitals/ })
        .getAttribute('href'),
    ).toBe('/directory/o1');
    expect(lastAsked('DirectorySites')).toMatchObject({
      text: 'infirmary',
      isOpen: false,
      organisationKind: 'ACUTE_TRUST',
      asOf: '2025-11-04',
    });
    await user.clear(screen.getByRole('searchbox', { name: /former name/ }));
    await user.type(screen.getByRole('searchbox', { name: /former name/ }), 'low road{Enter}');
    await screen.findByRole('link', { name: 'Riverside Infirmary' });
    expect(router.state.location.search).toContain('text=low+road');
  });

  it('takes the words and the day along to the organisations', async () => {
    open('/directory/sites?text=infirmary&kind=ACUTE_TRUST', { DirectorySites: () => sites });
    const tabs = await screen.findByRole('navigation', { name: 'Directory' });
    expect(within(tabs).getByRole('link', { name: 'Organisations' }).getAttribute('href')).toBe(
      '/directory?text=infirmary',
    );
    expect(within(tabs).getByRole('link', { name: 'Sites' }).getAttribute('aria-current')).toBe('page');
  });

  it('shows more from where the list ended', async () => {
    const page = (name: string, more: object) => ({
      sites: { ...sites.sites, items: [{ ...site, id: name, name }], total: 2, ...more },
    });
    const { user } = open('/directory/sites', {
      DirectorySites: ({ after }) => (after ? page('Second', {}) : page('First', { hasMore: true, endCursor: 'c' })),
    });
    await user.click(await screen.findByRole('button', { name: /^Show more/ }));
    expect(await screen.findByRole('link', { name: 'Second' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'First' })).toBeTruthy();
  });

  it('says what to do when no site fits', async () => {
    open('/directory/sites?text=xyz', { DirectorySites: () => ({ sites: { ...sites.sites, total: 0, items: [] } }) });
    expect(await screen.findByText('No site fits')).toBeTruthy();
  });

  it('says when the list could not be loaded, and how to go on', async () => {
    open('/directory/sites', {});
    expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong');
  });
});

describe('the site page', () => {
  const at = '/directory/sites/s1';
  const answers: Answers = { Site: () => ({ site: siteRecord }), SiteRooms: () => ({ rooms: [room] }) };

  it('shows where it is, who runs it since when, and what it was before', async () => {
    open(at, answers);
    expect(await screen.findByRole('heading', { level: 1, name: 'Riverside Infirmary' })).toBeTruthy();
    const details = document.querySelector('#details')?.textContent;
    expect(details).toContain('No location');
    expect(details).toContain('RIVERSIDE INFIRMARY');
    expect(details).toContain('NHS Foundation Trust, from 1 April 2010 (first shown by the extract of 1 April 2018)');
    const history = document.querySelector('#history')?.textContent;
    expect(history).toContain('Old Infirmary');
    expect(history).toContain('Marshland NHS Trust');
    expect(history).toContain('From 1 April 2010 until 31 March 2020');
  });

  it('says who took over the closed organisation that the site is still listed under', async () => {
    const successor = {
      __typename: 'Succession',
      organisationId: 'o2',
      name: 'Merged NHS Trust',
      onDate: '2021-09-30',
    };
    open(at, {
      ...answers,
      Site: () => ({ site: { ...siteRecord, organisationIsOpen: false, organisationSuccessors: [successor] } }),
    });
    expect((await screen.findByRole('link', { name: 'Merged NHS Trust' })).getAttribute('href')).toBe('/directory/o2');
    expect(screen.getByText(/The organisation has closed/)).toBeTruthy();
  });

  it('says so when no history is known', async () => {
    open(at, { ...answers, Site: () => ({ site: { ...siteRecord, periods: [] } }) });
    expect(await screen.findByText('No dated history is known')).toBeTruthy();
  });

  it('looks like a page that is not there for a site that is not the viewer’s to see', async () => {
    open(at, { ...answers, Site: () => ({ site: null }) });
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
  });

  it('offers no room to a site that has closed', async () => {
    open(at, { ...answers, Site: () => ({ site: { ...siteRecord, isOpen: false, closedOn: '2020-01-01' } }) });
    expect(await screen.findByText('Garden room')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add room' })).toBeNull();
  });

  it('adds a room and shows it', async () => {
    const rooms = [room];
    const { user } = open(at, {
      ...answers,
      SiteRooms: () => ({ rooms: [...rooms] }),
      AddRoom: ({ input }) => {
        rooms.push({ ...room, id: 'room2', name: input.name, seats: input.seats });
        return { addRoom: { ...room, id: 'room2', name: input.name, seats: input.seats } };
      },
    });
    await user.type(await screen.findByLabelText('Name of the room'), 'Board room');
    await user.type(screen.getByLabelText('Seats'), '20');
    await user.click(screen.getByRole('button', { name: 'Add room' }));
    expect(await screen.findByText('Board room')).toBeTruthy();
    expect(lastAsked('AddRoom')).toEqual({ input: { siteId: 's1', name: 'Board room', seats: 20 } });
  });

  it('says what is wrong with a room before and after it is sent', async () => {
    const { user } = open(at, {
      ...answers,
      AddRoom: () => ({
        addRoom: {
          __typename: 'InvalidInput',
          code: 'INVALID_INPUT',
          message: 'Check what you entered.',
          problems: [
            { __typename: 'InputProblem', path: 'name', message: 'This site has a room of that name already.' },
          ],
        },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Add room' }));
    expect(screen.getByRole('link', { name: 'Enter the name of the room' })).toBeTruthy();
    await user.type(screen.getByLabelText('Name of the room', { exact: false }), 'Garden room');
    await user.type(screen.getByLabelText('Seats', { exact: false }), '3');
    await user.click(screen.getByRole('button', { name: 'Add room' }));
    expect(await screen.findByRole('link', { name: 'This site has a room of that name already.' })).toBeTruthy();
  });

  it('says why a room was refused, and keeps what was typed', async () => {
    const refusal = {
      __typename: 'NotPermitted',
      code: 'NOT_PERMITTED',
      message: 'You do not have permission for it.',
    };
    const { user } = open(at, { ...answers, AddRoom: () => ({ addRoom: refusal }) });
    await user.type(await screen.findByLabelText('Name of the room'), 'Board room');
    await user.type(screen.getByLabelText('Seats'), '20');
    await user.click(screen.getByRole('button', { name: 'Add room' }));
    expect((await screen.findByRole('alert')).textContent).toContain('You do not have permission');
    expect(screen.getByDisplayValue('Board room')).toBeTruthy();
  });

  it.each([
    ['a clinician', viewerAs('CLINICIAN'), false],
    ['a care co-ordinator of another organisation', viewerAs('CARE_COORDINATOR', 'o2'), false],
    ['an administrator of another organisation', viewerAs('ADMINISTRATOR', 'o2'), true],
  ])('offers %s to add a room, or does not', async (_who, viewer, isOffered) => {
    open(at, answers, viewer);
    await screen.findByText('Garden room');
    expect(screen.queryByRole('button', { name: 'Add room' }) !== null).toBe(isOffered);
  });
});
