import { mailWords } from '../../meetings/invitations/mail-text.js';
import type { Transaction } from '../../platform/commands.js';
import type { PublicUrl } from '../../platform/http/public-url.js';
import { asOwnWork } from '../../platform/tenant-session.js';

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/** What a mail about advice says: the reference and a link, nothing of the question. */
const NEWS = {
  adviceAsked: 'Somebody asks your organisation for informal advice.',
  adviceAnswered: 'Your question has been answered.',
  adviceQuestionWithdrawn: 'A question to your organisation has been withdrawn by whoever asked it.',
  adviceOverdue: 'The day by which a question to your organisation was to be answered has passed.',
  adviceLate: 'Your question has not been answered by its day. The commissioners have been told.',
  adviceToCheck: 'A colleague has written an answer for all staff, and a second person has to check it.',
  adviceToCheckElsewhere:
    'Another organisation that commissions has written an answer for all staff. Nobody there can check it, so you are asked to.',
  adviceSentBack: 'An answer for all staff that you wrote has come back to you.',
} as const;

interface About {
  readonly questionId: string;
  readonly reference: string;
}

/** Tells every commissioner of an organisation, but not the one who acts; of a version to check its information governance lead too. */
export function tellOrganisation(
  tx: Transaction,
  publicUrl: PublicUrl,
  news: keyof typeof NEWS,
  about: About & { readonly to: string; readonly not: string },
): Promise<void> {
  return tell(tx, publicUrl, news, about, {
    which: `u.account_id <> $4 and r.organisation_id = $3 and (r.role = 'commissioner'${news === 'adviceToCheck' ? ` or r.role = 'informationGovernanceLead'` : ''})`,
    values: [about.to, about.not],
  });
}

/** Tells those of other organisations who may check a version, where nobody of its own organisation can. */
export function tellOtherCheckers(
  tx: Transaction,
  publicUrl: PublicUrl,
  about: About & { readonly not: string },
): Promise<void> {
  return tell(tx, publicUrl, 'adviceToCheckElsewhere', about, {
    which: `r.role in ('commissioner','informationGovernanceLead') and r.organisation_id <> $3 and exists (select 1 from organisation k
      where k.tenant_id = r.tenant_id and k.organisation_id = r.organisation_id and k.kind in ('icb','subIcb','localAuthority','region','regulator'))`,
    values: [about.not],
  });
}

/** Tells one account, while it is somebody's. */
export function tellAccount(
  tx: Transaction,
  publicUrl: PublicUrl,
  news: keyof typeof NEWS,
  about: About & { readonly to: string },
): Promise<void> {
  return tell(tx, publicUrl, news, about, { which: 'u.account_id = $3', values: [about.to] });
}

function tell(
  tx: Transaction,
  publicUrl: PublicUrl,
  news: keyof typeof NEWS,
  { questionId, reference }: About,
  { which, values }: { readonly which: string; readonly values: readonly string[] },
): Promise<void> {
  return asOwnWork(tx.query, async () => {
    const recipients = await tx.query<Recipient>(
      `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
       where r.tenant_id = $1 and r.during @> $2::timestamptz and u.active_from <= $2 and (u.left_at is null or u.left_at > $2)
         and ${which} order by u.email`,
      [tx.tenantId, tx.now, ...values],
    );
    for (const { name, email, practitionerId } of recipients)
      tx.send({
        kind: news,
        recipientName: name,
        recipientEmail: email,
        recipientPractitionerId: practitionerId,
        subject: `News for you in Quorate: ${reference}`,
        ...mailWords([
          { kind: 'paragraph', words: `${NEWS[news]} Reference ${reference}.` },
          {
            kind: 'link',
            words: 'Sign in to read it',
            url: `${publicUrl.origin()}/advice${news === 'adviceToCheckElsewhere' ? '' : `/${questionId}`}`,
          },
        ]),
      });
  });
}
