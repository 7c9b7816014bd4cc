import { Inject, Injectable } from '@nestjs/common';
import { isAbsenceReasonCode } from '@quorate/libs/attendance';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { changedByOther, notPermitted, type RefusalData } from '../../platform/refusal.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { outcomeOf } from '../outcomes.js';
import { correctSeat } from '../register.service.js';
import type { Mark } from '../register-state.js';
import { acceptInput, declineInput } from './dispute-inputs.js';
import { askHost, tellRaiser } from './dispute-mail.js';
import { type Dispute, endDispute, lockDispute, notPossible, recordFacts, saysTheSame } from './dispute-state.js';
import type { DisputeSaved } from './disputes.service.js';
import { type Part, partSql, unfitToDecide } from './separation.js';

/** The side that answers: the co-ordinators of the meeting's host, and what passing time does. */
@Injectable()
export class DisputeAnswersService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Accepts a dispute and corrects the register in the same command; both versions stay. Refuses where the register of the
   * seat has changed since `expectedSeatVersion`, so that nobody corrects what they have not seen.
   */
  acceptDispute(viewer: Viewer, input: unknown): Promise<DisputeSaved | RefusalData> {
    return this.commands.run(viewer, 'acceptDispute', acceptInput, input, async (tx, given) => {
      const dispute = await this.ofHost(tx, viewer, given);
      const facts = await recordFacts(tx, dispute.meetingId, dispute.seatId);
      if (!facts || facts.status === 'cancelled')
        throw notPossible('MEETING_CANCELLED', 'This meeting was cancelled, so its register counts for nothing.');
      if (facts.version !== given.expectedSeatVersion)
        throw notPossible(
          'RECORD_CHANGED',
          'The register has changed since you opened this. Look at what it says now, then decide.',
        );
      const version = saysTheSame(facts, dispute)
        ? facts.version
        : await correctSeat(tx, viewer, dispute.meetingId, markOf(dispute, facts.version), correctionReason(dispute));
      await endDispute(tx, dispute, 'accept', { answeredBy: viewer.accountId, answer: given.answer, version });
      return this.answered(tx, dispute);
    });
  }

  /** The record stands, with the reason that the disputer reads. */
  declineDispute(viewer: Viewer, input: unknown): Promise<DisputeSaved | RefusalData> {
    return this.commands.run(viewer, 'declineDispute', declineInput, input, async (tx, given) => {
      const dispute = await this.ofHost(tx, viewer, given);
      await endDispute(tx, dispute, 'decline', { answeredBy: viewer.accountId, answer: given.answer, version: null });
      return this.answered(tx, dispute);
    });
  }

  /**
   * Job: settles what needs no answer any more, because the register says what was asked or the meeting was cancelled;
   * reminds hosts before an answer is due, and tells both sides once when it has not come. Returns how many steps it
   * took. Safe to repeat.
   */
  async followDisputes(tenantId: string): Promise<number> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const due = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'disputes-to-follow',
      text: `select d.dispute_id as id from attendance_dispute d where d.tenant_id = $1 and d.state = 'waiting' and (${IS_SETTLED}
          or (d.remind_on <= $2::date and d.due_on >= $2::date and d.reminded_at is null) or (d.due_on < $2::date and d.overdue_told_at is null)) order by 1`,
      values: [tenantId, today],
    });
    if (due.length === 0) return 0;
    return this.commands.runJob(tenantId, 'followDisputes', async (tx) => {
      let steps = 0;
      for (const { id } of due) if (await this.follow(tx, id, today)) steps += 1;
      if (steps === 0) tx.audit({ entity: 'AttendanceDispute', entityId: 'none' });
      return steps;
    });
  }

  private async follow(tx: Transaction, id: string, today: string): Promise<boolean> {
    const dispute = await lockDispute(tx, id);
    if (dispute?.state !== 'waiting') return false;
    const [now] = await tx.query<{ isSettled: boolean; isPast: boolean; version: number | null }>(
      `select ${IS_SETTLED} as "isSettled", d.due_on < $3::date as "isPast", (select a.version from attendance_record a where a.tenant_id = d.tenant_id
         and a.meeting_id = d.meeting_id and a.seat_id = d.seat_id and a.is_current) as version
       from attendance_dispute d where d.tenant_id = $1 and d.dispute_id = $2`,
      [tx.tenantId, id, today],
    );
    if (now?.isSettled) {
      await endDispute(tx, dispute, 'settle', { answeredBy: null, answer: '', version: now.version });
      await tellRaiser(tx, this.publicUrl, id);
      return true;
    }
    const isPast = now?.isPast ?? false;
    await tx.query(
      `update attendance_dispute set ${isPast ? 'overdue_told_at' : 'reminded_at'} = $3 where tenant_id = $1 and dispute_id = $2`,
      [tx.tenantId, id, tx.now],
    );
    await askHost(tx, this.publicUrl, id, isPast ? 'overdue' : 'dueSoon');
    if (isPast) await tellRaiser(tx, this.publicUrl, id);
    tx.audit({ entity: 'AttendanceDispute', entityId: id, detail: { told: isPast ? 'overdue' : 'dueSoon' } });
    return true;
  }

  private async ofHost(
    tx: Transaction,
    viewer: Viewer,
    given: { readonly disputeId: string; readonly expectedVersion: number },
  ): Promise<Dispute> {
    const dispute = await lockDispute(tx, given.disputeId);
    if (dispute?.hostId !== viewer.organisationId) throw notPermitted();
    if (dispute.lockVersion !== given.expectedVersion) throw changedByOther(dispute.lockVersion);
    const [part] = await tx.query<Part>(
      `select ${partSql('$3::uuid', '$4::uuid', '$5::timestamptz')} from attendance_dispute d where d.tenant_id = $1 and d.dispute_id = $2`,
      [tx.tenantId, dispute.disputeId, viewer.accountId, viewer.practitionerId, tx.now],
    );
    const unfit = part && unfitToDecide(part);
    if (unfit) throw notPossible(unfit.code, unfit.message);
    return dispute;
  }

  private async answered(tx: Transaction, dispute: Dispute): Promise<DisputeSaved> {
    await tellRaiser(tx, this.publicUrl, dispute.disputeId);
    return { __typename: 'DisputeSaved', disputeId: dispute.disputeId, coordinatorsTold: null };
  }
}

