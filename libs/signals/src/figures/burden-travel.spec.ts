import { describe, expect, it } from '@jest/globals';
import { seatRow } from '../testkit/made-evidence.js';
import { burdenTravel } from './burden-travel.js';
import { EvidenceBook } from './evidence-book.js';
import { kindsOfSeat } from './kinds-of-seat.js';
import { usualParticipation } from './usual-participation.js';

const there = (km?: number) => seatRow({ mode: 'inPerson', ...(km === undefined ? {} : { travelKm: km }) });

describe('the distance of meetings', () => {
  it('is that of half of them, remote ones left out', () => {
    const rows = [there(4), there(12), there(30), seatRow({ mode: 'remote', travelKm: 0 })];
    expect(burdenTravel(rows)).toEqual({ medianTravelKm: 12, travelKnownShare: 1 });
  });

  it('is not 0 where it is not known', () => {
    expect(burdenTravel([there(), there()])).toEqual({ medianTravelKm: null, travelKnownShare: 0 });
    expect(burdenTravel([])).toEqual({ medianTravelKm: null, travelKnownShare: null });
  });

  it('is known for a whole tenth and no more, so that nobody counts the seats', () => {
    const known = (of: number, all: number) =>
      burdenTravel(Array.from({ length: all }, (_, i) => there(i < of ? 5 : undefined))).travelKnownShare;
    expect([known(1, 20), known(19, 20), known(7, 10), known(29, 100), known(20, 20)]).toEqual([0, 0.9, 0.7, 0.2, 1]);
  });

  it('changes nothing of what is usual for a seat, known or not', () => {
    const rows = ['a', 'b', 'c', 'd'].flatMap((providerId, p) =>
      Array.from({ length: 12 }, (_, i) =>
        seatRow({
          providerId,
          hostId: 'host',
          practitionerId: `${providerId}${i % 3}`,
          seatId: `${providerId}${i}`,
          meetingId: `m${i}`,
          mode: 'inPerson',
          countClass: (i + p) % 4 === 0 ? 'lost' : 'tookPart',
        }),
      ),
    );
    const shares = (all: typeof rows) => {
      const book = new EvidenceBook(all);
      const usual = usualParticipation(book, 'a', '2026-01-01', '2026-07-01');
      return book.rows.map((row) => usual.shareOf(row));
    };
    const far = rows.map((row) => (row.providerId === 'a' ? { ...row, travelKm: 80 } : row));
    expect(shares(far)).toEqual(shares(rows));
    expect(kindsOfSeat(there(80))).toEqual(kindsOfSeat(there()));
  });
});
