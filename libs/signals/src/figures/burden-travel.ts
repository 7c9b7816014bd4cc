import type { Burden } from '../provider-figures.js';
import type { BookRow } from './evidence-book.js';
import { medianOf } from './usual-participation.js';

/** How far the meetings are that somebody would have to go to, and of how many of them that is known. */
export function burdenTravel(
  rows: readonly Pick<BookRow, 'mode' | 'travelKm'>[],
): Pick<Burden, 'medianTravelKm' | 'travelKnownShare'> {
  const there = rows.filter(({ mode }) => mode !== 'remote');
  const known = there.flatMap(({ travelKm }) => travelKm ?? []);
  return {
    medianTravelKm: medianOf(known),
    travelKnownShare: there.length === 0 ? null : Math.floor((10 * known.length) / there.length) / 10,
  };
}
