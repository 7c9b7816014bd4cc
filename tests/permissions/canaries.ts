import type pg from 'pg';

/** One planted text: where it is, and the row it is in. */
export interface Canary {
  /** 'case_list_item.question'. */
  readonly column: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Texts that mean something to the program, so that they cannot be replaced: codes, clocks, hashes in text. */
const CODES: ReadonlySet<string> = new Set([
  'account.login',
  'acting_role.role',
  'attendance_count.reason_locus',
  'attendance_dispute.reason_code',
  'attendance_evidence.count_class',
  'attendance_evidence.reason_code',
  'attendance_evidence.role_code',
  'attendance_record.reason_code',
  'advice_question.asked_role',
  'audit_event.acting_role',
  'audit_event.entity',
  'audit_event.entity_id',
  'audit_event.operation',
  'audit_event.outcome',
  'audit_event.request_id',
  'caught_mail.calendar_part',
  'concern_step.to_state',
  'detection_run.model_version',
  'evidence_pack.asked_role',
  'engagement_by_mdt.count_class',
  'engagement_by_mdt.reason_locus',
  'engagement_by_mdt.role_code',
  'engagement_by_provider.count_class',
  'engagement_by_provider.reason_locus',
  'engagement_by_provider.role_code',
  'attendance_count.role_code',
  'idempotency_record.key',
  'idempotency_record.operation',
  'invitation.decline_reason',
  'measure_count.measure',
  'mdt_series.start_time',
  'mdt_meeting.start_time',
  'organisation_change.field',
  'outbox_message.calendar_method',
  'outbox_message.calendar_part',
  'outbox_message.kind',
  'patient.nhs_number',
  'professional_role.role_code',
  'published_by_host.count_class',
  'published_by_host.reason_locus',
  'published_by_host.role_code',
  'published_by_mdt.count_class',
  'published_by_mdt.reason_locus',
  'published_by_mdt.role_code',
  'published_measure.counterpart',
  'published_measure.cut',
  'published_measure.measure',
  'published_system_measure.cut',
  'published_system_measure.measure',
  'published_system_measure.part',
  'published_total.count_class',
  'published_total.reason_locus',
  'published_total.role_code',
  'regulatory_regime.code',
  'release_request.reason_code',
  'signal_step.from_level',
  'signal_step.from_stage',
  'signal_step.kind',
  'signal_step.to_level',
  'signal_step.to_stage',
  'signed_return.signed_role',
  'tenant.key',
]);

const PATTERN = /cnry(\d+)x/gi;

/**
 * Replaces the text in every column of every row of a tenant by one that occurs nowhere else, read from the catalogue so
 * that a new table is covered the day it is made. Columns that hold codes keep them; NHS numbers are canaries as they are.
 */
export async function plantCanaries(admin: pg.Client, tenantId: string): Promise<Canary[]> {
  const canaries: Canary[] = [];
  await admin.query(`set session_replication_role = replica`);
  for (const { table, column } of await textColumns(admin)) {
    if (CODES.has(`${table}.${column}`)) continue;
    const { rows } = await admin.query<{ at: string; row: Record<string, unknown> }>(
      `select ctid::text as at, to_jsonb(t) as row from ${table} t where tenant_id = $1 and ${column} is not null and ${column} <> ''`,
      [tenantId],
    );
    for (const { at, row } of rows) {
      const text = `cnry${canaries.length}x`;
      const value = column.includes('email') ? `${text}@example.invalid` : text;
      if (await replaceText(admin, { table, column, at, value })) canaries.push({ column: `${table}.${column}`, row });
      else break;
    }
  }
  await admin.query(`set session_replication_role = origin`);
  return canaries;
}

/** False for a column of a closed list, which takes no such text. */
async function replaceText(
  admin: pg.Client,
  { table, column, at, value }: { table: string; column: string; at: string; value: string },
): Promise<boolean> {
  await admin.query('savepoint plant');
  try {
    await admin.query(`update ${table} set ${column} = $1 where ctid = $2::tid`, [value, at]);
    return true;
  } catch (cause) {
    await admin.query('rollback to savepoint plant');
    if ((cause as { code?: string }).code === '23514') return false;
    throw cause;
  }
}

async function textColumns(admin: pg.Client): Promise<{ table: string; column: string }[]> {
  const { rows } = await admin.query<{ table: string; column: string }>(
    `select c.table_name as "table", c.column_name as "column" from information_schema.columns c
     join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
     where c.table_schema = 'public' and c.data_type = 'text'
       and exists (select 1 from information_schema.columns k where k.table_schema = 'public' and k.table_name = c.table_name and k.column_name = 'tenant_id')
       and not exists (select 1 from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any (f.conkey)
         where f.contype = 'f' and f.conrelid = t.oid and a.attname = c.column_name)
     order by 1, 2`,
  );
  return rows;
}

/** The canaries in an answer. */
export function canariesIn(answer: string, canaries: readonly Canary[]): Canary[] {
  const found = new Set([...answer.matchAll(PATTERN)].map(([, number]) => Number(number)));
  const digits = answer.replace(/[\s-]/g, '');
  const numbers = canaries.filter(
    ({ column, row }) =>
      column === 'patient.family_name' && row.nhs_number !== null && digits.includes(`"${String(row.nhs_number)}"`),
  );
  const texts = [...found].map((number) => canaries[number]).filter((canary) => canary !== undefined);
  return [...texts, ...numbers.map((canary) => ({ ...canary, column: 'patient.nhs_number' }))];
}
