import { formatDate } from '@quorate/libs/time';
import type { Transaction } from '../../platform/commands.js';
import { type MailPart, mailWords } from '../invitations/mail-text.js';

/** A seat that its holder has left, or will have. */
export interface LeftSeat {
  readonly seatId: string;
  readonly mdtId: string;
  readonly mdtName: string;
  readonly hostOrganisationId: string;
  readonly roleName: string;
  readonly providerName: string;
  readonly personName: string;
  /** The first local date without a holder. */
  readonly vacantFrom: string;
}

interface Coordinator {
  readonly organisationId: string;
  readonly name: string;
  readonly email: string;
  readonly practitionerId: string | null;
}

/** Tells the care co-ordinators of each host which of their seats have nobody, so that they name somebody else. */
export async function tellCoordinators(tx: Transaction, origin: string, seats: readonly LeftSeat[]): Promise<void> {
  if (seats.length === 0) return;
  const coordinators = await tx.query<Coordinator>(
    `select distinct r.organisation_id as "organisationId", u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
     where r.tenant_id = $1 and r.role = 'careCoordinator' and r.organisation_id = any ($2::uuid[]) and r.during @> $3::timestamptz
       and u.active_from <= $3 and (u.left_at is null or u.left_at > $3) and u.email <> '' order by u.email, r.organisation_id`,
    [tx.tenantId, seats.map((seat) => seat.hostOrganisationId), tx.now],
  );
  for (const { organisationId, ...person } of coordinators) {
    const theirs = seats.filter((seat) => seat.hostOrganisationId === organisationId);
    const [first] = theirs;
    if (!first) continue;
    tx.send({
      kind: 'seatLeft',
      recipientName: person.name,
      recipientEmail: person.email,
      recipientPractitionerId: person.practitionerId,
      organisationId,
      subject: `Seat without a holder: ${first.mdtName}${theirs.length > 1 ? ` and ${theirs.length - 1} more` : ''}`,
      ...mailWords(partsOf(origin, first, theirs)),
    });
  }
}

function partsOf(origin: string, first: LeftSeat, seats: readonly LeftSeat[]): MailPart[] {
  return [
    {
      kind: 'paragraph',
      words: `${first.personName} no longer holds ${seats.length === 1 ? 'this seat' : 'these seats'}. Meetings from that day on ask nobody for ${seats.length === 1 ? 'it' : 'them'} until you name who comes instead.`,
    },
    {
      kind: 'list',
      items: seats.map(
        (seat) =>
          `${seat.mdtName}: ${seat.roleName}, ${seat.providerName}, without a holder from ${formatDate(seat.vacantFrom)}`,
      ),
    },
    ...seats.map(
      (seat): MailPart => ({
        kind: 'link',
        words: `Name who holds the seat: ${seat.mdtName}`,
        url: `${origin}/mdts/${seat.mdtId}/seats/${seat.seatId}`,
      }),
    ),
  ];
}
