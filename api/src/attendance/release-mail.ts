import { absenceReason } from '@quorate/libs/attendance';
import { releaseRequestLifecycle } from '@quorate/libs/lifecycle';
import { formatDate } from '@quorate/libs/time';
import { type MailPart, mailWords } from '../meetings/invitations/mail-text.js';
import type { Transaction } from '../platform/commands.js';
import type { PublicUrl } from '../platform/http/public-url.js';
import type { ReleaseState } from './release-request.entity.js';

interface ReleaseFacts {
  readonly providerOrganisationId: string;
  readonly hostOrganisationId: string;
  readonly meetingId: string;
  readonly personName: string;
  readonly roleName: string;
  readonly mdtName: string;
  readonly hostName: string;
  readonly meetingDate: string;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly place: string | null;
  readonly dueOn: string;
  readonly note: string;
  readonly requesterName: string;
  readonly state: ReleaseState;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly coverName: string | null;
  /** The meeting. */
  readonly isCancelled: boolean;
}

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/** Tells every manager of the asked provider, with a link to their queue. Returns how many there are. */
export async function sendRequest(
  tx: Transaction,
  publicUrl: PublicUrl,
  releaseRequestId: string,
  isMoved = false,
): Promise<number> {
  const facts = await factsOf(tx, releaseRequestId);
  const managers = await managersOf(tx, facts.providerOrganisationId);
  const letter: Letter = {
    kind: 'releaseRequested',
    organisationId: facts.providerOrganisationId,
    meetingId: facts.meetingId,
    subject: `Release asked for: ${facts.mdtName}, ${formatDate(facts.meetingDate)}`,
    lines: [
      ...(isMoved ? ['The meeting was moved. What was asked or answered for the old time no longer stands.'] : []),
      `${facts.requesterName} asks you to release ${facts.personName} (${facts.roleName}) for a meeting.`,
      ...whenAndWhere(facts),
      ...(facts.note ? [`They say: ${facts.note}`] : []),
      `Please answer by ${formatDate(facts.dueOn)}.`,
    ],
    link: { kind: 'link', words: 'Answer', url: `${publicUrl.origin()}/releases?request=${releaseRequestId}` },
  };
  for (const manager of managers) send(tx, manager, letter);
  return managers.length;
}

/** Tells whoever asked, and the person it is about, what the manager answered. */
export async function sendAnswer(tx: Transaction, publicUrl: PublicUrl, releaseRequestId: string): Promise<void> {
  const facts = await factsOf(tx, releaseRequestId);
  const reason = facts.reasonCode ? absenceReason(facts.reasonCode)?.label : null;
  const answer = releaseRequestLifecycle.labels[facts.state].toLowerCase();
  const letter: Letter = {
    kind: 'releaseAnswered',
    organisationId: facts.hostOrganisationId,
    meetingId: facts.meetingId,
    subject: `Release ${answer}: ${facts.mdtName}, ${formatDate(facts.meetingDate)}`,
    lines: [
      `Release of ${facts.personName} (${facts.roleName}): ${answer}.`,
      ...(reason ? [`Reason: ${reason}.`] : []),
      ...(facts.coverName ? [`Cover: ${facts.coverName}.`] : []),
      ...(facts.reasonText ? [`They say: ${facts.reasonText}`] : []),
      ...whenAndWhere(facts),
    ],
    link: { kind: 'link', words: 'Open the meeting', url: `${publicUrl.origin()}/meetings/${facts.meetingId}` },
  };
  for (const recipient of await askersOf(tx, releaseRequestId)) send(tx, recipient, letter);
}

/** Tells every manager of the asked provider that nobody has to answer any more, and why. */
export async function sendWithdrawal(tx: Transaction, publicUrl: PublicUrl, releaseRequestId: string): Promise<void> {
  const facts = await factsOf(tx, releaseRequestId);
  const why = facts.isCancelled
    ? 'The meeting was cancelled.'
    : `${facts.personName} is no longer asked to come for this seat.`;
  const letter: Letter = {
    kind: 'releaseWithdrawn',
    organisationId: facts.providerOrganisationId,
    meetingId: facts.meetingId,
    subject: `Release no longer needed: ${facts.mdtName}, ${formatDate(facts.meetingDate)}`,
    lines: [
      `You were asked to release ${facts.personName} (${facts.roleName}) for a meeting. You need not answer. ${why}`,
      ...whenAndWhere(facts),
    ],
    link: { kind: 'link', words: 'Open your requests', url: `${publicUrl.origin()}/releases` },
  };
  for (const manager of await managersOf(tx, facts.providerOrganisationId)) send(tx, manager, letter);
}

