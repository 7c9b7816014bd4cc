import { REGIME_2015 } from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, londonStart, toLondon } from '@quorate/libs/time';
import { makeReturn } from '../oversight/returns/make-return.js';
import { returnDueOn } from '../oversight/returns/return-calendar.service.js';
import { addStep, moveReturn } from '../oversight/returns/return-state.js';
import { contentToSign } from '../oversight/returns/signed-return.js';
import { lastCompleteMonth } from '../oversight/runs/run-plan.service.js';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { monthsBack, monthsBetween } from '../withholding/months.js';
import type { DemoDraft } from './demo-draft.js';

/** Providers with a manager and an executive among the demo's logins; who appointed them; and how far the last month is. */
const SIGNERS = [
  {
    organisation: 'alderbrook',
    manager: 'helen.pricely',
    executive: 'frances.ollerton',
    post: 'Chief nurse',
    isLastHandedOver: true,
    comment: 'Two wards opened late in the spring; the rota for meetings at other sites is being looked at.',
  },
  {
    organisation: 'merrow',
    manager: 'mark.doyley',
    executive: 'gareth.winstone',
    post: 'Director of operations',
    isLastHandedOver: false,
    comment: '',
  },
] as const;

const SIGNED_MONTHS = 5;
/** Working days before it is due on which a month of the past was signed. */
const SIGNED_BEFORE = 2;

/**
 * Returns of the demo: the months before the last are signed, the last one waits for a signature or to be checked. In the
 * transaction that loads the demo, once its evidence is there.
 */
export async function addDemoReturns(tx: Transaction, draft: DemoDraft): Promise<void> {
  if (draft.tenantKey !== 'tamewater') return;
  const last = lastCompleteMonth(toLondon(tx.now.toISOString()).date);
  for (const signer of SIGNERS) {
    const signatoryId = await appoint(tx, draft, signer, monthsBack(last, SIGNED_MONTHS));
    for (const month of monthsBetween(monthsBack(last, SIGNED_MONTHS), last))
      await addMonth(tx, draft, signer, { month, isLast: month === last, signatoryId });
  }
}

type Signer = (typeof SIGNERS)[number];

async function appoint(tx: Transaction, draft: DemoDraft, signer: Signer, firstDay: string): Promise<string> {
  const signatoryId = newId();
  await tx.query(
    `insert into return_signatory (tenant_id, signatory_id, organisation_id, account_id, post, first_day, appointed_by, appointed_at)
     values ($1,$2,$3,$4,$5,$6,$7,$6::date)`,
    [
      tx.tenantId,
      signatoryId,
      draft.id('organisation', signer.organisation),
      draft.id('account', signer.executive),
      signer.post,
      firstDay,
      draft.id('account', 'mei.chenoweth'),
    ],
  );
  return signatoryId;
}

interface DemoMonth {
  readonly month: string;
  readonly isLast: boolean;
  readonly signatoryId: string;
}

async function addMonth(
  now: Transaction,
  draft: DemoDraft,
  signer: Signer,
  { month, isLast, signatoryId }: DemoMonth,
): Promise<void> {
  const providerId = draft.id('organisation', signer.organisation);
  const manager = draft.id('account', signer.manager);
  const dueOn = returnDueOn(month, REGIME_2015.times);
  const day = addWorkingDays(dueOn, -SIGNED_BEFORE, ENGLAND_BANK_HOLIDAYS);
  const signedAt = new Date(londonStart(day, '10:30'));
  // What is past happened on its day; the last month as far as it has come.
  const tx = { ...now, now: signedAt < now.now ? signedAt : now.now };
  const returnId = await makeReturn(tx, { providerId, month, versionNo: 1, dueOn, by: null });
  const made = { returnId, providerId };
  if (signer.comment)
    await tx.query('update provider_return_content set comments = $3 where tenant_id = $1 and return_id = $2', [
      tx.tenantId,
      returnId,
      { overall: signer.comment, lines: {} },
    ]);
  if (isLast && !signer.isLastHandedOver) return;
  await moveReturn(tx, made, 'withExecutive', manager);
  await addStep(tx, made, { kind: 'handedOver', by: manager });
  if (isLast) return;
  const { text, sha256 } = await contentToSign(tx, { ...made, month, versionNo: 1, dueOn });
  const executive = draft.id('account', signer.executive);
  await tx.query(
    `insert into signed_return (tenant_id, return_id, provider_organisation_id, content, sha256, signed_by, signed_role, post, signatory_id, prepared_by, signed_at)
     values ($1,$2,$3,$4,$5,$6,'providerManager',$7,$8,$9,$10)`,
    [tx.tenantId, returnId, providerId, text, sha256, executive, signer.post, signatoryId, manager, tx.now],
  );
  await moveReturn(tx, made, 'signed', manager);
  await addStep(tx, made, { kind: 'signed', by: executive });
}
