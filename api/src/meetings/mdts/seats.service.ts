import { Inject, Injectable } from '@nestjs/common';
import { isLocalDate, toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../../platform/commands.js';
import { changedByOther, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { syncBookings } from '../bookings.js';
import { InvitationMail } from '../invitations/invitation-mail.js';
import { MeetingChanges } from '../meeting-changes.js';
import { lockOwnMdt } from './mdt-scope.js';
import { askInstead, checkSeats, refuseInput } from './seats.js';

const holderInput = z.object({
  seatId: z.uuid(),
  expectedVersion: z.int(),
  /** Null makes the seat vacant. */
  practitionerId: z.uuid().nullable(),
});

const deputiesInput = z.object({
  seatId: z.uuid(),
  expectedVersion: z.int(),
  deputies: z
    .array(
      z.object({
        practitionerId: z.uuid(),
        trainedOn: z.string().refine(isLocalDate, 'Enter a date that exists.').nullish(),
      }),
    )
    .max(10),
});

interface LockedSeat {
  readonly seatId: string;
  readonly mdtId: string;
  readonly roleCode: string;
  readonly providerOrganisationId: string;
  readonly kind: 'core' | 'extended';
  readonly countsForQuorum: boolean;
  readonly holderPractitionerId: string | null;
  readonly lockVersion: number;
}

/** Who holds a seat, and who may stand in for them. */
@Injectable()
export class SeatsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /**
   * Gives the seat to somebody, or makes it vacant. Coming meetings ask the new holder; whoever held it is told that they
   * need not come, and past meetings keep whom they invited. Refuses with Clashes when the new holder is elsewhere.
   */
  setSeatHolder(viewer: Viewer, input: unknown): Promise<{ __typename: 'MdtSaved'; mdtId: string } | RefusalData> {
    return this.commands.run(viewer, 'setSeatHolder', holderInput, input, async (tx, asked) => {
      const seat = await lockOwnSeat(tx, viewer, asked.seatId, asked.expectedVersion);
      const today = toLondon(tx.now.toISOString()).date;
      const problems = await checkSeats(tx, today, [
        { ...seat, holderPractitionerId: asked.practitionerId, deputyPractitionerIds: [] },
      ]);
      if (problems.length > 0) throw refuseInput(problems.map((problem) => ({ ...problem, path: 'practitionerId' })));
      await tx.query(
        'update mdt_seat set holder_practitioner_id = $3, lock_version = lock_version + 1 where tenant_id = $1 and seat_id = $2',
        [tx.tenantId, asked.seatId, asked.practitionerId],
      );
      const meetingIds = await this.inviteInstead(tx, asked.seatId, asked.practitionerId);
      await syncBookings(tx, viewer, meetingIds);
      await this.changes.announce(tx, meetingIds);
      tx.audit({
        entity: 'MdtSeat',
        entityId: asked.seatId,
        detail: { from: seat.holderPractitionerId, to: asked.practitionerId, meetings: meetingIds.length },
      });
      tx.notify('mdt', seat.mdtId);
      for (const id of meetingIds) tx.notify('meeting', id);
      return { __typename: 'MdtSaved' as const, mdtId: seat.mdtId };
    });
  }

  /** The seat's register of deputies, as a whole. Deputies are employed by the provider of the seat. */
  setSeatDeputies(viewer: Viewer, input: unknown): Promise<{ __typename: 'MdtSaved'; mdtId: string } | RefusalData> {
    return this.commands.run(viewer, 'setSeatDeputies', deputiesInput, input, async (tx, asked) => {
      const seat = await lockOwnSeat(tx, viewer, asked.seatId, asked.expectedVersion);
      const today = toLondon(tx.now.toISOString()).date;
      const problems = await checkSeats(tx, today, [
        {
          ...seat,
          holderPractitionerId: null,
          deputyPractitionerIds: asked.deputies.map((deputy) => deputy.practitionerId),
        },
      ]);
      if (problems.length > 0) throw refuseInput(problems.map((problem) => ({ ...problem, path: 'deputies' })));
      await tx.query('delete from seat_deputy where tenant_id = $1 and seat_id = $2', [tx.tenantId, asked.seatId]);
      await tx.query(
        `insert into seat_deputy (tenant_id, seat_id, practitioner_id, trained_on)
         select $1::uuid, $2::uuid, d."practitionerId", max(d."trainedOn")
         from json_to_recordset($3) as d("practitionerId" uuid, "trainedOn" date) group by d."practitionerId"`,
        [tx.tenantId, asked.seatId, JSON.stringify(asked.deputies)],
      );
      await tx.query('update mdt_seat set lock_version = lock_version + 1 where tenant_id = $1 and seat_id = $2', [
        tx.tenantId,
        asked.seatId,
      ]);
      tx.audit({ entity: 'MdtSeat', entityId: asked.seatId, detail: { deputies: asked.deputies.length } });
      tx.notify('mdt', seat.mdtId);
      return { __typename: 'MdtSaved' as const, mdtId: seat.mdtId };
    });
  }

  private async inviteInstead(tx: Transaction, seatId: string, practitionerId: string | null): Promise<string[]> {
    const changing = await tx.query<{ invitationId: string; meetingId: string }>(
      `select i.invitation_id as "invitationId", m.meeting_id as "meetingId" from invitation i
       join mdt_meeting m on m.tenant_id = i.tenant_id and m.meeting_id = i.meeting_id
       where i.tenant_id = $1 and i.seat_id = $2 and m.status = 'booked' and m.starts_at > $3 and i.practitioner_id is distinct from $4::uuid
       order by m.meeting_id for update`,
      [tx.tenantId, seatId, tx.now, practitionerId],
    );
    await askInstead(
      tx,
      this.mail,
      changing.map((row) => row.invitationId),
      practitionerId,
    );
    return changing.map((row) => row.meetingId);
  }
}

async function lockOwnSeat(
  tx: Transaction,
  viewer: Viewer,
  seatId: string,
  expectedVersion: number,
): Promise<LockedSeat> {
  const find = () =>
    tx.query<LockedSeat>(
      `select seat_id as "seatId", mdt_id as "mdtId", role_code as "roleCode", provider_organisation_id as "providerOrganisationId", kind,
         counts_for_quorum as "countsForQuorum", holder_practitioner_id as "holderPractitionerId", lock_version as "lockVersion"
       from mdt_seat where tenant_id = $1 and seat_id = $2 and to_version is null`,
      [tx.tenantId, seatId],
    );
  const [found] = await find();
  if (!found) throw notPermitted();
  await lockOwnMdt(tx, viewer, found.mdtId);
  // Read again under the MDT's lock, which every change of a seat takes.
  const [seat] = await find();
  if (!seat) throw notPermitted();
  if (seat.lockVersion !== expectedVersion) throw changedByOther(seat.lockVersion);
  return seat;
}
