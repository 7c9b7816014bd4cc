import { randomUUID } from 'node:crypto';
import { addColleague } from '../../api/src/oversight/testkit/arrange-parties.js';
import type { TestApp } from '../../api/src/testkit/test-app.js';

/** What of informal advice is named by the fixture. */
export interface AdviceRows {
  readonly question: string;
  readonly answeredQuestion: string;
  readonly publication: string;
  readonly publishedAdvice: string;
  readonly departure: string;
  readonly tender: string;
}

/**
 * Northgate's questions to the board: one open, one answered, one with a version for all staff that a colleague proposed, one
 * with a version that is out, one with a version withdrawn. And a departure from the guidance that concerns Northgate.
 */
export async function addAdviceRows(t: TestApp, regimeId: string, signalId: string): Promise<AdviceRows> {
  const { economy } = t;
  const sql = (text: string, values: readonly unknown[]) =>
    t.db.sql(economy.tenantId, text, [economy.tenantId, ...values]);
  const asker = economy.viewer('providerManager', 'northgate');
  const commissioner = economy.viewer('commissioner', 'icb');
  const colleague = await addColleague(t, commissioner);
  const { icb, northgate } = economy.organisations;
  const ask = async (isAnswered: boolean) => {
    const id = randomUUID();
    await sql(
      `insert into advice_question (tenant_id, question_id, reference, subject, question, asked_by, asked_role, asking_organisation_id, answering_organisation_id, asked_at, due_on,
         answer, section, regime_id, answered_by, answered_at)
       values ($1,$2,$3,'Tenders','May we talk?',$4,'providerManager',$5,$6,'2026-11-20','2026-12-04',$7,$8,$9,$10,$11)`,
      [
        id,
        `A-${id.slice(0, 8)}`,
        asker.accountId,
        northgate,
        icb,
        ...(isAnswered
          ? ['You may', 'Section 2', regimeId, commissioner.accountId, '2026-11-21']
          : [null, '', null, null, null]),
      ],
    );
    return id;
  };
  const publish = async (questionId: string, state: 'proposed' | 'published' | 'withdrawn') => {
    const id = randomUUID();
    const checked = state === 'proposed' ? [null, null] : [commissioner.accountId, '2026-11-22'];
    const withdrawn = state === 'withdrawn' ? [commissioner.accountId, '2026-11-23', 'It was wrong'] : [null, null, ''];
    await sql(
      `insert into published_advice (tenant_id, publication_id, question_id, organisation_id, question, answer, section, regime_id, state, proposed_by, proposed_at, check_note,
         checked_by, checked_at, withdrawn_by, withdrawn_at, withdrawn_because)
       values ($1,$2,$3,$4,'May they talk?','They may','Section 2',$5,$6,$7,'2026-11-21','Looks right',$8,$9,$10,$11,$12)`,
      [id, questionId, icb, regimeId, state, colleague.accountId, ...checked, ...withdrawn],
    );
    return id;
  };
  const question = await ask(false);
  const answeredQuestion = await ask(true);
  const publication = await publish(await ask(true), 'proposed');
  const publishedAdvice = await publish(await ask(true), 'published');
  await publish(await ask(true), 'withdrawn');
  const departure = randomUUID();
  await sql(
    `insert into departure (tenant_id, departure_id, kind, section, words, reason, decided_on, signal_id, party_organisation_id, recorded_by, on_behalf_of, recorded_at)
     values ($1,$2,'other','Section 5','Looked at two months','A strike','2026-11-20',$3,$4,$5,$6,'2026-11-20')`,
    [departure, signalId, northgate, commissioner.accountId, icb],
  );
  const tender = randomUUID();
  await sql(
    `insert into tender (tenant_id, tender_id, organisation_id, title, reason, starts_on, ends_on, opened_by, opened_at)
     values ($1,$2,$3,'Frailty service','Two bid','2026-12-01','2026-12-15',$4,'2026-11-20')`,
    [tender, icb, commissioner.accountId],
  );
  await sql('insert into tender_bidder (tenant_id, tender_id, organisation_id) values ($1,$2,$3)', [tender, northgate]);
  return { question, answeredQuestion, publication, publishedAdvice, departure, tender };
}
