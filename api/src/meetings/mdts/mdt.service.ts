import { Inject, Injectable } from '@nestjs/common';
import { isLocalDate, toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction, violatedConstraint } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { syncBookings } from '../bookings.js';
import { InvitationMail } from '../invitations/invitation-mail.js';
import { MeetingChanges } from '../meeting-changes.js';
import { Mdt, TermsOfReference } from './mdt.entity.js';
import { mdtLifecycle } from './mdt-lifecycle.js';
import { lockOwnMdt } from './mdt-scope.js';
import { checkQuorumRule, checkSeats, insertSeats, inviteSeats, refuseInput, seatInput } from './seats.js';

const localDate = z.string().refine(isLocalDate, 'Enter a date that exists, as YYYY-MM-DD.');

const terms = z.object({
  purpose: z.string().trim().min(1, 'Say what the MDT is for.').max(2000),
  population: z.string().trim().max(2000).default(''),
  minimumSeats: z.int().min(1).max(40),
  requiredRoles: z.array(z.string().min(1)).max(20).default([]),
  minimumNoticeWorkingDays: z.int().min(0).max(60).default(10),
  deputiesAllowed: z.boolean().default(true),
  reviewOn: localDate.nullish(),
});

const createInput = terms.extend({
  name: z.string().trim().min(1, 'Give the MDT a name.').max(120),
  seats: z.array(seatInput).min(1, 'Add at least one seat.').max(40),
});

const reviseInput = terms.extend({
  mdtId: z.uuid(),
  expectedVersion: z.int(),
  inForceFrom: localDate,
  seats: z
    .array(seatInput.extend({ seatId: z.uuid().nullish() }))
    .min(1, 'Add at least one seat.')
    .max(40),
});

const statusInput = z.object({
  mdtId: z.uuid(),
  expectedVersion: z.int(),
  event: z.enum(['activate', 'suspend', 'close']),
  reason: z.string().trim().max(500).nullish(),
});

type ReviseInput = z.infer<typeof reviseInput>;

