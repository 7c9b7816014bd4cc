import { randomUUID } from 'node:crypto';
import type { TestApp } from '../../testkit/test-app.js';
import type { ArrangedSignal } from '../../withholding/testkit/arrange-signal.js';

/** The invitation of the seat and meeting of one row of evidence, and what was answered; null where none was sent. */
export async function addInvitation(
  t: TestApp,
  evidenceNo: number,
  response: 'declined' | null,
  declineReason: string | null,
): Promise<void> {
  await t.db.sql(
    t.economy.tenantId,
    `insert into invitation (tenant_id, invitation_id, meeting_id, seat_id, practitioner_id, provider_organisation_id, response, responded_at, decline_reason, sent_at)
     select tenant_id, $2, meeting_id, seat_id, practitioner_id, provider_organisation_id, coalesce($3, 'needsAction'),
       case when $3::text is not null then meeting_date - 5 end, $4, case when $3::text is not null then meeting_date - 28 end
     from attendance_evidence where tenant_id = $1 and evidence_no = $5`,
    [t.economy.tenantId, randomUUID(), response, declineReason, evidenceNo],
  );
}

/** A dispute of the register behind one row of evidence. */
export async function addDispute(
  t: TestApp,
  evidenceNo: number,
  over: { readonly state: string; readonly due_on?: string },
): Promise<void> {
  const { tenantId } = t.economy;
  const [recorder, raiser] = [t.economy.viewer('careCoordinator'), t.economy.viewer('providerManager', 'northgate')];
  const disputeId = randomUUID();
  await t.db.sql(
    tenantId,
    `insert into attendance_record (tenant_id, attendance_id, meeting_id, seat_id, version, is_current, outcome, practitioner_id, source, recorded_by, recorded_at)
     select tenant_id, $2, meeting_id, seat_id, 1, true, 'absentNoNotice', practitioner_id, 'register', $3, '2026-10-20'
     from attendance_evidence where tenant_id = $1 and evidence_no = $4`,
    [tenantId, randomUUID(), recorder.accountId, evidenceNo],
  );
  await t.db.sql(
    tenantId,
    `insert into attendance_dispute (tenant_id, dispute_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, practitioner_id, disputed_version,
       outcome, mode, raised_by, raised_as, raised_at, in_time_until, remind_on, due_on, state, answered_by, answered_at)
     select tenant_id, $2, meeting_id, seat_id, provider_organisation_id, host_organisation_id, practitioner_id, 1, 'attended', 'remote', $3, 'providerManager',
       '2026-11-12', '2026-11-03', '2026-11-18', $5, $4, case when $4 <> 'waiting' then $6::uuid end, case when $4 <> 'waiting' then '2026-11-14'::timestamptz end
     from attendance_evidence where tenant_id = $1 and evidence_no = $7`,
    [tenantId, disputeId, raiser.accountId, over.state, over.due_on ?? '2026-11-19', recorder.accountId, evidenceNo],
  );
  await t.db.sql(
    tenantId,
    `insert into attendance_dispute_words (tenant_id, dispute_id, what_is_wrong, evidence) values ($1,$2,'She was in the call','The log')`,
    [tenantId, disputeId],
  );
}

/** One undertaking that was declined, and one that both agreed to, with steps. Returns the second one's id. */
export async function addUndertakings(t: TestApp, { signalId }: ArrangedSignal): Promise<string> {
  const { tenantId, organisations } = t.economy;
  const [declined, agreed] = [randomUUID(), randomUUID()];
  const [manager, commissioner] = [
    t.economy.viewer('providerManager', 'northgate'),
    t.economy.viewer('commissioner', 'icb'),
  ];
  await t.db.sql(
    tenantId,
    `insert into signal_undertaking (tenant_id, undertaking_id, signal_id, kind, words, owner, action_on, done_by, seen_by, state, written_party, written_at, agreed_by, on_behalf_of, agreed_at)
     values ($1,$3,$2,'stop','A longer handover','Matron','2026-09-01','2026-12-31','The rota','declined','provider','2026-11-12',null,null,null),
       ($1,$4,$2,'restore','Protected time','Chief nurse','2026-09-10','2027-03-31','The chart','accepted','provider','2026-11-13',$5,$6,'2026-11-14')`,
    [tenantId, signalId, declined, agreed, commissioner.accountId, organisations.icb],
  );
  const terms = (words: string) =>
    JSON.stringify({
      kind: 'stop',
      words,
      owner: 'Matron',
      actionOn: '2026-09-01',
      doneBy: '2026-12-31',
      seenBy: 'The rota',
    });
  const step = (
    id: string,
    no: number,
    kind: string,
    party: 'provider' | 'commissioner',
    words = '',
    written: string | null = null,
  ) => {
    const by = party === 'provider' ? manager : commissioner;
    return t.db.sql(
      tenantId,
      `insert into undertaking_step (tenant_id, undertaking_id, step_no, at, kind, words, terms, account_id, on_behalf_of, party)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
      [
        tenantId,
        id,
        no,
        `2026-11-${id === declined ? 12 : 13}T1${no}:00:00Z`,
        kind,
        words,
        written,
        by.accountId,
        by.organisationId,
        party,
      ],
    );
  };
  await step(declined, 1, 'proposed', 'provider', '', terms('A longer handover'));
  await step(declined, 2, 'declined', 'commissioner', 'It mends nothing');
  await step(agreed, 1, 'proposed', 'provider', '', terms('Protected time'));
  await step(agreed, 2, 'accepted', 'commissioner');
  await step(agreed, 3, 'progress', 'provider', 'The rota is drafted');
  return agreed;
}
