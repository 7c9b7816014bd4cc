import { randomUUID } from 'node:crypto';
import {
  CaseBook,
  EvidenceBook,
  type EvidenceRow,
  type FiguresAsk,
  figuresOf,
  type ProviderFigures,
  REGIME_2015,
} from '@quorate/libs/signals';
import { addDays } from '@quorate/libs/time';
import { arrangeMeeting, type SeatKey } from '../../testkit/arrange-meeting.js';
import { ROLE_CODES } from '../../testkit/small-economy.js';
import type { TestApp } from '../../testkit/test-app.js';

export interface SignalWanted {
  /** When the provider and commissioners see it; commissioners never unless told. */
  readonly providerSeesFrom?: string;
  readonly commissionerSeesFrom?: string | null;
  readonly level?: 'earlyNotice' | 'watch' | 'alert' | 'alarm';
  readonly score?: number;
  readonly staffStatements?: number | null;
  readonly impact?: ProviderFigures['impact'];
}

export interface ArrangedSignal {
  readonly signalId: string;
  readonly runId: string;
  readonly regimeId: string;
  /** Northgate's. */
  readonly figures: ProviderFigures;
  readonly rows: readonly EvidenceRow[];
  /** The MDT that Riverside hosts, where Northgate's seats are lost, and its seats. */
  readonly mdtId: string;
  readonly seats: Readonly<Record<SeatKey, string>>;
}

const WEEKS = 24;
const FALLEN_FROM = 10;
const FIRST_DAY = '2026-04-07';
const AS_OF = '2026-11-01';
const EMPLOYERS = {
  matron: 'riverside',
  nurse: 'riverside',
  geriatrician: 'northgate',
  dischargeNurse: 'northgate',
  gp: 'elmpark',
} as const satisfies Record<SeatKey, string>;

/**
 * An open signal of Northgate in rows and not by a run: for 24 weeks two MDTs met, one at Riverside and one at Northgate's
 * own site; from the eleventh on, two in three of Northgate's seats at Riverside were lost in every way there is.
 */
export async function arrangeSignal(t: TestApp, wanted: SignalWanted = {}): Promise<ArrangedSignal> {
  const there = await arrangeMeeting(t, { startsAt: `${FIRST_DAY}T09:00:00.000Z`, host: 'riverside' });
  const own = await arrangeMeeting(t, { startsAt: `${addDays(FIRST_DAY, 1)}T09:00:00.000Z`, host: 'northgate' });
  const rows: EvidenceRow[] = [];
  for (let week = 0; week < WEEKS; week += 1) {
    for (const [mdt, host, offset] of [
      [there, 'riverside', 0],
      [own, 'northgate', 1],
    ] as const) {
      const date = addDays(FIRST_DAY, week * 7 + offset);
      const meetingId = week === 0 ? mdt.meetingId : await addMeeting(t, mdt.meetingId, date);
      for (const key of Object.keys(EMPLOYERS) as SeatKey[])
        rows.push(rowOf(t, { week, key, host, date, meetingId, mdtId: mdt.mdtId, seatId: mdt.seats[key] }));
    }
  }
  const ask: FiguresAsk = {
    providerId: t.economy.organisations.northgate,
    scope: { kind: 'host', code: t.economy.organisations.riverside },
    since: addDays(FIRST_DAY, FALLEN_FROM * 7),
    asOf: AS_OF,
    leaveOneOutShare: REGIME_2015.thresholds.leaveOneOutShare,
    staffStatements: wanted.staffStatements ?? null,
    cases: new CaseBook([]),
  };
  const worked = figuresOf(new EvidenceBook(rows), ask);
  const figures = { ...worked, impact: wanted.impact ?? worked.impact };
  const cut = await storeEvidence(t, rows);
  const ids = await storeSignal(t, figures, cut, wanted);
  return { ...ids, figures, rows, mdtId: there.mdtId, seats: there.seats };
}

