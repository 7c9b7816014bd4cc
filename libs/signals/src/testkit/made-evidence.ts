import { createRandom } from '@quorate/libs/random';
import { addDays } from '@quorate/libs/time';
import type { EvidenceRow } from '../evidence-row.js';

/** A row of a community nurse of provider A at B's remote MDT, taken part in; a test says what is different. */
export function seatRow(change: Partial<EvidenceRow> = {}): EvidenceRow {
  return {
    meetingId: 'meeting',
    seatId: 'seat',
    practitionerId: 'nurse',
    providerId: 'a',
    hostId: 'b',
    mdtId: 'mdt-b',
    seriesId: null,
    siteId: null,
    roleCode: 'communityNurse',
    isCore: true,
    meetingDate: '2026-06-01',
    startMinute: 600,
    durationMinutes: 60,
    mode: 'remote',
    invitedOn: '2026-05-01',
    travelMinutes: null,
    coverDepth: 1,
    countClass: 'tookPart',
    status: 'attended',
    minutesPresent: 60,
    reasonCode: null,
    recordedBy: null,
    release: null,
    ...change,
  };
}

export interface MadeEvidence {
  readonly seed: number | string;
  readonly providers?: number;
  readonly people?: number;
  readonly weeks?: number;
  /** Share taken part in, by own or other site, before what differs between providers and people. */
  readonly share?: number;
  /** Standard deviations of a provider's and a person's own share. */
  readonly spread?: { readonly providers: number; readonly people: number };
  /** From this week on so much less of the first provider's share elsewhere. */
  readonly fall?: { readonly fromWeek: number; readonly by: number };
}

/** An economy of providers that each host one weekly MDT and send every person to one meeting a week, from January 2026. */
export function madeEvidence(made: MadeEvidence): EvidenceRow[] {
  const {
    seed,
    providers = 8,
    people = 6,
    weeks = 26,
    share = 0.85,
    spread = { providers: 0, people: 0 },
    fall,
  } = made;
  const random = createRandom(seed);
  const bell = () => Array.from({ length: 12 }, random.next).reduce((sum, x) => sum + x, -6);
  const rows: EvidenceRow[] = [];
  for (let provider = 0; provider < providers; provider += 1) {
    const ofProvider = bell() * spread.providers;
    for (let person = 0; person < people; person += 1) {
      const ordinary = share + ofProvider + bell() * spread.people;
      for (let week = 0; week < weeks; week += 1) {
        const host = (provider + (week % providers)) % providers;
        const less = provider === 0 && host !== 0 && fall && week >= fall.fromWeek ? fall.by : 0;
        const came = random.chance(Math.min(1, Math.max(0, ordinary - less)));
        const meetingDate = addDays('2026-01-05', week * 7 + (host % 5));
        rows.push(
          seatRow({
            meetingId: `m${String(week).padStart(3, '0')}-${host}`,
            seatId: `s${provider}-${person}`,
            practitionerId: `p${provider}-${person}`,
            providerId: `provider-${provider}`,
            hostId: `provider-${host}`,
            mdtId: `mdt-${host}`,
            roleCode: person % 2 === 0 ? 'communityNurse' : 'physiotherapist',
            meetingDate,
            invitedOn: addDays(meetingDate, -28),
            countClass: came ? 'tookPart' : 'lost',
            status: came ? 'attended' : random.pick(['apologies', 'absentNoNotice', 'lateCancel'] as const),
            minutesPresent: came ? 60 : null,
            reasonCode: came
              ? null
              : random.pick([null, 'workload', 'noCover', 'clinicalEmergency', 'timing'] as const),
            release: random.chance(0.3)
              ? {
                  requestedOn: addDays(meetingDate, -20),
                  decision: came ? 'granted' : random.pick(['refused', null, 'granted'] as const),
                  decidedOn: came ? addDays(meetingDate, -15) : null,
                }
              : null,
          }),
        );
      }
    }
  }
  return rows;
}
