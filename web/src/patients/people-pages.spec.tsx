import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type userEvent from '@testing-library/user-event';
import { openPage } from '../testing/open-page.js';

const relationship = {
  __typename: 'Relationship',
  basis: 'REFERRAL',
  basisName: 'The person was referred to you',
  reason: 'Falls at home',
  since: '2026-11-20T09:00:00Z',
  until: null,
};
const joan = {
  __typename: 'RelatedPerson',
  id: 'p1',
  familyName: 'Example',
  givenName: 'Joan',
  dateOfBirth: '1938-04-02',
  nhsNumber: '9434765919',
  deceasedOn: null,
  relationships: [relationship],
};
const known = (change: object = {}) => ({
  ...joan,
  __typename: 'Person',
  lockVersion: 4,
  discussions: [
    {
      __typename: 'PersonDiscussion',
      caseId: 'c1',
      meetingId: 'm1',
      mdtName: 'Frailty MDT',
      meetingDate: '2026-11-10',
      question: 'What next?',
      state: 'DISCUSSED',
      outcomeText: 'Home with support',
    },
  ],
  openActions: [],
  ...change,
});

const people = (list: object[]) => () => ({ people: { __typename: 'PeoplePage', hasMore: false, people: list } });

// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([import('./people-page.js'), import('./register-person-page.js'), import('./person-page.js')]);
}, 60_000);
beforeEach(() => {
  sessionStorage.clear();
});

describe('people', () => {
  it('are found without a word of the search in the address', async () => {
    const { user, router, sent } = openPage('/people', 'CARE_COORDINATOR', { People: people([joan]) });
    expect(await screen.findByRole('link', { name: 'EXAMPLE, Joan' })).toBeTruthy();
    expect(screen.getByText('943 476 5919')).toBeTruthy();
    await user.type(screen.getByLabelText('Find a person'), 'example');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    expect(sent('People').at(-1)).toEqual({ text: 'example', first: 25, after: null });
    expect(router.state.location.pathname + router.state.location.search).toBe('/people');
    expect(screen.queryByRole('region', { name: 'Person' })).toBeNull();
  });

  it('that are not found lead to registering a referral', async () => {
    const { user } = openPage('/people', 'CARE_COORDINATOR', { People: people([]) });
    await user.type(await screen.findByLabelText('Find a person'), 'nobody');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByText('Nobody found among the people you have a relationship with')).toBeTruthy();
    expect(screen.getAllByRole('link', { name: 'Register a referral' }).length).toBe(2);
  });
});

describe('registering a referral', () => {
  const fill = async (user: ReturnType<typeof userEvent.setup>, number: string) => {
    await user.type(await screen.findByLabelText(/^NHS number/), number);
    await user.type(screen.getByLabelText('Family name'), 'Example');
    await user.type(screen.getByLabelText('Given name'), 'Joan');
    await user.type(screen.getByLabelText('Date of birth'), '1938-04-02');
    await user.type(screen.getByLabelText('Why were they referred?'), 'Falls at home');
  };

  it('groups the NHS number, sends what was typed, and goes to the person', async () => {
    const { user, router, sent } = openPage('/people/register', 'CARE_COORDINATOR', {
      RegisterPatient: () => ({
        registerPatient: { __typename: 'PatientRegistered', patientId: 'p1', wasKnown: true },
      }),
      Person: () => ({ person: known() }),
    });
    await fill(user, '9434765919');
    expect(screen.getByLabelText<HTMLInputElement>(/^NHS number/).value).toBe('943 476 5919');
    await user.click(screen.getByRole('button', { name: 'Register the referral' }));
    expect(sent('RegisterPatient')).toEqual([
      {
        nhsNumber: '943 476 5919',
        familyName: 'Example',
        givenName: 'Joan',
        dateOfBirth: '1938-04-02',
        reason: 'Falls at home',
      },
    ]);
    await screen.findAllByText('They were known already. You were added to their record.');
    expect(router.state.location.pathname).toBe('/people/p1');
  });

  it('names each mistake before anything is sent', async () => {
    const { user, sent } = openPage('/people/register', 'CARE_COORDINATOR', {});
    await user.type(await screen.findByLabelText(/^NHS number/), '9434765918');
    await user.click(screen.getByRole('button', { name: 'Register the referral' }));
    const summary = screen.getByRole('alert');
    expect(
      within(summary)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['#nhsNumber', '#familyName', '#givenName', '#dateOfBirth', '#reason']);
    expect(sent('RegisterPatient')).toEqual([]);
  });

  it('shows the neutral refusal and keeps what was typed', async () => {
    const { user } = openPage('/people/register', 'CARE_COORDINATOR', {
      RegisterPatient: () => ({
        registerPatient: {
          __typename: 'CheckTheDetails',
          code: 'CHECK_THE_DETAILS',
          message: 'Check the NHS number, family name and date of birth against the referral.',
        },
      }),
    });
    await fill(user, '943 476 5919');
    await user.click(screen.getByRole('button', { name: 'Register the referral' }));
    expect(await screen.findByText(/Check the NHS number, family name and date of birth/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Family name').value).toBe('Example');
  });
});

describe('a person', () => {
  it('has a banner, why one can see them, and their meetings; the tab names nobody', async () => {
    openPage('/people/p1', 'CARE_COORDINATOR', { Person: () => ({ person: known() }) });
    expect(await screen.findByRole('heading', { level: 1, name: 'EXAMPLE, Joan' })).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Person' })).toBeTruthy();
    expect(screen.getByText(/The person was referred to you, since 20 November 2026. Falls at home/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '10-Nov-2026, Frailty MDT' })).toBeTruthy();
    expect(document.title).toBe('Person - Quorate');
  });

  it('who has died is marked as read-only', async () => {
    openPage('/people/p1', 'CARE_COORDINATOR', { Person: () => ({ person: known({ deceasedOn: '2026-11-20' }) }) });
    expect(await screen.findByText(/This person has died. Their record can be read/)).toBeTruthy();
  });

  it('whose record is closed gives a page that says why and whom to ask', async () => {
    openPage('/people/p2', 'CARE_COORDINATOR', {
      Person: () => ({
        person: {
          __typename: 'NoRelationship',
          code: 'NO_RELATIONSHIP',
          message: 'You have no relationship with this person at present that opens their record.',
          askWhom: [
            {
              __typename: 'PersonToAsk',
              name: 'Ruth Lead',
              roleName: 'Information governance lead',
              organisationName: 'Riverside Community',
            },
          ],
        },
      }),
    });
    expect(await screen.findByText('You cannot see this record')).toBeTruthy();
    expect(screen.getByText('Ruth Lead, information governance lead at Riverside Community')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Register a referral' })).toBeTruthy();
    expect(document.title).toBe('Record closed - Quorate');
  });
});
