import type { Economy, InvitationRow, ProfessionalRow, ReleaseRequestRow, SeriesRow } from '../economy.js';

/** An invitation of the small economy: who, when, to what, and what the register says. */
export interface SmallInvitation extends Partial<Omit<InvitationRow, 'professionalId'>> {
  readonly person?: string;
  readonly date: string;
  readonly series?: string;
  readonly request?: Omit<ReleaseRequestRow, 'invitationId'>;
}

const SERIES: SeriesRow = {
  seriesId: 'away',
  hostProviderId: 'host',
  weekday: 2,
  startMinute: 600,
  durationMinutes: 60,
  mode: 'in_person',
};
const NURSE: ProfessionalRow = {
  professionalId: 'nurse',
  employerProviderId: 'employer',
  baseSiteId: 'ward',
  role: 'nurse',
  coverDepth: 0,
};

/**
 * Two providers: `employer` with a nurse and a doctor, and `host`, whose series `away` they are invited to; `home` is
 * the employer's own. An invitation says only what matters to its test.
 */
export function smallEconomy(
  invitations: readonly SmallInvitation[],
  change: Partial<Omit<Economy, 'series'>> & { readonly away?: Partial<SeriesRow> } = {},
): Economy {
  const { away, ...rest } = change;
  const meetings = new Map<string, Economy['meetings'][number]>();
  const rows = invitations.map(({ person = 'nurse', date, series = 'away', request: _, ...row }, i): InvitationRow => {
    const meetingId = `${series}-${date}`;
    meetings.set(meetingId, { meetingId, seriesId: series, date });
    return {
      invitationId: `i${i}`,
      meetingId,
      professionalId: person,
      required: true,
      invitedOn: date,
      travelMinutes: 0,
      status: 'attended',
      minutesPresent: 60,
      absenceReason: '',
      ...row,
    };
  });
  return {
    start: '2025-01-06',
    evaluationDates: ['2025-02-01', '2025-03-01', '2025-04-01'],
    providers: [{ providerId: 'employer' }, { providerId: 'host' }],
    series: [
      { ...SERIES, ...away },
      { ...SERIES, seriesId: 'home', hostProviderId: 'employer' },
    ],
    professionals: [NURSE, { ...NURSE, professionalId: 'doctor', role: 'doctor', coverDepth: 2 }],
    meetings: [...meetings.values()],
    calendar: [],
    invitations: rows,
    releaseRequests: invitations.flatMap(({ request }, i) => (request ? [{ invitationId: `i${i}`, ...request }] : [])),
    ...rest,
  };
}
