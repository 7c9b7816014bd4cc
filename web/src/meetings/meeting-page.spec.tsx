import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';
import { clashes, closed, invalid, meeting, named, notPermitted, reply, stale } from './meeting-examples.js';

beforeAll(async () => {
  await Promise.all([import('./meeting-page.js'), import('./move-meeting-page.js'), import('./meetings-page.js')]);
}, 60_000);
beforeEach(() => sessionStorage.clear());

const noReleases = { MeetingReleases: () => ({ meetingReleases: [] }) };
const saved = { __typename: 'ReplySaved', invitationId: 'i1', meetingId: 'm1' };
const candidates = {
  DeputyCandidates: () => ({
    deputyCandidates: [{ __typename: 'DeputyCandidate', id: 'p9', name: 'Leila Hussain', isRegistered: true }],
  }),
};
const mine = (change: object = {}) =>
  meeting({
    mayEdit: false,
    mayCancel: false,
    replies: [reply('i1', { isMine: true, person: named('p1', 'Ada Lowe'), ...change })],
  });

describe('a meeting for its co-ordinator', () => {
  it('says who comes, where from and when, what is missing, and leads to register and people', async () => {
    openPage('/meetings/m1', 'CARE_COORDINATOR', { Meeting: () => meeting(), ...noReleases });
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Frailty MDT');
    expect(screen.getByText(/1 of 3 seats said yes/)).toBeTruthy();
    expect(screen.getByText('Not quorate so far')).toBeTruthy();
    expect(screen.getByText('The role "GP" is required and nobody fills it.')).toBeTruthy();
    expect(screen.getByText('11 November 2026, 09:30, by the link in the mail')).toBeTruthy();
    expect(screen.getByText('Vacant')).toBeTruthy();
    const nav = screen.getByRole('navigation', { name: 'Parts of this meeting' });
    expect(
      within(nav)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['Replies', 'Register', 'People to discuss']);
    expect(document.title).toBe('Meeting - Quorate');
  });

  it('records a reply given by phone, with its reason and the version it was given for', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...noReleases,
      RecordReply: () => ({ recordReply: saved }),
    });
    await user.click(await screen.findByRole('button', { name: /Record reply of Dr Amara Oseland/ }));
    await user.click(screen.getByRole('button', { name: 'Save this reply' }));
    expect(screen.getAllByText('Choose what they said.').length).toBeGreaterThan(0);
    await user.click(screen.getByLabelText('Cannot come'));
    await user.selectOptions(screen.getByLabelText('Why? (optional)'), 'No cover or backfill');
    await user.click(screen.getByRole('button', { name: 'Save this reply' }));
    await waitFor(() =>
      expect(sent('RecordReply')).toEqual([
        { invitationId: 'i1', expectedVersion: 5, answer: 'DECLINE', declineReason: 'noCover', comment: null },
      ]),
    );
  });

  it('names a deputy of the seat', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...noReleases,
      ...candidates,
      NameDeputy: () => ({ nameDeputy: saved }),
    });
    await user.click(await screen.findByRole('button', { name: /Record reply of Dr Amara Oseland/ }));
    await user.click(screen.getByLabelText('Sends a deputy'));
    await user.click(await screen.findByLabelText('Leila Hussain'));
    await user.click(screen.getByRole('button', { name: 'Save this reply' }));
    await waitFor(() =>
      expect(sent('NameDeputy')).toEqual([{ invitationId: 'i1', expectedVersion: 5, deputyPractitionerId: 'p9' }]),
    );
  });

  it.each([
    ['who is taken and where', clashes, /Dr Amara Oseland is at Heart failure MDT on 24 November 2099, 13:30 to 14:30/],
    ['that it has begun', closed, /has begun/],
    ['that somebody was quicker', stale, /Someone else changed this first/],
    ['that it is not allowed', notPermitted, /You may not do this/],
    ['what is wrong with a field', invalid('declineReason', 'Choose a reason from the list.'), /Choose a reason/],
  ])('says %s when a reply is refused', async (_, refusal, words) => {
    const { user } = openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...noReleases,
      RecordReply: () => ({ recordReply: refusal }),
    });
    await user.click(await screen.findByRole('button', { name: /Record reply of Dr Amara Oseland/ }));
    await user.click(screen.getByLabelText('Coming'));
    await user.click(screen.getByRole('button', { name: 'Save this reply' }));
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
    expect(screen.getByRole('button', { name: 'Save this reply' })).toBeTruthy();
  });

  it('reminds those who have not decided, and says how many got a mail', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...noReleases,
      SendInvitations: () => ({ sendInvitations: { __typename: 'InvitationsSent', people: 1, meetings: 1 } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Remind 1 person who has not decided' }));
    expect(await screen.findByText('Reminder sent to 1 person')).toBeTruthy();
    expect(sent('SendInvitations')).toEqual([{ meetingId: 'm1', to: 'WAITING' }]);
  });

  it('asks why before it cancels, and what it is for', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...noReleases,
      CancelMeeting: () => ({
        cancelMeeting: { __typename: 'MeetingsChanged', mdtId: 'd1', cancelledMeetingIds: ['m1', 'm2'] },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Cancel this meeting' }));
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel this meeting' }));
    expect(within(dialog).getAllByText(/Say why it is cancelled/).length).toBeGreaterThan(0);
    await user.type(within(dialog).getByLabelText('Why?'), 'Flood');
    await user.click(within(dialog).getByLabelText(/This one and all that follow/));
    await user.click(within(dialog).getByRole('button', { name: 'Cancel these meetings' }));
    await waitFor(() =>
      expect(sent('CancelMeeting')).toEqual([
        { meetingId: 'm1', expectedVersion: 7, scope: 'THIS_AND_FOLLOWING', reason: 'Flood' },
      ]),
    );
    expect((await screen.findAllByText(/2 meetings cancelled/)).length).toBeGreaterThan(0);
  });

  it('that has begun can be cancelled while nobody is marked, and no longer moved', async () => {
    openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () => meeting({ isComing: false, mayEdit: false, mayCancel: true }),
      ...noReleases,
    });
    expect(await screen.findByRole('button', { name: 'Cancel this meeting' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Move this meeting' })).toBeNull();
  });

  it('is read-only once cancelled, and says why', async () => {
    openPage('/meetings/m1', 'CARE_COORDINATOR', {
      Meeting: () =>
        meeting({ status: 'CANCELLED', cancelReason: 'Flood', isComing: false, mayEdit: false, mayCancel: false }),
      ...noReleases,
    });
    expect(await screen.findByText('This meeting is cancelled')).toBeTruthy();
    expect(screen.getByText(/Why: Flood/)).toBeTruthy();
    expect(screen.getByText('No reply')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Record reply|Cancel|Remind/ })).toBeNull();
  });

  it('is not found when it is not theirs to see', async () => {
    openPage('/meetings/m1', 'CARE_COORDINATOR', { Meeting: () => ({ meeting: null }) });
    expect(await screen.findByText(/not found/i)).toBeTruthy();
  });

  it('hides replies from a commissioner in words, and leads back to the MDT', async () => {
    openPage('/meetings/m1', 'COMMISSIONER', {
      Meeting: () => meeting({ replies: [], mayEdit: false, mayCancel: false }),
    });
    expect(await screen.findByText('Who replied what is not shown here')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Back to the MDT' })).toBeTruthy();
  });
});

