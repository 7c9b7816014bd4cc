import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { createMemoryRouter, MemoryRouter, Outlet, RouterProvider } from 'react-router';
import { AfterHeading } from './after-heading.js';
import { NavigationFocus } from './navigation-focus.js';
import { Page } from './page.js';

const seen: string[] = [];

/** Notes what of itself is drawn in one go with its heading. */
function Long() {
  return (
    <Page title="Long">
      <AfterHeading>
        <p>The table</p>
      </AfterHeading>
      <p ref={() => void seen.push(document.body.textContent ?? '')}>The sentence</p>
    </Page>
  );
}

const firstDrawn = (address: string) =>
  renderToString(
    <MemoryRouter initialEntries={[address]}>
      <Long />
    </MemoryRouter>,
  );

describe('what stands after the heading', () => {
  it('is drawn after it, and not left out', () => {
    expect(firstDrawn('/long')).not.toContain('The table');
    render(
      <MemoryRouter initialEntries={['/long']}>
        <Long />
      </MemoryRouter>,
    );
    expect(screen.getByText('The table')).toBeTruthy();
    expect(document.querySelector('.q-to-come')).toBeNull();
  });

  it('is there at once where the address names a place', () => {
    expect(firstDrawn('/long#table')).toContain('The table');
  });

  it('is there at once on the way back, so that the reader’s place can be found', async () => {
    const routes = [
      {
        Component: () => (
          <NavigationFocus>
            <Outlet />
          </NavigationFocus>
        ),
        children: [
          { path: '/long', Component: Long },
          { path: '/other', Component: () => <Page title="Other">Elsewhere</Page> },
        ],
      },
    ];
    const router = createMemoryRouter(routes, { initialEntries: ['/long'] });
    render(<RouterProvider router={router} />);
    await act(() => router.navigate('/other'));
    seen.length = 0;
    await act(() => router.navigate(-1));
    await screen.findByText('The table');
    expect(seen[0]).toContain('The table');
  });
});