/** MDTs and their terms of reference. */
@Injectable()
export class MdtService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(InvitationMail) private readonly mail: InvitationMail,
    @Inject(MeetingChanges) private readonly changes: MeetingChanges,
  ) {}

  /** A new MDT, hosted by the acting organisation, with the first version of its terms and its seats. */
  createMdt(viewer: Viewer, input: unknown): Promise<{ __typename: 'MdtSaved'; mdtId: string } | RefusalData> {
    return this.commands.run(viewer, 'createMdt', createInput, input, async (tx, { name, seats, ...asked }) => {
      const hostOrganisationId = viewer.organisationId;
      if (!hostOrganisationId) throw notPermitted();
      const today = toLondon(tx.now.toISOString()).date;
      const problems = [...checkQuorumRule(asked, seats), ...(await checkSeats(tx, today, seats))];
      if (problems.length > 0) throw refuseInput(problems);
      const mdtId = newId();
      await insertMdt(tx, { mdtId, name, hostOrganisationId, status: mdtLifecycle.initial });
      await tx.manager.insert(TermsOfReference, {
        ...asked,
        tenantId: tx.tenantId,
        termsId: newId(),
        mdtId,
        version: 1,
        inForceFrom: today,
        reviewOn: asked.reviewOn ?? null,
        createdAt: tx.now,
        createdBy: viewer.accountId,
      });
      await insertSeats(
        tx,
        mdtId,
        1,
        seats.map((seat, position) => ({ ...seat, position })),
      );
      tx.audit({ entity: 'Mdt', entityId: mdtId, detail: { seats: seats.length } });
      tx.notify('mdt', mdtId);
      return { __typename: 'MdtSaved' as const, mdtId };
    });
  }

  /**
   * The next version of the terms, in force from a day on. Meetings before that day, begun or over keep the version they
   * have; the later ones change over: seats that end lose their invitation (with a cancellation where one was sent), new
   * ones get one. A seat that is the same in role, provider, kind and quorum stays the same seat.
   */
  reviseTerms(viewer: Viewer, input: unknown): Promise<{ __typename: 'MdtSaved'; mdtId: string } | RefusalData> {
    return this.commands.run(viewer, 'reviseTerms', reviseInput, input, async (tx, asked) => {
      await lockOwnMdt(tx, viewer, asked.mdtId, asked.expectedVersion);
      const last = await latestTerms(tx, asked.mdtId);
      await refuseUnsoundRevision(tx, asked, last.inForceFrom);
      const version = last.version + 1;
      const termsId = newId();
      const { seats, mdtId, expectedVersion: _, ...rest } = asked;
      await tx.manager.insert(TermsOfReference, {
        ...rest,
        tenantId: tx.tenantId,
        termsId,
        mdtId,
        version,
        reviewOn: asked.reviewOn ?? null,
        createdAt: tx.now,
        createdBy: viewer.accountId,
      });
      await replaceSeats(tx, mdtId, version, seats);
      const meetingIds = await this.changeOver(tx, viewer, asked, termsId);
      await tx.query('update mdt set lock_version = lock_version + 1 where tenant_id = $1 and mdt_id = $2', [
        tx.tenantId,
        mdtId,
      ]);
      tx.audit({ entity: 'Mdt', entityId: mdtId, detail: { termsVersion: version, meetings: meetingIds.length } });
      tx.notify('mdt', mdtId);
      return { __typename: 'MdtSaved' as const, mdtId };
    });
  }

  /** Activate, suspend or close. Closing asks that no meeting is still to come, so that nobody turns up to nothing. */
  changeMdtStatus(viewer: Viewer, input: unknown): Promise<{ __typename: 'MdtSaved'; mdtId: string } | RefusalData> {
    return this.commands.run(viewer, 'changeMdtStatus', statusInput, input, async (tx, asked) => {
      const mdt = await lockOwnMdt(tx, viewer, asked.mdtId, asked.expectedVersion);
      if (!mdtLifecycle.isState(mdt.status)) throw new Error('An MDT in a state that is not known.');
      const step = mdtLifecycle.next(mdt.status, asked.event, asked.reason);
      if (step.refused)
        throw invalidInput(step.refused.code === 'reasonNeeded' ? 'reason' : 'event', step.refused.message);
      if (asked.event === 'close' && (await hasComingMeetings(tx, asked.mdtId)))
        throw invalidInput('event', 'Meetings are still to come. End the series and cancel them first.');
      await tx.manager.update(
        Mdt,
        { tenantId: tx.tenantId, mdtId: asked.mdtId },
        { status: step.state, lockVersion: mdt.lockVersion + 1 },
      );
      tx.audit({ entity: 'Mdt', entityId: asked.mdtId, detail: { status: step.state, reason: asked.reason ?? null } });
      tx.notify('mdt', asked.mdtId);
      return { __typename: 'MdtSaved' as const, mdtId: asked.mdtId };
    });
  }

  private async changeOver(tx: Transaction, viewer: Viewer, asked: ReviseInput, termsId: string): Promise<string[]> {
    const moved = await tx.query<{ id: string }>(
      `update mdt_meeting set terms_id = $3, lock_version = lock_version + 1
       where tenant_id = $1 and mdt_id = $2 and status = 'booked' and starts_at > $4 and meeting_date >= $5 returning meeting_id as id`,
      [tx.tenantId, asked.mdtId, termsId, tx.now, asked.inForceFrom],
    );
    const meetingIds = moved.map((row) => row.id);
    if (meetingIds.length === 0) return [];
    const ended = await tx.query<{ invitationId: string }>(
      `select i.invitation_id as "invitationId" from invitation i
       join mdt_seat s on s.tenant_id = i.tenant_id and s.seat_id = i.seat_id
       where i.tenant_id = $1 and i.meeting_id = any ($2::uuid[]) and s.to_version is not null`,
      [tx.tenantId, meetingIds],
    );
    const endedIds = ended.map((row) => row.invitationId);
    await this.mail.withdraw(tx, endedIds);
    await tx.query('delete from invitation where tenant_id = $1 and invitation_id = any ($2::uuid[])', [
      tx.tenantId,
      endedIds,
    ]);
    await inviteSeats(tx, meetingIds);
    await syncBookings(tx, viewer, meetingIds);
    await this.changes.announce(tx, meetingIds);
    for (const id of meetingIds) tx.notify('meeting', id);
    return meetingIds;
  }
}

