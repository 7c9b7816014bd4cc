import { mailWords } from '../../meetings/invitations/mail-text.js';
import type { Transaction } from '../../platform/commands.js';
import type { PublicUrl } from '../../platform/http/public-url.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { ReturnState } from './return-state.js';
import { type Signatory, signatoriesOf } from './signatories.js';

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/**
 * What a mail about a return says; no figure is in it. It belongs to no organisation, so it is in nobody's outbox but the
 * recipient's: that a return is overdue is not for co-ordinators, nor for administrators elsewhere.
 */
const NEWS = {
  returnReady: 'The return of a month is ready to be checked.',
  returnHandedOver: 'A return has been checked and waits for your signature.',
  returnSentBack: 'A return has come back with a reason.',
  returnSigned: 'A return has been signed.',
  returnDueSoon: 'A return is due soon and not signed yet.',
  returnOverdue: 'The day on which a return was due has passed.',
} as const;

export type ReturnNews = keyof typeof NEWS;
type About = Pick<ReturnState, 'returnId' | 'providerId'>;

/** Tells the managers of the provider. */
export function tellManagers(tx: Transaction, publicUrl: PublicUrl, about: About, news: ReturnNews): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const managers = await tx.query<Recipient>(
      `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
       where r.tenant_id = $1 and r.role = 'providerManager' and r.organisation_id = $3 and r.during @> $2::timestamptz
         and u.active_from <= $2 and (u.left_at is null or u.left_at > $2) order by u.email`,
      [tx.tenantId, tx.now, about.providerId],
    );
    for (const manager of managers) send(tx, publicUrl, manager, about, news);
  });
}

/** Tells those who may sign, but for the one who handed it over unless nobody else may. */
export function tellSignatories(
  tx: Transaction,
  publicUrl: PublicUrl,
  about: About & { readonly handedBy: string | null },
  today: string,
  news: ReturnNews,
): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const at = { tenantId: tx.tenantId, now: tx.now, today };
    const standing = await signatoriesOf(tx.query, at, about.providerId);
    const others = othersThan(about.handedBy, standing);
    for (const signatory of others.length > 0 ? others : standing) send(tx, publicUrl, signatory, about, news);
  });
}

/** Those of the signatories who did not hand the return over. */
export function othersThan(handedBy: string | null, signatories: readonly Signatory[]): Signatory[] {
  return signatories.filter(({ accountId }) => accountId !== handedBy);
}

function send(
  tx: Transaction,
  publicUrl: PublicUrl,
  recipient: Recipient,
  { returnId }: About,
  news: ReturnNews,
): void {
  tx.send({
    kind: news,
    recipientName: recipient.name,
    recipientEmail: recipient.email,
    recipientPractitionerId: recipient.practitionerId,
    subject: 'Monthly return: news for you in Quorate',
    ...mailWords([
      { kind: 'paragraph', words: NEWS[news] },
      { kind: 'link', words: 'Sign in to open it', url: `${publicUrl.origin()}/returns/${returnId}` },
    ]),
  });
}
