import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
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

// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([import('./case-list-page.js'), import('./list-person-page.js')]);
}, 60_000);
beforeEach(() => {
  sessionStorage.clear();
});

describe('the people a meeting discusses', () => {
  const page = '/meetings/m1/cases';

  it('has one person open with a banner, all of them in the agenda, and no name in the tab or the address', async () => {
    const { router, user } = openPage(page, 'CARE_COORDINATOR', { CaseList: () => ({ caseList: caseList() }) });
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
    openPage(page, 'CLINICIAN', {
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
    const { user, sent } = openPage(page, 'CARE_COORDINATOR', {
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
    const { user, sent } = openPage(page, 'CARE_COORDINATOR', {
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
    const { user, sent } = openPage(page, 'CARE_COORDINATOR', {
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
    const { user, sent } = openPage(page, 'CARE_COORDINATOR', {
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
    openPage(page, 'CLINICIAN', {
      CaseList: () => ({ caseList: { __typename: 'NotPermitted', code: 'NOT_PERMITTED', message: 'x' } }),
    });
    expect(await screen.findByRole('heading', { level: 1, name: /not found/i })).toBeTruthy();
  });
});

describe('listing a person', () => {
  it('takes one of the people the viewer is related to, by question', async () => {
    const { user, router, sent } = openPage('/meetings/m1/cases/add', 'CARE_COORDINATOR', {
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
