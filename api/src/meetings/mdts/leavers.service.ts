import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { StaffChanges } from '../../staff/staff-changes.js';
import { syncBookings } from '../bookings.js';
import { InvitationMail } from '../invitations/invitation-mail.js';
import { MeetingChanges } from '../meeting-changes.js';
import { hasLeft } from './has-left.js';
import { type LeftSeat, tellCoordinators } from './leaver-mail.js';
import { askInstead } from './seats.js';

/** Whoever stops working for a provider keeps no seat, no deputy naming and no invitation for a day after their last. */
@Injectable()
export class LeaversService implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
    @Inject(StaffChanges) private readonly staff: StaffChanges,
  ) {}

  onModuleInit(): void {
    this.staff.observe((tx, viewer, { practitionerId }) => this.takeAway(tx, viewer, practitionerId));
  }

  /**
   * Job: what somebody held whose last day, told in advance, has passed. Their invitations went when it was told; the seat
   * itself is theirs to the end of that day. Returns how many people it was. Safe to repeat.
   */
  async emptySeatsOfLeavers(tenantId: string): Promise<number> {
    const leavers = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'leavers-with-seats',
      text: `select distinct who as id from (${HELD_BY_LEAVERS}) held order by who`,
      values: [tenantId, null, this.clock.now(), toLondon(this.clock.now().toISOString()).date],
    });
    for (const { id } of leavers) {
      await this.commands.runJob(tenantId, 'emptySeatsOfLeavers', async (tx) => {
        await this.takeAway(tx, null, id);
        tx.audit({ entity: 'Practitioner', entityId: id });
      });
    }
    return leavers.length;
  }

  /** Inside the caller's transaction. Meetings that have begun or are past keep whom they asked. */
  private async takeAway(tx: Transaction, viewer: Viewer | null, practitionerId: string): Promise<void> {
    const today = toLondon(tx.now.toISOString()).date;
    const held = await tx.query<{ mdtId: string }>(`select distinct "mdtId" from (${HELD_BY_LEAVERS}) held`, [
      tx.tenantId,
      practitionerId,
      tx.now,
      today,
    ]);
    if (held.length === 0) return;
    // Every change of a seat takes its MDT's lock first, in the order of their ids.
    await tx.query('select 1 from mdt where tenant_id = $1 and mdt_id = any ($2::uuid[]) order by mdt_id for update', [
      tx.tenantId,
      held.map((row) => row.mdtId),
    ]);
    const invitations = await invitationsOf(tx, practitionerId);
    const mine = invitations.filter((invitation) => invitation.isHolder);
    const deputised = invitations.filter((invitation) => !invitation.isHolder);
    await askInstead(tx, this.mail, mine.map(idOf), null);
    await this.mail.withdraw(tx, deputised.map(idOf), true);
    await tx.query(ASK_HOLDER_AGAIN_SQL, [tx.tenantId, deputised.map(idOf)]);
    const seats = await emptySeats(tx, practitionerId, today);
    const naming = await tx.query<{ seatId: string }>(DROP_DEPUTY_SQL, [tx.tenantId, practitionerId, today]);
    await tx.query(DROP_LINKS_SQL, [tx.tenantId, practitionerId, tx.now]);
    const meetingIds = [...new Set(invitations.map((invitation) => invitation.meetingId))];
    await syncBookings(tx, viewer, meetingIds);
    await this.changes.announce(tx, meetingIds);
    const seatIds = new Set([...seats, ...mine].map((row) => row.seatId));
    await tellCoordinators(tx, this.publicUrl.origin(), await leftSeats(tx, practitionerId, [...seatIds]));
    for (const seatId of new Set([...seatIds, ...[...naming, ...deputised].map((row) => row.seatId)]))
      tx.audit({ entity: 'MdtSeat', entityId: seatId, detail: { left: practitionerId } });
    for (const { mdtId } of held) tx.notify('mdt', mdtId);
    for (const id of meetingIds) tx.notify('meeting', id);
  }
}

interface HeldInvitation {
  readonly invitationId: string;
  readonly meetingId: string;
  readonly seatId: string;
  /** Else they were to stand in. */
  readonly isHolder: boolean;
}

function idOf({ invitationId }: HeldInvitation): string {
  return invitationId;
}

/** Their invitations to coming meetings for which they will have left, locked with their meetings. */
function invitationsOf(tx: Transaction, practitionerId: string): Promise<HeldInvitation[]> {
  return tx.query<HeldInvitation>(
    `select i.invitation_id as "invitationId", m.meeting_id as "meetingId", i.seat_id as "seatId", i.practitioner_id is not distinct from $2::uuid as "isHolder"
     from invitation i
     join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
     join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
     where i.tenant_id = $1 and m.status = 'booked' and m.starts_at > $3
       and ((i.practitioner_id = $2 and ${hasLeft('holder', '$2', 'm.meeting_date')}) or (i.deputy_practitioner_id = $2 and ${hasLeft('deputy', '$2', 'm.meeting_date')}))
     order by m.meeting_id, i.invitation_id for update of m, i`,
    [tx.tenantId, practitionerId, tx.now],
  );
}

