import { addDays } from '@quorate/libs/time';
import type { DemoMeeting, DemoSeat, Random } from './demo-draft.js';

/**
 * How likely a seat is filled, and why not when it is not. One provider withholds its staff from other hosts' meetings
 * since a date (Scenario 3 of the guidance). Three look like it and do not: one person of Hollin has a long illness that
 * nobody coded; Merrow had one bad winter spell, at its own site as well; Cobble Lane cannot make one host's hours.
 */
export interface Behaviour {
  readonly share: number;
  readonly reasons: readonly (readonly [string, number])[];
  readonly isWithheld: boolean;
}

export const WITHHOLDER = 'alderbrook';
/** Days before the anchor at which the withholding begins. */
export const WITHHELD_SINCE_DAYS = 170;

const ORDINARY: Behaviour['reasons'] = [
  ['clinicalEmergency', 3],
  ['patientCareClash', 4],
  ['workload', 1],
  ['timing', 1],
  ['technology', 1],
  ['other', 2],
];
const WITHHELD: Behaviour['reasons'] = [
  ['noProtectedTime', 7],
  ['workload', 4],
  ['releaseRefused', 3],
  ['noCover', 2],
  ['other', 2],
];
const BASE: Readonly<Record<string, number>> = { paramedic: 0.82, gp: 0.86, psychiatrist: 0.87, pharmacist: 0.84 };

/** What to expect of this seat at this meeting. `illPractitioner` is the one person of the first look-alike. */
export function behaviourOf(
  seat: DemoSeat,
  meeting: DemoMeeting,
  anchor: string,
  illPractitioner: string | null,
): Behaviour {
  const isOwnSite = seat.provider === meeting.mdt.host;
  const ordinary = { share: BASE[seat.roleCode] ?? 0.91, reasons: ORDINARY, isWithheld: false };
  if (seat.provider === WITHHOLDER && !isOwnSite && meeting.date >= addDays(anchor, -WITHHELD_SINCE_DAYS))
    return { share: 0.38, reasons: WITHHELD, isWithheld: true };
  if (seat.holder?.practitionerId === illPractitioner && meeting.date >= addDays(anchor, -130))
    return {
      share: 0.06,
      reasons: [
        ['other', 5],
        ['clinicalEmergency', 1],
      ],
      isWithheld: false,
    };
  if (seat.provider === 'merrow' && meeting.date >= addDays(anchor, -320) && meeting.date < addDays(anchor, -275))
    return {
      share: 0.45,
      reasons: [
        ['clinicalEmergency', 4],
        ['patientCareClash', 4],
        ['noCover', 1],
      ],
      isWithheld: false,
    };
  if (seat.provider === 'cobbleLane' && meeting.mdt.host === 'borough')
    return {
      share: 0.45,
      reasons: [
        ['timing', 6],
        ['patientCareClash', 3],
      ],
      isWithheld: false,
    };
  return ordinary;
}

/** What the register says of one seat. */
export interface DemoMark {
  readonly outcome: 'attended' | 'attendedPart' | 'deputy' | 'writtenInput' | 'apologies' | 'absentNoNotice';
  readonly mode: 'inPerson' | 'remote' | null;
  readonly minutes: number | null;
  readonly practitionerId: string | null;
  readonly reasonCode: string | null;
}

/** Draws the mark of one seat. A vacant seat is nobody's absence but the post's. */
export function drawMark(random: Random, seat: DemoSeat, isOwnSite: boolean, behaviour: Behaviour): DemoMark {
  const none = { mode: null, minutes: null, practitionerId: null, reasonCode: null };
  if (!seat.holder) return { ...none, outcome: 'apologies', reasonCode: 'vacancy' };
  if (random.chance(0.06))
    return { ...none, outcome: 'apologies', reasonCode: random.pick(['annualLeave', 'annualLeave', 'sickness']) };
  if (random.chance(behaviour.share)) {
    const mode = random.chance(isOwnSite ? 0.8 : 0.5) ? ('inPerson' as const) : ('remote' as const);
    if (random.chance(0.03))
      return {
        outcome: 'attendedPart',
        mode,
        minutes: random.int(40, 55),
        practitionerId: seat.holder.practitionerId,
        reasonCode: null,
      };
    return { outcome: 'attended', mode, minutes: null, practitionerId: seat.holder.practitionerId, reasonCode: null };
  }
  if (seat.deputy && random.chance(behaviour.isWithheld ? 0.08 : 0.4))
    return {
      outcome: 'deputy',
      mode: 'remote',
      minutes: null,
      practitionerId: seat.deputy.practitionerId,
      reasonCode: null,
    };
  if (random.chance(behaviour.isWithheld ? 0.04 : 0.12)) return { ...none, outcome: 'writtenInput' };
  if (random.chance(behaviour.isWithheld ? 0.1 : 0.18)) return { ...none, outcome: 'absentNoNotice' };
  return {
    ...none,
    outcome: 'apologies',
    reasonCode: random.weighted(behaviour.reasons.map(([code, weight]) => [code, weight] as const)),
  };
}

/** How a release request went, seen from how the meeting went. */
export function drawRelease(
  random: Random,
  tookPart: boolean,
  isWithheld: boolean,
): 'granted' | 'grantedWithCover' | 'refused' | 'unanswered' {
  if (tookPart)
    return random.weighted([
      ['granted', 17],
      ['grantedWithCover', 2],
      ['unanswered', 1],
    ] as const);
  if (isWithheld)
    return random.weighted([
      ['refused', 8],
      ['unanswered', 9],
      ['granted', 3],
    ] as const);
  return random.weighted([
    ['granted', 12],
    ['unanswered', 4],
    ['refused', 3],
  ] as const);
}