describe("the viewer's own reply", () => {
  it('takes one press, by keyboard too', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CLINICIAN', {
      Meeting: () => mine(),
      ...noReleases,
      AnswerInvitation: () => ({ answerInvitation: saved }),
    });
    (await screen.findByRole('button', { name: /^I will come/ })).focus();
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(sent('AnswerInvitation')).toEqual([
        { invitationId: 'i1', expectedVersion: 5, answer: 'ACCEPT', declineReason: null },
      ]),
    );
  });

  it('sends a deputy in two presses', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CLINICIAN', {
      Meeting: () => mine(),
      ...noReleases,
      ...candidates,
      NameDeputy: () => ({ nameDeputy: saved }),
    });
    await user.click(await screen.findByRole('button', { name: /^Send a deputy/ }));
    await user.click(await screen.findByRole('button', { name: /Leila Hussain/ }));
    await waitFor(() => expect(sent('NameDeputy')).toHaveLength(1));
  });

  it('takes the reason afterwards, one more choice', async () => {
    const { user, sent } = openPage('/meetings/m1', 'CLINICIAN', {
      Meeting: () => mine({ response: 'DECLINED' }),
      ...noReleases,
      AnswerInvitation: () => ({ answerInvitation: saved }),
    });
    await user.selectOptions(await screen.findByLabelText(/^Why\?/), 'Release was refused');
    await waitFor(() =>
      expect(sent('AnswerInvitation')).toMatchObject([{ answer: 'DECLINE', declineReason: 'releaseRefused' }]),
    );
  });

  it('of a deputy can only be handed back', async () => {
    openPage('/meetings/m1', 'CLINICIAN', {
      Meeting: () =>
        mine({ response: 'DELEGATED', person: named('p7', 'Dr Jo Begum'), deputy: named('p1', 'Ada Lowe') }),
      ...noReleases,
    });
    expect(await screen.findByText('You come in place of Dr Jo Begum.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^I will come/ })).toBeNull();
    expect(screen.getByRole('button', { name: /^I cannot come/ })).toBeTruthy();
  });

  it('says so when somebody was quicker, and shows the latest', async () => {
    const { user, asked } = openPage('/meetings/m1', 'CLINICIAN', {
      Meeting: () => mine(),
      ...noReleases,
      AnswerInvitation: () => ({ answerInvitation: stale }),
    });
    await user.click(await screen.findByRole('button', { name: /^I cannot come/ }));
    const before = asked.filter((one) => one.name === 'Meeting').length;
    await user.click(await screen.findByRole('button', { name: 'Show the latest' }));
    expect(asked.filter((one) => one.name === 'Meeting').length).toBeGreaterThan(before);
  });
});

