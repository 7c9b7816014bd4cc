import '../testing/jsdom-globals.js';

import { ApolloLink, gql } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of, throwError } from 'rxjs';
import { backgroundLink, createApolloClient, createTransportlessClient, idempotencyLink } from './apollo.js';
import { collectTrustedDocuments } from './collect-trusted-documents.js';
import { noteActive } from './lock-messages.js';
import { mayOpen, type PageEntry } from './page-entry.js';
import { pages } from './pages.js';
import { createRoutes } from './routes.js';
import { onSessionLost, signInUrl } from './session.js';
import { safePath } from './signed-pages.js';
import { viewerQuery } from './viewer.queries.js';

const organisation = { __typename: 'ActingOrganisation', id: 'o1', name: 'Riverside Community' };
const acting = {
  __typename: 'ActingRole',
  id: 'r1',
  role: 'CARE_COORDINATOR',
  roleName: 'Care co-ordinator',
  organisation,
};
const viewer = {
  __typename: 'Viewer',
  name: 'Priya Nair',
  login: 'priya',
  sessionExpiresAt: '2026-11-24T20:00:00Z',
  idleLockMinutes: 15,
  tenant: { __typename: 'Tenant', key: 'north', name: 'Northshire', isDemo: true },
  acting,
  actingRoles: [acting],
};

const actingAs = (role: string) => {
  const as = { ...acting, role };
  return { ...viewer, acting: as, actingRoles: [as] };
};

const answering = (data: Record<string, unknown>) => new ApolloLink(() => of({ data }));

function open(at: string, link: ApolloLink, entries: readonly PageEntry[] = pages) {
  const router = createMemoryRouter(createRoutes(entries), { initialEntries: [at] });
  const client = createTransportlessClient(link);
  return render(
    <ApolloProvider client={client}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
}

const calls: string[] = [];
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  calls.length = 0;
  globalThis.fetch = async (input) => {
    calls.push(String(input));
    return new Response(null, { status: 204 });
  };
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the frame', () => {
  it('always shows who is signed in, as what and for whom', async () => {
    open('/', answering({ viewer }));
    const account = await screen.findByRole('button', { name: /Priya Nair/ });
    expect(account.textContent).toContain('Care co-ordinator, Riverside Community');
    expect(screen.getByText('Skip to main content').getAttribute('href')).toBe('#main');
    expect(screen.getByRole('link', { name: 'Accessibility statement' })).toBeTruthy();
    expect(screen.getByText(/Demonstration/)).toBeTruthy();
  });

  it.each([
    ['CARE_COORDINATOR', true],
    ['PERSON', false],
  ])('leads %s to the public form, and staff alone to what staff alone may open', async (role, isStaff) => {
    open('/', answering({ viewer: actingAs(role) }));
    const footer = within(await screen.findByRole('contentinfo'));
    await screen.findByRole('button', { name: /Priya Nair/ });
    expect(footer.getByRole('link', { name: 'Tell of a concern' }).getAttribute('href')).toBe('/concern');
    for (const name of ['How a signal arises', 'Strike days', 'Published reasons'])
      expect(footer.queryByRole('link', { name }) !== null).toBe(isStaff);
  });

  it.each([
    ['/engagement/runs', ['Engagement', 'Months judged']],
    ['/engagement/providers/o1', ['Engagement', 'Engagement']],
    ['/tenders', ['Signals and concerns', 'Tenders']],
    ['/mdts/m1', ['MDTs']],
    ['/', ['Today']],
  ])('marks one page of the navigation alone as the place of %s, and its part', async (at, marked) => {
    open(at, answering({ viewer: actingAs('COMMISSIONER') }));
    const main = within(await screen.findByRole('navigation', { name: 'Main' }));
    const current = main.getAllByRole('link').filter((link) => link.getAttribute('aria-current'));
    expect(current.map(({ textContent }) => textContent)).toEqual(marked);
    expect(current.map((link) => link.getAttribute('aria-current')).filter((word) => word === 'page')).toHaveLength(1);
  });

  it.each([
    ['PROVIDER_MANAGER', ['Meetings', 'Engagement', 'Signals and concerns', 'Administration']],
    ['COMMISSIONER', ['Engagement', 'Signals and concerns']],
    ['ADMINISTRATOR', ['Engagement', 'Administration']],
    ['CARE_COORDINATOR', []],
  ] as const)('has every page of %s once, in these parts', async (role, parts) => {
    open('/nothing/here', answering({ viewer: actingAs(role) }));
    const main = within(await screen.findByRole('navigation', { name: 'Main' }));
    const lists = main.getAllByRole('list').filter((list) => list.getAttribute('aria-label'));
    expect(lists.map((list) => list.getAttribute('aria-label'))).toEqual(parts);
    const partLinks = lists.map((list) => list.parentElement?.querySelector('a'));
    // The name of a part leads to its first page.
    for (const [i, list] of lists.entries())
      expect(partLinks[i]?.getAttribute('href')).toBe(within(list).getAllByRole('link')[0]?.getAttribute('href'));
    const links = main.getAllByRole('link').filter((link) => !partLinks.includes(link as HTMLAnchorElement));
    expect(links.map((link) => link.getAttribute('href')).sort()).toEqual(
      pages
        .filter((entry) => entry.navLabel && mayOpen(entry, role))
        .map(({ path }) => `/${path}`)
        .sort(),
    );
  });

  it('names what needs no account on the help page', async () => {
    open('/help', answering({ viewer: null }));
    const main = within(await screen.findByRole('main'));
    const links = (await main.findAllByRole('link')).map((link) => link.getAttribute('href'));
    expect(links).toEqual(expect.arrayContaining(['/concern', '/packs/check']));
  });

  it('has no page that is not found or not for this role: the two look alike', async () => {
    const secret: PageEntry = {
      path: 'signals',
      title: 'Signals',
      navLabel: 'Signals',
      roles: ['COMMISSIONER'],
      load: async () => ({ Component: () => <p>secret</p> }),
    };
    open('/signals', answering({ viewer }), [secret]);
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
    expect(screen.queryByText('secret')).toBeNull();
    expect(mayOpen(secret, 'COMMISSIONER')).toBe(true);
  });

  it.each(['Help', 'Accessibility statement'])('has a way back from %s for whoever is signed in', async (name) => {
    const start: PageEntry = {
      path: '',
      title: 'Start',
      roles: 'everyone',
      load: async () => ({ Component: () => null }),
    };
    open('/', answering({ viewer }), [start, ...pages.filter(({ roles }) => roles === 'public')]);
    const footer = within(await screen.findByRole('contentinfo'));
    await userEvent.click(footer.getByRole('link', { name }));
    await screen.findByRole('heading', { level: 1, name });
    expect(screen.getByRole('link', { name: 'Back to Today' }).getAttribute('href')).toBe('/');
  });

  it('shows no way back to whoever is not', async () => {
    open('/help', answering({ viewer: null }));
    await screen.findByRole('heading', { level: 1, name: 'Help' });
    expect(screen.queryByRole('link', { name: 'Back to Today' })).toBeNull();
  });

  it('a page that breaks shows an error with an id', async () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken: PageEntry = {
      path: 'broken',
      title: 'Broken',
      roles: 'public',
      load: async () => ({
        Component: () => {
          throw new Error('boom');
        },
      }),
    };
    open('/broken', answering({ viewer }), [broken]);
    expect(await screen.findByRole('heading', { name: 'Something went wrong' })).toBeTruthy();
    expect(screen.getByText(/^[0-9a-f]{8}$/)).toBeTruthy();
    quiet.mockRestore();
  });
});

