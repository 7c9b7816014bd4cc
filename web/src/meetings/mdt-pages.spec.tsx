import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';
import { clash, clashes, invalid, mdt, named, notPermitted, series, stale } from './meeting-examples.js';

beforeAll(async () => {
  await Promise.all([
    import('./mdts-page.js'),
    import('./mdt-page.js'),
    import('./new-mdt-page.js'),
    import('./revise-terms-page.js'),
    import('./plan-series-page.js'),
    import('./seat-page.js'),
    import('./single-meeting-page.js'),
  ]);
}, 60_000);
beforeEach(() => sessionStorage.clear());

const item = (change: object = {}) => ({
  __typename: 'MdtListItem',
  id: 'd1',
  name: 'Frailty MDT',
  host: named('o1', 'Riverside Community'),
  status: 'ACTIVE',
  seats: 6,
  vacantSeats: 1,
  nextMeetingId: 'm1',
  nextMeetingDate: '2026-11-24',
  nextMeetingTime: '13:00',
  ...change,
});
const list = (items: object[]) => ({ mdts: { __typename: 'MdtPage', endCursor: null, items } });
const roles = {
  ProfessionalRoles: () => ({ professionalRoles: [{ __typename: 'ProfessionalRole', code: 'gp', name: 'GP' }] }),
};

describe('the list of MDTs', () => {
  it('says vacant seats and the next meeting', async () => {
    openPage('/mdts', 'CARE_COORDINATOR', { Mdts: () => list([item()]) });
    expect(await screen.findByText('6, 1 vacant')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Tue 24 Nov, 13:00/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'New MDT' })).toBeTruthy();
  });

  it('says what to do while there is none, and offers a new one only to a co-ordinator', async () => {
    openPage('/mdts', 'CLINICIAN', { Mdts: () => list([]) });
    expect(await screen.findByText('There is no MDT yet')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'New MDT' })).toBeNull();
  });
});

describe('an MDT', () => {
  it('shows seats, vacancies, the rule in words and the dates left out with reasons', async () => {
    openPage('/mdts/d1', 'CARE_COORDINATOR', { Mdt: () => mdt() });
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Frailty MDT');
    expect(screen.getByText('Vacant')).toBeTruthy();
    expect(screen.getByText('Every second Tuesday, 13:00 to 14:00')).toBeTruthy();
    expect(screen.getByText('Friday 25 December 2099: Bank holiday: Christmas Day')).toBeTruthy();
    expect(screen.getByText('2 seats filled, among them GP')).toBeTruthy();
  });

  it('is read-only for whoever does not run it', async () => {
    openPage('/mdts/d1', 'CLINICIAN', {
      Mdt: () => mdt({ mayEdit: false, series: [series({ mayEdit: false })] }),
    });
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByRole('link', { name: /Plan meetings|Revise|Change/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Pause|Close|Send/ })).toBeNull();
  });

  it('sends the invitations of a series and says how many', async () => {
    const { user, sent } = openPage('/mdts/d1', 'CARE_COORDINATOR', {
      Mdt: () => mdt(),
      SendInvitations: () => ({ sendInvitations: { __typename: 'InvitationsSent', people: 5, meetings: 13 } }),
    });
    await user.click(await screen.findByRole('button', { name: /^Send invitations/ }));
    expect(await screen.findByText('Invitations sent to 5 people for 13 meetings')).toBeTruthy();
    expect(sent('SendInvitations')).toEqual([{ seriesId: 's1', to: 'NOT_SENT' }]);
  });

  it('asks why it is paused, and shows a refusal in its place', async () => {
    const { user, sent } = openPage('/mdts/d1', 'CARE_COORDINATOR', {
      Mdt: () => mdt(),
      ChangeMdtStatus: () => ({ changeMdtStatus: invalid('event', 'Meetings are still to come.') }),
    });
    await user.click(await screen.findByRole('button', { name: 'Close this MDT' }));
    const dialog = screen.getByRole('dialog');
    const confirm = dialog.querySelector<HTMLButtonElement>('button[type=submit]');
    if (!confirm) throw new Error('no button');
    await user.click(confirm);
    expect(screen.getByText('Say why.')).toBeTruthy();
    await user.type(screen.getByLabelText('Why?'), 'Merged');
    await user.click(confirm);
    expect(await screen.findByText('Meetings are still to come.')).toBeTruthy();
    expect(sent('ChangeMdtStatus')).toEqual([{ mdtId: 'd1', expectedVersion: 3, event: 'CLOSE', reason: 'Merged' }]);
  });

  it('is not found when it is not theirs to see', async () => {
    openPage('/mdts/d1', 'CLINICIAN', { Mdt: () => ({ mdt: null }) });
    expect(await screen.findByText(/not found/i)).toBeTruthy();
  });
});

