import { createHash, randomUUID } from 'node:crypto';
import { returnFigures } from '@quorate/libs/attendance';
import { canonicalJson } from '@quorate/libs/identifiers';
import type { TestApp } from '../../api/src/testkit/test-app.js';

/** Returns that the fixture names, all Northgate's. */
export interface ReturnRows {
  /** In preparation. */
  readonly return: string;
  /** Handed over by somebody else than the manager, who may sign it. */
  readonly waitingReturn: string;
  /** A later version in preparation. */
  readonly laterReturn: string;
  /** Signed, and the registers say something else now. */
  readonly providerReturn: string;
  readonly signatory: string;
  /** A manager of Riverside, whom its administrator can appoint. */
  readonly manager: string;
}

/** One return in each state, with two who may sign: the manager of the matrix and a colleague. */
export async function addReturns(t: TestApp): Promise<ReturnRows> {
  const { economy } = t;
  const { northgate } = economy.organisations;
  const sql = (text: string, values: readonly unknown[]) =>
    t.db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  const account = (role: 'providerManager' | 'careCoordinator' | 'administrator') =>
    economy.viewer(role, 'northgate').accountId;
  const [prepared, waitingReturn, signed, laterReturn, signatory, colleague] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  await sql(
    `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,'second-manager','Second Manager','second@example.invalid','2020-01-01')`,
    [colleague],
  );
  await sql(
    `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,'providerManager',$4,'[2020-01-01,)')`,
    [randomUUID(), colleague, northgate],
  );
  await sql(
    `insert into return_signatory (tenant_id, signatory_id, organisation_id, account_id, post, first_day, appointed_by, appointed_at)
     values ($1,$2,$3,$4,'Chief nurse','2026-01-01',$5,'2026-01-01'), ($1,$6,$3,$7,'Medical director','2026-01-01',$5,'2026-01-01')`,
    [signatory, northgate, account('providerManager'), account('administrator'), randomUUID(), colleague],
  );
  const states = [
    [prepared, '2026-10-01', 'inPreparation', null],
    [laterReturn, '2026-07-01', 'inPreparation', null],
    [waitingReturn, '2026-09-01', 'withExecutive', account('careCoordinator')],
    [signed, '2026-08-01', 'withExecutive', account('careCoordinator')],
  ] as const;
  for (const [id, month, state, handedBy] of states) {
    await sql(
      `insert into provider_return (tenant_id, return_id, provider_organisation_id, month, version, state, due_on, made_at, handed_by, handed_at)
       values ($1,$2,$3,$4,$7,$5,case when $7 = 1 then date '2026-12-14' end,'2026-11-02',$6::uuid,case when $6::uuid is not null then timestamptz '2026-11-10' end)`,
      [id, northgate, month, state, handedBy, id === laterReturn ? 2 : 1],
    );
    await sql(
      `insert into provider_return_content (tenant_id, return_id, provider_organisation_id, data_cut, evidence_nos, rows_hash, figures, comments, taken_at)
       values ($1,$2,$3,0,'{}','\\x00',$4,'{"overall":"","lines":{}}','2026-11-02')`,
      [id, northgate, returnFigures([])],
    );
    await sql(
      `insert into provider_return_step (tenant_id, return_id, step_no, provider_organisation_id, kind, reason, by_account, at)
       values ($1,$2,1,$3,'sentBack','Leave of two is in it',$4,'2026-11-03')`,
      [id, northgate, account('providerManager')],
    );
  }
  const content = canonicalJson({
    figures: returnFigures([]),
    comments: { overall: 'As it was', lines: {} },
    nonce: 'chance',
  });
  await sql(
    `insert into signed_return (tenant_id, return_id, provider_organisation_id, content, sha256, signed_by, signed_role, post, signatory_id, prepared_by, signed_at)
     values ($1,$2,$3,$4,$5,$6,'providerManager','Chief nurse',$7,$8,'2026-11-12')`,
    [
      signed,
      northgate,
      content,
      createHash('sha256').update(content).digest(),
      account('providerManager'),
      signatory,
      account('careCoordinator'),
    ],
  );
  await sql(`update provider_return set state = 'signed' where tenant_id = $1 and return_id = $2`, [signed]);
  return {
    return: String(prepared),
    waitingReturn: String(waitingReturn),
    laterReturn: String(laterReturn),
    providerReturn: String(signed),
    signatory: String(signatory),
    manager: economy.viewer('providerManager', 'riverside').accountId,
  };
}
