import { randomUUID } from 'node:crypto';
import { EngagementCountsService } from '../../api/src/attendance/engagement-counts.service.js';
import { arrangeNextMeeting, arrangePerson } from '../../api/src/testkit/arrange-cases.js';
import { arrangeMeeting } from '../../api/src/testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../../api/src/testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../../api/src/withholding/testkit/arrange-signal.js';
import { addAdviceRows } from './advice-rows.js';
import { addDisputeRows } from './dispute-rows.js';
import { addMeasures } from './measure-rows.js';
import { addReturns } from './return-rows.js';
import { addSignalRows } from './signal-rows.js';
import { addStrikes } from './strike-rows.js';

/** Ids of the rows that arguments name: all in the first tenant, hosted by Riverside where a host there is. */
export type FixtureIds = Readonly<Record<string, string>>;

export interface Fixture {
  readonly t: TestApp;
  readonly ids: FixtureIds;
  /** An organisation of the first tenant that has no part in anything here, with one practitioner. */
  readonly uninvolved: { readonly organisationId: string; readonly practitionerId: string };
}

/**
 * The small economy with a working life in it: an MDT that Riverside hosts with seats of three organisations, a series,
 * a meeting past (with register, outcome and action), one now and two to come, release asked, granted and refused, people
 * listed, mail sent and failed, a published register, and an open signal of Northgate.
 */
export async function startFixture(): Promise<Fixture> {
  const t = await startTestApp();
  const uninvolved = await addUninvolved(t);
  await addMembership(t);
  const past = await arrangeMeeting(t, { startsAt: '2026-11-10T09:00:00.000Z', requiredRoles: ['geriatrician'] });
  const held = await arrangeNextMeeting(t, past, '2026-10-13T08:00:00.000Z');
  await t.db.sql(
    t.economy.tenantId,
    `update mdt_meeting set status = 'held' where tenant_id = $1 and meeting_id = $2`,
    [t.economy.tenantId, held],
  );
  const today = await arrangeNextMeeting(t, past, '2026-11-24T08:45:00.000Z');
  const coming = await arrangeNextMeeting(t, past, '2026-12-08T09:00:00.000Z');
  const later = await arrangeNextMeeting(t, past, '2026-12-22T09:00:00.000Z');
  const seriesId = await addSeries(t, past.mdtId, [today, coming, later]);
  await t.db.sql(
    t.economy.tenantId,
    `update mdt_meeting set join_url = 'https://meet.invalid/x', room_id = $2 where tenant_id = $1`,
    [t.economy.tenantId, t.economy.rooms.riverside],
  );
  await t.db.sql(
    t.economy.tenantId,
    'insert into seat_deputy (tenant_id, seat_id, practitioner_id) values ($1,$2,$3)',
    [t.economy.tenantId, past.seats.matron, t.economy.practitioners.nurse],
  );
  await addReplies(t, coming);
  const releases = await addReleases(t, coming, past.seats);
  await addRegister(t, past.meetingId, past.seats);
  const people = await addPeople(t, { past: past.meetingId, today, coming, mdtId: past.mdtId, seats: past.seats });
  const messages = await addMessages(t, coming);
  const registerId = await addImportedRegister(t);
  await addMeasures(t);
  await addPublication(t, past);
  await t.app.get(EngagementCountsService).countUnrecordedMeetings(t.economy.tenantId);
  const signal = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
  await addStatements(t, past.meetingId, signal);
  const { organisations, sites, rooms, practitioners } = t.economy;
  const ids = {
    ...people,
    ...messages,
    ...releases,
    registerId,
    signal: signal.signalId,
    ...(await addSignalRows(t, signal.signalId, { meetingId: past.meetingId, seatId: past.seats.gp })),
    ...(await addAdviceRows(t, signal.regimeId, signal.signalId)),
    ...(await addDisputeRows(t, past.meetingId, past.seats.geriatrician)),
    evidencePack: await addPack(t, signal.signalId),
    ...(await addReturns(t)),
    ...(await addStrikes(t)),
    mdt: past.mdtId,
    series: seriesId,
    pastMeeting: past.meetingId,
    heldMeeting: held,
    todayMeeting: today,
    meeting: coming,
    laterMeeting: later,
    seat: past.seats.matron,
    geriatricianSeat: past.seats.geriatrician,
    dischargeNurseSeat: past.seats.dischargeNurse,
    invitation: await invitationOf(t, coming, past.seats.matron),
    geriatricianInvitation: await invitationOf(t, coming, past.seats.geriatrician),
    dischargeNurseInvitation: await invitationOf(t, coming, past.seats.dischargeNurse),
    organisation: organisations.riverside,
    icb: organisations.icb,
    northgate: organisations.northgate,
    site: sites.riverside,
    room: rooms.riverside,
    practitioner: practitioners.matron,
    nurse: practitioners.nurse,
    actingRole: t.economy.viewer('careCoordinator').actingRoleId,
    account: t.economy.viewer('clinician').accountId,
    practitionerRole: await roleOf(t, practitioners.matron),
  };
  return { t, ids, uninvolved };
}

