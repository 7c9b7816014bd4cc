import { describe, expect, it } from '@jest/globals';
import { ABSENCE_REASONS } from '@quorate/libs/attendance';
import type { EvidenceRow } from '@quorate/libs/signals';
import { buildFrame } from '@quorate/libs/withholding';
import { economyOf } from './economy-of.js';

const row = (change: Partial<EvidenceRow> = {}): EvidenceRow => ({
  meetingId: 'm1',
  seatId: 's1',
  practitionerId: 'nurse',
  providerId: 'a',
  hostId: 'b',
  mdtId: 'mdt',
  seriesId: 'series',
  siteId: 'site',
  roleCode: 'communityNurse',
  isCore: true,
  meetingDate: '2026-01-15',
  startMinute: 600,
  durationMinutes: 60,
  mode: 'hybrid',
  invitedOn: '2026-01-02',
  travelMinutes: null,
  coverDepth: 5,
  countClass: 'tookPart',
  status: 'attended',
  minutesPresent: null,
  reasonCode: null,
  recordedBy: 'priya',
  release: null,
  ...change,
});
const LOST = { countClass: 'lost', status: 'apologies' } as const;
const of = (rows: EvidenceRow[], asOf = '2026-04-01') => economyOf(rows, asOf)?.economy;
const invitationOf = (change: Partial<EvidenceRow>) => [...(of([row(change)])?.invitations ?? [])][0];

describe('the economy that the detector reads', () => {
  it('is nothing where nobody was expected', () => {
    expect(economyOf([], '2026-04-01')).toBeNull();
    expect(economyOf([row({ practitionerId: null })], '2026-04-01')).toBeNull();
    expect(economyOf([row()], '2026-01-15')).toBeNull();
  });

  it('is the same wherever the employer is, near, far or not known', () => {
    const rows = [row(), row({ ...LOST, seatId: 's2', practitionerId: 'matron' })];
    const away = (travelKm: number) => rows.map((one) => ({ ...one, travelKm }));
    expect(of(away(0))).toEqual(of(rows));
    expect(of(away(80))).toEqual(of(rows));
  });

  it('begins with the first meeting and is looked at on first days of months up to the day', () => {
    expect(
      of([
        row(),
        row({ meetingId: 'm2', meetingDate: '2026-03-31' }),
        row({ meetingId: 'm3', meetingDate: '2026-04-01' }),
      ]),
    ).toMatchObject({
      start: '2026-01-15',
      evaluationDates: ['2026-02-01', '2026-03-01', '2026-04-01'],
      providers: [{ providerId: 'a' }, { providerId: 'b' }],
      meetings: [{ meetingId: 'm1' }, { meetingId: 'm2' }],
      professionals: [{ professionalId: 'nurse a', employerProviderId: 'a', role: 'communityNurse', coverDepth: 3 }],
      series: [
        { weekday: 3, startMinute: 600, durationMinutes: 60, mode: 'hybrid' },
        { weekday: 1, startMinute: 600 },
      ],
    });
  });

  it.each([
    'excludedNotInvited',
    'excludedShortNotice',
    'excludedNotRequired',
    'excludedWrittenInput',
    'excludedCancelled',
  ] as const)('leaves out what is %s', (countClass) => {
    expect(of([row({ countClass })])).toBeUndefined();
  });

  it.each<[string, Partial<EvidenceRow>, object]>([
    ['who attended was there to the end', {}, { status: 'attended', minutesPresent: 60 }],
    [
      'part attendance has its minutes',
      { status: 'attendedPart', minutesPresent: 40 },
      { status: 'attended', minutesPresent: 40 },
    ],
    [
      'a deputy who left early is one who left early',
      { ...LOST, status: 'deputy', minutesPresent: 20 },
      { status: 'deputy', minutesPresent: 20 },
    ],
    ['a late withdrawal', { ...LOST, status: 'lateCancel' }, { status: 'late_cancel', minutesPresent: 0 }],
    ['nobody came and nobody said so', { ...LOST, status: 'absentNoNotice' }, { status: 'dna' }],
    [
      'a register that says nothing',
      { countClass: 'excludedNotRecorded', status: 'notRecorded' },
      { status: 'not_recorded' },
    ],
    [
      'leave of one who sent a deputy for a moment',
      { countClass: 'excludedLeave', status: 'deputy', reasonCode: 'annualLeave', minutesPresent: 5 },
      { status: 'apologies', absenceReason: 'annual_leave', minutesPresent: 0 },
    ],
    [
      'a strike',
      { countClass: 'excludedStructural', status: 'apologies', reasonCode: 'strike' },
      { absenceReason: 'strike' },
    ],
    [
      'absent on a strike day, whatever reason was given',
      { countClass: 'excludedStructural', status: 'absentNoNotice', reasonCode: 'workload', isStrikeDay: true },
      { status: 'apologies', absenceReason: 'strike', minutesPresent: 0 },
    ],
    ['nobody knows when they were invited', { invitedOn: null }, { invitedOn: '2026-01-01' }],
    ['an extended seat', { isCore: false }, { required: false }],
  ])('%s', (_, change, expected) => {
    expect(invitationOf(change)).toMatchObject(expected);
  });

  it('says of every reason of the register which of the detector’s it is', () => {
    const words = Object.fromEntries(
      ABSENCE_REASONS.map(({ code }) => [code, invitationOf({ ...LOST, reasonCode: code })?.absenceReason]),
    );
    expect(words).toMatchObject({
      releaseRefused: 'not_released',
      noProtectedTime: 'not_released',
      noCover: 'not_released',
      travelNotSupported: 'not_released',
      workload: 'clinical_workload',
      annualLeave: 'annual_leave',
      sickness: 'sickness',
      otherLeave: 'training',
      noLongerInvolved: 'vacancy',
    });
    expect(Object.values(words).every((word) => word)).toBe(true);
  });

  it('has the request for release of each seat, open ones without an answer', () => {
    const release = { requestedOn: '2026-01-03', decision: 'refused', decidedOn: '2026-01-05' } as const;
    const economy = of([
      row({ release }),
      row({ seatId: 's2', release: { ...release, decision: null, decidedOn: null } }),
      row({ seatId: 's3' }),
    ]);
    expect([...(economy?.releaseRequests ?? [])]).toEqual([
      { invitationId: 'm1 s1', requestedOn: '2026-01-03', decision: 'declined', decidedOn: '2026-01-05' },
      { invitationId: 'm1 s2', requestedOn: '2026-01-03', decision: 'none', decidedOn: '' },
    ]);
  });

  it('tells two employments of one person apart, and a moved meeting from its series', () => {
    const economy = of([row(), row({ meetingId: 'm2', providerId: 'c' }), row({ meetingId: 'm3', startMinute: 1000 })]);
    expect(economy?.professionals).toHaveLength(2);
    expect(economy?.series).toHaveLength(2);
  });

  it('is the same whatever order the rows come in, and holds together', () => {
    const rows = [
      row(),
      row({ meetingId: 'm2', meetingDate: '2026-02-10' }),
      row({ seatId: 's2', practitionerId: 'gp', roleCode: 'gp' }),
    ];
    const one = of(rows);
    expect(of(rows.toReversed())).toEqual(one);
    if (!one) throw new Error('There is no economy.');
    expect(buildFrame(one).rows).toBe(3);
  });
});