function emptySeats(tx: Transaction, practitionerId: string, today: string): Promise<{ seatId: string }[]> {
  return tx.query<{ seatId: string }>(
    `update mdt_seat s set holder_practitioner_id = null, lock_version = lock_version + 1
     where s.tenant_id = $1 and s.holder_practitioner_id = $2 and s.to_version is null and ${hasLeft('holder', '$2', '$3::date')}
     returning s.seat_id as "seatId"`,
    [tx.tenantId, practitionerId, today],
  );
}

/** The seats in the words of the mail, with the first day on which the person does not hold them. */
function leftSeats(tx: Transaction, practitionerId: string, seatIds: readonly string[]): Promise<LeftSeat[]> {
  return tx.query<LeftSeat>(
    `select s.seat_id as "seatId", s.mdt_id as "mdtId", d.name as "mdtName", d.host_organisation_id as "hostOrganisationId", r.name as "roleName",
       o.name as "providerName", p.name as "personName",
       (select max(upper(w.during))::text from practitioner_role w where w.tenant_id = s.tenant_id and w.practitioner_id = $2
         and w.organisation_id = s.provider_organisation_id and w.role_code = s.role_code) as "vacantFrom"
     from mdt_seat s join mdt d on d.tenant_id = s.tenant_id and d.mdt_id = s.mdt_id
     join professional_role r on r.tenant_id = s.tenant_id and r.role_code = s.role_code
     join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
     join practitioner p on p.tenant_id = s.tenant_id and p.practitioner_id = $2
     where s.tenant_id = $1 and s.seat_id = any ($3::uuid[]) order by d.name, s.position`,
    [tx.tenantId, practitionerId, seatIds],
  );
}

// $1 tenant, $2 one person or null for all, $3 now, $4 today. Begins with the few whose role has an end.
const HELD_BY_LEAVERS = `
  with ending as (
    select distinct e.practitioner_id as who from practitioner_role e where e.tenant_id = $1 and not upper_inf(e.during) and ($2::uuid is null or e.practitioner_id = $2)
  )
  select s.mdt_id as "mdtId", e.who from ending e join mdt_seat s on s.tenant_id = $1 and s.holder_practitioner_id = e.who
  where s.to_version is null and ${hasLeft('holder', 'e.who', '$4::date')}
  union select s.mdt_id, e.who from ending e join seat_deputy d on d.tenant_id = $1 and d.practitioner_id = e.who
    join mdt_seat s on s.tenant_id = $1 and s.seat_id = d.seat_id where ${hasLeft('deputy', 'e.who', '$4::date')}
  union select s.mdt_id, e.who from ending e join invitation i on i.tenant_id = $1 and i.practitioner_id = e.who
    join mdt_meeting m on m.tenant_id = $1 and m.meeting_id = i.meeting_id join mdt_seat s on s.tenant_id = $1 and s.seat_id = i.seat_id
    where m.status = 'booked' and m.starts_at > $3 and ${hasLeft('holder', 'e.who', 'm.meeting_date')}
  union select s.mdt_id, e.who from ending e join invitation i on i.tenant_id = $1 and i.deputy_practitioner_id = e.who
    join mdt_meeting m on m.tenant_id = $1 and m.meeting_id = i.meeting_id join mdt_seat s on s.tenant_id = $1 and s.seat_id = i.seat_id
    where m.status = 'booked' and m.starts_at > $3 and ${hasLeft('deputy', 'e.who', 'm.meeting_date')}`;

const ASK_HOLDER_AGAIN_SQL = `
  update invitation set response = 'needsAction', response_source = null, responded_at = null, comment = null, deputy_practitioner_id = null, lock_version = lock_version + 1
  where tenant_id = $1 and invitation_id = any ($2::uuid[])`;

const DROP_DEPUTY_SQL = `
  delete from seat_deputy d using mdt_seat s
  where d.tenant_id = $1 and d.practitioner_id = $2 and s.tenant_id = d.tenant_id and s.seat_id = d.seat_id and ${hasLeft('deputy', '$2', '$3::date')}
  returning d.seat_id as "seatId"`;

// Links that open nothing that is still to come; those of meetings up to the last day stay.
const DROP_LINKS_SQL = `
  delete from reply_link l where l.tenant_id = $1 and l.practitioner_id = $2 and not exists (
    select 1 from mdt_meeting m join invitation i on i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id
    where m.tenant_id = l.tenant_id and (m.meeting_id = l.meeting_id or m.series_id = l.series_id) and m.status = 'booked' and m.starts_at > $3
      and $2::uuid in (i.practitioner_id, i.deputy_practitioner_id))`;