describe('a new MDT', () => {
  const answers = {
    ...roles,
    Mdts: () => list([]),
    ProvidersToChoose: () => ({ organisations: { __typename: 'OrganisationPage', items: [] } }),
    HoldersToChoose: () => ({ practitioners: [] }),
  };
  async function fill(user: ReturnType<typeof openPage>['user']) {
    await user.type(await screen.findByLabelText('Name'), 'Falls MDT');
    await user.type(screen.getByLabelText('What is it for?'), 'Fewer falls');
    await user.selectOptions(await screen.findByLabelText('Role'), 'GP');
    await user.type(screen.getByLabelText('How many seats must be filled?'), '1');
  }

  it('says by field what is missing', async () => {
    const { user, sent } = openPage('/mdts/new', 'CARE_COORDINATOR', answers);
    await screen.findByLabelText('Role');
    await user.click(screen.getByRole('button', { name: 'Create this MDT' }));
    for (const words of ['Enter the name of the MDT.', 'Say what the MDT is for.', 'Choose the role of seat 1.'])
      expect(screen.getAllByText(words).length).toBe(2);
    expect(sent('CreateMdt')).toEqual([]);
  });

  it('is created with its seats and leads to its page; own provider is chosen already', async () => {
    const { user, sent, router } = openPage('/mdts/new', 'CARE_COORDINATOR', {
      ...answers,
      CreateMdt: () => ({ createMdt: { __typename: 'MdtSaved', mdtId: 'd2' } }),
      Mdt: () => mdt(),
    });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Create this MDT' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/mdts/d2'));
    expect(sent('CreateMdt')).toMatchObject([
      {
        name: 'Falls MDT',
        minimumSeats: 1,
        minimumNoticeWorkingDays: 10,
        seats: [{ roleCode: 'gp', providerOrganisationId: 'o1', kind: 'CORE', countsForQuorum: true }],
      },
    ]);
    expect(Object.keys(sessionStorage).filter((key) => key.includes('new-mdt'))).toEqual([]);
  });

  it('shows a wrong field of a seat at the seat, and keeps what was typed', async () => {
    const { user } = openPage('/mdts/new', 'CARE_COORDINATOR', {
      ...answers,
      CreateMdt: () => ({ createMdt: invalid('seats.0.holderPractitionerId', 'This person does not have the role.') }),
    });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Create this MDT' }));
    const link = await screen.findByRole('link', { name: 'This person does not have the role.' });
    await user.click(link);
    expect(document.activeElement?.id).toBe('seat-0-holder');
    expect(screen.getByDisplayValue('Falls MDT')).toBeTruthy();
  });

  it('says when it is not permitted', async () => {
    const { user } = openPage('/mdts/new', 'CARE_COORDINATOR', {
      ...answers,
      CreateMdt: () => ({ createMdt: notPermitted }),
    });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Create this MDT' }));
    expect(await screen.findByText('You may not do this.')).toBeTruthy();
  });

  it('keeps a draft through a reload', async () => {
    const first = openPage('/mdts/new', 'CARE_COORDINATOR', answers);
    await first.user.type(await screen.findByLabelText('Name'), 'Half');
    expect(Object.values(sessionStorage).some((text) => String(text).includes('Half'))).toBe(true);
  });
});

describe('the next terms', () => {
  it('say when somebody else was quicker', async () => {
    const { user, sent } = openPage('/mdts/d1/revise', 'CARE_COORDINATOR', {
      ...roles,
      Mdt: () => mdt(),
      ProvidersToChoose: () => ({ organisations: { __typename: 'OrganisationPage', items: [] } }),
      HoldersToChoose: () => ({ practitioners: [] }),
      ReviseTerms: () => ({ reviseTerms: stale }),
    });
    await user.click(await screen.findByRole('button', { name: 'Save version 2' }));
    expect(await screen.findByText(/Someone else changed this first/)).toBeTruthy();
    expect(sent('ReviseTerms')).toMatchObject([{ mdtId: 'd1', expectedVersion: 3, seats: [{ seatId: 'seat1' }, {}] }]);
  });
});

describe('a seat', () => {
  it('is given to somebody else with its version; a clash is named', async () => {
    const { user, sent } = openPage('/mdts/d1/seats/seat2', 'CARE_COORDINATOR', {
      Mdt: () => mdt(),
      HoldersToChoose: () => ({
        practitioners: [{ __typename: 'PractitionerListItem', id: 'p5', name: 'Niamh Khanna', roles: [] }],
      }),
      SetSeatHolder: () => ({ setSeatHolder: clashes }),
    });
    const box = await screen.findByRole('combobox', { name: 'Holder (empty is vacant)' });
    await user.type(box, 'Niamh');
    await user.click(await screen.findByRole('option', { name: /Niamh Khanna/ }));
    await user.click(screen.getByRole('button', { name: 'Save who holds it' }));
    expect(await screen.findByText(/Dr Amara Oseland is at Heart failure MDT on/)).toBeTruthy();
    expect(sent('SetSeatHolder')).toEqual([{ seatId: 'seat2', expectedVersion: 4, practitionerId: 'p5' }]);
  });
});