const sqlOf = (t: TestApp) => (text: string, values: readonly unknown[]) =>
  t.db.sql<Record<string, string>>(t.economy.tenantId, text, [t.economy.tenantId, ...values]);

async function addUninvolved(t: TestApp): Promise<Fixture['uninvolved']> {
  const sql = sqlOf(t);
  const [organisationId, practitionerId] = [randomUUID(), randomUUID()];
  await sql(
    `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source) values ($1,$2,'XHIL','Hillcrest Hospice','hospice',true,true,'test')`,
    [organisationId],
  );
  await sql(
    `insert into practitioner (tenant_id, practitioner_id, name, email) values ($1,$2,'Ada Quiet','ada@example.invalid')`,
    [practitionerId],
  );
  await sql(
    `insert into practitioner_role (tenant_id, practitioner_role_id, practitioner_id, organisation_id, role_code, during) values ($1,$2,$3,$4,'communityNurse','[2020-01-01,)')`,
    [randomUUID(), practitionerId, organisationId],
  );
  return { organisationId, practitionerId };
}

async function addMembership(t: TestApp): Promise<void> {
  const { riverside, icb } = t.economy.organisations;
  await sqlOf(t)(
    `insert into organisation_membership (tenant_id, organisation_id, parent_id, kind, during, source) values ($1,$2,$3,'icb','[2020-01-01,)','test')`,
    [riverside, icb],
  );
}

async function addSeries(t: TestApp, mdtId: string, meetingIds: readonly string[]): Promise<string> {
  const sql = sqlOf(t);
  const seriesId = randomUUID();
  await sql(
    `insert into mdt_series (tenant_id, series_id, mdt_id, frequency, weekday, start_time, duration_minutes, from_date, site_id, room_id, join_url, planned_through, calendar_uid, created_at)
     values ($1,$2::uuid,$3,'fortnightly',2,'09:00',90,'2026-11-24',$4,$5,'https://meet.invalid/series','2026-12-31',$2::uuid::text,'2026-10-01')`,
    [seriesId, mdtId, t.economy.sites.riverside, t.economy.rooms.riverside],
  );
  await sql(
    `update mdt_meeting set series_id = $2, series_date = meeting_date, start_time = '09:00' where tenant_id = $1 and meeting_id = any ($3::uuid[])`,
    [seriesId, meetingIds],
  );
  await sql(
    `insert into mdt_series_skip (tenant_id, series_id, skipped_on, reason) values ($1,$2,'2026-12-29','Christmas week')`,
    [seriesId],
  );
  await sql(
    `insert into reply_link (tenant_id, token_hash, practitioner_id, series_id, created_at) values ($1,$2,$3,$4,'2026-10-01')`,
    [Buffer.alloc(32, 7), t.economy.practitioners.matron, seriesId],
  );
  return seriesId;
}

async function invitationOf(t: TestApp, meetingId: string, seatId: string): Promise<string> {
  const [row] = await sqlOf(t)(
    'select invitation_id as id from invitation where tenant_id = $1 and meeting_id = $2 and seat_id = $3',
    [meetingId, seatId],
  );
  return String(row?.id);
}

async function roleOf(t: TestApp, practitionerId: string): Promise<string> {
  const [row] = await sqlOf(t)(
    'select practitioner_role_id as id from practitioner_role where tenant_id = $1 and practitioner_id = $2',
    [practitionerId],
  );
  return String(row?.id);
}

/** Everyone has an opinion on the coming meeting, the geriatrician and the nurse declined. */
async function addReplies(t: TestApp, meetingId: string): Promise<void> {
  const { geriatrician, nurse } = t.economy.practitioners;
  await sqlOf(t)(
    `update invitation set sent_at = '2026-11-01', comment = 'Only by phone', responded_at = '2026-11-02', response_source = 'person',
       response = case when practitioner_id = any ($3::uuid[]) then 'declined' else 'needsAction' end,
       decline_reason = case when practitioner_id = any ($3::uuid[]) then 'workload' end
     where tenant_id = $1 and meeting_id = $2`,
    [meetingId, [geriatrician, nurse]],
  );
}

