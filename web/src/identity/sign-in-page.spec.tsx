import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { SignInPage } from './sign-in-page.js';

function open(at: string): string | null {
  render(
    <RouterProvider router={createMemoryRouter([{ path: '*', Component: SignInPage }], { initialEntries: [at] })} />,
  );
  return screen.getByRole('link', { name: 'Sign in' }).getAttribute('href');
}

describe('the sign-in page', () => {
  it('says what this is and has one way in', () => {
    expect(open('/sign-in')).toBe('/auth/sign-in?returnTo=%2F');
    expect(screen.getByRole('heading', { level: 1, name: 'Quorate' })).toBeTruthy();
    expect(screen.getByRole('link', { name: /concern/ }).getAttribute('href')).toBe('/concern');
  });

  it('comes back to a page of this site only', () => {
    expect(open('/sign-in?returnTo=//evil.example')).toBe('/auth/sign-in?returnTo=%2F');
  });
});