async function insertMdt(
  tx: Transaction,
  mdt: Pick<Mdt, 'mdtId' | 'name' | 'hostOrganisationId' | 'status'>,
): Promise<void> {
  try {
    await tx.manager.insert(Mdt, { ...mdt, tenantId: tx.tenantId, createdAt: tx.now, lockVersion: 1 });
  } catch (cause) {
    if (violatedConstraint(cause) === 'mdt_name_unique')
      throw invalidInput('name', 'Your organisation already hosts an MDT of this name. Choose another.');
    throw cause;
  }
}

async function latestTerms(tx: Transaction, mdtId: string): Promise<{ version: number; inForceFrom: string }> {
  const [last] = await tx.query<{ version: number; inForceFrom: string }>(
    `select version, in_force_from::text as "inForceFrom" from terms_of_reference where tenant_id = $1 and mdt_id = $2 order by version desc limit 1`,
    [tx.tenantId, mdtId],
  );
  if (!last) throw new Error('An MDT without terms of reference.');
  return last;
}

async function refuseUnsoundRevision(tx: Transaction, asked: ReviseInput, lastInForceFrom: string): Promise<void> {
  const today = toLondon(tx.now.toISOString()).date;
  const problems = [...checkQuorumRule(asked, asked.seats), ...(await checkSeats(tx, today, asked.seats))];
  if (asked.inForceFrom < today)
    problems.push({ path: 'inForceFrom', message: 'New terms begin today or later; what is past keeps its terms.' });
  else if (asked.inForceFrom < lastInForceFrom)
    problems.push({
      path: 'inForceFrom',
      message: 'A version that begins later has already been agreed. Begin on that day or after it.',
    });
  if (problems.length > 0) throw refuseInput(problems);
}

/** Ends the seats that are not asked for again and adds those that are new. */
async function replaceSeats(
  tx: Transaction,
  mdtId: string,
  version: number,
  seats: ReviseInput['seats'],
): Promise<void> {
  const current = await tx.query<{
    seatId: string;
    roleCode: string;
    provider: string;
    kind: string;
    counts: boolean;
  }>(
    `select seat_id as "seatId", role_code as "roleCode", provider_organisation_id as provider, kind, counts_for_quorum as counts
     from mdt_seat where tenant_id = $1 and mdt_id = $2 and to_version is null`,
    [tx.tenantId, mdtId],
  );
  const same = (seat: ReviseInput['seats'][number]) =>
    current.find(
      (old) =>
        old.seatId === seat.seatId &&
        old.roleCode === seat.roleCode &&
        old.provider === seat.providerOrganisationId &&
        old.kind === seat.kind &&
        old.counts === seat.countsForQuorum,
    );
  const positioned = seats.map((seat, position) => ({ ...seat, position }));
  const kept = new Set(positioned.flatMap((seat) => same(seat)?.seatId ?? []));
  await tx.query(
    'update mdt_seat set to_version = $3, lock_version = lock_version + 1 where tenant_id = $1 and mdt_id = $2 and to_version is null and seat_id <> all ($4::uuid[])',
    [tx.tenantId, mdtId, version - 1, [...kept]],
  );
  await insertSeats(
    tx,
    mdtId,
    version,
    positioned.filter((seat) => !same(seat)),
  );
}

async function hasComingMeetings(tx: Transaction, mdtId: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from mdt_meeting where tenant_id = $1 and mdt_id = $2 and status = 'booked' and starts_at > $3 limit 1`,
    [tx.tenantId, mdtId, tx.now],
  );
  return rows.length > 0;
}