async function addReleases(
  t: TestApp,
  meetingId: string,
  seats: Readonly<Record<string, string>>,
): Promise<FixtureIds> {
  const sql = sqlOf(t);
  const { practitioners, organisations } = t.economy;
  const requester = t.economy.viewer('careCoordinator').accountId;
  const add = async (seat: string, practitionerId: string, provider: string, state: string) => {
    const id = randomUUID();
    await sql(
      `insert into release_request (tenant_id, release_request_id, meeting_id, seat_id, practitioner_id, provider_organisation_id, host_organisation_id, requested_by, requested_at, note, due_on, state, reason_code, reason_text, decided_by, decided_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,'2026-11-12','She knows the family','2026-12-01',$9::text,
         case when $9::text = 'refused' then 'workload' end, case when $9::text = 'refused' then 'Ward is three short' end,
         case when $9::text = 'refused' then $10::uuid end, case when $9::text = 'refused' then timestamptz '2026-11-13' end)`,
      [
        id,
        meetingId,
        seats[seat],
        practitionerId,
        provider,
        organisations.riverside,
        requester,
        state,
        t.economy.viewer('providerManager', 'northgate').accountId,
      ],
    );
    return id;
  };
  return {
    releaseRequest: await add('geriatrician', practitioners.geriatrician, organisations.northgate, 'requested'),
    refusedRelease: await add('dischargeNurse', practitioners.dischargeNurse, organisations.northgate, 'refused'),
    ownRelease: await add('nurse', practitioners.nurse, organisations.riverside, 'refused'),
  };
}

async function addRegister(t: TestApp, meetingId: string, seats: Readonly<Record<string, string>>): Promise<void> {
  const { practitioners } = t.economy;
  const marks = [
    ['matron', 'attended', null],
    ['nurse', 'apologies', 'sickness'],
    ['geriatrician', 'absentNoNotice', null],
    ['dischargeNurse', 'apologies', 'workload'],
    ['gp', 'attended', null],
  ] as const;
  for (const [key, outcome, reason] of marks) {
    await sqlOf(t)(
      `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, mode, practitioner_id, reason_code, note, source, recorded_by, recorded_on_behalf_of, recorded_at, correction_reason)
       values ($1,$2,$3,$4,1,true,$5::text,case when $5::text = 'attended' then 'inPerson' end,$6,$7,'Rang in the morning','register',$8,$9,'2026-11-10T10:30:00Z','Marked wrongly at first')`,
      [
        randomUUID(),
        meetingId,
        seats[key],
        outcome,
        practitioners[key],
        reason,
        t.economy.viewer('careCoordinator').accountId,
        t.economy.organisations.riverside,
      ],
    );
  }
}

interface Meetings {
  readonly past: string;
  readonly today: string;
  readonly coming: string;
  readonly mdtId: string;
  readonly seats: Readonly<Record<string, string>>;
}