async function addMeeting(t: TestApp, firstMeetingId: string, date: string): Promise<string> {
  const meetingId = randomUUID();
  await t.db.sql(
    t.economy.tenantId,
    `insert into mdt_meeting (tenant_id, meeting_id, mdt_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date, start_time, duration_minutes, site_id, status, calendar_uid)
     select tenant_id, $3::uuid, mdt_id, terms_id, host_organisation_id, starts_at + ($4::date - meeting_date) * interval '1 day',
       ends_at + ($4::date - meeting_date) * interval '1 day', $4::date, start_time, duration_minutes, site_id, 'held', $3::uuid::text
     from mdt_meeting where tenant_id = $1 and meeting_id = $2`,
    [t.economy.tenantId, firstMeetingId, meetingId, date],
  );
  return meetingId;
}

interface SeatAt {
  readonly week: number;
  readonly key: SeatKey;
  readonly host: 'riverside' | 'northgate';
  readonly date: string;
  readonly meetingId: string;
  readonly mdtId: string;
  readonly seatId: string;
}

const WAYS = [
  { status: 'apologies', reasonCode: 'noCover' },
  { status: 'lateCancel', reasonCode: null },
  { status: 'absentNoNotice', reasonCode: null },
  { status: 'attendedPart', reasonCode: null, minutesPresent: 20 },
  { status: 'apologies', reasonCode: 'workload' },
  { status: 'apologies', reasonCode: 'timing' },
] as const satisfies readonly Partial<EvidenceRow>[];

function rowOf(t: TestApp, { week, key, host, date, meetingId, mdtId, seatId }: SeatAt): EvidenceRow {
  const isHit = EMPLOYERS[key] === 'northgate' && host === 'riverside' && week >= FALLEN_FROM && week % 3 !== 0;
  const isLeave = key === 'geriatrician' && week === FALLEN_FROM + 2;
  const requestedOn = addDays(date, -21);
  return {
    meetingId,
    seatId,
    practitionerId: t.economy.practitioners[key],
    providerId: t.economy.organisations[EMPLOYERS[key]],
    hostId: t.economy.organisations[host],
    mdtId,
    seriesId: null,
    siteId: t.economy.sites[host],
    roleCode: ROLE_CODES[key],
    isCore: true,
    meetingDate: date,
    startMinute: 540,
    durationMinutes: 90,
    mode: 'inPerson',
    invitedOn: addDays(date, -28),
    travelMinutes: EMPLOYERS[key] === host ? 0 : 25,
    coverDepth: 1,
    countClass: isLeave ? 'excludedLeave' : isHit ? 'lost' : 'tookPart',
    status: 'attended',
    minutesPresent: 90,
    reasonCode: null,
    recordedBy: t.economy.viewer('careCoordinator', host).accountId,
    release:
      week % 2 === 0 && EMPLOYERS[key] === 'northgate' && host === 'riverside'
        ? {
            requestedOn,
            decision: isHit ? (week % 4 === 0 ? 'refused' : 'unanswered') : 'granted',
            decidedOn: isHit && week % 4 !== 0 ? null : addDays(requestedOn, 5),
          }
        : null,
    ...(isHit ? { minutesPresent: null, ...WAYS[(week + (key === 'geriatrician' ? 0 : 1)) % WAYS.length] } : {}),
    ...(isLeave ? { status: 'apologies', reasonCode: 'annualLeave', minutesPresent: null } : {}),
  };
}

