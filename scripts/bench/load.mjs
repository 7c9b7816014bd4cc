// Fills one tenant with 200,000 meetings of 2,000 MDTs, ten seats each: 2 million invitations, attendance records and
// counts. As the cluster's superuser and without triggers, for speed: this database is the benchmark's own and holds
// made-up numbers only. Everything measured afterwards runs as the application's role, behind row-level security.
import pg from 'pg';

export const TENANT = '00000000-0000-7000-8000-00000000be5c';
/** Whose co-ordinator asks for the meeting list. */
export const ORGANISATION = 'be5c0001-0000-7000-8000-000000000000';
const id = (kind, n) => `('be5c${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Loads unless it is loaded. `scale` 1 is the full size. Returns rows by table. */
export async function load(admin, scale, progress) {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    const { rows } = await client.query('select count(*)::int as n from mdt_meeting where tenant_id = $1', [TENANT]);
    const mdts = Math.round(2_000 * scale);
    if (rows[0].n === mdts * 100) return await sizes(client);
    if (rows[0].n > 0) throw new Error('The benchmark database holds another size. Delete its folder and run again.');
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'`);
    for (const [what, sql] of steps(mdts)) {
      const began = performance.now();
      await client.query(sql);
      progress(`  ${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
    await client.query('vacuum analyze');
    return await sizes(client);
  } finally {
    await client.end();
  }
}

async function sizes(client) {
  const out = {};
  for (const table of [
    'mdt_meeting',
    'invitation',
    'attendance_record',
    'attendance_count',
    'engagement_by_provider',
    'engagement_by_mdt',
  ]) {
    const { rows } = await client.query(`select count(*)::int as n from ${table} where tenant_id = $1`, [TENANT]);
    out[table] = rows[0].n;
  }
  return out;
}

function steps(mdts) {
  const T = `'${TENANT}'::uuid`;
  return [
    [
      'organisations and staff',
      `
      insert into tenant values (${T}, 'bench', 'Benchmark', true, '2024-01-01');
      insert into audit_head values (${T}, 0, decode(repeat('00', 32), 'hex'));
      insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source)
        select ${T}, ${id('0001', 'n')}, 'ZZB' || lpad(n::text, 3, '0'), 'Provider ' || n, 'communityTrust', true, true, 'bench' from generate_series(0, 39) n;
      insert into professional_role select ${T}, 'role' || n, 'Role ' || n from generate_series(0, 9) n;
      insert into practitioner select ${T}, ${id('0002', 'n')}, 'Practitioner ' || n, 'p' || n || '@bench.invalid' from generate_series(0, 4999) n;
      insert into practitioner_role select ${T}, ${id('0003', 'n')}, ${id('0002', 'n')}, ${id('0001', 'n % 40')}, 'role' || (n % 10), '[2020-01-01,)' from generate_series(0, 4999) n;
      insert into account (tenant_id, account_id, login, name, email, active_from) values (${T}, ${id('0004', '1')}, 'bench.coordinator', 'Bench Co-ordinator', 'b@bench.invalid', '2020-01-01'), (${T}, ${id('0004', '2')}, 'bench.commissioner', 'Bench Commissioner', 'c@bench.invalid', '2020-01-01');
      insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values (${T}, ${id('0005', '1')}, ${id('0004', '1')}, 'careCoordinator', ${id('0001', '0')}, '[2020-01-01,)'), (${T}, ${id('0005', '2')}, ${id('0004', '2')}, 'commissioner', ${id('0001', '0')}, '[2020-01-01,)');`,
    ],
    [
      'MDTs and seats',
      `
      insert into mdt select ${T}, ${id('0010', 'm')}, 'MDT ' || m, ${id('0001', 'm % 40')}, 'active', '2024-01-01', 1 from generate_series(0, ${mdts - 1}) m;
      insert into terms_of_reference select ${T}, ${id('0011', 'm')}, ${id('0010', 'm')}, 1, 'Bench', 'Bench', 5, '{role0}', 10, true, '2024-01-01', null, '2024-01-01', ${id('0004', '1')} from generate_series(0, ${mdts - 1}) m;
      insert into mdt_seat (tenant_id, seat_id, mdt_id, role_code, provider_organisation_id, kind, counts_for_quorum, holder_practitioner_id, position, from_version, lock_version)
        select ${T}, ${id('0012', 'm * 10 + s')}, ${id('0010', 'm')}, 'role' || s, ${id('0001', '(m + s * 7) % 40')}, case when s < 6 then 'core' else 'extended' end, true, ${id('0002', '((m + s * 7) % 40) + 40 * ((m * 3 + s) % 125)')}, s, 1, 1
        from generate_series(0, ${mdts - 1}) m, generate_series(0, 9) s;`,
    ],
    [
      'meetings',
      `
      insert into mdt_meeting (tenant_id, meeting_id, mdt_id, terms_id, host_organisation_id, starts_at, ends_at, meeting_date, start_time, duration_minutes, status, calendar_uid, notice_given_at, is_quorate, register_version)
        select ${T}, ${id('0013', 'm * 100 + k')}, ${id('0010', 'm')}, ${id('0011', 'm')}, ${id('0001', 'm % 40')}, t, t + interval '1 hour', t::date, '09:00', 60, 'held', 'bench', t - interval '30 days', true, 1
        from generate_series(0, ${mdts - 1}) m, generate_series(0, 99) k, lateral (select timestamptz '2024-12-02 09:00Z' + make_interval(days => (k * 7 + m % 5), mins => (m % 8) * 60)) as at (t);`,
    ],
    [
      'invitations',
      `
      insert into invitation (tenant_id, invitation_id, meeting_id, seat_id, practitioner_id, provider_organisation_id, response, response_source, responded_at, sent_at, lock_version)
        select ${T}, ${id('0014', '(m * 100 + k) * 10 + s')}, ${id('0013', 'm * 100 + k')}, ${id('0012', 'm * 10 + s')}, ${id('0002', '((m + s * 7) % 40) + 40 * ((m * 3 + s) % 125)')}, ${id('0001', '(m + s * 7) % 40')}, case when (m + k + s) % 7 = 0 then 'declined' else 'accepted' end, 'person', '2024-12-01', '2024-11-01', 1
        from generate_series(0, ${mdts - 1}) m, generate_series(0, 99) k, generate_series(0, 9) s;`,
    ],
    [
      'attendance records',
      `
      insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, mode, practitioner_id, reason_code, source, recorded_by, recorded_at)
        select ${T}, ${id('0015', '(m * 100 + k) * 10 + s')}, ${id('0013', 'm * 100 + k')}, ${id('0012', 'm * 10 + s')}, 1, true, case when (m + k + s) % 7 = 0 then 'apologies' else 'attended' end, case when (m + k + s) % 7 = 0 then null else 'inPerson' end, ${id('0002', '((m + s * 7) % 40) + 40 * ((m * 3 + s) % 125)')}, case when (m + k + s) % 7 = 0 then 'workload' end, 'register', ${id('0004', '1')}, '2025-01-01'
        from generate_series(0, ${mdts - 1}) m, generate_series(0, 99) k, generate_series(0, 9) s;`,
    ],
    [
      'counts',
      `
      insert into attendance_count (tenant_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, mdt_id, role_code, is_core, is_own_site, practitioner_id, month, meeting_date, count_class, reason_locus)
        select ${T}, ${id('0013', 'm * 100 + k')}, ${id('0012', 'm * 10 + s')}, ${id('0001', '(m + s * 7) % 40')}, ${id('0001', 'm % 40')}, ${id('0010', 'm')}, 'role' || s, s < 6, (m + s * 7) % 40 = m % 40, ${id('0002', '((m + s * 7) % 40) + 40 * ((m * 3 + s) % 125)')}, date_trunc('month', d)::date, d, case when (m + k + s) % 7 = 0 then 'lost' when (m + k + s) % 23 = 0 then 'excludedLeave' else 'tookPart' end, case when (m + k + s) % 7 = 0 then 'provider' end
        from generate_series(0, ${mdts - 1}) m, generate_series(0, 99) k, generate_series(0, 9) s, lateral (select date '2024-12-02' + (k * 7 + m % 5)) as at (d);`,
    ],
    [
      'rollups',
      `
      insert into engagement_by_provider (tenant_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus, seats)
        select tenant_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, coalesce(reason_locus, 'none'), count(*) from attendance_count where tenant_id = ${T} group by 1,2,3,4,5,6,7,8;
      insert into engagement_by_mdt (tenant_id, mdt_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, reason_locus, seats)
        select tenant_id, mdt_id, provider_organisation_id, month, role_code, is_core, is_own_site, count_class, coalesce(reason_locus, 'none'), count(*) from attendance_count where tenant_id = ${T} group by 1,2,3,4,5,6,7,8,9;`,
    ],
  ];
}
