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
    import('../indicators/today-engagement.js'),
    import('../oversight/today-signals.js'),
    import('../oversight/today-corrections.js'),
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
  deputiesAllowed: true,
  ...change,
});
const today = (lists: object = {}) => ({
  todayMeetings: { __typename: 'TodayMeetings', date: '2026-11-24', today: [], waiting: [], mine: [], ...lists },
});
const rate = (tookPart: number | null, counted: number | null) => ({
  __typename: 'EngagementRate',
  isHidden: tookPart === null,
  isPartlyHidden: false,
  tookPart,
  counted,
  share: tookPart === null || counted === null ? null : tookPart / counted,
  lower: null,
  upper: null,
});
const point = (organisationId: string, zone: string) => ({
  __typename: 'FunnelPoint',
  organisationId,
  name: organisationId,
  lost: 20,
  counted: 100,
  share: 0.2,
  zone,
});
const engagement = (economy: object) => ({
  engagement: {
    __typename: 'EngagementOverview',
    months: {
      __typename: 'EngagementMonths',
      fromMonth: '2025-12',
      toMonth: '2026-11',
      monthSoFar: '2026-11',
      wholeQuarters: false,
    },
    scope: 'All providers',
    disclosureNote: null,
    economy,
    providers: ['elm', 'north', 'river'].map((organisationId) => ({
      __typename: 'ProviderFigures',
      organisationId,
      organisationName: organisationId,
      all: rate(80, 100),
      ownSites: rate(0, 0),
      otherSites: rate(80, 100),
      difference: null,
      lost: 20,
      exclusions: [],
      lostByReason: [],
    })),
    funnel: {
      __typename: 'EngagementFunnel',
      basedOn: 3,
      lostShare: 0.2,
      curve: [],
      points: [point('elm', 'within'), point('north', 'above998'), point('river', 'within')],
    },
    funnelWithheld: null,
  },
  engagementChoices: { __typename: 'EngagementChoices', mdts: [], roles: [], hosts: [] },
});
const signals = {
  signals: {
    __typename: 'SignalPage',
    open: 1,
    isJudging: false,
    hasMore: false,
    endCursor: null,
    items: [
      {
        __typename: 'SignalSummary',
        id: 's1',
        reference: 'S-1',
        providerId: 'elm',
        providerName: 'Elm Trust',
        level: 'ALERT',
        stage: 'WITH_PROVIDER',
        stageDueOn: '2026-12-04',
        isOverdue: false,
        since: '2026-04-01',
        scope: { __typename: 'SignalScopeView', kind: 'ALL', name: null },
        openedAt: '2026-06-01T00:00:00Z',
        closedAt: null,
        hasReply: false,
        undecidedPoints: 0,
      },
    ],
  },
};
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

  it.each([true, false])('offers to send a deputy only where the MDT allows it (%s)', async (deputiesAllowed) => {
    openPage('/', 'CLINICIAN', {
      TodayMeetings: () =>
        today({
          mine: [
            meeting('m1', { myInvitationId: 'i1', myResponse: 'NEEDS_ACTION', myLockVersion: 1, deputiesAllowed }),
          ],
        }),
      ...none,
    });
    await screen.findByRole('button', { name: /I will come/ });
    expect(screen.queryAllByRole('button', { name: /Send a deputy/ })).toHaveLength(deputiesAllowed ? 1 : 0);
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

  it('of a co-ordinator leads to the register once a meeting has begun, not before', async () => {
    openPage('/', 'CARE_COORDINATOR', {
      TodayMeetings: () =>
        today({ today: [meeting('begun', { date: '2020-01-01', mdtName: 'Falls MDT' }), meeting('to-come')] }),
    });
    const register = await screen.findByRole('link', { name: /^Register(?!s)/ });
    expect(register.getAttribute('href')).toBe('/meetings/begun/register');
    expect(register.textContent).toContain('Falls MDT');
  });

  it('of a clinician lets no invitation stand out among the others', async () => {
    openPage('/', 'CLINICIAN', {
      TodayMeetings: () =>
        today({
          mine: ['m1', 'm2'].map((id) =>
            meeting(id, { myInvitationId: `i-${id}`, myResponse: 'NEEDS_ACTION', myLockVersion: 1 }),
          ),
        }),
      ...none,
    });
    const answers = await screen.findAllByRole('button', { name: /I will come/ });
    expect(answers.map((each) => each.className.includes('nhsuk-button--secondary'))).toEqual([true, true]);
  });

  it('of a commissioner has the figures of the engagement page with what they are out of', async () => {
    openPage('/', 'COMMISSIONER', { Engagement: () => engagement(rate(4102, 5060)) });
    const [tookPart, outside] = await screen.findAllByText(/^of |of \d/, { selector: '.q-stat__value *' });
    expect(tookPart?.parentElement?.textContent).toBe('81% 4,102 of 5,060');
    expect(outside?.parentElement?.textContent).toBe('1 of 3');
    expect(screen.getByText(/December 2025 to November 2026/)).toBeTruthy();
    for (const name of ['By provider, role and month', 'The chart, and the rows behind it'])
      expect(screen.getByRole('link', { name }).getAttribute('href')).toBe('/engagement');
  });

  it('of a commissioner says that a small figure is hidden, and never shows 0 for it', async () => {
    openPage('/', 'COMMISSIONER', { Engagement: () => engagement(rate(null, null)) });
    expect(await screen.findByText('Hidden: small numbers')).toBeTruthy();
  });

  it('of a co-ordinator leads to registers that should be corrected, where there are any', async () => {
    const asked = {
      __typename: 'RegisterCorrection',
      version: 1,
      meetingId: 'm1',
      date: '2026-11-10',
      mdtName: 'Falls',
    };
    const rest = { roleName: 'GP', instruction: 'Here', askedAt: '2026-11-20T09:00:00Z', isCorrected: false };
    openPage('/', 'CARE_COORDINATOR', {
      TodayMeetings: () => today({ today: [meeting('m1')] }),
      RegistersToCorrect: () => ({ registersToCorrect: [{ ...asked, ...rest, id: 'c1' }] }),
    });
    const link = await screen.findByRole('link', { name: '1 register that should be corrected' });
    expect(link.getAttribute('href')).toBe('/registers-to-correct');
  });

  it.each([
    ['PROVIDER_MANAGER', ['/signals/s1/rows?number=elsewhere.lost']],
    ['COMMISSIONER', []],
  ] as const)('of a %s leads to each open signal, and only the provider to the seats to check', async (role, seats) => {
    openPage('/', role, { Signals: () => signals });
    const signal = await screen.findByRole('link', { name: 'Elm Trust' });
    expect(signal.getAttribute('href')).toBe('/signals/s1');
    expect(screen.getByText(/since about 1 April 2026\. With the provider, until 4 December 2026/)).toBeTruthy();
    const found = screen.queryAllByRole('link', { name: 'Check the seats that count as lost' });
    expect(found.map((each) => each.getAttribute('href'))).toEqual([...seats]);
  });

  it.each([
    [
      'PROVIDER_MANAGER',
      ['AdviceToday', 'DisputesWaiting', 'OwnReturns', 'ReleaseQueue', 'Signals', 'UndertakingsToDo'],
    ],
    ['COMMISSIONER', ['AdviceToday', 'ConcernsDue', 'Engagement', 'ReturnsDue', 'Signals', 'UndertakingsToDo']],
    ['INFORMATION_GOVERNANCE_LEAD', ['AdviceToday', 'AuditChain']],
    ['ADMINISTRATOR', ['AdviceToday', 'AuditChain', 'Outbox', 'StrikesToConfirm']],
    ['PERSON', ['MyMeetings']],
    ['CARER', ['MyMeetings']],
    ['CLINICIAN', ['AdviceToday', 'CasesToday', 'DisputesWaiting', 'MyStatements', 'TodayMeetings']],
    [
      'CARE_COORDINATOR',
      ['AdviceToday', 'CasesToday', 'DisputesWaiting', 'RegistersToCorrect', 'RegistersToRecord', 'TodayMeetings'],
    ],
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