/** One person listed at every meeting, known to the co-ordinator, matron and geriatrician; one listed whom only the co-ordinator sees; one whom nobody knows. */
async function addPeople(t: TestApp, at: Meetings): Promise<FixtureIds> {
  const sql = sqlOf(t);
  const { practitioners, organisations } = t.economy;
  const coordinator = t.economy.viewer('careCoordinator').accountId;
  const patient = String(
    (await sql(`select patient_id as id from patient where tenant_id = $1 and family_name = 'EXAMPLE'`, []))[0]?.id,
  );
  await sql(`update patient set nhs_number = '9990000026' where tenant_id = $1 and patient_id = $2`, [patient]);
  const { patientId: secondPatient } = await arrangePerson(t, { nhsNumber: '9990000034' });
  const { patientId: strangerPatient } = await arrangePerson(t, { nhsNumber: '9990000042' });
  const relate = (patientId: string, party: { practitioner?: string; account?: string }, basis: string) =>
    sql(
      `insert into legitimate_relationship (tenant_id, relationship_id, patient_id, practitioner_id, account_id, basis, reason, during) values ($1,$2,$3,$4,$5,$6,'Has a part in the care','[2025-01-01,)')`,
      [randomUUID(), patientId, party.practitioner ?? null, party.account ?? null, basis],
    );
  await relate(patient, { account: coordinator }, 'coordinatesTheMeeting');
  await relate(patient, { practitioner: practitioners.matron }, 'seatAtTheMeeting');
  await relate(patient, { practitioner: practitioners.geriatrician }, 'seatAtTheMeeting');
  await relate(secondPatient, { account: coordinator }, 'coordinatesTheMeeting');
  const list = async (meetingId: string, patientId: string, position: number, outcome: string | null) => {
    const id = randomUUID();
    await sql(
      `insert into case_list_item (tenant_id, case_id, meeting_id, mdt_id, patient_id, position, question, wanted_by_person, state, outcome, outcome_text, outcome_at, outcome_by, listed_by, listed_at, access_until)
       values ($1,$2,$3,$4,$5,$6,'Can she go home?','To sleep in her own bed',coalesce($7::text,'listed'),$7::text,case when $7::text is not null then 'Wait for the ramp' end,
         case when $7::text is not null then timestamptz '2026-11-10T10:00Z' end,case when $7::text is not null then $8::uuid end,$8,'2026-11-01','2027-02-01')`,
      [id, meetingId, at.mdtId, patientId, position, outcome, coordinator],
    );
    await sql('insert into case_relevant_seat (tenant_id, case_id, seat_id) values ($1,$2,$3)', [id, at.seats.matron]);
    await sql('insert into case_knows_person (tenant_id, case_id, practitioner_id) values ($1,$2,$3)', [
      id,
      practitioners.matron,
    ]);
    return id;
  };
  const pastCase = await list(at.past, patient, 1, 'deferred');
  const doneCase = await list(at.past, secondPatient, 2, 'discussed');
  const todayCase = await list(at.today, patient, 1, null);
  const comingCase = await list(at.coming, patient, 1, null);
  const secondCase = await list(at.coming, secondPatient, 2, null);
  await sql('insert into case_presence (tenant_id, case_id, seat_id, practitioner_id) values ($1,$2,$3,$4)', [
    doneCase,
    at.seats.matron,
    practitioners.matron,
  ]);
  const action = randomUUID();
  await sql(
    `insert into case_action (tenant_id, action_id, case_id, mdt_id, patient_id, description, owner_practitioner_id, organisation_id, due_on, state, state_reason, created_at) values ($1,$2,$3,$4,$5,'Order the ramp',$6,$7,'2026-11-20','open','Supplier is slow','2026-11-10')`,
    [action, pastCase, at.mdtId, patient, practitioners.matron, organisations.riverside],
  );
  return { patient, secondPatient, strangerPatient, case: comingCase, secondCase, pastCase, todayCase, action };
}

/** What was published of the second quarter, and a meeting of the third that is not published yet. */
async function addPublication(t: TestApp, past: Parameters<typeof arrangeNextMeeting>[1]): Promise<void> {
  await arrangeNextMeeting(t, past, '2026-09-08T09:00:00.000Z');
  const sql = sqlOf(t);
  await sql(
    `insert into engagement_publication (tenant_id, publication_no, published_at, through_quarter, cause, reason, rule_version) values ($1,1,'2026-07-29','2026-04-01','byHand','Asked for by the board',2)`,
    [],
  );
  await sql(
    `insert into published_quarter (tenant_id, provider_organisation_id, quarter, version, publication_no, detail, totals)
     values ($1,$2,'2026-04-01',1,1,'all','[{"is_own_site":true,"class":"tookPart","locus":"none","seats":12}]')`,
    [t.economy.organisations.riverside],
  );
  await sql(
    `insert into published_by_mdt (tenant_id, provider_organisation_id, quarter, version, mdt_id, host_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus, seats)
     values ($1,$2,'2026-04-01',1,$3,$2,'2026-04-01','communityMatron',true,true,'tookPart','none',12)`,
    [t.economy.organisations.riverside, past.mdtId],
  );
  await sql(
    `insert into published_by_host (tenant_id, provider_organisation_id, quarter, version, host_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus, seats)
     values ($1,$2,'2026-04-01',1,$2,'2026-04-01','communityMatron',true,true,'tookPart','none',12)`,
    [t.economy.organisations.riverside],
  );
  await sql(
    `insert into published_total (tenant_id, provider_organisation_id, quarter, version, month, role_code, is_core, is_own_site, count_class, reason_locus, seats)
     values ($1,$2,'2026-04-01',1,'2026-04-01','communityMatron',true,true,'tookPart','none',12)`,
    [t.economy.organisations.riverside],
  );
}