interface Letter {
  readonly kind: string;
  /** In whose outbox it is shown. */
  readonly organisationId: string;
  readonly meetingId: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link: Extract<MailPart, { kind: 'link' }>;
}

function whenAndWhere(facts: ReleaseFacts): string[] {
  return [
    `${facts.mdtName}, hosted by ${facts.hostName}`,
    `${formatDate(facts.meetingDate)}, ${facts.startTime}, ${facts.durationMinutes} minutes`,
    ...(facts.place ? [facts.place] : []),
  ];
}

function send(tx: Transaction, recipient: Recipient, { lines, link, ...letter }: Letter): void {
  tx.send({
    ...letter,
    recipientName: recipient.name,
    recipientEmail: recipient.email,
    recipientPractitionerId: recipient.practitionerId,
    ...mailWords([...lines.map((words) => ({ kind: 'paragraph' as const, words })), link]),
  });
}

async function factsOf(tx: Transaction, releaseRequestId: string): Promise<ReleaseFacts> {
  const [facts] = await tx.query<ReleaseFacts>(
    `select r.provider_organisation_id as "providerOrganisationId", r.host_organisation_id as "hostOrganisationId", r.meeting_id as "meetingId",
       p.name as "personName", pr.name as "roleName", d.name as "mdtName", h.name as "hostName", m.meeting_date::text as "meetingDate",
       m.start_time as "startTime", m.duration_minutes as "durationMinutes", coalesce(site.name, case when m.join_url is not null then 'Online' end) as place,
       r.due_on::text as "dueOn", r.note, u.name as "requesterName", r.state, r.reason_code as "reasonCode", r.reason_text as "reasonText", cover.name as "coverName",
       m.status = 'cancelled' as "isCancelled"
     from release_request r
     join mdt_meeting m on m.tenant_id = r.tenant_id and m.meeting_id = r.meeting_id
     join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
     join organisation h on h.tenant_id = r.tenant_id and h.organisation_id = r.host_organisation_id
     join mdt_seat s on s.tenant_id = r.tenant_id and s.seat_id = r.seat_id
     join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
     join practitioner p on p.tenant_id = r.tenant_id and p.practitioner_id = r.practitioner_id
     join account u on u.tenant_id = r.tenant_id and u.account_id = r.requested_by
     left join practitioner cover on cover.tenant_id = r.tenant_id and cover.practitioner_id = r.cover_practitioner_id
     left join site on site.tenant_id = m.tenant_id and site.site_id = m.site_id
     where r.tenant_id = $1 and r.release_request_id = $2`,
    [tx.tenantId, releaseRequestId],
  );
  if (!facts) throw new Error('The release request that was just written cannot be read.');
  return facts;
}

function managersOf(tx: Transaction, organisationId: string): Promise<Recipient[]> {
  return tx.query<Recipient>(
    `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
     where r.tenant_id = $1 and r.role = 'providerManager' and r.organisation_id = $2 and r.during @> $3::timestamptz
       and u.active_from <= $3 and (u.left_at is null or u.left_at > $3) order by u.email`,
    [tx.tenantId, organisationId, tx.now],
  );
}

function askersOf(tx: Transaction, releaseRequestId: string): Promise<Recipient[]> {
  return tx.query<Recipient>(
    `select distinct on (lower(email)) name, email, "practitionerId" from (
       select u.name, u.email, u.practitioner_id as "practitionerId" from release_request r join account u on u.tenant_id = r.tenant_id and u.account_id = r.requested_by
       where r.tenant_id = $1 and r.release_request_id = $2
       union all select p.name, p.email, p.practitioner_id from release_request r join practitioner p using (tenant_id, practitioner_id)
       where r.tenant_id = $1 and r.release_request_id = $2) asked order by lower(email)`,
    [tx.tenantId, releaseRequestId],
  );
}
