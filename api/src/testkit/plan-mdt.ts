import { MdtService } from '../meetings/mdts/mdt.service.js';
import { SeriesService } from '../meetings/series/series.service.js';
import { ROLE_CODES } from './small-economy.js';
import type { TestApp } from './test-app.js';

export type PractitionerKey = keyof typeof ROLE_CODES;

const EMPLOYERS = {
  matron: 'riverside',
  nurse: 'riverside',
  geriatrician: 'northgate',
  dischargeNurse: 'northgate',
  gp: 'elmpark',
} as const;

export interface TestMdtWanted {
  readonly name?: string;
  readonly host?: 'riverside' | 'northgate';
  /** Seats that nobody holds. */
  readonly vacant?: readonly PractitionerKey[];
  /** Seats the MDT has; all five when left out. */
  readonly seats?: readonly PractitionerKey[];
  readonly minimumSeats?: number;
  readonly requiredRoles?: readonly string[];
  readonly deputiesAllowed?: boolean;
  readonly series?: Partial<{
    frequency: 'weekly' | 'fortnightly' | 'monthly';
    weekday: number;
    weekOfMonth: number;
    startTime: string;
    durationMinutes: number;
    from: string;
    until: string;
    weeksAhead: number;
    room: boolean;
  }>;
}

export interface TestMdt {
  readonly mdtId: string;
  readonly seriesId: string;
  /** By the practitioner who holds it, or would. */
  readonly seatIds: Readonly<Record<PractitionerKey, string>>;
  /** In date order: by default six Tuesdays, 13:00 to 14:00, the first on 1 December 2026. */
  readonly meetingIds: readonly string[];
}

let made = 0;

/** An MDT with a seat for each practitioner and a weekly series, planned by the commands as a co-ordinator of the host would. */
export async function planTestMdt(t: TestApp, wanted: TestMdtWanted = {}): Promise<TestMdt> {
  const host = wanted.host ?? 'riverside';
  const viewer = t.economy.viewer('careCoordinator', host);
  const keys = wanted.seats ?? (Object.keys(ROLE_CODES) as PractitionerKey[]);
  made += 1;
  const mdt = await t.app.get(MdtService).createMdt(viewer, {
    name: wanted.name ?? `Test MDT ${made}`,
    purpose: 'People with frailty',
    population: 'Over 65',
    minimumSeats: wanted.minimumSeats ?? Math.min(3, keys.length),
    requiredRoles: wanted.requiredRoles ?? [],
    deputiesAllowed: wanted.deputiesAllowed ?? true,
    seats: keys.map((key) => ({
      roleCode: ROLE_CODES[key],
      providerOrganisationId: t.economy.organisations[EMPLOYERS[key]],
      kind: 'core',
      countsForQuorum: true,
      holderPractitionerId: wanted.vacant?.includes(key) ? null : t.economy.practitioners[key],
    })),
  });
  if (!('mdtId' in mdt)) throw new Error(`No MDT: ${JSON.stringify(mdt)}`);
  const { room, ...rule } = wanted.series ?? {};
  const series = await t.app.get(SeriesService).planSeries(viewer, {
    mdtId: mdt.mdtId,
    frequency: 'weekly',
    weekday: 2,
    startTime: '13:00',
    durationMinutes: 60,
    from: '2026-12-01',
    weeksAhead: 6,
    siteId: t.economy.sites[host],
    roomId: room === false ? null : t.economy.rooms[host],
    ...rule,
  });
  if (!('meetingIds' in series)) throw new Error(`No series: ${JSON.stringify(series)}`);
  const seats = await t.db.sql<{ seat_id: string; role_code: string }>(
    t.economy.tenantId,
    'select seat_id, role_code from mdt_seat where mdt_id = $1',
    [mdt.mdtId],
  );
  const seatIds = Object.fromEntries(
    Object.entries(ROLE_CODES).map(([key, code]) => [key, seats.find((s) => s.role_code === code)?.seat_id ?? '']),
  ) as Record<PractitionerKey, string>;
  return { mdtId: mdt.mdtId, seriesId: series.seriesId, seatIds, meetingIds: series.meetingIds };
}
