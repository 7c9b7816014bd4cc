// What the API would answer, for the specs of these pages. Each takes what a test wants different.

export const named = (id: string, name: string) => ({ __typename: 'Named', id, name });

export const terms = (change: object = {}) => ({
  __typename: 'Terms',
  version: 1,
  purpose: 'One plan for each person',
  population: 'Adults with frailty',
  minimumSeats: 2,
  requiredRoles: [named('gp', 'GP')],
  minimumNoticeWorkingDays: 10,
  deputiesAllowed: true,
  inForceFrom: '2026-01-05',
  reviewOn: null,
  ...change,
});

export const seat = (id: string, change: object = {}) => ({
  __typename: 'Seat',
  id,
  roleCode: 'gp',
  roleName: 'GP',
  provider: named('o2', 'Cobble Lane Surgery'),
  kind: 'CORE',
  countsForQuorum: true,
  holder: named('p1', 'Dr Amara Oseland'),
  deputies: [{ __typename: 'SeatDeputyEntry', id: 'p2', name: 'Dr Eilidh Nair', trainedOn: null }],
  lockVersion: 4,
  ...change,
});

export const brief = (id: string, change: object = {}) => ({
  __typename: 'MeetingBrief',
  id,
  date: '2099-11-24',
  startTime: '13:00',
  endTime: '14:00',
  status: 'BOOKED',
  isExtraordinary: false,
  seatsFilled: 1,
  seats: 2,
  ...change,
});

export const series = (change: object = {}) => ({
  __typename: 'Series',
  id: 's1',
  description: 'Every second Tuesday, 13:00 to 14:00',
  fromDate: '2026-01-06',
  untilDate: null,
  plannedThrough: '2099-12-31',
  site: named('site1', 'Mill Bank Clinic'),
  room: null,
  joinUrl: null,
  skipped: [{ __typename: 'SkippedDate', date: '2099-12-25', reason: 'Bank holiday: Christmas Day' }],
  comingMeetings: [brief('m1')],
  lockVersion: 7,
  mayEdit: true,
  ...change,
});

export const mdt = (change: object = {}) => ({
  mdt: {
    __typename: 'Mdt',
    id: 'd1',
    name: 'Frailty MDT',
    host: named('o1', 'Riverside Community'),
    status: 'ACTIVE',
    lockVersion: 3,
    mayEdit: true,
    terms: terms(),
    termsHistory: [terms()],
    seats: [seat('seat1'), seat('seat2', { roleName: 'Pharmacist', roleCode: 'ph', holder: null, deputies: [] })],
    series: [series()],
    comingMeetings: [brief('m1')],
    ...change,
  },
});

export const reply = (id: string, change: object = {}) => ({
  __typename: 'Reply',
  id,
  seatId: `seat-${id}`,
  roleCode: 'gp',
  roleName: 'GP',
  provider: named('o2', 'Cobble Lane Surgery'),
  kind: 'CORE',
  countsForQuorum: true,
  person: named('p1', 'Dr Amara Oseland'),
  deputy: null,
  response: 'NEEDS_ACTION',
  source: null,
  respondedAt: null,
  declineReason: null,
  comment: null,
  sentAt: '2026-11-10T10:00:00Z',
  remindedAt: null,
  isMine: false,
  mayAnswer: true,
  lockVersion: 5,
  ...change,
});

export const meeting = (change: object = {}) => ({
  meeting: {
    __typename: 'Meeting',
    id: 'm1',
    mdt: named('d1', 'Frailty MDT'),
    host: named('o1', 'Riverside Community'),
    date: '2099-11-24',
    startTime: '13:00',
    endTime: '14:00',
    startsAt: '2099-11-24T13:00:00Z',
    durationMinutes: 60,
    site: named('site1', 'Mill Bank Clinic'),
    room: null,
    joinUrl: null,
    status: 'BOOKED',
    cancelReason: null,
    isExtraordinary: false,
    seriesId: 's1',
    seriesDescription: 'Every second Tuesday, 13:00 to 14:00',
    seriesLockVersion: 7,
    termsVersion: 1,
    deputiesAllowed: true,
    noticeGivenAt: '2026-11-10T10:00:00Z',
    isQuorate: null,
    isComing: true,
    mayEdit: true,
    mayCancel: true,
    lockVersion: 2,
    skipped: [],
    forecast: {
      __typename: 'QuorumForecast',
      isQuorate: false,
      seatsFilled: 1,
      seatsNeeded: 2,
      sentences: ['1 seat is filled and 2 are needed: too few.', 'The role "GP" is required and nobody fills it.'],
    },
    replies: [
      reply('i1'),
      reply('i2', {
        roleName: 'Community matron',
        person: named('p3', 'Sian Robertson'),
        response: 'ACCEPTED',
        source: 'LINK',
        respondedAt: '2026-11-11T09:30:00Z',
      }),
      reply('i3', { roleName: 'Pharmacist', person: null, sentAt: null, mayAnswer: false }),
    ],
    ...change,
  },
});

export const clash = {
  __typename: 'Clash',
  kind: 'PERSON',
  name: 'Dr Amara Oseland',
  date: '2099-11-24',
  startTime: '13:30',
  endTime: '14:30',
  meetingName: 'Heart failure MDT',
};

export const clashes = {
  __typename: 'Clashes',
  code: 'CLASHES',
  message: 'Dr Amara Oseland is at Heart failure MDT.',
  clashes: [clash],
};
export const stale = {
  __typename: 'ChangedByOther',
  code: 'CHANGED_BY_OTHER',
  message: 'Somebody else changed this.',
};
export const notPermitted = { __typename: 'NotPermitted', code: 'NOT_PERMITTED', message: 'You may not do this.' };
export const closed = {
  __typename: 'MeetingClosed',
  code: 'MEETING_CLOSED',
  message: 'The meeting has begun and can no longer be answered.',
};
export const invalid = (path: string, message: string) => ({
  __typename: 'InvalidInput',
  code: 'INVALID_INPUT',
  message: 'Check what you entered.',
  problems: [{ __typename: 'InputProblem', path, message }],
});
