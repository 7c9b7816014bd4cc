import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../testkit/test-app.js';
import { PublicationsService } from '../publication/publications.service.js';

type Organisation = 'riverside' | 'northgate' | 'elmpark';

/** Seats of one kind at one meeting of the month, as the register engine leaves them behind. */
export interface SeedSeats {
  readonly provider: Organisation;
  readonly mdt: SeededMdt;
  readonly month: string;
  readonly class: string;
  readonly locus?: string | null;
  readonly seats: number;
  readonly roleCode?: string;
  readonly isCore?: boolean;
  readonly practitionerId?: string | null;
}

export interface SeededMdt {
  readonly mdtId: string;
  readonly name: string;
  readonly host: Organisation;
  readonly hostId: string;
}

/** An MDT, without the terms, series and meetings that no figure rests on. */
export async function seedMdt(t: TestApp, name: string, host: Organisation): Promise<SeededMdt> {
  const mdtId = randomUUID();
  const hostId = t.economy.organisations[host];
  await t.db.sql(
    t.economy.tenantId,
    `insert into mdt (tenant_id, mdt_id, name, host_organisation_id, status, created_at) values ($1,$2,$3,$4,'active','2025-01-01')`,
    [t.economy.tenantId, mdtId, name, hostId],
  );
  return { mdtId, name, host, hostId };
}

/**
 * Rows of attendance_count, one meeting for each seat, and both rollups counted from them as a rebuild would; then what
 * has settled is published as if it were for the first time.
 */
export async function seedCounts(t: TestApp, seeds: readonly SeedSeats[]): Promise<void> {
  const { tenantId, organisations } = t.economy;
  const rows = seeds.flatMap((seed) =>
    Array.from({ length: seed.seats }, (_, index) => ({
      meeting_id: randomUUID(),
      seat_id: randomUUID(),
      provider: organisations[seed.provider],
      host: seed.mdt.hostId,
      mdt_id: seed.mdt.mdtId,
      role_code: seed.roleCode ?? 'communityMatron',
      is_core: seed.isCore ?? true,
      is_own_site: organisations[seed.provider] === seed.mdt.hostId,
      practitioner_id: seed.practitionerId ?? null,
      month: `${seed.month}-01`,
      meeting_date: `${seed.month}-${String((index % 27) + 1).padStart(2, '0')}`,
      count_class: seed.class,
      reason_locus: seed.locus ?? null,
    })),
  );
  await t.db.sql(tenantId, INSERT_MEETINGS, [tenantId, JSON.stringify(rows)]);
  await t.db.sql(tenantId, INSERT_COUNTS, [tenantId, JSON.stringify(rows)]);
  for (const [table, key] of [
    ['engagement_by_provider', ''],
    ['engagement_by_mdt', 'mdt_id, '],
  ]) {
    await t.db.sql(tenantId, `delete from ${table} where tenant_id = $1`, [tenantId]);
    await t.db.sql(
      tenantId,
      `insert into ${table} (tenant_id, ${key} provider_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus, seats)
       select tenant_id, ${key} provider_organisation_id, month, role_code, is_core, is_own_site, count_class, locus, count(*)
       from (select *, coalesce(reason_locus, 'none') as locus from attendance_count where tenant_id = $1) c
       group by tenant_id, ${key} provider_organisation_id, month, role_code, is_core, is_own_site, count_class, locus`,
      [tenantId],
    );
  }
  await publishAnew(t);
}

/** Forgets what was published, and publishes what has settled. */
async function publishAnew(t: TestApp): Promise<void> {
  const { tenantId } = t.economy;
  const admin = await t.db.superuser();
  for (const table of [
    'published_average',
    'published_total',
    'published_by_host',
    'published_by_mdt',
    'published_quarter',
    'engagement_publication',
  ])
    await admin.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
  await admin.end();
  await t.app.get(PublicationsService, { strict: false }).publishDue(tenantId);
}

const COLUMNS = `meeting_id uuid, seat_id uuid, provider uuid, host uuid, mdt_id uuid, role_code text, is_core boolean,
  is_own_site boolean, practitioner_id uuid, month date, meeting_date date, count_class text, reason_locus text`;

const INSERT_MEETINGS = `
  with terms as (
    insert into terms_of_reference (tenant_id, terms_id, mdt_id, version, purpose, population, minimum_seats, required_roles,
      minimum_notice_working_days, deputies_allowed, in_force_from, created_at, created_by)
    select $1, gen_random_uuid(), mdt_id, 1, '', '', 1, '{}', 10, true, '2025-01-01', '2025-01-01', gen_random_uuid()
    from (select distinct mdt_id from json_to_recordset($2) as r(mdt_id uuid)) m
    on conflict do nothing returning mdt_id, terms_id),
  known as (select mdt_id, terms_id from terms union select mdt_id, terms_id from terms_of_reference where tenant_id = $1)
  insert into mdt_meeting (tenant_id, meeting_id, mdt_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date,
    start_time, duration_minutes, status, calendar_uid)
  select $1, r.meeting_id, r.mdt_id, k.terms_id, r.host, r.meeting_date + time '13:00', r.meeting_date + time '14:00',
    r.meeting_date, '13:00', 60, 'held', r.meeting_id::text
  from json_to_recordset($2) as r(${COLUMNS}) join known k on k.mdt_id = r.mdt_id`;

const INSERT_COUNTS = `
  insert into attendance_count (tenant_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, mdt_id,
    role_code, is_core, is_own_site, practitioner_id, month, meeting_date, count_class, reason_locus)
  select $1, meeting_id, seat_id, provider, host, mdt_id, role_code, is_core, is_own_site, practitioner_id, month,
    meeting_date, count_class, reason_locus
  from json_to_recordset($2) as r(${COLUMNS})`;
