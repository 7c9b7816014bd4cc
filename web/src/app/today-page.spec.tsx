import '../testing/jsdom-globals.js';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';
import type { Role } from './viewer.js';

beforeAll(async () => {
  await Promise.all([
    import('./today-page.js'),
    import('../meetings/today-meetings.js'),
    import('../attendance/today-registers.js'),
    import('../attendance/today-releases.js'),
    import('../cases/cases-today.js'),
    import('../cases/your-meetings-page.js'),
    import('../audit/chain-summary.js'),
    import('../messaging/today-outbox.js'),
  ]);
}, 60_000);
beforeEach(() => sessionStorage.clear());

const meeting = (id: string, change: object = {}) => ({
  __typename: 'TodayMeeting',
  id,
  mdtName: 'Frailty MDT',
  date: '2099-11-24',
  startTime: '13:00',
  endTime: '14:00',
  place: 'Mill Bank Clinic',
  status: 'BOOKED',
  cover: '5 of 6 seats; missing: geriatrician',
  isForecastQuorate: true,
  repliesWaiting: 2,
  isUnsent: false,
  myInvitationId: null,
  myResponse: null,
  myLockVersion: null,
  ...change,
});
const today = (lists: object = {}) => ({
  todayMeetings: { __typename: 'TodayMeetings', date: '2026-11-24', today: [], waiting: [], mine: [], ...lists },
});
const none = { Meetings: () => ({ meetings: { __typename: 'MeetingPage', endCursor: null, items: [] } }) };
const ASKED_BY_THE_FRAME = ['Viewer'];

describe('Today', () => {
  it('of a co-ordinator has cover in words and the replies that wait', async () => {
    openPage('/', 'CARE_COORDINATOR', {
      TodayMeetings: () => today({ today: [meeting('m1')], waiting: [meeting('m2', { isUnsent: true })] }),
    });
    expect(await screen.findByText(/5 of 6 seats; missing: geriatrician/)).toBeTruthy();
    expect(screen.getByText(/invitations not all sent, 2 replies waiting/)).toBeTruthy();
  });

  it('leads to the next meetings when there is none today', async () => {
    openPage('/', 'CARE_COORDINATOR', { TodayMeetings: () => today(), ...none });
    expect(await screen.findByText('No meeting today, and none in the next fortnight')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Plan meetings of an MDT' })).toBeTruthy();
  });

  it('of a clinician takes a reply in one press; what was answered stays in its place', async () => {
    let response = 'NEEDS_ACTION';
    const { user, sent } = openPage('/', 'CLINICIAN', {
      TodayMeetings: () =>
        today({ mine: [meeting('m1', { myInvitationId: 'i1', myResponse: response, myLockVersion: 3 })] }),
      ...none,
      AnswerInvitation: () => {
        response = 'DECLINED';
        return { answerInvitation: { __typename: 'ReplySaved', invitationId: 'i1', meetingId: 'm1' } };
      },
    });
    await user.click(await screen.findByRole('button', { name: /^I cannot come/ }));
    await waitFor(() =>
      expect(sent('AnswerInvitation')).toMatchObject([{ invitationId: 'i1', expectedVersion: 3, answer: 'DECLINE' }]),
    );
    expect(await screen.findByText('You said that you cannot come.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /I will come/ })).toBeTruthy();
  });

  it('takes no reply to a meeting that has begun', async () => {
    openPage('/', 'CLINICIAN', {
      TodayMeetings: () =>
        today({
          today: [
            meeting('m1', { date: '2020-01-01', myInvitationId: 'i1', myResponse: 'ACCEPTED', myLockVersion: 1 }),
          ],
        }),
    });
    expect(await screen.findByRole('link', { name: 'Frailty MDT' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /come/ })).toBeNull();
  });

  it.each([
    ['PROVIDER_MANAGER', ['ReleaseQueue']],
    ['COMMISSIONER', []],
    ['INFORMATION_GOVERNANCE_LEAD', ['AuditChain']],
    ['ADMINISTRATOR', ['AuditChain', 'Outbox']],
    ['PERSON', ['MyMeetings']],
    ['CARER', ['MyMeetings']],
    ['CLINICIAN', ['CasesToday', 'TodayMeetings']],
    ['CARE_COORDINATOR', ['CasesToday', 'RegistersToRecord', 'TodayMeetings']],
  ] as const satisfies readonly (readonly [Role, readonly string[]])[])(
    'of a %s asks only what the role may',
    async (role, names) => {
      const { asked } = openPage('/', role, {});
      await screen.findByRole('heading', { level: 1 });
      const found = () =>
        [...new Set(asked.map((one) => one.name))].filter((name) => !ASKED_BY_THE_FRAME.includes(name ?? ''));
      await waitFor(() => expect(found().sort()).toEqual([...names]));
    },
  );
});
