import { describe, expect, it } from '@jest/globals';
import { dataQualityOf } from './data-quality.js';
import type { EvidenceRow } from './evidence-row.js';
import { REGIME_2015 } from './regime.js';
import { seatRow } from './testkit/made-evidence.js';

const asOf = '2026-07-01';
const seats = (n: number, change: (i: number) => Partial<EvidenceRow>) =>
  Array.from({ length: n }, (_, i) => seatRow({ meetingId: `meeting-${i}`, recordedBy: 'priya', ...change(i) }));
const LOST = { countClass: 'lost', status: 'apologies' } as const;
const UNRECORDED = { countClass: 'excludedNotRecorded', status: 'notRecorded', recordedBy: null } as const;
const of = (rows: EvidenceRow[]) => dataQualityOf(rows, 'a', asOf, REGIME_2015.thresholds);

describe('what has to be put right first', () => {
  it('is nothing where registers are whole', () => {
    expect(of(seats(20, (i) => (i % 2 ? { ...LOST, reasonCode: 'noCover', recordedBy: `${i}` } : {})))).toEqual([]);
    expect(of([])).toEqual([]);
  });

  it.each([
    ['a quarter of the registers missing', seats(20, (i) => (i < 5 ? UNRECORDED : {})), 'registersNotRecorded', 5, 20],
    [
      'part attendance without minutes',
      seats(20, (i) => (i < 6 ? { ...UNRECORDED, recordedBy: 'priya' } : {})),
      'minutesMissing',
      6,
      20,
    ],
    [
      'half of the reasons missing',
      seats(20, (i) => (i < 8 ? { ...LOST, recordedBy: `${i}`, reasonCode: i < 4 ? null : 'noCover' } : {})),
      'reasonsMissing',
      4,
      8,
    ],
    [
      'all losses in one hand',
      seats(20, (i) => (i < 6 ? { ...LOST, reasonCode: 'noCover' } : {})),
      'oneRecorder',
      6,
      6,
    ],
  ] as const)('is %s', (_, rows, kind, count, all) => {
    expect(of([...rows])).toEqual([{ kind, providerId: 'a', count, of: all }]);
  });

  it.each([
    ['fewer registers missing', seats(21, (i) => (i < 5 ? UNRECORDED : {}))],
    ['a few losses without a reason, in one hand', seats(20, (i) => (i < 5 ? LOST : {}))],
    [
      'absence without notice, which has no reason',
      seats(20, (i) => ({ ...LOST, status: 'absentNoNotice', recordedBy: `${i}` })),
    ],
    [
      'losses in one hand that the employer bears out by its own answers',
      seats(20, (i) =>
        i < 9
          ? {
              ...LOST,
              reasonCode: 'noCover',
              release: i < 6 ? { requestedOn: '2026-05-02', decision: 'refused', decidedOn: '2026-05-04' } : null,
            }
          : {},
      ),
    ],
    ['what is missing at its own site', seats(20, () => ({ ...UNRECORDED, hostId: 'a' }))],
    ['what was missing long ago', seats(20, () => ({ ...UNRECORDED, meetingDate: '2025-12-01' }))],
    ['what is missing after the day', seats(20, () => ({ ...UNRECORDED, meetingDate: asOf }))],
    ['what is missing of others', seats(20, () => ({ ...UNRECORDED, providerId: 'c' }))],
  ] as const)('is not %s', (_, rows) => {
    expect(of([...rows] as EvidenceRow[])).toEqual([]);
  });
});
