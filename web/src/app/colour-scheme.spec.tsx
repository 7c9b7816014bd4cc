import '../testing/jsdom-globals.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { applyColourScheme } from './colour-scheme.js';
import { ColourSchemeChoice } from './colour-scheme-choice.js';

const shown = () => document.documentElement.dataset.scheme ?? 'as the device';

afterEach(() => {
  cleanup();
  localStorage.clear();
  applyColourScheme();
});

describe('light or dark', () => {
  it('is as the device until somebody chooses', () => {
    applyColourScheme();
    render(<ColourSchemeChoice />);
    expect(shown()).toBe('as the device');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'As the device' }).checked).toBe(true);
  });

  it('shows at once, and is kept for the next visit', async () => {
    render(<ColourSchemeChoice />);
    await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(shown()).toBe('dark');

    delete document.documentElement.dataset.scheme;
    applyColourScheme();
    expect(shown()).toBe('dark');
    cleanup();
    render(<ColourSchemeChoice />);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true);
  });

  it('goes back to the device', async () => {
    render(<ColourSchemeChoice />);
    await userEvent.click(screen.getByRole('radio', { name: 'Light' }));
    await userEvent.click(screen.getByRole('radio', { name: 'As the device' }));
    applyColourScheme();
    expect(shown()).toBe('as the device');
  });

  it('takes a kept word that it does not know for no choice', () => {
    localStorage.setItem('quorate-colour-scheme', 'sepia');
    applyColourScheme();
    expect(shown()).toBe('as the device');
  });
});
