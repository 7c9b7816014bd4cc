import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';

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
// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([import('./my-actions-page.js'), import('./your-meetings-page.js')]);
}, 60_000);
beforeEach(() => {
  sessionStorage.clear();
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
    const { user, sent } = openPage('/actions', 'CLINICIAN', {
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
    const { user, sent } = openPage('/actions', 'CLINICIAN', {
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
    openPage('/actions', 'CLINICIAN', { MyActions: () => actions([]) });
    expect(await screen.findByText('Nothing to do')).toBeTruthy();
  });
});

describe('the meetings of a person', () => {
  it('are told in plain words with long dates, and who has looked only when asked', async () => {
    const { user, asked } = openPage('/your-meetings', 'PERSON', {
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