/** The correction's reason, as every later reader of the register meets it. */
function correctionReason({ raisedAs, providerName }: Dispute): string {
  return raisedAs === 'providerManager'
    ? `Disputed by ${providerName}`
    : `Disputed by the member of staff, ${providerName}`;
}

function markOf(dispute: Dispute, seatVersion: number): Mark {
  const outcome = outcomeOf(dispute.outcome);
  if (outcome === null) throw new Error('A dispute that does not say what the record should be.');
  const { mode, reasonCode } = dispute;
  return {
    seatId: dispute.seatId,
    expectedSeatVersion: seatVersion,
    outcome,
    mode: mode === 'inPerson' || mode === 'remote' ? mode : null,
    minutes: dispute.minutes,
    practitionerId: dispute.cameId,
    reasonCode: reasonCode !== null && isAbsenceReasonCode(reasonCode) ? reasonCode : null,
    note: null,
  };
}

/** Whether dispute `d` needs no answer any more. */
const IS_SETTLED = `(exists (select 1 from mdt_meeting m where m.tenant_id = d.tenant_id and m.meeting_id = d.meeting_id and m.status = 'cancelled')
  or exists (select 1 from attendance_record a where a.tenant_id = d.tenant_id and a.meeting_id = d.meeting_id and a.seat_id = d.seat_id and a.is_current
    and row(a.outcome, a.mode, a.minutes, a.practitioner_id, a.reason_code) is not distinct from row(d.outcome, d.mode, d.minutes, d.came_practitioner_id, d.reason_code)))`;
