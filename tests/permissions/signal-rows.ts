import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../api/src/testkit/test-app.js';

/** What of the arranged signals is named by the fixture. */
export interface SignalRows {
  readonly point: string;
  readonly correction: string;
  readonly concern: string;
  /** Written under names that nobody has; which organisation the second is about waits to be confirmed. */
  readonly unnamedConcern: string;
  readonly namedConcern: string;
  /** Proposed by the provider, and agreed by both. */
  readonly undertaking: string;
  readonly agreedUndertaking: string;
}

/**
 * Beside Northgate's open signal: its draft, a test answered and undertakings, one agreed; and a signal of Elm Park with a reply, one
 * point undecided, one upheld, and the register that Riverside is asked to correct because of it; and a concern.
 */
export async function addSignalRows(
  t: TestApp,
  signalId: string,
  row: { readonly meetingId: string; readonly seatId: string },
): Promise<SignalRows> {
  const { economy } = t;
  const sql = (text: string, values: readonly unknown[]) =>
    t.db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  const by = (role: 'providerManager' | 'commissioner', organisation: 'northgate' | 'elmpark' | 'icb') => [
    economy.viewer(role, organisation).accountId,
    economy.organisations[organisation],
  ];
  const [replied, point, upheld, correction] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await sql(
    `insert into signal_reply_draft (tenant_id, signal_id, provider_organisation_id, body, saved_by, saved_at)
     values ($1,$2,$4,'{"summary":"So far","points":[]}',$3,'2026-11-20')`,
    [signalId, ...by('providerManager', 'northgate')],
  );
  await sql(
    `insert into signal_test_answer (tenant_id, signal_id, test_code, version, answer, answered_by, on_behalf_of, answered_at)
     values ($1,$2,'systemic',1,'Many months',$3,$4,'2026-11-20')`,
    [signalId, ...by('commissioner', 'icb')],
  );
  const [undertaking, agreedUndertaking] = [randomUUID(), randomUUID()];
  await sql(
    `insert into signal_undertaking (tenant_id, undertaking_id, signal_id, kind, words, owner, action_on, done_by, seen_by, state, written_party, written_at, agreed_by, on_behalf_of, agreed_at)
     values ($1,$2,$4,'restore','Protected time','Chief nurse','2026-12-01','2027-03-31','The chart','proposed','provider','2026-11-20',null,null,null),
       ($1,$3,$4,'stop','A new rota','Head of nursing','2026-12-01','2027-03-31','The rota','accepted','provider','2026-11-20',$5,$6,'2026-11-20')`,
    [undertaking, agreedUndertaking, signalId, ...by('commissioner', 'icb')],
  );
  await sql(
    `insert into undertaking_step (tenant_id, undertaking_id, step_no, at, kind, words, account_id, on_behalf_of, party)
     values ($1,$2,1,'2026-11-20','progress','The rota is drafted',$3,$4,'provider')`,
    [agreedUndertaking, ...by('providerManager', 'northgate')],
  );
  await sql(
    `insert into signal_step (tenant_id, signal_id, step_no, at, kind, to_stage, to_level, account_id, on_behalf_of, reason)
     values ($1,$2,(select coalesce(max(step_no), 0) + 1 from signal_step where tenant_id = $1 and signal_id = $2),'2026-11-20','undertakingAgreed','withProvider','alert',$3,$4,'It was offered')`,
    [signalId, ...by('commissioner', 'icb')],
  );
  await sql(
    `insert into signal (tenant_id, signal_id, provider_organisation_id, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month, since, scope,
       level, stage, stage_due_on, thresholds, values, opened_at, provider_sees_from, commissioner_sees_from)
     select tenant_id, $2, $4, regime_id, opened_by_run_id, latest_run_id, opened_month, latest_month, since, scope, level, stage, stage_due_on, thresholds,
       values, opened_at, provider_sees_from, commissioner_sees_from from signal where tenant_id = $1 and signal_id = $3`,
    [replied, signalId, economy.organisations.elmpark],
  );
  await sql(
    `insert into signal_reply (tenant_id, signal_id, summary, sent_by, on_behalf_of, sent_at) values ($1,$2,'We disagree',$3,$4,'2026-11-20')`,
    [replied, ...by('providerManager', 'elmpark')],
  );
  for (const [no, id] of [point, upheld].entries())
    await sql(
      `insert into signal_reply_point (tenant_id, point_id, signal_id, point_no, kind, words, evidence) values ($1,$2,$3,$4,'fact','She was there','The minutes')`,
      [id, replied, no + 1],
    );
  await sql(
    'insert into signal_reply_row (tenant_id, point_id, meeting_id, seat_id, host_organisation_id) values ($1,$2,$3,$4,$5)',
    [upheld, row.meetingId, row.seatId, economy.organisations.riverside],
  );
  await sql(
    `insert into signal_point_decision (tenant_id, point_id, signal_id, decision, reason, decided_by, on_behalf_of, decided_at)
     values ($1,$2,$3,'upheld','The minutes name her',$4,$5,'2026-11-21')`,
    [upheld, replied, ...by('commissioner', 'icb')],
  );
  await sql(
    `insert into register_correction (tenant_id, correction_id, signal_id, point_id, meeting_id, seat_id, host_organisation_id, instruction, asked_at, asked_version, state)
     values ($1,$2,$3,$4,$5,$6,$7,'Attended in person','2026-11-21',1,'asked')`,
    [correction, replied, upheld, row.meetingId, row.seatId, economy.organisations.riverside],
  );
  await sql(
    `insert into published_reason (tenant_id, publication_id, kind, title, words, published_by, published_at)
     values ($1,$2,'stopped','A signal was stopped','A strike explains it',$3,'2026-11-01')`,
    [randomUUID(), economy.viewer('commissioner', 'icb').accountId],
  );
  const concern = randomUUID();
  await sql(
    `insert into concern (tenant_id, concern_id, reference, about, provider_organisation_id, behaviours, words, sources, has_contact, state, received_at, due_on)
     values ($1,$2,'C-12345678','The acute trust',$3,'["notReleased"]','Nobody may come','I was there',true,'received','2026-11-20','2026-11-27')`,
    [concern, economy.organisations.northgate],
  );
  await sql('insert into concern_contact (tenant_id, concern_id, name, reach) values ($1,$2,$3,$4)', [
    concern,
    'Ada Writer',
    'ada@example.invalid',
  ]);
  await sql(
    `insert into concern_step (tenant_id, concern_id, step_no, at, kind, to_state, account_id, on_behalf_of, reason)
     values ($1,$2,1,'2026-11-20','lookInto','received',$3,$4,'It is about the same meetings')`,
    [concern, ...by('commissioner', 'icb')],
  );
  const [unnamedConcern, namedConcern] = [randomUUID(), randomUUID()];
  for (const [at, id] of [unnamedConcern, namedConcern].entries())
    await sql(
      `insert into concern (tenant_id, concern_id, reference, about, behaviours, words, sources, has_contact, state, received_at, due_on)
       values ($1,$2,$3,'The clinic by the canal','["notReleased"]','Nobody may come','I was there',false,'received','2026-11-20','2026-11-27')`,
      [id, `C-8765432${at}`],
    );
  await sql(
    `insert into concern_naming (tenant_id, naming_id, concern_id, organisation_id, reason, named_by, on_behalf_of, named_at, state)
     values ($1,$2,$3,$4,'It has the clinic there',$5,$6,'2026-11-21','waiting')`,
    [randomUUID(), namedConcern, economy.organisations.elmpark, ...by('providerManager', 'northgate')],
  );
  return { point, correction, concern, unnamedConcern, namedConcern, undertaking, agreedUndertaking };
}