describe('moving', () => {
  const toMove = {
    SeriesToMove: () => ({
      series: {
        __typename: 'Series',
        id: 's1',
        frequency: 'FORTNIGHTLY',
        weekday: 2,
        weekOfMonth: null,
        plannedThrough: '2100-01-31',
        untilDate: null,
        lockVersion: 8,
        comingMeetings: [{ __typename: 'MeetingBrief', id: 'm1', date: '2099-11-24', status: 'BOOKED' }],
      },
    }),
  };

  it.each([
    ['2099-12-05', /Saturday 5 December 2099 is at the weekend/],
    ['2026-12-25', /is a bank holiday: Christmas Day/],
    ['2099-12-07', null],
  ])('warns before a move to a weekend or a bank holiday and refuses nothing (%s)', async (date, warning) => {
    openPage('/meetings/m1/move', 'CARE_COORDINATOR', { Meeting: () => meeting({ seriesId: null }) });
    fireEvent.change(await screen.findByLabelText('New date'), { target: { value: date } });
    if (warning) expect(await screen.findByText(warning)).toBeTruthy();
    else expect(screen.queryByText('Check the date')).toBeNull();
    expect(screen.getByRole('button', { name: 'Move and tell everyone invited' })).toBeTruthy();
  });

  it('sends only what is different, with the version of what moves', async () => {
    const { user, sent, router } = openPage('/meetings/m1/move', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...toMove,
      ...noReleases,
      EditMeeting: () => ({
        editMeeting: {
          __typename: 'MeetingsChanged',
          mdtId: 'd1',
          seriesId: 's1',
          meetingIds: ['m1'],
          cancelledMeetingIds: [],
          skipped: [],
        },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Move and tell everyone invited' }));
    expect((await screen.findAllByText(/Nothing is different yet/)).length).toBeGreaterThan(0);
    const starts = screen.getByLabelText('Starts');
    await user.clear(starts);
    await user.type(starts, '1430');
    await user.click(screen.getByRole('button', { name: 'Move and tell everyone invited' }));
    await waitFor(() =>
      expect(sent('EditMeeting')).toEqual([
        { meetingId: 'm1', scope: 'ONE', expectedVersion: 2, skipClashingDates: false, startTime: '14:30' },
      ]),
    );
    await waitFor(() => expect(router.state.location.pathname).toBe('/meetings/m1'));
  });

  it('names who is taken and can call those dates off', async () => {
    const { user, sent } = openPage('/meetings/m1/move', 'CARE_COORDINATOR', {
      Meeting: () => meeting(),
      ...toMove,
      EditMeeting: () => ({ editMeeting: clashes }),
    });
    await user.click(await screen.findByLabelText('All that are to come'));
    const starts = screen.getByLabelText('Starts');
    await user.clear(starts);
    await user.type(starts, '1430');
    await user.click(screen.getByRole('button', { name: 'Move and tell everyone invited' }));
    expect(await screen.findByText(/Dr Amara Oseland is at Heart failure MDT on 24 November 2099/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Call off the clashing dates/ }));
    await waitFor(() =>
      expect(sent('EditMeeting')).toMatchObject([
        { scope: 'ALL', expectedVersion: 8, skipClashingDates: false },
        { skipClashingDates: true },
      ]),
    );
  });
});

describe('the meetings of a week', () => {
  it('asks for one week of the organisation first, and for another by the address', async () => {
    const { user, asked, router } = openPage('/meetings?week=2026-11-25', 'CARE_COORDINATOR', {
      Meetings: () => ({ meetings: { __typename: 'MeetingPage', endCursor: null, items: [] } }),
    });
    expect(await screen.findByText('No meeting in this week')).toBeTruthy();
    expect(screen.getByRole('heading', { name: /23 November 2026 to 29 November 2026/ })).toBeTruthy();
    expect(asked.find((one) => one.name === 'Meetings')?.variables).toEqual({
      from: '2026-11-23',
      to: '2026-11-30',
      mine: true,
      after: null,
    });
    await user.click(screen.getByRole('button', { name: 'Week after' }));
    expect(router.state.location.search).toBe('?week=2026-11-30');
  });

  it('say who said yes until the register says who came', async () => {
    const listed = (id: string, change: object) => ({
      __typename: 'MeetingListItem',
      id,
      mdt: named('mdt1', 'Frailty MDT'),
      hostName: 'Riverside Community',
      date: '2026-11-24',
      startTime: '13:00',
      endTime: '14:00',
      siteName: 'Mill Bank Clinic',
      roomName: null,
      joinUrl: null,
      isExtraordinary: false,
      isQuorate: null,
      participants: [{ __typename: 'Participant', invitationId: id, roleName: 'GP', response: 'ACCEPTED' }],
      ...change,
    });
    openPage('/meetings?week=2026-11-25', 'CARE_COORDINATOR', {
      Meetings: () => ({
        meetings: {
          __typename: 'MeetingPage',
          endCursor: null,
          items: [
            listed('booked', { status: 'BOOKED' }),
            listed('held', { status: 'HELD', isQuorate: true }),
            listed('short', { status: 'HELD', isQuorate: false }),
          ],
        },
      }),
      RegisterCounts: ({ meetingIds }) => {
        expect(meetingIds).toEqual(['held', 'short']);
        const count = { __typename: 'RegisterCount', of: 6, notRecorded: 0, isOwnStaff: false };
        return {
          registerCounts: [
            { ...count, meetingId: 'held', came: 5 },
            { ...count, meetingId: 'short', came: 2, notRecorded: 1, isOwnStaff: true },
          ],
        };
      },
    });
    expect(await screen.findByText('Held, quorate')).toBeTruthy();
    expect(screen.getByText('Held, not quorate')).toBeTruthy();
    expect(await screen.findByText('5 of 6 came')).toBeTruthy();
    expect(screen.getByText('2 of 6 of your staff came, 1 not recorded')).toBeTruthy();
    expect(screen.getAllByText(/1 of 1 said yes/)).toHaveLength(1);
  });
});
