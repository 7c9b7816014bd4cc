import '../testing/jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';
import { filterOf, NO_FILTER } from './audit-filter.js';

const viewerAs = (role: string, roleName: string) => {
  const acting = {
    __typename: 'ActingRole',
    id: 'r1',
    role,
    roleName,
    organisation: { __typename: 'ActingOrganisation', id: 'o1', name: 'Riverside Community' },
  };
  return {
    __typename: 'Viewer',
    name: 'Ada Lowe',
    login: 'ada',
    sessionExpiresAt: '2099-11-24T20:00:00Z',
    idleLockMinutes: 15,
    tenant: { __typename: 'Tenant', key: 'north', name: 'Northshire', isDemo: true },
    acting,
    actingRoles: [acting],
  };
};
const event = (change: object = {}) => ({
  __typename: 'AuditEvent',
  id: '7',
  at: '2026-11-24T09:00:00Z',
  actor: 'ACCOUNT',
  login: 'sian',
  actorName: 'Sian Roberts',
  actingRoleName: 'Clinician',
  organisationName: 'Riverside Community',
  operation: 'caseList',
  kind: 'READ',
  entity: 'CaseListItem',
  entityId: null,
  outcome: 'DONE',
  aboutPerson: true,
  personReference: null,
  detail: null,
  ...change,
});
const chain = (change: object = {}) => ({
  auditChain: {
    __typename: 'AuditChain',
    events: 1234,
    head: 'abcd',
    checkpointAt: '2026-11-24T08:55:00Z',
    checkpointEvents: 1200,
    agrees: true,
    ...change,
  },
});

const asked: { name: string | undefined; variables: OperationVariables }[] = [];

function open(at: string, role: [string, string], events: object[], auditChain = chain()) {
  const link = new ApolloLink(({ operationName, variables }) => {
    asked.push({ name: operationName, variables });
    if (operationName === 'Viewer') return of({ data: { viewer: viewerAs(...role) } });
    if (operationName === 'AuditChain') return of({ data: auditChain });
    return of({ data: { auditEvents: { __typename: 'AuditEventPage', hasMore: false, events } } });
  });
  const router = createMemoryRouter(createRoutes(), { initialEntries: [at] });
  render(
    <ApolloProvider client={createTransportlessClient(link)}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
  return userEvent.setup();
}
const ADMINISTRATOR: [string, string] = ['ADMINISTRATOR', 'Administrator'];
const LEAD: [string, string] = ['INFORMATION_GOVERNANCE_LEAD', 'Information governance lead'];
const MANAGER: [string, string] = ['PROVIDER_MANAGER', 'Provider manager'];

beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = async () => new Response(null, { status: 204 });
});

describe('the audit page', () => {
  it('tells an administrator who did what, and only that it was about somebody', async () => {
    open('/audit', ADMINISTRATOR, [event()]);
    expect(await screen.findByText('Looked: Case list')).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'About a person' })).toBeTruthy();
    expect(screen.getByRole('cell', { name: 'Yes' })).toBeTruthy();
    expect(screen.getByText(/1,234 acts are chained; last checkpoint/)).toBeTruthy();
  });

  it('gives an information governance lead the reference of the person', async () => {
    open('/audit', LEAD, [event({ personReference: 'p-1' })]);
    expect(await screen.findByText('p-1')).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'Person, by reference' })).toBeTruthy();
  });

  it('shows a provider manager no column about persons and no chain, and does not ask for it', async () => {
    open('/audit', MANAGER, [event({ aboutPerson: null })]);
    expect(await screen.findByText('Looked: Case list')).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: /person/i })).toBeNull();
    expect(asked.map(({ name }) => name)).not.toContain('AuditChain');
  });

  it('is no page for a clinician', async () => {
    open('/audit', ['CLINICIAN', 'Clinician'], [event()]);
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
  });

  it('says that the trail was changed, and what to do', async () => {
    open('/audit', ADMINISTRATOR, [], chain({ agrees: false }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The audit trail was changed');
    expect(alert.textContent).toContain('quorate audit verify');
    expect(screen.getByText('No acts to show')).toBeTruthy();
  });

  it('asks for what the address says, and keeps a new choice in it', async () => {
    const user = open('/audit?to=2026-10-25&kind=READ&login=sian', ADMINISTRATOR, [event()]);
    await screen.findByText('Looked: Case list');
    expect(asked.find(({ name }) => name === 'AuditEvents')?.variables.filter).toMatchObject({
      from: null,
      to: '2026-10-26',
      kind: 'READ',
      login: 'sian',
    });
    await user.selectOptions(screen.getByLabelText('Outcome'), 'REFUSED');
    expect(asked.at(-1)?.variables.filter).toMatchObject({ kind: 'READ', outcome: 'REFUSED' });
  });
});

describe('filterOf', () => {
  it('leaves out what it does not know', () => {
    const nothing = filterOf(NO_FILTER);
    expect(
      filterOf({ ...NO_FILTER, from: 'yesterday', to: '2026-02-30', kind: 'EVERYTHING', outcome: 'MAYBE' }),
    ).toEqual(nothing);
    expect(new Set(Object.values(nothing))).toEqual(new Set([null]));
  });
});
