import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { screen, within } from '@testing-library/react';
import { open, report } from './engagement-examples.js';

describe("a provider's page", () => {
  it('has months, sites, MDTs, roles and what was left out, each number with its rows', async () => {
    open('/engagement/providers/north', { providerEngagement: report() });
    await screen.findByRole('heading', {
      level: 1,
      name: 'Northgate Acute took part in 45% of counted seats (96 of 214)',
    });
    const byMonth = await screen.findByRole('table', { name: /by month/ });
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