describe('planning a series', () => {
  const preview = (change: object = {}) => ({
    seriesPreview: {
      __typename: 'SeriesPreview',
      description: 'Every second Tuesday, 13:00 to 14:00',
      problems: [],
      meetings: [
        { __typename: 'PreviewedMeeting', date: '2026-12-08', startTime: '13:00', endTime: '14:00', clashes: [] },
        { __typename: 'PreviewedMeeting', date: '2026-12-22', startTime: '13:00', endTime: '14:00', clashes: [clash] },
      ],
      skipped: [{ __typename: 'SkippedDate', date: '2026-12-25', reason: 'Bank holiday: Christmas Day' }],
      ...change,
    },
  });
  const answers = {
    MdtToPlan: () => ({
      mdt: {
        __typename: 'Mdt',
        id: 'd1',
        name: 'Frailty MDT',
        status: 'ACTIVE',
        host: named('o1', 'Riverside Community'),
        mayEdit: true,
        series: [],
      },
    }),
    SitesToChoose: () => ({ sites: { __typename: 'SitePage', items: [] } }),
    SeriesPreview: () => preview(),
  };

  it('shows dates, bank holidays with their reason and clashes before anything is saved', async () => {
    const { sent } = openPage('/mdts/d1/plan', 'CARE_COORDINATOR', answers);
    expect(await screen.findByText('Tuesday 8 December 2026')).toBeTruthy();
    expect(screen.getByText(/Bank holiday: Christmas Day/)).toBeTruthy();
    expect(screen.getByText(/Dr Amara Oseland is at Heart failure MDT, 13:30 to 14:30/)).toBeTruthy();
    expect(sent('PlanSeries')).toEqual([]);
  });

  it('says who is taken when refused, then leaves those dates out and offers to send the invitations', async () => {
    let tries = 0;
    const planned = { __typename: 'SeriesPlanned', seriesId: 's9', meetingIds: ['m1'], skipped: [] };
    const { user, sent, router } = openPage('/mdts/d1/plan', 'CARE_COORDINATOR', {
      ...answers,
      Mdt: () => mdt(),
      PlanSeries: () => ({ planSeries: tries++ === 0 ? clashes : planned }),
    });
    await user.click(await screen.findByRole('button', { name: 'Plan 2 meetings' }));
    expect(await screen.findByText(/Dr Amara Oseland is at Heart failure MDT on 24 November 2099/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Leave 1 clashing date out and plan the others' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/mdts/d1'));
    expect(sent('PlanSeries')).toMatchObject([
      { mdtId: 'd1', frequency: 'FORTNIGHTLY', weekday: 2, startTime: '13:00', skipClashingDates: false },
      { skipClashingDates: true },
    ]);
    expect(await screen.findByRole('button', { name: 'Send the invitations' })).toBeTruthy();
  });

  it('shows a wrong field at the field', async () => {
    const { user } = openPage('/mdts/d1/plan', 'CARE_COORDINATOR', {
      ...answers,
      PlanSeries: () => ({ planSeries: invalid('until', 'The last date is before the first.') }),
    });
    await user.click(await screen.findByRole('button', { name: 'Plan 2 meetings' }));
    expect((await screen.findAllByText(/The last date is before the first/)).length).toBe(2);
  });

  it('says what is wrong with the rule while it is typed', async () => {
    openPage('/mdts/d1/plan', 'CARE_COORDINATOR', {
      ...answers,
      SeriesPreview: () =>
        preview({
          meetings: [],
          problems: [{ __typename: 'InputProblem', path: 'until', message: 'Choose a later last date.' }],
        }),
    });
    expect(await screen.findByText('Choose a later last date.')).toBeTruthy();
  });
});

describe('a single meeting', () => {
  it('is added outside the series and opened', async () => {
    const { user, sent, router } = openPage('/mdts/d1/extra', 'CARE_COORDINATOR', {
      MdtToPlan: () => ({ mdt: { ...mdt().mdt, series: [] } }),
      SitesToChoose: () => ({ sites: { __typename: 'SitePage', items: [] } }),
      AddExtraordinaryMeeting: () => ({
        addExtraordinaryMeeting: { __typename: 'MeetingsChanged', meetingIds: ['m8'] },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Add this meeting' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/meetings/m8'));
    expect(sent('AddExtraordinaryMeeting')).toMatchObject([{ mdtId: 'd1', startTime: '13:00', durationMinutes: 60 }]);
  });
});