/** Returns the newest number, as the cut. */
async function storeEvidence(t: TestApp, rows: readonly EvidenceRow[]): Promise<string> {
  const { tenantId } = t.economy;
  const [head] = await t.db.sql<{ no: string }>(
    tenantId,
    `insert into evidence_head as h (tenant_id, evidence_no) values ($1, $2)
     on conflict (tenant_id) do update set evidence_no = h.evidence_no + excluded.evidence_no returning evidence_no as no`,
    [tenantId, rows.length],
  );
  const cut = Number(head?.no);
  await t.db.sql(
    tenantId,
    `insert into attendance_evidence (tenant_id, evidence_no, meeting_id, seat_id, version, is_current, is_gone, practitioner_id, provider_organisation_id, host_organisation_id, mdt_id, series_id, site_id, role_code, is_core, meeting_date, start_minute, duration_minutes, mode, invited_on, travel_minutes, cover_depth, count_class, status, minutes_present, reason_code, release_requested_on, release_decision, release_decided_on, recorded_by, recorded_at)
     select $1, $2 + row_number() over (), "meetingId", "seatId", 1, true, false, "practitionerId", "providerId", "hostId", "mdtId", "seriesId", "siteId", "roleCode", "isCore", "meetingDate", "startMinute", "durationMinutes", mode, "invitedOn", "travelMinutes", "coverDepth", "countClass", status, "minutesPresent", "reasonCode", (release ->> 'requestedOn')::date, release ->> 'decision', (release ->> 'decidedOn')::date, "recordedBy", '2026-10-31'
     from json_to_recordset($3) as r("meetingId" uuid, "seatId" uuid, "practitionerId" uuid, "providerId" uuid, "hostId" uuid, "mdtId" uuid, "seriesId" uuid, "siteId" uuid, "roleCode" text, "isCore" boolean, "meetingDate" date, "startMinute" int, "durationMinutes" int, mode text, "invitedOn" date, "travelMinutes" real, "coverDepth" int, "countClass" text, status text, "minutesPresent" int, "reasonCode" text, release jsonb, "recordedBy" uuid)`,
    [tenantId, cut - rows.length, JSON.stringify(rows)],
  );
  return String(cut);
}

async function storeSignal(t: TestApp, figures: ProviderFigures, cut: string, wanted: SignalWanted) {
  const { tenantId, organisations } = t.economy;
  const [runId, signalId] = [randomUUID(), randomUUID()];
  const sql = <Row extends object>(text: string, values: readonly unknown[]) =>
    t.db.sql<Row>(tenantId, text, [tenantId, ...values]);
  await sql(
    `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_by, issued_at)
     values ($1, $2, $3, 1, '2015-03-27', $4, 'As shipped', null, '2025-01-01') on conflict do nothing`,
    [randomUUID(), REGIME_2015.code, JSON.stringify(REGIME_2015)],
  );
  const [regime] = await sql<{ id: string }>('select regime_id as id from regulatory_regime where tenant_id = $1', []);
  const regimeId = String(regime?.id);
  await sql(
    `insert into detection_run (tenant_id, run_id, month, version, cause, model_version, regime_id, parameters, data_cut, rows_read, rows_hash, providers_tested, expected_false_share, data_quality, requested_by, started_at, finished_at)
     values ($1,$2,'2026-10-01',1,'monthly','test-1',$3,'{}',$4,240,$5,3,0.08,'[]',null,'2026-11-01','2026-11-01')`,
    [runId, regimeId, cut, Buffer.alloc(32)],
  );
  const level = wanted.level ?? 'alert';
  await sql(
    `insert into provider_month (tenant_id, run_id, provider_organisation_id, month, score, is_flagged, standing, level, figures, reasons, commissioner_sees_from)
     values ($1,$2,$3,'2026-10-01',$4,true,'judged',$5,$6,'[]',$7)`,
    [
      runId,
      organisations.northgate,
      wanted.score ?? 0.92,
      level,
      JSON.stringify(figures),
      wanted.commissionerSeesFrom ?? 'infinity',
    ],
  );
  await sql(
    `insert into signal (tenant_id, signal_id, provider_organisation_id, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month, since, scope, level, stage, stage_due_on, thresholds, values, opened_at, provider_sees_from, commissioner_sees_from, closed_at, closed_because)
     values ($1,$2,$3,$4,$5,$5,'2026-10-01','2026-10-01',$6,$7,$8,'withProvider','2026-11-30',$9,'{}','2026-11-01',$10,$11,null,null)`,
    [
      signalId,
      organisations.northgate,
      regimeId,
      runId,
      figures.since,
      JSON.stringify(figures.scope),
      level,
      JSON.stringify(REGIME_2015.thresholds),
      wanted.providerSeesFrom ?? '2026-11-01T00:00:00Z',
      wanted.commissionerSeesFrom ?? null,
    ],
  );
  return { signalId, runId, regimeId };
}