/** A pack of the signal that was sealed; its bytes are nobody's business here. */
async function addPack(t: TestApp, signalId: string): Promise<string> {
  const packId = randomUUID();
  await sqlOf(t)(
    `insert into evidence_pack (tenant_id, pack_id, signal_id, provider_organisation_id, sealed_for, asked_by, asked_role, asked_on_behalf_of, asked_at, state, sealed_at, read_at, data_cut, row_count, byte_count, sha256, key_fingerprint)
     values ($1,$2,$3,$4,'The regulator',$5,'providerManager',$4,'2026-11-20','sealed','2026-11-20','2026-11-20',1,1,1,$6,$6)`,
    [
      packId,
      signalId,
      t.economy.organisations.northgate,
      t.economy.viewer('providerManager', 'northgate').accountId,
      Buffer.alloc(32),
    ],
  );
  return packId;
}

async function addMessages(t: TestApp, meetingId: string): Promise<FixtureIds> {
  const { practitioners, organisations } = t.economy;
  const add = async (practitionerId: string, failed: boolean) => {
    const id = randomUUID();
    await sqlOf(t)(
      `insert into outbox_message (tenant_id, message_id, kind, recipient_name, recipient_email, recipient_practitioner_id, organisation_id, meeting_id, subject, body_text, body_html, created_at, sent_at, attempts, last_error, next_attempt_at)
       values ($1,$2,'invitation','Name','somebody@example.invalid',$3,$4,$5,'Invitation','Reply at /reply/secret','<p>Reply</p>','2026-11-20',
         case when $6::boolean then null else timestamptz '2026-11-20' end, 3, case when $6::boolean then '550 no such box' end, case when $6::boolean then timestamptz 'infinity' else '2026-11-20' end)`,
      [id, practitionerId, organisations.riverside, meetingId, failed],
    );
    await sqlOf(t)(
      `insert into caught_mail (tenant_id, mail_id, message_id, received_at, envelope_from, envelope_to, subject, body_text, body_html, raw) values ($1,$2,$3,'2026-11-20','from@example.invalid','to@example.invalid','Invitation','Body','<p>Body</p>','raw mail')`,
      [randomUUID(), id],
    );
    return id;
  };
  return {
    message: await add(practitioners.matron, false),
    failedMessage: await add(practitioners.geriatrician, true),
  };
}

/** One that nobody but its author and who opened it may read, and one with a name to it. */
async function addStatements(t: TestApp, pastMeeting: string, signal: ArrangedSignal): Promise<void> {
  const sql = sqlOf(t);
  const { practitioners, organisations } = t.economy;
  const latest = signal.rows.filter(({ hostId }) => hostId === organisations.riverside).at(-1);
  const state = async (practitionerId: string, meetingId: string, namedAt: string | null) => {
    const id = randomUUID();
    await sql(
      `insert into staff_statement (tenant_id, statement_id, practitioner_id, meeting_id, meeting_date, provider_organisation_id, host_organisation_id, words, stated_at, named_at, account_id)
       select $1, $2, $3, meeting_id, meeting_date, $4, $5, 'Was told that the ward comes first', '2026-11-12', $7::timestamptz,
         (select account_id from account where tenant_id = $1 and practitioner_id = $3) from mdt_meeting where tenant_id = $1 and meeting_id = $6`,
      [id, practitionerId, organisations.northgate, organisations.riverside, meetingId, namedAt],
    );
    return id;
  };
  const id = await state(practitioners.geriatrician, pastMeeting, null);
  await state(practitioners.dischargeNurse, String(latest?.meetingId), '2026-11-13');
  await sql(
    `insert into staff_statement_opening (tenant_id, opening_id, statement_id, practitioner_id, power, authority, not_told_because, opened_by, opened_at)
     values ($1,$2,$3,$4,'Section 64','The regulator','',$5,'2026-11-14'), ($1,$6,$3,$4,'Section 49','The police','An inquiry runs',$5,'2026-11-15')`,
    [
      randomUUID(),
      id,
      practitioners.geriatrician,
      t.economy.viewer('informationGovernanceLead', 'icb').accountId,
      randomUUID(),
    ],
  );
}

async function addImportedRegister(t: TestApp): Promise<string> {
  const id = randomUUID();
  await sqlOf(t)(
    `insert into imported_register (tenant_id, register_id, name, source, content_hash, imported_at) values ($1,$2,'Past register','file.csv',$3,'2026-10-01')`,
    [id, Buffer.alloc(32)],
  );
  await sqlOf(t)(
    `insert into imported_register_entry (tenant_id, register_id, unit, member, sitting, sitting_date, line, outcome, is_as_at) values ($1,$2,'Unit','Member','1','2026-01-05',1,'absent',true)`,
    [id],
  );
  return id;
}
