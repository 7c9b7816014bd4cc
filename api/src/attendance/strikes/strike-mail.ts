import { mailWords } from '../../meetings/invitations/mail-text.js';
import type { Transaction } from '../../platform/commands.js';
import type { PublicUrl } from '../../platform/http/public-url.js';
import { asOwnWork } from '../../platform/tenant-session.js';

const NEWS = {
  waits: {
    kind: 'strikeToConfirm',
    subject: 'Strike days wait to be confirmed',
    words:
      'An organisation has recorded strike days of its own staff. They count once an administrator of an organisation that commissions has looked at the source and confirmed them.',
    link: 'Look at them',
  },
  confirmed: {
    kind: 'strikeConfirmed',
    subject: 'Strike days that you recorded are confirmed',
    words:
      'Absences of the roles that were called out are set aside on these days. Whoever attended counts as attended.',
    link: 'See strike days',
  },
  declined: {
    kind: 'strikeDeclined',
    subject: 'Strike days that you recorded are not confirmed',
    words: 'They set nothing aside. The reason stands beside them; you can correct them and record the next version.',
    link: 'See the reason',
  },
} as const;

/** Mails those who may confirm what an organisation recorded, or whoever recorded it what was decided. */
export function tellOfStrike(
  tx: Transaction,
  publicUrl: PublicUrl,
  news: { readonly kind: keyof typeof NEWS; readonly organisationId: string; readonly recordedBy: string },
): Promise<void> {
  const { kind, subject, words, link } = NEWS[news.kind];
  const whom =
    news.kind === 'waits'
      ? `r.role = 'administrator' and u.account_id <> $4 and r.organisation_id <> $3 and exists (select 1 from organisation o where o.tenant_id = r.tenant_id
           and o.organisation_id = r.organisation_id and o.kind in ('icb','subIcb','localAuthority','region','regulator'))`
      : 'u.account_id = $4 and r.organisation_id = $3';
  return asOwnWork(tx.query, async () => {
    const people = await tx.query<{ name: string; email: string; practitionerId: string | null }>(
      `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
       where r.tenant_id = $1 and r.during @> $2::timestamptz and u.active_from <= $2 and (u.left_at is null or u.left_at > $2) and ${whom} order by u.email`,
      [tx.tenantId, tx.now, news.organisationId, news.recordedBy],
    );
    for (const { name, email, practitionerId } of people)
      tx.send({
        kind,
        recipientName: name,
        recipientEmail: email,
        recipientPractitionerId: practitionerId,
        organisationId: news.organisationId,
        subject,
        ...mailWords([
          { kind: 'paragraph', words },
          { kind: 'link', words: link, url: `${publicUrl.origin()}/administration/strikes` },
        ]),
      });
  });
}
