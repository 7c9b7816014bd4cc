import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { configure, screen, waitFor } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';

configure({ asyncUtilTimeout: 5_000 });
beforeAll(async () => {
  await Promise.all([
    import('./help-page.js'),
    import('../meetings/meetings-page.js'),
    import('../meetings/mdts-page.js'),
    import('../patients/people-page.js'),
    import('../organisations/directory-page.js'),
    import('../messaging/outbox-page.js'),
  ]);
}, 60_000);
beforeEach(() => localStorage.clear());

const focused = () => (document.activeElement as HTMLInputElement | null)?.type;

describe('keys that work by themselves', () => {
  it('? lists them, and Escape gives the page back', async () => {
    const { user } = openPage('/meetings', 'CLINICIAN', {});
    await screen.findByRole('heading', { name: 'Meetings', level: 1 });
    await user.keyboard('?');
    expect(await screen.findByRole('heading', { name: 'Keys' })).toBeTruthy();
    expect(screen.getByText(/to the search for a person/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('heading', { name: 'Keys' })).toBeNull();
  });

  it('the list opens by a button too', async () => {
    const { user } = openPage('/meetings', 'CLINICIAN', {});
    await user.click(await screen.findByRole('button', { name: 'Keys' }));
    expect(screen.getByRole('heading', { name: 'Keys' })).toBeTruthy();
  });

  it.each([
    ['CLINICIAN', '/people'],
    ['COMMISSIONER', '/directory'],
  ] as const)('/ takes a %s to %s, into the field', async (role, path) => {
    const { user, router } = openPage('/outbox', role, {});
    await screen.findByRole('heading', { name: 'Outbox', level: 1 });
    await user.keyboard('/');
    await waitFor(() => expect(router.state.location.pathname).toBe(path));
    await waitFor(() => expect(focused()).toBe('search'));
  });

  it('/ goes to the search of the page that is open, and types nothing into it', async () => {
    const { user, router } = openPage('/mdts', 'CLINICIAN', {});
    const field = await screen.findByRole<HTMLInputElement>('searchbox', { name: 'Search by name' });
    await user.keyboard('/');
    expect(document.activeElement).toBe(field);
    await user.keyboard('/?');
    expect(field.value).toBe('/?');
    expect(router.state.location.pathname).toBe('/mdts');
    expect(screen.queryByRole('heading', { name: 'Keys' })).toBeNull();
  });

  it('do nothing once they are turned off, and the button still opens the list', async () => {
    const { user, router } = openPage('/outbox', 'CLINICIAN', {});
    await user.click(await screen.findByRole('button', { name: 'Keys' }));
    await user.click(screen.getByRole('checkbox', { name: /work by themselves/ }));
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await user.keyboard('?/');
    expect(screen.queryByRole('heading', { name: 'Keys' })).toBeNull();
    expect(router.state.location.pathname).toBe('/outbox');
    await user.click(screen.getByRole('button', { name: 'Keys' }));
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /work by themselves/ }).checked).toBe(false);
  });
});
