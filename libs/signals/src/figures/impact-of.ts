import { daysBetween } from '@quorate/libs/time';
import { AGE_BANDS, type AgeBand, type PatientImpact } from '../provider-figures.js';
import type { CaseBook, ListedCase } from './case-book.js';
import type { FiguredRow } from './numbers.js';
import { medianOf } from './usual-participation.js';

/**
 * What the lost seats of a provider meant for people cared for: those to whom a lost seat was relevant, each counted once.
 *   edges   a seat that somebody said was there is not missing, whatever the register says; a meeting without a case list
 *           affected nobody that is known of; people discussed again are looked for at the same MDT up to `asOf`
 */
export function impactOf(book: CaseBook, rows: readonly FiguredRow[], asOf: string): PatientImpact {
  const discussed = new Map<string, ListedCase>();
  const deferred = new Map<string, ListedCase>();
  const again = new Set<string>();
  const waits: number[] = [];
  const everybody = new Map<string, ListedCase>();
  for (const { row, standing } of rows) {
    for (const listed of book.atMeeting(row.meetingId)) {
      if (listed.outcome !== null) everybody.set(listed.personId, listed);
      if (standing.kind !== 'lost' || !isMissed(listed, row.seatId)) continue;
      const affected =
        listed.outcome === 'discussed' ? discussed : listed.outcome === 'deferredSeatAbsent' ? deferred : null;
      if (affected === null) continue;
      const isKnown = affected.get(listed.personId)?.caseId === listed.caseId;
      affected.set(listed.personId, listed);
      const next = book.nextDiscussion(listed, asOf);
      if (next === null) continue;
      again.add(listed.personId);
      if (affected === deferred && !isKnown) waits.push(daysBetween(book.firstListedOn(listed), next.meetingDate));
    }
  }
  const touched = new Map([...discussed, ...deferred]);
  return {
    discussedWithoutSeat: discussed.size,
    deferredSeatAbsent: deferred.size,
    discussedAgain: again.size,
    medianWaitDays: medianOf(waits),
    ages: AGE_BANDS.map((band) => ({ band, affected: inBand(touched, band), all: inBand(everybody, band) })),
  };
}

function isMissed({ relevant }: ListedCase, seatId: string): boolean {
  return relevant.some((seat) => seat.seatId === seatId && seat.wasPresent !== true);
}

function inBand(people: ReadonlyMap<string, ListedCase>, band: AgeBand): number {
  return [...people.values()].filter((listed) => bandOf(listed) === band).length;
}

/** By the age on the day of the meeting. */
function bandOf({ bornOn, meetingDate }: ListedCase): AgeBand {
  const birthday = `${meetingDate.slice(0, 4)}${bornOn.slice(4)}`;
  const years = Number(meetingDate.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (meetingDate < birthday ? 1 : 0);
  return years < 18 ? 'under18' : years < 65 ? 'from18' : years < 80 ? 'from65' : 'from80';
}
