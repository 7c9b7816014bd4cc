import '../testing/jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';
import type { Overview, ProviderReport } from './engagement-words.js';

const viewerAs = (role: string, roleName: string, organisation = { id: 'north', name: 'Northgate Acute' }) => {
  const acting = {
    __typename: 'ActingRole',
    id: 'r1',
    role,
    roleName,
    organisation: { __typename: 'ActingOrganisation', ...organisation },
  };
  return {
    __typename: 'Viewer',
    name: 'Ada Lowe',
    login: 'ada',
    sessionExpiresAt: '2099-11-24T20:00:00Z',
    idleLockMinutes: 15,
    tenant: { __typename: 'Tenant', key: 'tame', name: 'Tamewater', isDemo: true },
    acting,
    actingRoles: [acting],
  };
};

export const rate = (tookPart: number | null, counted: number | null, change: object = {}) => ({
  __typename: 'EngagementRate' as const,
  isHidden: tookPart === null,
  isPartlyHidden: false,
  tookPart,
  counted,
  share: tookPart === null || !counted ? null : tookPart / counted,
  lower: tookPart === null || !counted ? null : 0.5,
  upper: tookPart === null || !counted ? null : 0.9,
  ...change,
});

const exclusions = (seats: number | null) =>
  DENOMINATOR_RULES.slice(2).map((rule) => ({
    __typename: 'EngagementCount' as const,
    code: rule.class,
    label: rule.label,
    seats: rule.class === 'excludedLeave' ? seats : 0,
  }));

const figures = (
  organisationId: string,
  organisationName: string,
  tookPart: number | null,
  counted: number | null,
) => ({
  __typename: 'ProviderFigures' as const,
  organisationId,
  organisationName,
  all: rate(tookPart, counted),
  ownSites: rate(tookPart === null ? null : 10, tookPart === null ? null : 12),
  otherSites: rate(tookPart === null ? null : tookPart - 10, counted === null ? null : counted - 12),
  difference:
    tookPart === null
      ? null
      : { __typename: 'EngagementDifference' as const, difference: 0.124, lower: 0.05, upper: 0.19 },
  change: null,
  lost: tookPart === null || counted === null ? null : counted - tookPart,
  exclusions: exclusions(tookPart === null ? null : 7),
  lostByReason: [
    {
      __typename: 'EngagementCount' as const,
      code: 'none',
      label: 'No reason was given',
      seats: tookPart === null ? null : 6,
    },
  ],
});

export const months = {
  __typename: 'EngagementMonths' as const,
  fromMonth: '2025-12',
  toMonth: '2026-11',
  monthSoFar: '2026-11',
  wholeQuarters: false,
};

const point = (organisationId: string, name: string, lost: number, counted: number, zone: string) => ({
  __typename: 'FunnelPoint' as const,
  organisationId,
  name,
  lost,
  counted,
  expected: null,
  share: lost / counted,
  zone,
});

const curve = [1, 50, 100, 200, 400].map((total) => ({
  __typename: 'FunnelCurvePoint' as const,
  total,
  lower95: 0.1,
  upper95: 0.3,
  lower998: 0.05,
  upper998: 0.4,
}));

export const overview = (change: Partial<Overview> = {}): Overview => ({
  months,
  edition: null,
  scope: 'All providers in Tamewater',
  disclosureNote: null,
  economy: rate(4102, 5060),
  economyMonths: null,
  providers: [
    figures('elm', 'Elm Park Surgery', null, null),
    figures('north', 'Northgate Acute', 96, 214),
    figures('river', 'Riverside Community', 210, 231),
  ],
  funnel: {
    basedOn: 3,
    lostShare: 0.19,
    isAdjusted: false,
    curve,
    points: [
      point('elm', 'Elm Park Surgery', 5, 36, 'within'),
      point('north', 'Northgate Acute', 118, 214, 'above998'),
      point('river', 'Riverside Community', 21, 231, 'below95'),
    ],
  },
  funnelWithheld: null,
  ...change,
});

export const report = (change: Partial<ProviderReport> = {}): ProviderReport => ({
  months,
  edition: null,
  scope: 'Northgate Acute',
  disclosureNote: null,
  figures: figures('north', 'Northgate Acute', 96, 214),
  byMonth: [
    { month: '2026-08', isSoFar: false, specialCauses: [], rate: rate(40, 80) },
    { month: '2026-09', isSoFar: false, specialCauses: [], rate: rate(0, 0) },
    { month: '2026-10', isSoFar: false, specialCauses: [], rate: rate(36, 84) },
    { month: '2026-11', isSoFar: true, specialCauses: [], rate: rate(20, 50) },
  ],
  monthlyLimits: { mean: 0.46, lower: 0.3, upper: 0.62, isTrial: true, basedOn: 2 },
  byMdt: [{ value: 'm1', name: 'Frailty MDT', rate: rate(96, 214) }],
  byRole: [{ value: 'geriatrician', name: 'Geriatrician', rate: rate(96, 214) }],
  byRoleAndSite: [],
  byHost: [{ value: 'river', name: 'Riverside Community', rate: rate(96, 214) }],
  splitsWithheld: null,
  ...change,
});

const choices = {
  __typename: 'EngagementChoices',
  mdts: [{ __typename: 'EngagementChoice', value: 'm1', label: 'Frailty MDT' }],
  roles: [{ __typename: 'EngagementChoice', value: 'geriatrician', label: 'Geriatrician' }],
  hosts: [{ __typename: 'EngagementChoice', value: 'river', label: 'Riverside Community' }],
};

export const asked: { name: string | undefined; variables: OperationVariables }[] = [];

/** Opens a page; `answers`, by field, are what the server would say, and get the type names that the cache needs. */
export function open(
  at: string,
  answers: Record<string, object | null>,
  role: [string, string] = ['COMMISSIONER', 'Commissioner'],
) {
  const link = new ApolloLink(({ operationName = '', variables }) => {
    asked.push({ name: operationName, variables });
    if (operationName === 'Viewer') return of({ data: { viewer: viewerAs(...role) } });
    const field = operationName.charAt(0).toLowerCase() + operationName.slice(1);
    const answer = answers[field];
    return of({ data: { [field]: answer && { __typename: operationName, ...answer }, engagementChoices: choices } });
  });
  const router = createMemoryRouter(createRoutes(), { initialEntries: [at] });
  render(
    <ApolloProvider client={createTransportlessClient(link)}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
  return { user: userEvent.setup(), router };
}
