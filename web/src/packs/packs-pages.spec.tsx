import '../testing/jsdom-globals.js';

import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { openPage } from '../testing/open-page.js';
import { ConcernPacks, SignalPacks } from './ask-for-packs.js';

const HASH = 'a1b2'.repeat(16);
const pack = (change: object = {}) => ({
  __typename: 'EvidencePack',
  id: 'p1',
  signalId: 's1',
  concernId: null,
  providerName: 'Alderbrook Acute Trust',
  sealedFor: 'NHS England',
  askedByOrganisation: 'Tamewater ICB',
  askedAt: '2026-11-24T09:00:00Z',
  state: 'SEALED',
  progress: 1,
  sealedAt: '2026-11-24T09:00:04Z',
  readAt: '2026-11-24T09:00:01Z',
  rowCount: 1204,
  byteCount: 310_000,
  sha256: HASH,
  keyFingerprint: 'c3d4'.repeat(16),
  ...change,
});
const UNSEALED = { sealedAt: null, readAt: null, rowCount: null, byteCount: null, sha256: null, keyFingerprint: null };
const page = (...packs: object[]) => ({
  EvidencePacks: () => ({ evidencePacks: { __typename: 'EvidencePackPage', hasMore: false, packs } }),
});

describe('the list of evidence packs', () => {
  it('names each by provider, purpose and state, and leads to it', async () => {
    openPage('/packs', 'INFORMATION_GOVERNANCE_LEAD', page(pack()));
    expect(await screen.findByRole('link', { name: /24-Nov-2026.*Alderbrook/ })).toBeTruthy();
    expect(screen.getByText('NHS England')).toBeTruthy();
    expect(screen.getByText(/Sealed 24 November 2026/)).toBeTruthy();
  });

  it('says so when there is none', async () => {
    openPage('/packs', 'COMMISSIONER', page());
    expect(await screen.findByText('No evidence packs yet')).toBeTruthy();
  });
});

describe('one evidence pack', () => {
  it('gives three files, the hash in groups and the ways to check it', async () => {
    openPage('/packs/p1', 'COMMISSIONER', { EvidencePack: () => ({ evidencePack: pack() }) });
    const pdf = await screen.findByRole('link', { name: 'Download the PDF' });
    expect(pdf.getAttribute('href')).toBe('/evidence/packs/p1/pack.pdf');
    expect(screen.getByRole('link', { name: /CSV/ }).getAttribute('href')).toBe('/evidence/packs/p1/pack.zip');
    expect(screen.getByRole('link', { name: /JSON/ }).getAttribute('href')).toBe('/evidence/packs/p1/pack.json');
    expect(screen.getByText(HASH.replace(/(.{4})(?=.)/g, '$1 '))).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the signal' })).toBeTruthy();
    expect(screen.getByText('1,204 rows, 310 kB')).toBeTruthy();
  });

  it('shows how far it is while it is made, and no file', async () => {
    openPage('/packs/p1', 'COMMISSIONER', {
      EvidencePack: () => ({ evidencePack: pack({ ...UNSEALED, state: 'SEALING', progress: 0.42 }) }),
    });
    expect(await screen.findByText('Making the evidence pack: 42%')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Download the PDF' })).toBeNull();
  });

  it('leads to the concern that it is about, and names no signal', async () => {
    openPage('/packs/p1', 'INFORMATION_GOVERNANCE_LEAD', {
      EvidencePack: () => ({ evidencePack: pack({ signalId: null, concernId: 'c1' }) }),
    });
    const link = await screen.findByRole('link', { name: 'Open the concern' });
    expect(link.getAttribute('href')).toBe('/concerns/c1');
    expect(screen.queryByRole('link', { name: 'Open the signal' })).toBeNull();
  });

  it('says what to do when it could not be made', async () => {
    openPage('/packs/p1', 'COMMISSIONER', {
      EvidencePack: () => ({ evidencePack: pack({ ...UNSEALED, state: 'FAILED', progress: null }) }),
    });
    expect(await screen.findByText('This pack could not be made')).toBeTruthy();
  });

  it('offers no link to a signal that the reader’s role cannot open, and is not there for whom it is not', async () => {
    openPage('/packs/p1', 'INFORMATION_GOVERNANCE_LEAD', { EvidencePack: () => ({ evidencePack: pack() }) });
    await screen.findByRole('link', { name: 'Download the PDF' });
    expect(screen.queryByRole('link', { name: 'Open the signal' })).toBeNull();
  });
});

describe('asking for a pack on the page of its concern', () => {
  it('sends the concern, and says nothing of its author', async () => {
    const sent: unknown[] = [];
    const link = new ApolloLink(({ operationName, variables }) => {
      if (operationName === 'EvidencePacks') return of({ data: page().EvidencePacks() });
      sent.push([operationName, variables.input]);
      return of({ data: { sealConcernPack: { __typename: 'EvidencePackAsked', packId: 'p9' } } });
    });
    const router = createMemoryRouter(
      [
        { path: '/', element: <ConcernPacks concernId="c1" /> },
        { path: '/packs/:packId', element: <p>The pack</p> },
      ],
      { initialEntries: ['/'] },
    );
    render(
      <ApolloProvider client={createTransportlessClient(link)}>
        <RouterProvider router={router} />
      </ApolloProvider>,
    );
    const user = userEvent.setup();
    expect(await screen.findByText(/It holds nothing of the author/)).toBeTruthy();
    await user.type(screen.getByLabelText('Whom is it for?'), 'our board');
    await user.click(screen.getByRole('button', { name: 'Seal an evidence pack' }));
    await screen.findByText('The pack');
    expect(sent).toEqual([['SealConcernPack', { concernId: 'c1', sealedFor: 'our board' }]]);
  });
});

describe('asking for a pack on the page of its signal', () => {
  it('asks whom it is for, and goes on to the pack', async () => {
    const sent: unknown[] = [];
    const link = new ApolloLink(({ operationName, variables }) => {
      if (operationName === 'EvidencePacks') return of({ data: page(pack()).EvidencePacks() });
      sent.push(variables.input);
      return of({ data: { sealEvidencePack: { __typename: 'EvidencePackAsked', packId: 'p9' } } });
    });
    const router = createMemoryRouter(
      [
        { path: '/', element: <SignalPacks signalId="s1" /> },
        { path: '/packs/:packId', element: <p>The pack</p> },
      ],
      { initialEntries: ['/'] },
    );
    render(
      <ApolloProvider client={createTransportlessClient(link)}>
        <RouterProvider router={router} />
      </ApolloProvider>,
    );
    const user = userEvent.setup();
    expect(await screen.findByRole('link', { name: /Sealed 24 November 2026/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Seal an evidence pack' }));
    expect(screen.getByText('Enter whom the pack is for')).toBeTruthy();
    await user.type(screen.getByLabelText('Whom is it for?'), 'NHS England');
    await user.click(screen.getByRole('button', { name: 'Seal an evidence pack' }));
    await screen.findByText('The pack');
    expect(router.state.location.pathname).toBe('/packs/p9');
    expect(sent).toEqual([{ signalId: 's1', sealedFor: 'NHS England' }]);
  });
});
