import { mailWords } from '../../meetings/invitations/mail-text.js';
import type { Transaction } from '../../platform/commands.js';
import type { PublicUrl } from '../../platform/http/public-url.js';
import { asOwnWork } from '../../platform/tenant-session.js';

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/** What a mail about a signal says. It names nobody, no provider and no level: whoever is meant signs in and reads. */
const NEWS = {
  signalOpened: 'There is something about your organisation’s part in MDT meetings that you see first.',
  signalLevelChanged: 'Something about your organisation’s part in MDT meetings has changed.',
  signalReplyDueSoon: 'A reply that you were asked for is due soon.',
  signalStageChanged: 'Something that you have a part in has moved on.',
  signalPointDecided: 'What you replied has been decided on.',
  signalVisible: 'There is something new in the signals log.',
  signalReplied: 'A reply has been sent to something in the signals log.',
  signalOverdue: 'Something in the signals log has passed its due date.',
  signalUndertaking: 'Something that you have a part in has been answered, or waits for your answer.',
  signalUndertakingDue: 'A day that was agreed or asked for is near, or has passed.',
  registerCorrectionAsked: 'A register of a meeting that you host has to be looked at again.',
} as const;

export type SignalNews = keyof typeof NEWS;

/** How a signal is called in mail and conversation: short, and telling nothing. */
export function signalReference(signalId: string): string {
  return `S-${signalId.replaceAll('-', '').slice(-8).toUpperCase()}`;
}

/** Tells the provider's managers. */
export function tellProvider(
  tx: Transaction,
  publicUrl: PublicUrl,
  signal: { readonly signalId: string; readonly providerId: string },
  news: SignalNews,
): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const managers = await recipients(tx, `r.role = 'providerManager' and r.organisation_id = $3`, signal.providerId);
    for (const manager of managers) send(tx, publicUrl, manager, signal.signalId, news);
  });
}

/** Tells the commissioners of the tenant. The caller knows that they see the signal. */
export function tellCommissioners(
  tx: Transaction,
  publicUrl: PublicUrl,
  signal: { readonly signalId: string },
  news: SignalNews,
): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const commissioners = await recipients(
      tx,
      `r.role = 'commissioner' and $3::text is null and exists (select 1 from organisation o where o.tenant_id = r.tenant_id
         and o.organisation_id = r.organisation_id and o.kind in ('icb','subIcb','localAuthority','region','regulator'))`,
      null,
    );
    for (const commissioner of commissioners) send(tx, publicUrl, commissioner, signal.signalId, news);
  });
}

/** Asks the host's co-ordinators to look at a register; nothing says why it is asked. */
export function askHost(tx: Transaction, publicUrl: PublicUrl, hostOrganisationId: string): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const hosts = await recipients(tx, `r.role = 'careCoordinator' and r.organisation_id = $3`, hostOrganisationId);
    for (const host of hosts) {
      tx.send({
        kind: 'registerCorrectionAsked',
        recipientName: host.name,
        recipientEmail: host.email,
        recipientPractitionerId: host.practitionerId,
        subject: 'A register to look at again',
        ...mailWords([
          { kind: 'paragraph', words: NEWS.registerCorrectionAsked },
          { kind: 'link', words: 'Open what is asked', url: `${publicUrl.origin()}/registers-to-correct` },
        ]),
      });
    }
  });
}

function send(tx: Transaction, publicUrl: PublicUrl, recipient: Recipient, signalId: string, news: SignalNews): void {
  const reference = signalReference(signalId);
  tx.send({
    kind: news,
    recipientName: recipient.name,
    recipientEmail: recipient.email,
    recipientPractitionerId: recipient.practitionerId,
    subject: `News for you in Quorate: ${reference}`,
    ...mailWords([
      { kind: 'paragraph', words: `${NEWS[news]} Reference ${reference}.` },
      { kind: 'link', words: 'Sign in to read it', url: `${publicUrl.origin()}/signals/${signalId}` },
    ]),
  });
}

function recipients(tx: Transaction, which: string, value: string | null): Promise<Recipient[]> {
  return tx.query<Recipient>(
    `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
     where r.tenant_id = $1 and r.during @> $2::timestamptz and u.active_from <= $2 and (u.left_at is null or u.left_at > $2)
       and ${which} order by u.email`,
    [tx.tenantId, tx.now, value],
  );
}
