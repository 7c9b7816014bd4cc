import './jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { NEVER, of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';
import type { Role } from '../app/viewer.js';
import { LiveRegion } from '../ui/live-region.js';
import { NavigationFocus } from '../ui/navigation-focus.js';
import { UndoProvider } from '../ui/undo.js';

/** What the server would answer, by the document's name. A document without an answer stays open. */
export type Answers = Readonly<Record<string, (variables: OperationVariables) => Record<string, unknown>>>;

const REFUSALS = [
  'NotPermitted',
  'InvalidInput',
  'ChangedByOther',
  'CheckTheDetails',
  'NoRelationship',
  'StepNotPossible',
  'Clashes',
  'MeetingClosed',
  'RunsUnderWay',
  'SignalStepNotPossible',
  'DisputeNotPossible',
  'StrikeStepNotPossible',
];

/** Opens an address of the whole app as somebody who acts in a role. `sent` gives the inputs of one mutation, in order. */
export function openPage(at: string, role: Role, answers: Answers) {
  const asked: { readonly name: string | undefined; readonly variables: OperationVariables }[] = [];
  const link = new ApolloLink(({ operationName, variables }) => {
    asked.push({ name: operationName, variables });
    if (operationName === 'Viewer') return of({ data: { viewer: viewerAs(role) } });
    const answer = answers[operationName ?? ''];
    return answer ? of({ data: answer(variables) }) : NEVER;
  });
  const router = createMemoryRouter(createRoutes(), { initialEntries: [at] });
  render(
    <ApolloProvider client={createTransportlessClient(link, { Refusal: REFUSALS })}>
      <LiveRegion>
        <UndoProvider>
          <NavigationFocus>
            <RouterProvider router={router} />
          </NavigationFocus>
        </UndoProvider>
      </LiveRegion>
    </ApolloProvider>,
  );
  const sent = (name: string) => asked.filter((one) => one.name === name).map((one) => one.variables.input);
  return { user: userEvent.setup(), router, asked, sent };
}

function viewerAs(role: Role) {
  const isStaff = role !== 'PERSON' && role !== 'CARER';
  const acting = {
    __typename: 'ActingRole',
    id: 'r1',
    role,
    roleName: role,
    organisation: isStaff ? { __typename: 'ActingOrganisation', id: 'o1', name: 'Riverside Community' } : null,
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
}
