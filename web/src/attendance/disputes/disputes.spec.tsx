import '../../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { openPage } from '../../testing/open-page.js';

const mark = (outcome: string | null, more: object = {}) => ({
  __typename: 'RecordMark',
  outcome,
  mode: null,
  minutes: null,
  practitionerName: 'Dr Tom Keane',
  reasonCode: null,
  ...more,
});
const actor = (role: string, organisationName: string, name: string | null = null) => ({
  __typename: 'RecordActor',
  name,
  role,
  organisationName,
});
const dispute = (more: object = {}) => ({
  __typename: 'AttendanceDispute',
  id: 'd1',
  version: 1,
  state: 'WAITING',
  isOverdue: false,
  isLate: false,
  meetingId: 'm1',
  seatId: 's1',
  mdtName: 'Frailty MDT',
  hostName: 'Riverside Community',
  providerName: 'Northgate Acute',
  meetingDate: '2026-11-10',
  roleName: 'Geriatrician',
  personName: 'Dr Tom Keane',
  disputedVersion: 1,
  disputed: mark('ABSENT_NO_NOTICE'),
  shouldSay: mark('ATTENDED', { mode: 'REMOTE' }),
  now: mark('ABSENT_NO_NOTICE'),
  seatVersion: 1,
  whatIsWrong: 'He was on the line',
  evidence: 'The log of the call',
  whyNow: '',
  raisedAt: '2026-11-20T10:00:00Z',
  raisedBy: actor('Provider manager', 'Northgate Acute'),
  inTimeUntil: '2026-11-24',
  dueOn: '2026-11-27',
  answeredAt: null,
  answeredBy: null,
  isAnsweredByWriter: false,
  answer: '',
  canDecide: true,
  cannotDecide: null,
  canWithdraw: false,
  ...more,
});
const list = (items: readonly object[], more: object = {}) => ({
  attendanceDisputes: {
    __typename: 'AttendanceDisputes',
    waiting: items.length,
    overdue: 0,
    items,
    endCursor: null,
    ...more,
  },
});
const record = (more: object = {}) => ({
  attendanceRecord: {
    __typename: 'AttendanceRecord',
    meetingId: 'm1',
    seatId: 's1',
    mdtName: 'Frailty MDT',
    hostName: 'Riverside Community',
    providerName: 'Northgate Acute',
    startsAt: '2026-11-10T09:00:00Z',
    endsAt: '2026-11-10T10:30:00Z',
    durationMinutes: 90,
    roleName: 'Geriatrician',
    personName: 'Dr Tom Keane',
    isCancelled: false,
    isAsDeputy: false,
    seatVersion: 2,
    now: mark('ABSENT_NO_NOTICE'),
    versions: [
      {
        __typename: 'RecordVersion',
        version: 2,
        says: mark('ABSENT_NO_NOTICE'),
        recordedBy: actor('Care co-ordinator', 'Riverside Community'),
        recordedAt: '2026-11-11T10:00:00Z',
        correctionReason: 'Wrong row',
      },
      {
        __typename: 'RecordVersion',
        version: 1,
        says: mark('ATTENDED', { mode: 'IN_PERSON' }),
        recordedBy: actor('Care co-ordinator', 'Riverside Community'),
        recordedAt: '2026-11-10T10:00:00Z',
        correctionReason: null,
      },
    ],
    deputies: [],
    canDispute: true,
    wasAnswered: false,
    inTimeUntil: '2026-11-25',
    isInTime: true,
    disputeWorkingDays: 10,
    disputes: [],
    ...more,
  },
});
const noRecords = { recordsToDispute: { __typename: 'RecordsToDispute', items: [], endCursor: null } };
const saved = { __typename: 'DisputeSaved', disputeId: 'd1' };

// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([import('./disputes-page.js'), import('./record-page.js')]);
}, 60_000);

describe('a co-ordinator', () => {
  it('reads both sides of a disputed record and corrects it with one click, for the version that was shown', async () => {
    const { user, sent } = openPage('/disputes', 'CARE_COORDINATOR', {
      AttendanceDisputes: () => list([dispute()]),
      AcceptDispute: () => ({ acceptDispute: saved }),
    });
    const heading = await screen.findByRole('heading', {
      name: 'Frailty MDT, 10 November 2026: Dr Tom Keane, Geriatrician',
    });
    const card = within(heading.closest<HTMLElement>('.q-card') ?? document.body);
    expect(card.getByText('Disputed. An answer is due by 27 November 2026')).toBeTruthy();
    expect(card.getByText('The log of the call')).toBeTruthy();
    expect(card.getByText(/^Provider manager, Northgate Acute, /)).toBeTruthy();
    await user.click(card.getByRole('button', { name: /Correct it to “Online”/ }));
    expect(sent('AcceptDispute')).toEqual([
      { disputeId: 'd1', expectedVersion: 1, expectedSeatVersion: 1, answer: '' },
    ]);
    expect((await screen.findAllByText(/both versions are kept/)).length).toBeGreaterThan(0);
  });

  it('declines only with a reason', async () => {
    const { user, sent } = openPage('/disputes', 'CARE_COORDINATOR', {
      AttendanceDisputes: () => list([dispute()]),
      DeclineDispute: () => ({ declineDispute: saved }),
    });
    await user.click(await screen.findByText('The record is right as it is'));
    await user.click(screen.getByRole('button', { name: /^Decline/ }));
    expect(screen.getByText('Say why the record stands')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /Why it stands/ }), 'The chair did not see him');
    await user.click(screen.getByRole('button', { name: /^Decline/ }));
    expect(sent('DeclineDispute')).toEqual([
      { disputeId: 'd1', expectedVersion: 1, answer: 'The chair did not see him' },
    ]);
  });

  it('is told what to do where the register has changed, and who may decide where they may not', async () => {
    const { user } = openPage('/disputes', 'CARE_COORDINATOR', {
      AttendanceDisputes: () =>
        list([
          dispute(),
          dispute({
            id: 'd2',
            mdtName: 'Falls MDT',
            canDecide: false,
            cannotDecide: 'You raised this dispute, so another.',
          }),
        ]),
      AcceptDispute: () => ({
        acceptDispute: {
          __typename: 'DisputeNotPossible',
          code: 'RECORD_CHANGED',
          message: 'The register has changed.',
        },
      }),
    });
    await user.click(await screen.findByRole('button', { name: /Correct it to/ }));
    expect(await screen.findByText('The register has changed.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Show it again' })).toBeTruthy();
    expect(screen.getByText('You raised this dispute, so another.')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /Correct it to/ })).toHaveLength(1);
  });
});