describe('a page whose file does not come', () => {
  it('says so in place of an empty page, and how to go on', async () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const lost: PageEntry = {
      path: 'lost',
      title: 'Lost',
      roles: 'everyone',
      load: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module: /lost.js')),
    };
    open('/lost', answering({ viewer }), [lost]);
    expect(await screen.findByRole('heading', { name: 'This page needs loading again' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Load this page again' })).toBeTruthy();
    quiet.mockRestore();
  });
});

describe('the idle lock', () => {
  it('covers the page after 15 minutes without unmounting it, and locks the session', async () => {
    const mounted = jest.fn();
    const typing: PageEntry = {
      path: '',
      title: 'Typing',
      roles: 'everyone',
      load: async () => ({
        Component: () => {
          mounted();
          return <textarea aria-label="Note" />;
        },
      }),
    };
    open('/', answering({ viewer }), [typing]);
    const note = await screen.findByLabelText<HTMLTextAreaElement>('Note');
    await userEvent.type(note, 'unsaved');
    jest.useFakeTimers({ now: Date.now() });
    act(() => noteActive(Date.now() - 15 * 60_000));
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.getByRole('heading', { name: 'Locked' })).toBeTruthy();
    expect(note.isConnected && note.value).toBe('unsaved');
    expect(calls).toContain('/auth/lock');
  });

  it('the first key after a long sleep locks and does not count as use', async () => {
    open('/', answering({ viewer }));
    await screen.findByRole('button', { name: /Priya Nair/ });
    act(() => noteActive(Date.now() - 60 * 60_000));
    act(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' })));
    expect(screen.getByRole('heading', { name: 'Locked' })).toBeTruthy();
  });

  it('stays open while the page is used', async () => {
    open('/', answering({ viewer }));
    await screen.findByRole('button', { name: /Priya Nair/ });
    act(() => noteActive(Date.now() - 14 * 60_000));
    act(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' })));
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.queryByRole('heading', { name: 'Locked' })).toBeNull();
  });
});

describe('what is asked while nobody is there', () => {
  it('says so, and what is asked soon after a key or a click does not', async () => {
    const seen: unknown[] = [];
    const link = ApolloLink.from([
      backgroundLink(() => 1_000_000),
      new ApolloLink((operation) => {
        seen.push(operation.getContext().headers?.['x-quorate-background']);
        return of({ data: { viewer } });
      }),
    ]);
    for (const at of [1_000_000 - 59_000, 1_000_000 - 61_000]) {
      noteActive(at);
      await createTransportlessClient(link).query({ query: viewerQuery });
    }
    expect(seen).toEqual([undefined, '1']);
  });
});

describe('sign-in', () => {
  it('keeps the way back', () => {
    expect(signInUrl('/meetings/1?area=north')).toBe('/auth/sign-in?returnTo=%2Fmeetings%2F1%3Farea%3Dnorth');
    expect(signInUrl('/', true)).toBe('/auth/sign-in?returnTo=%2F&prompt=login');
  });

  it.each([
    ['/meetings', '/meetings'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    [null, '/'],
  ])('goes back only to this site: %s', (asked, path) => expect(safePath(asked)).toBe(path));
});

const saveMutation = gql`
  mutation Save {
    save
  }
`;

describe('the client', () => {
  function clientWith(answer: () => Promise<Response>) {
    const requests: { readonly headers: Headers; readonly body: string }[] = [];
    const client = createApolloClient({
      possibleTypes: {},
      live: new ApolloLink(() => of({ data: {} })),
      fetch: async (_input, init) => {
        requests.push({ headers: new Headers(init?.headers), body: String(init?.body) });
        return answer();
      },
    });
    return { client, requests };
  }
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

  it('sends one Idempotency-Key with a mutation, the same when it tries again', async () => {
    let tries = 0;
    const { client, requests } = clientWith(async () => {
      tries += 1;
      if (tries === 1) throw new TypeError('network down');
      return json({ data: { save: true } });
    });
    await client.mutate({ mutation: saveMutation });
    const keys = requests.map((r) => r.headers.get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(requests[0]?.headers.get('apollo-require-preflight')).toBe('true');
  });

  it('uses the page’s own key when it gives one', async () => {
    const seen: unknown[] = [];
    const link = ApolloLink.from([
      idempotencyLink(),
      new ApolloLink((operation) => {
        seen.push(operation.getContext().headers);
        return of({ data: { save: true } });
      }),
    ]);
    await createTransportlessClient(link).mutate({ mutation: saveMutation, context: { idempotencyKey: 'k1' } });
    expect(seen).toEqual([{ 'Idempotency-Key': 'k1' }]);
  });

  it('does not try again what the server has decided', async () => {
    const { client, requests } = clientWith(async () => json({ errors: [{ message: 'Something went wrong' }] }));
    await expect(client.mutate({ mutation: saveMutation })).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });

  it('tells the lock when the session is gone', async () => {
    const lost = jest.fn();
    const stop = onSessionLost(lost);
    const { client } = clientWith(async () =>
      json({ errors: [{ message: 'Sign in', extensions: { code: 'UNAUTHENTICATED' } }] }),
    );
    await expect(client.query({ query: viewerQuery })).rejects.toThrow();
    stop();
    expect(lost).toHaveBeenCalled();
  });

  it('sends the very text that the trusted list holds', async () => {
    const { client, requests } = clientWith(async () => json({ data: { viewer } }));
    await client.query({ query: viewerQuery });
    const listed = await collectTrustedDocuments({ 'viewer.queries.ts': { viewerQuery } });
    expect(Object.values(listed).map((d) => d.text)).toEqual([JSON.parse(requests[0]?.body ?? '{}').query]);
  });

  it('an operation name used twice stops the build', async () => {
    const again = gql`
      query Viewer {
        viewer {
          name
        }
      }
    `;
    await expect(
      collectTrustedDocuments({ 'a.queries.ts': { viewerQuery }, 'b.queries.ts': { again } }),
    ).rejects.toThrow(/Viewer is already used in a\.queries\.ts/);
  });

  it('a fault while the page opens says what to do', async () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    open('/', new ApolloLink(() => throwError(() => new Error('no server'))));
    expect(await screen.findByText('Something went wrong')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    quiet.mockRestore();
  });
});
