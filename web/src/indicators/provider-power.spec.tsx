import '../testing/jsdom-globals.js';

import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { FixedViewer, type Role, type Viewer } from '../app/viewer.js';
import { PowerOfProvider, type ProviderPower, powerInShort, powerWords } from './provider-power.js';

const power = (over: Partial<ProviderPower> = {}): ProviderPower =>
  ({
    __typename: 'ProviderPower',
    organisationId: 'north',
    month: '2026-10',
    crossRows: null,
    leastCrossRows: 8,
    isEnough: true,
    isDataFirst: false,
    fallTo: 0.6,
    chance: 'ABOUT_HALF',
    hasManySeats: false,
    power: null,
    ...over,
  }) as ProviderPower;
const own = {
  crossRows: 55,
  power: { __typename: 'PowerView', rows: 25, usual: 0.85, fallTo: 0.6, probability: 0.4, clumping: 0.02 },
} as Partial<ProviderPower>;

describe('how far a fall would stand out', () => {
  it.each([
    [power(), 'To 60%: about every second time (fewer than 100 seats)'],
    [power({ chance: 'ALMOST_ALWAYS', hasManySeats: true }), 'To 60%: almost always (100 seats or more)'],
    [power(own), 'To 60%: about 40 times in 100 (25 seats)'],
    [power({ isEnough: false }), 'Not enough meetings to judge (fewer than 8)'],
    [power({ isEnough: false, crossRows: 7 }), 'Not enough meetings to judge (7)'],
    [power({ isDataFirst: true }), 'Registers to complete first'],
    [power({ chance: null, fallTo: null }), 'Too few seats in the last year'],
    [undefined, 'Not looked at'],
  ])('in a cell, case %#', (given, words) => {
    expect(powerInShort(given)).toBe(words);
  });

  it('says what silence is worth, and never that all is well', () => {
    expect(powerWords(power(), 'Northgate')).toMatch(/a fall to 60% would about every second time.*says little/);
    expect(powerWords(power({ isEnough: false }), 'Northgate')).toMatch(
      /Not enough meetings to judge \(fewer than 8 .* 8 are needed\). That no signal is open about Northgate says nothing/,
    );
    for (const one of [power(), power({ isEnough: false }), power({ isDataFirst: true })])
      expect(powerWords(one, 'Northgate')).not.toMatch(/good|fine|well|no concern/i);
  });

  const open = (role: Role) => {
    const acting = { role, roleName: role, organisation: null };
    const link = new ApolloLink(() => of({ data: { providerPower: [power()] } }));
    render(
      <ApolloProvider client={createTransportlessClient(link)}>
        <FixedViewer viewer={{ name: 'R', login: 'r', acting } as unknown as Viewer}>
          <RouterProvider
            router={createMemoryRouter([
              { path: '/', element: <PowerOfProvider organisationId="north" name="Northgate" /> },
            ])}
          />
        </FixedViewer>
      </ApolloProvider>,
    );
  };

  it('stands on the page of a provider for who commissions', async () => {
    open('COMMISSIONER');
    expect(await screen.findByText(/At the end of October 2026: With fewer than 100 seats expected/)).toBeTruthy();
  });

  it('does not for a co-ordinator, who reads of no other provider', async () => {
    open('CARE_COORDINATOR');
    await new Promise((done) => setTimeout(done, 50));
    expect(screen.queryByText(/Would a fall be seen/)).toBeNull();
  });
});
