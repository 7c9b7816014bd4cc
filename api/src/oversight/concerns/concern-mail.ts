import { mailWords } from '../../meetings/invitations/mail-text.js';
import type { Transaction } from '../../platform/commands.js';
import type { PublicUrl } from '../../platform/http/public-url.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import { worksAt } from '../../platform/works-at.js';

/** What a mail about a concern says: that there is one, and nothing of it. */
const NEWS = {
  concernReceived: 'A concern has been received.',
  concernDueSoon: 'A concern has to be taken further soon.',
  concernOverdue: 'A concern has passed its due date.',
  concernSignalEnded: 'What a concern was waiting for has ended, so somebody has to say what becomes of it.',
  concernNamed:
    'Somebody has said which organisation a concern is about. Somebody of another organisation has to confirm it.',
  concernNamedHere:
    'Somebody has said which organisation a concern is about. A colleague who does not look into it has to confirm it.',
  concernNameDecided: 'It has been decided which organisation a concern is about, or that it is another one.',
} as const;

export type ConcernNews = keyof typeof NEWS;

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/**
 * Tells commissioners and their information governance leads, but nobody who works for the organisation that it is or may
 * be about.
 */
export function tellOfConcern(
  tx: Transaction,
  publicUrl: PublicUrl,
  concern: { readonly concernId: string; readonly reference: string },
  news: ConcernNews,
  { notTo = null, notToAccount = null }: { readonly notTo?: string | null; readonly notToAccount?: string | null } = {},
): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const recipients = await tx.query<Recipient>(
      `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
         join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.organisation_id
         join concern c on c.tenant_id = r.tenant_id and c.concern_id = $3
           and c.provider_organisation_id is distinct from o.organisation_id and lower(c.about) <> lower(o.name)
       where r.tenant_id = $1 and r.role in ('commissioner','informationGovernanceLead') and r.during @> $2::timestamptz
         and u.active_from <= $2 and (u.left_at is null or u.left_at > $2) and r.organisation_id is distinct from $4::uuid and u.account_id is distinct from $5::uuid
         and o.kind in ('icb','subIcb','localAuthority','region','regulator')
         and not exists (select 1 from ${worksAt('$2')} p where p.tenant_id = u.tenant_id and p.account_id = u.account_id
           and p.organisation_id = c.provider_organisation_id)
       order by u.email`,
      [tx.tenantId, tx.now, concern.concernId, notTo, notToAccount],
    );
    for (const { name, email, practitionerId } of recipients)
      tx.send({
        kind: news,
        recipientName: name,
        recipientEmail: email,
        recipientPractitionerId: practitionerId,
        subject: `News for you in Quorate: ${concern.reference}`,
        ...mailWords([
          { kind: 'paragraph', words: `${NEWS[news]} Reference ${concern.reference}.` },
          { kind: 'link', words: 'Sign in to read it', url: `${publicUrl.origin()}/concerns` },
        ]),
      });
  });
}
