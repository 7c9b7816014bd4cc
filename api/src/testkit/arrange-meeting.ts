import { randomUUID } from 'node:crypto';
import { toLondon } from '@quorate/libs/time';
import { ROLE_CODES } from './small-economy.js';
import type { TestApp } from './test-app.js';

export type SeatKey = keyof typeof ROLE_CODES;
export const SEAT_KEYS = Object.keys(ROLE_CODES) as SeatKey[];

const EMPLOYERS = {
  matron: 'riverside',
  nurse: 'riverside',
  geriatrician: 'northgate',
  dischargeNurse: 'northgate',
  gp: 'elmpark',
} as const;

export interface MeetingWanted {
  /** An instant; by default the test's now. */
  readonly startsAt?: string;
  readonly host?: 'riverside' | 'northgate';
  readonly status?: 'booked' | 'cancelled';
  /** When the invitations went out; null for never. */
  readonly sentAt?: string | null;
  readonly minimumNotice?: number;
  readonly minimumSeats?: number;
  readonly requiredRoles?: readonly string[];
  /** Everyone has accepted unless told. */
  readonly replies?: Partial<Record<SeatKey, string>>;
  readonly deputies?: Partial<Record<SeatKey, SeatKey>>;
  readonly vacant?: readonly SeatKey[];
}

export interface ArrangedMeeting {
  readonly meetingId: string;
  readonly mdtId: string;
  readonly seats: Readonly<Record<SeatKey, string>>;
  readonly invitations: Readonly<Record<SeatKey, string>>;
}

/** A meeting of 90 minutes with five seats, one for each practitioner of the small economy, in rows and not by commands. */
export async function arrangeMeeting(t: TestApp, wanted: MeetingWanted = {}): Promise<ArrangedMeeting> {
  const { tenantId, organisations, sites } = t.economy;
  const host = wanted.host ?? 'riverside';
  const ids = { mdtId: randomUUID(), termsId: randomUUID(), meetingId: randomUUID() };
  const startsAt = new Date(wanted.startsAt ?? t.clock.now());
  const { date, time } = toLondon(startsAt.toISOString());
  const sql = (text: string, values: readonly unknown[]) => t.db.sql(tenantId, text, [tenantId, ...values]);
  await sql(
    `insert into mdt (tenant_id, mdt_id, name, host_organisation_id, status, created_at) values ($1,$2,$3,$4,'active','2025-01-01')`,
    [ids.mdtId, `Frailty MDT ${ids.mdtId.slice(0, 8)}`, organisations[host]],
  );
  await sql(
    `insert into terms_of_reference (tenant_id, terms_id, mdt_id, version, purpose, population, minimum_seats, required_roles, minimum_notice_working_days, deputies_allowed, in_force_from, created_at, created_by)
     values ($1,$2,$3,1,'p','p',$4,$5,$6,true,'2025-01-01','2025-01-01',$7)`,
    [
      ids.termsId,
      ids.mdtId,
      wanted.minimumSeats ?? 3,
      wanted.requiredRoles ?? ['geriatrician'],
      wanted.minimumNotice ?? 10,
      randomUUID(),
    ],
  );
  await sql(
    `insert into mdt_meeting (tenant_id, meeting_id, mdt_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date, start_time, duration_minutes, site_id, status, cancel_reason, calendar_uid)
     values ($1,$2::uuid,$3,$4,$5,$6,$7,$8,$9,90,$10,$11::text,case when $11::text = 'cancelled' then 'Snow' end,$2::uuid::text)`,
    [
      ids.meetingId,
      ids.mdtId,
      ids.termsId,
      organisations[host],
      startsAt,
      new Date(startsAt.getTime() + 90 * 60_000),
      date,
      time,
      sites[host],
      wanted.status ?? 'booked',
    ],
  );
  const seats = idsOfSeats();
  const invitations = idsOfSeats();
  for (const [position, key] of SEAT_KEYS.entries()) {
    await arrangeSeat(t, ids, { key, position, seatId: seats[key], invitationId: invitations[key] }, wanted);
  }
  return { meetingId: ids.meetingId, mdtId: ids.mdtId, seats, invitations };
}

function idsOfSeats(): Record<SeatKey, string> {
  return {
    matron: randomUUID(),
    nurse: randomUUID(),
    geriatrician: randomUUID(),
    dischargeNurse: randomUUID(),
    gp: randomUUID(),
  };
}

async function arrangeSeat(
  t: TestApp,
  meeting: { readonly mdtId: string; readonly meetingId: string },
  seat: { readonly key: SeatKey; readonly position: number; readonly seatId: string; readonly invitationId: string },
  wanted: MeetingWanted,
): Promise<void> {
  const { tenantId, organisations, practitioners } = t.economy;
  const { key } = seat;
  const holder = wanted.vacant?.includes(key) ? null : practitioners[key];
  const deputy = wanted.deputies?.[key];
  const response = wanted.replies?.[key] ?? 'accepted';
  const provider = organisations[EMPLOYERS[key]];
  await t.db.sql(
    tenantId,
    `insert into mdt_seat (tenant_id, seat_id, mdt_id, role_code, provider_organisation_id, kind, counts_for_quorum, holder_practitioner_id, position, from_version)
     values ($1,$2,$3,$4,$5,'core',true,$6,$7,1)`,
    [tenantId, seat.seatId, meeting.mdtId, ROLE_CODES[key], provider, holder, seat.position],
  );
  if (deputy) {
    await t.db.sql(tenantId, 'insert into seat_deputy (tenant_id, seat_id, practitioner_id) values ($1,$2,$3)', [
      tenantId,
      seat.seatId,
      practitioners[deputy],
    ]);
  }
  await t.db.sql(
    tenantId,
    `insert into invitation (tenant_id, invitation_id, meeting_id, seat_id, practitioner_id, provider_organisation_id, response, deputy_practitioner_id, sent_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
    [
      tenantId,
      seat.invitationId,
      meeting.meetingId,
      seat.seatId,
      holder,
      provider,
      holder ? response : 'needsAction',
      holder && response === 'delegated' && deputy ? practitioners[deputy] : null,
      wanted.sentAt === undefined ? new Date('2026-10-01T09:00:00Z') : wanted.sentAt,
    ],
  );
}
