import { createRandom, type Random } from '@quorate/libs/random';
import type { Economy, InvitationRow, ReleaseRequestRow } from '../economy.js';

const DAY_MS = 86_400_000;
const ROLES = ['nurse', 'doctor', 'social_worker'];
const PROVIDERS = 8;
const PEOPLE = 6;
const WEEKS = 64;
/** Share of a provider's eligible rows that are withheld. */
const STRENGTH = 0.5;

/** A provider whose staff are held back from other organisations' meetings from a date. */
export interface Withheld {
  readonly providerId: string;
  readonly from: string;
}

/**
 * Eight providers with as many people each, by default six, who all hold a weekly meeting of their own and are invited to the others', over
 * 15 months: the same each time for the same seed. People differ in how often they come, everybody is now and then on
 * leave or ill, and a request for release is made for some invitations.
 */
export function madeEconomy(seed: number, withheld?: Withheld, people = PEOPLE): Economy {
  const random = createRandom(seed);
  const start = '2025-01-06';
  const providers = Array.from({ length: PROVIDERS }, (_, p) => ({ providerId: `p${p}` }));
  const series = providers.map(({ providerId }, p) => ({
    seriesId: `s${p}`,
    hostProviderId: providerId,
    weekday: p % 5,
    startMinute: 540 + 60 * p,
    durationMinutes: 60,
    mode: p % 3 === 0 ? ('remote' as const) : ('hybrid' as const),
  }));
  const professionals = providers.flatMap(({ providerId }, p) =>
    Array.from({ length: people }, (_, k) => ({
      professionalId: `${providerId}-${k}`,
      employerProviderId: providerId,
      baseSiteId: `${providerId}-site${k % 2}`,
      role: ROLES[k % ROLES.length] as string,
      coverDepth: (p + k) % 3,
    })),
  );
  const habits = professionals.map(() => 0.12 + 0.2 * random.next());
  const meetings: { meetingId: string; seriesId: string; date: string }[] = [];
  const invitations: InvitationRow[] = [];
  const releaseRequests: ReleaseRequestRow[] = [];
  for (let week = 0; week < WEEKS; week += 1) {
    series.forEach((of, s) => {
      const date = dayAfter(start, 7 * week + of.weekday);
      const meetingId = `${of.seriesId}-${week}`;
      meetings.push({ meetingId, seriesId: of.seriesId, date });
      professionals.forEach((person, k) => {
        const isOwn = person.employerProviderId === of.hostProviderId;
        // A third of each other provider, always the same ones at the same series.
        if (!isOwn && (k % people) % 3 !== s % 3) return;
        const invitationId = `${meetingId}-${person.professionalId}`;
        const isUnderPolicy = !isOwn && person.employerProviderId === withheld?.providerId && date >= withheld.from;
        // Drawn in any case, so that the rest of the economy is the same with and without.
        const isWithheld = random.chance(STRENGTH) && isUnderPolicy;
        const register = attendance(random, habits[k] as number, isWithheld);
        const invitedOn = dayAfter(date, -random.int(3, 20));
        invitations.push({
          invitationId,
          meetingId,
          professionalId: person.professionalId,
          required: k % 2 === 0,
          invitedOn,
          travelMinutes: isOwn ? 0 : 10 + ((7 * k + 5 * s) % 40),
          ...register,
        });
        const request = releaseRequest(random, invitationId, date, isWithheld);
        if (!isOwn && request) releaseRequests.push(request);
      });
    });
  }
  return {
    start,
    evaluationDates: Array.from({ length: 14 }, (_, m) =>
      new Date(Date.UTC(2025, 1 + m, 1)).toISOString().slice(0, 10),
    ),
    providers,
    series,
    professionals,
    meetings,
    calendar: [{ date: '2025-12-25', kind: 'bank_holiday', roles: [] }],
    invitations,
    releaseRequests,
  };
}

export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

type Register = Pick<InvitationRow, 'status' | 'minutesPresent' | 'absenceReason'>;

function attendance(random: Random, habit: number, isWithheld: boolean): Register {
  const draw = random.next();
  const reason = random.weighted([
    ['', 3],
    ['clinical_workload', 2],
    ['diary_clash', 2],
    ['not_released', 1],
  ] as const);
  const absent = random.weighted([
    ['apologies', 7],
    ['late_cancel', isWithheld ? 4 : 1],
    ['dna', 1],
  ] as const);
  if (draw < 0.05) return { status: 'apologies', minutesPresent: 0, absenceReason: 'annual_leave' };
  if (draw < 0.08) return { status: 'apologies', minutesPresent: 0, absenceReason: 'sickness' };
  if (draw < 0.1) return { status: 'not_recorded', minutesPresent: 0, absenceReason: '' };
  if (isWithheld || draw < 0.1 + habit) return { status: absent, minutesPresent: 0, absenceReason: reason };
  return { status: 'attended', minutesPresent: draw > 0.97 ? 25 : 55, absenceReason: '' };
}

function releaseRequest(
  random: Random,
  invitationId: string,
  date: string,
  isWithheld: boolean,
): ReleaseRequestRow | null {
  const isMade = random.chance(0.4);
  const granted = random.chance(isWithheld ? 0.3 : 0.9);
  const isAnswered = random.chance(0.7);
  const requestedOn = dayAfter(date, -random.int(5, 15));
  // Some are decided long after the meeting: what an evaluation in between may not know.
  const decidedOn = dayAfter(date, random.chance(0.1) ? 30 : -2);
  if (!isMade) return null;
  if (granted) return { invitationId, requestedOn, decision: 'approved', decidedOn };
  return isAnswered
    ? { invitationId, requestedOn, decision: 'declined', decidedOn }
    : { invitationId, requestedOn, decision: 'none', decidedOn: '' };
}
