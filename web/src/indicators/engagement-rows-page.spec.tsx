import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { asked, months, open } from './engagement-examples.js';

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
    dispute: null,
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
