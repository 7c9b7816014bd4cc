import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../api/src/testkit/test-app.js';

/** Strikes on days without a meeting: one of the board's that counts, two of Northgate's: one waits, one came to nothing. */
export async function addStrikes(t: TestApp): Promise<Readonly<Record<'strike' | 'waitingStrike', string>>> {
  const { economy } = t;
  const { icb, northgate } = economy.organisations;
  const board = economy.viewer('administrator', 'icb').accountId;
  const provider = economy.viewer('administrator', 'northgate').accountId;
  const sql = (text: string, values: readonly unknown[]) =>
    t.db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  const add = async (organisation: string, recordedBy: string, state: 'counts' | 'waiting' | 'declined') => {
    const id = randomUUID();
    const isDeclined = state === 'declined';
    await sql(
      `insert into strike (tenant_id, strike_id, organisation_id, withdrawn_by, withdrawn_on_behalf_of, withdrawn_at, withdrawn_because)
       values ($1,$2,$3,$4,$5,$6,$7)`,
      [
        id,
        organisation,
        ...(isDeclined ? [provider, northgate, '2026-06-20', 'It was called off'] : [null, null, null, '']),
      ],
    );
    await sql(
      `insert into strike_version (tenant_id, strike_id, version, role_codes, provider_ids, first_day, last_day, source_title, source_url, needs_confirmation,
         state, recorded_by, recorded_at, decided_by, decided_on_behalf_of, decided_at, declined_because)
       values ($1,$2,1,'{geriatrician}',$3,'2026-06-01','2026-06-03','A strike','https://example.org/strike',$4,$5,$6,'2026-05-20',$7,$8,$9,$10)`,
      [
        id,
        state === 'counts' ? null : [northgate],
        state !== 'counts',
        state,
        recordedBy,
        ...(isDeclined ? [board, icb, '2026-06-10', 'The source says nurses'] : [null, null, null, '']),
      ],
    );
    return id;
  };
  await add(northgate, provider, 'declined');
  return { strike: await add(icb, board, 'counts'), waitingStrike: await add(northgate, provider, 'waiting') };
}
