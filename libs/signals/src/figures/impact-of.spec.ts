import { describe, expect, it } from '@jest/globals';
import { seatRow } from '../testkit/made-evidence.js';
import { CaseBook, type ListedCase } from './case-book.js';
import { EvidenceBook } from './evidence-book.js';
import { figuredRows } from './figured-rows.js';
import { impactOf } from './impact-of.js';

const rows = figuredRows(
  new EvidenceBook([
    seatRow({ meetingId: 'lost', meetingDate: '2026-06-01', countClass: 'lost', status: 'apologies' }),
    seatRow({ meetingId: 'held', meetingDate: '2026-06-08' }),
    seatRow({ meetingId: 'lost again', meetingDate: '2026-06-15', countClass: 'lost', status: 'apologies' }),
  ]),
  { providerId: 'a', scope: { kind: 'all', code: null }, since: '2026-01-01', asOf: '2026-07-01' },
);

let cases = 0;
function listed(change: Partial<ListedCase>): ListedCase {
  cases += 1;
  return {
    caseId: `case-${cases}`,
    personId: 'ada',
    bornOn: '1944-06-02',
    mdtId: 'mdt-b',
    meetingId: 'lost',
    meetingDate: '2026-06-01',
    listedOn: '2026-05-20',
    outcome: 'discussed',
    carriedFromCaseId: null,
    relevant: [{ seatId: 'seat', wasPresent: null }],
    ...change,
  };
}

const impact = (...of: ListedCase[]) => impactOf(new CaseBook(of), rows, '2026-07-01');

describe('what lost seats meant for people', () => {
  it('counts each person once who was discussed without the seat that was relevant to them', () => {
    expect(
      impact(
        listed({}),
        listed({ meetingId: 'lost again', meetingDate: '2026-06-15' }),
        listed({ personId: 'not relevant', relevant: [{ seatId: 'another', wasPresent: false }] }),
        listed({ personId: 'came after all', relevant: [{ seatId: 'seat', wasPresent: true }] }),
        listed({ personId: 'seat was there', meetingId: 'held', meetingDate: '2026-06-08' }),
        listed({ personId: 'no outcome', outcome: null }),
        listed({ personId: 'deferred for another reason', outcome: 'deferred' }),
      ),
    ).toMatchObject({ discussedWithoutSeat: 1, deferredSeatAbsent: 0, discussedAgain: 1, medianWaitDays: null });
  });

  it('waits from the first listing to the discussion that came of it', () => {
    const first = listed({ outcome: 'deferredSeatAbsent', listedOn: '2026-05-20' });
    const second = listed({
      meetingId: 'held',
      meetingDate: '2026-06-08',
      listedOn: '2026-06-01',
      carriedFromCaseId: first.caseId,
    });
    expect(impact(first, second)).toMatchObject({
      discussedWithoutSeat: 0,
      deferredSeatAbsent: 1,
      discussedAgain: 1,
      medianWaitDays: 19,
    });
  });

  it('does not know what comes after the day it looks up to, nor another MDT', () => {
    const first = listed({ outcome: 'deferredSeatAbsent' });
    const later = listed({ meetingId: 'x', meetingDate: '2026-07-02' });
    const elsewhere = listed({ meetingId: 'y', meetingDate: '2026-06-09', mdtId: 'another' });
    expect(impact(first, later, elsewhere)).toMatchObject({ discussedAgain: 0, medianWaitDays: null });
  });

  it('says how old those affected were on the day, beside everybody on the lists', () => {
    const { ages } = impact(
      listed({}),
      listed({ personId: 'eighty today', bornOn: '1946-06-01' }),
      listed({ personId: 'child', bornOn: '2010-01-01', relevant: [] }),
    );
    expect(ages).toEqual([
      { band: 'under18', affected: 0, all: 1 },
      { band: 'from18', affected: 0, all: 0 },
      { band: 'from65', affected: 0, all: 0 },
      { band: 'from80', affected: 2, all: 2 },
    ]);
  });
});
