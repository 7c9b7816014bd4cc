import '../testing/jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { NEVER, of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';
import { LiveRegion } from '../ui/live-region.js';
import { UndoProvider } from '../ui/undo.js';

const REFUSALS = [
  'NotPermitted',
  'InvalidInput',
  'ChangedByOther',
  'CheckTheDetails',
  'NoRelationship',
  'StepNotPossible',
];

const viewerAs = (role: string) => {
  const acting = {
    __typename: 'ActingRole',
    id: 'r1',
    role,
    roleName: role,
    organisation:
      role === 'PERSON' ? null : { __typename: 'ActingOrganisation', id: 'o1', name: 'Riverside Community' },
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

const person = (id: string, familyName: string) => ({
  __typename: 'PersonIdentity',
  id,
  familyName,
  givenName: 'Joan',
  dateOfBirth: '1938-04-02',
  nhsNumber: '9434765919',
  deceasedOn: null,
});
const action = (change: object = {}) => ({
  __typename: 'CaseAction',
  id: 'a1',
  description: 'Order a walking frame',
  owner: { __typename: 'NamedPractitioner', id: 'p1', name: 'Jo Begum' },
  organisationName: 'Riverside Community',
  dueOn: '2026-11-20',
  isOverdue: true,
  state: 'OPEN',
  stateReason: null,
  steps: ['START', 'COMPLETE', 'FAIL'],
  lockVersion: 3,
  ...change,
});
const listed = (id: string, familyName: string, change: object = {}) => ({
  __typename: 'ListedCase',
  id,
  person: person(`${id}-person`, familyName),
  relationships: [
    {
      __typename: 'Relationship',
      basis: 'COORDINATES_THE_MEETING',
      basisName: 'You co-ordinate a meeting that discusses the person',
      since: '2026-11-20T09:00:00Z',
      until: null,
    },
  ],
  question: 'What next after the fall?',
  wantedByPerson: 'To stay at home',
  state: 'LISTED',
  outcome: null,
  outcomeText: null,
  outcomeAt: null,
  outcomeByName: null,
  relevantSeatIds: ['s1'],
  missingSeatIds: [],
  presentSeatIds: [],
  knowsPerson: [],
  carriedFromDate: null,
  mayWithdraw: true,
  lockVersion: 1,
  actions: [],
  ...change,
});
const caseList = (change: object = {}) => ({
  __typename: 'CaseList',
  meetingId: 'm1',
  mdtName: 'Frailty MDT',
  meetingDate: '2026-11-24',
  startsAt: '2026-11-24T13:00:00Z',
  status: 'booked',
  isCoordinator: true,
  mayList: true,
  mayRecord: true,
  notInvolvedCount: 0,
  seats: [
    {
      __typename: 'CaseSeat',
      seatId: 's1',
      roleName: 'geriatrician',
      providerName: 'Northgate Acute',
      isCore: true,
      practitionerName: 'Dr Tom Keane',
      response: 'accepted',
      isPresent: null,
    },
  ],
  cases: [listed('c1', 'Example'), listed('c2', 'Other')],
  waiting: [],
  openActions: [],
  nextMeeting: null,
  ...change,
});

const asked: { name: string | undefined; variables: OperationVariables }[] = [];
type Answers = Record<string, (variables: OperationVariables) => Record<string, unknown>>;

function open(at: string, role: string, answers: Answers) {
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
          <RouterProvider router={router} />
        </UndoProvider>
      </LiveRegion>
    </ApolloProvider>,
  );
  return { user: userEvent.setup(), router };
}
const sent = (name: string) => asked.filter((one) => one.name === name).map((one) => one.variables.input);

beforeEach(() => {
  asked.length = 0;
  sessionStorage.clear();
});

describe('the people a meeting discusses', () => {
  const page = '/meetings/m1/cases';

  it('has one person open with a banner, all of them in the agenda, and no name in the tab or the address', async () => {
    const { router, user } = open(page, 'CARE_COORDINATOR', { CaseList: () => ({ caseList: caseList() }) });
    const agenda = await screen.findByRole('navigation', { name: 'People to discuss' });
    expect(
      within(agenda)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['EXAMPLE, Joan', 'OTHER, Joan']);
    expect(screen.getAllByRole('region', { name: 'Person' })).toHaveLength(1);
    expect(within(screen.getByRole('region', { name: 'Person' })).getByText('943 476 5919')).toBeTruthy();
    expect(screen.getByText('To stay at home')).toBeTruthy();
    await user.click(within(agenda).getByRole('link', { name: 'OTHER, Joan' }));
    expect(within(await screen.findByRole('region', { name: 'Person' })).getByText('OTHER, Joan')).toBeTruthy();
    expect(`${document.title} ${router.state.location.pathname}${router.state.location.search}`).not.toMatch(
      /other|example|joan|943/i,
    );
    expect(router.state.location.search).toBe('?case=c2');
  });

  it('says in words whether a needed seat is covered, and shows others as a number', async () => {
    open(page, 'CLINICIAN', {
      CaseList: () => ({ caseList: caseList({ isCoordinator: false, notInvolvedCount: 2 }) }),
    });
    const table = await screen.findByRole('table', { name: 'Seats needed for this person' });
    expect(within(table).getByText('Geriatrician, Northgate Acute')).toBeTruthy();
    expect(within(table).getByText('Accepted')).toBeTruthy();
    expect(screen.getByText(/2 people you are not involved with/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Up/ })).toBeNull();
  });

  it('records an outcome, and keeps what was typed when somebody else was first', async () => {
    let version = 1;
    const { user } = open(page, 'CARE_COORDINATOR', {
      CaseList: () => ({ caseList: caseList({ cases: [listed('c1', 'Example', { lockVersion: version })] }) }),
      RecordOutcome: () => {
        version = 2;
        return {
          recordOutcome: {
            __typename: 'ChangedByOther',
            code: 'CHANGED_BY_OTHER',
            message: 'Someone else changed this.',
          },
        };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Save the outcome' }));
    expect(screen.getByText('There is a problem')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /^Discussed/ }));
    await user.type(screen.getByLabelText('What was decided?'), 'Home with support');
    await user.click(screen.getByRole('button', { name: 'Save the outcome' }));
    expect(sent('RecordOutcome')).toEqual([
      {
        caseId: 'c1',
        expectedVersion: 1,
        state: 'DISCUSSED',
        outcomeText: 'Home with support',
        presentSeatIds: null,
        missingSeatIds: null,
      },
    ]);
    await user.click(await screen.findByRole('button', { name: 'Show the latest' }));
    expect(screen.getByLabelText<HTMLTextAreaElement>('What was decided?').value).toBe('Home with support');
    await user.click(screen.getByRole('radio', { name: /^Discussed/ }));
    await user.click(screen.getByRole('button', { name: 'Save the outcome' }));
    expect(sent('RecordOutcome').at(-1)).toMatchObject({ expectedVersion: 2 });
  });

  it('asks which seat was absent before it defers somebody for it', async () => {
    const { user } = open(page, 'CARE_COORDINATOR', {
      CaseList: () => ({ caseList: caseList() }),
      RecordOutcome: () => ({ recordOutcome: { __typename: 'OutcomeRecorded', caseId: 'c1', lockVersion: 2 } }),
    });
    await user.click(await screen.findByRole('radio', { name: /a seat was absent/ }));
    await user.click(screen.getByRole('button', { name: 'Save the outcome' }));
    expect(screen.getAllByText('Choose the seat that was needed and was absent.').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('checkbox', { name: 'Geriatrician, Northgate Acute' }));
    await user.click(screen.getByRole('button', { name: 'Save the outcome' }));
    expect(sent('RecordOutcome')).toMatchObject([{ state: 'DEFERRED_SEAT_ABSENT', missingSeatIds: ['s1'] }]);
  });

  it('moves a person up with a button', async () => {
    const { user } = open(page, 'CARE_COORDINATOR', {
      CaseList: () => ({ caseList: caseList() }),
      ReorderCases: () => ({ reorderCases: { __typename: 'CasesReordered', meetingId: 'm1' } }),
    });
    await user.click(await screen.findByRole('button', { name: /Up.*OTHER/ }));
    expect(sent('ReorderCases')).toEqual([{ meetingId: 'm1', caseIds: ['c2', 'c1'] }]);
  });

  it('shows what was open from last time and puts it on this list', async () => {
    const waiting = {
      __typename: 'WaitingPerson',
      caseId: 'w1',
      person: person('w1-person', 'Waiting'),
      meetingId: 'm0',
      mdtName: 'Frailty MDT',
      meetingDate: '2026-11-10',
      state: 'DEFERRED_SEAT_ABSENT',
      outcomeText: null,
    };
    const { user } = open(page, 'CARE_COORDINATOR', {
      CaseList: () => ({ caseList: caseList({ cases: [], waiting: [waiting] }) }),
      CarryForward: () => ({
        carryForward: { __typename: 'CasesCarriedForward', toMeetingId: 'm1', carried: 1, skipped: [] },
      }),
    });
    expect(await screen.findByText('Nobody is listed yet')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'WAITING, Joan' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Put them on this list' }));
    expect(sent('CarryForward')).toEqual([{ fromMeetingId: 'm0', toMeetingId: 'm1' }]);
    expect((await screen.findAllByText('1 carried over')).length).toBeGreaterThan(0);
  });

  it('looks like a page that is not there where the viewer may not see it', async () => {
    open(page, 'CLINICIAN', {
      CaseList: () => ({ caseList: { __typename: 'NotPermitted', code: 'NOT_PERMITTED', message: 'x' } }),
    });
    expect(await screen.findByRole('heading', { level: 1, name: /not found/i })).toBeTruthy();
  });
});

describe('listing a person', () => {
  it('takes one of the people the viewer is related to, by question', async () => {
    const { user, router } = open('/meetings/m1/cases/add', 'CARE_COORDINATOR', {
      CaseList: () => ({ caseList: caseList() }),
      PeopleToList: () => ({
        people: {
          __typename: 'PeoplePage',
          hasMore: false,
          people: [{ ...person('n1', 'New'), __typename: 'RelatedPerson' }],
        },
      }),
      ActionOwners: () => ({ practitioners: [] }),
      ListCase: () => ({ listCase: { __typename: 'CaseListed', caseId: 'c2', meetingId: 'm1' } }),
    });
    await user.click(await screen.findByRole('button', { name: 'List this person' }));
    expect(screen.getAllByText('Choose the person.').length).toBeGreaterThan(0);
    await user.type(screen.getByRole('combobox', { name: 'Person' }), 'new');
    await user.click(await screen.findByText('NEW, Joan'));
    await user.type(screen.getByLabelText('What is the meeting asked?'), 'What next?');
    await user.click(screen.getByRole('button', { name: 'List this person' }));
    expect(sent('ListCase')).toEqual([
      {
        meetingId: 'm1',
        patientId: 'n1',
        question: 'What next?',
        wantedByPerson: '',
        relevantSeatIds: [],
        knowsPersonPractitionerIds: [],
      },
    ]);
    await screen.findByRole('region', { name: 'Person' });
    expect(router.state.location.search).toBe('?case=c2');
    expect(sessionStorage.length).toBeLessThanOrEqual(1);
  });
});

describe('my actions', () => {
  const actions = (list: object[]) => ({ myActions: { __typename: 'ActionsPage', hasMore: false, actions: list } });
  const mine = {
    ...action(),
    __typename: 'ActionForPerson',
    isMine: true,
    person: person('x', 'Example'),
    meetingId: 'm1',
    meetingDate: '2026-11-10',
    mdtName: 'Frailty MDT',
  };

  it('says what is overdue and moves an action on with its version', async () => {
    const { user } = open('/actions', 'CLINICIAN', {
      MyActions: () => actions([mine]),
      UpdateAction: () => ({
        updateAction: { __typename: 'ActionUpdated', actionId: 'a1', state: 'DONE', lockVersion: 4 },
      }),
    });
    expect(await screen.findByText('Overdue')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Done/ }));
    expect(sent('UpdateAction')).toEqual([{ actionId: 'a1', expectedVersion: 3, event: 'COMPLETE', reason: null }]);
  });

  it('asks why something was not done', async () => {
    const { user } = open('/actions', 'CLINICIAN', {
      MyActions: () => actions([mine]),
      UpdateAction: () => ({
        updateAction: { __typename: 'ActionUpdated', actionId: 'a1', state: 'NOT_DONE', lockVersion: 4 },
      }),
    });
    await user.click(await screen.findByRole('button', { name: /^Not done/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('Give a reason.')).toBeTruthy();
    await user.type(screen.getByLabelText('Why was it not done?'), 'Moved away');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent('UpdateAction')).toMatchObject([{ event: 'FAIL', reason: 'Moved away' }]);
  });

  it('has a sentence where there is nothing', async () => {
    open('/actions', 'CLINICIAN', { MyActions: () => actions([]) });
    expect(await screen.findByText('Nothing to do')).toBeTruthy();
  });
});

describe('the meetings of a person', () => {
  it('are told in plain words with long dates, and who has looked only when asked', async () => {
    const { user } = open('/your-meetings', 'PERSON', {
      MyMeetings: () => ({
        myMeetings: {
          __typename: 'MyMeetings',
          person: person('me', 'Example'),
          coming: [
            {
              __typename: 'MyComingMeeting',
              meetingId: 'm2',
              mdtName: 'Frailty MDT',
              startsAt: '2026-11-24T13:00:00Z',
            },
          ],
          past: [
            {
              __typename: 'MyPastMeeting',
              meetingId: 'm1',
              mdtName: 'Frailty MDT',
              startsAt: '2026-11-10T13:00:00Z',
              state: 'DEFERRED_SEAT_ABSENT',
              outcomeText: 'We try again in two weeks.',
              professionsPresent: ['GP', 'Community matron'],
              actions: [],
            },
          ],
        },
      }),
      WhoHasLooked: () => ({
        whoHasLooked: {
          __typename: 'WhoHasLooked',
          looks: [
            {
              __typename: 'Look',
              at: '2026-11-10T12:00:00Z',
              name: 'Sian Roberts',
              roleName: 'Clinician',
              organisationName: 'Riverside Community',
              what: 'Opened the record',
              why: 'The person was referred to them',
            },
          ],
        },
      }),
    });
    expect(await screen.findByText('Tuesday 24 November 2026 at 1pm')).toBeTruthy();
    expect(screen.getByText(/somebody who was needed was not there. We try again in two weeks./)).toBeTruthy();
    expect(screen.getByText('In the room: GP, Community matron.')).toBeTruthy();
    expect(asked.some((one) => one.name === 'WhoHasLooked')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Show who has looked' }));
    expect(await screen.findByText('Sian Roberts, clinician, Riverside Community')).toBeTruthy();
    expect(screen.getByText('Tuesday 10 November 2026 at midday')).toBeTruthy();
  });
});
