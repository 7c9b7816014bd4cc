import { formatDate } from '@quorate/libs/time';
import { mailWords } from '../../meetings/invitations/mail-text.js';
import type { Transaction } from '../../platform/commands.js';
import type { PublicUrl } from '../../platform/http/public-url.js';
import type { DisputeState } from './dispute-state.js';

interface Facts {
  readonly meetingId: string;
  readonly seatId: string;
  readonly hostId: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly hostName: string;
  readonly mdtName: string;
  readonly meetingDate: string;
  readonly roleName: string;
  readonly dueOn: string;
  readonly isLate: boolean;
  readonly raisedBy: string;
  readonly state: DisputeState;
}

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

const ASKED = {
  raised: { kind: 'disputeRaised', subject: 'An attendance record is disputed' },
  dueSoon: { kind: 'disputeDueSoon', subject: 'A disputed attendance record is due for an answer' },
  overdue: { kind: 'disputeOverdue', subject: 'A disputed attendance record has had no answer' },
} as const;

/** Tells the host's co-ordinators that an answer is wanted. Returns how many there are. */
export async function askHost(
  tx: Transaction,
  publicUrl: PublicUrl,
  disputeId: string,
  news: keyof typeof ASKED,
): Promise<number> {
  const facts = await factsOf(tx, disputeId);
  const coordinators = await accounts(
    tx,
    `exists (select 1 from acting_role r where r.tenant_id = u.tenant_id and r.account_id = u.account_id
       and r.role = 'careCoordinator' and r.organisation_id = $3 and r.during @> $2::timestamptz) and u.account_id <> $4`,
    [facts.hostId, facts.raisedBy],
  );
  const lines = [
    `${facts.providerName} disputes what your register says of the seat ${facts.roleName}.`,
    whichMeeting(facts),
    ...(facts.isLate ? ['It was raised after the usual time, with a reason.'] : []),
    news === 'overdue'
      ? `An answer was due by ${formatDate(facts.dueOn)}. Until there is one, the record is shown as disputed.`
      : `Please answer by ${formatDate(facts.dueOn)}.`,
  ];
  for (const coordinator of coordinators)
    send(tx, coordinator, {
      ...ASKED[news],
      organisationId: facts.hostId,
      meetingId: facts.meetingId,
      lines,
      link: { words: 'Answer', url: `${publicUrl.origin()}/disputes?dispute=${disputeId}` },
    });
  return coordinators.length;
}

const OUTCOMES: Readonly<Record<DisputeState, string>> = {
  waiting:
    'No answer has come by the day it was due. The host has been reminded; until it answers, the record is shown as disputed.',
  accepted: 'The host accepted it and corrected the register.',
  declined: 'The host declined it and says why.',
  withdrawn: 'It was taken back.',
  settled: 'It needs no answer any more: the register or the meeting has changed.',
};

/** Tells whoever disputed the record what became of it, or that no answer came in time. */
export async function tellRaiser(tx: Transaction, publicUrl: PublicUrl, disputeId: string): Promise<void> {
  const facts = await factsOf(tx, disputeId);
  const raisers = await accounts(tx, 'u.account_id = $3', [facts.raisedBy]);
  for (const raiser of raisers)
    send(tx, raiser, {
      kind: facts.state === 'waiting' ? 'disputeUnanswered' : 'disputeAnswered',
      subject: facts.state === 'waiting' ? 'No answer yet to what you disputed' : 'What you disputed has been answered',
      organisationId: facts.providerId,
      meetingId: facts.meetingId,
      lines: [
        `You disputed what a register says of the seat ${facts.roleName}.`,
        whichMeeting(facts),
        OUTCOMES[facts.state],
      ],
      link: {
        words: 'Open the record',
        url: `${publicUrl.origin()}/meetings/${facts.meetingId}/record/${facts.seatId}`,
      },
    });
}

interface Letter {
  readonly kind: string;
  readonly subject: string;
  /** In whose outbox it is shown. */
  readonly organisationId: string;
  readonly meetingId: string;
  readonly lines: readonly string[];
  readonly link: { readonly words: string; readonly url: string };
}

/** No person is named in it: whoever is meant signs in and reads. */
function send(tx: Transaction, recipient: Recipient, { lines, link, ...letter }: Letter): void {
  tx.send({
    ...letter,
    recipientName: recipient.name,
    recipientEmail: recipient.email,
    recipientPractitionerId: recipient.practitionerId,
    ...mailWords([...lines.map((words) => ({ kind: 'paragraph' as const, words })), { kind: 'link', ...link }]),
  });
}

function whichMeeting({ mdtName, hostName, meetingDate }: Facts): string {
  return `${mdtName}, hosted by ${hostName}, ${formatDate(meetingDate)}`;
}

async function factsOf(tx: Transaction, disputeId: string): Promise<Facts> {
  const [facts] = await tx.query<Facts>(
    `select d.meeting_id as "meetingId", d.seat_id as "seatId", d.host_organisation_id as "hostId", d.provider_organisation_id as "providerId",
       o.name as "providerName", h.name as "hostName", mdt.name as "mdtName", m.meeting_date::text as "meetingDate", pr.name as "roleName",
       d.due_on::text as "dueOn", (d.raised_at at time zone 'Europe/London')::date > d.in_time_until as "isLate", d.raised_by as "raisedBy", d.state
     from attendance_dispute d
     join mdt_meeting m on m.tenant_id = d.tenant_id and m.meeting_id = d.meeting_id
     join mdt on mdt.tenant_id = m.tenant_id and mdt.mdt_id = m.mdt_id
     join organisation o on o.tenant_id = d.tenant_id and o.organisation_id = d.provider_organisation_id
     join organisation h on h.tenant_id = d.tenant_id and h.organisation_id = d.host_organisation_id
     join mdt_seat s on s.tenant_id = d.tenant_id and s.seat_id = d.seat_id
     join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
     where d.tenant_id = $1 and d.dispute_id = $2`,
    [tx.tenantId, disputeId],
  );
  if (!facts) throw new Error('The dispute that was just written cannot be read.');
  return facts;
}

/** Accounts in use now. `which` numbers its own values from $3 on. */
function accounts(tx: Transaction, which: string, values: readonly string[]): Promise<Recipient[]> {
  return tx.query<Recipient>(
    `select u.name, u.email, u.practitioner_id as "practitionerId" from account u
     where u.tenant_id = $1 and u.active_from <= $2 and (u.left_at is null or u.left_at > $2) and ${which} order by u.email`,
    [tx.tenantId, tx.now, ...values],
  );
}