describe('a manager', () => {
  it('sees every version, by role and organisation, and disputes the newest', async () => {
    const { user, sent } = openPage('/meetings/m1/record/s1', 'PROVIDER_MANAGER', {
      AttendanceRecordPage: () => record(),
      RaiseDispute: () => ({ raiseDispute: { ...saved, coordinatorsTold: 1 } }),
    });
    expect(await screen.findByText('Version 2: Absent')).toBeTruthy();
    expect(screen.getByText('Version 1: Here')).toBeTruthy();
    expect(screen.getByText('Why: Wrong row')).toBeTruthy();
    expect(screen.getByText(/this one until 25 November 2026/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Dispute this record' }));
    await user.click(screen.getByRole('button', { name: 'Send the dispute' }));
    expect(screen.getByRole('heading', { name: 'There is a problem' })).toBeTruthy();
    expect(sent('RaiseDispute')).toEqual([]);
    await user.click(screen.getByRole('radio', { name: /Online/ }));
    await user.type(screen.getByRole('textbox', { name: /What is wrong/ }), 'He was on the line');
    await user.type(screen.getByRole('textbox', { name: /What shows it/ }), 'The log');
    await user.click(screen.getByRole('button', { name: 'Send the dispute' }));
    expect(sent('RaiseDispute')).toEqual([
      {
        meetingId: 'm1',
        shouldSay: {
          seatId: 's1',
          expectedSeatVersion: 2,
          outcome: 'ATTENDED',
          mode: 'REMOTE',
          minutes: null,
          practitionerId: null,
          reasonCode: null,
        },
        whatIsWrong: 'He was on the line',
        evidence: 'The log',
        whyNow: '',
      },
    ]);
    expect((await screen.findAllByText(/told by mail/)).length).toBeGreaterThan(0);
  });

  it('is not needed by a deputy, who says that they came and how long, and reads nothing of why the member was away', async () => {
    const { user, sent } = openPage('/meetings/m1/record/s1', 'CLINICIAN', {
      AttendanceRecordPage: () => record({ isAsDeputy: true }),
      RaiseDispute: () => ({ raiseDispute: { ...saved, coordinatorsTold: 1 } }),
    });
    expect(await screen.findByText(/asked you to come as the deputy/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Dispute this record' }));
    expect(screen.queryAllByRole('radio')).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: /Minutes you were there/ }), '80');
    await user.type(screen.getByRole('textbox', { name: /What is wrong/ }), 'I was there');
    await user.type(screen.getByRole('textbox', { name: /What shows it/ }), 'The minutes');
    await user.click(screen.getByRole('button', { name: 'Send the dispute' }));
    expect(sent('RaiseDispute')).toMatchObject([
      { shouldSay: { outcome: 'DEPUTY', mode: null, minutes: 80, practitionerId: null, reasonCode: null } },
    ]);
  });

  it('says why a dispute comes late, and is told where nobody is set up to answer', async () => {
    const { user, sent } = openPage('/meetings/m1/record/s1', 'PROVIDER_MANAGER', {
      AttendanceRecordPage: () => record({ isInTime: false }),
      RaiseDispute: () => ({ raiseDispute: { ...saved, coordinatorsTold: 0 } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Dispute this record' }));
    expect(screen.getByText(/The time to dispute it ended on 25 November 2026/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /Here/ }));
    await user.type(screen.getByRole('textbox', { name: /What is wrong/ }), 'He was there');
    await user.type(screen.getByRole('textbox', { name: /What shows it/ }), 'The minutes');
    await user.click(screen.getByRole('button', { name: 'Send the dispute' }));
    expect(screen.getAllByText('Say why it comes late').length).toBeGreaterThan(0);
    await user.type(screen.getByRole('textbox', { name: /Why it comes late/ }), 'The minutes came today');
    await user.click(screen.getByRole('button', { name: 'Send the dispute' }));
    expect(sent('RaiseDispute')).toMatchObject([{ whyNow: 'The minutes came today' }]);
    expect((await screen.findAllByText(/Nobody at Riverside Community is set up/)).length).toBeGreaterThan(0);
  });

  it('finds nothing to dispute where there is nothing, with a way on', async () => {
    openPage('/disputes', 'PROVIDER_MANAGER', {
      AttendanceDisputes: () => list([]),
      RecordsToDispute: () => noRecords,
    });
    expect(await screen.findByRole('heading', { name: 'No record is disputed' })).toBeTruthy();
    expect(await screen.findByRole('heading', { name: 'No record to look at' })).toBeTruthy();
  });

  it('meets a record that is not theirs as one that is not there', async () => {
    openPage('/meetings/m1/record/s1', 'PROVIDER_MANAGER', {
      AttendanceRecordPage: () => ({ attendanceRecord: null }),
    });
    expect(await screen.findByRole('heading', { level: 1, name: /not/i })).toBeTruthy();
  });
});
