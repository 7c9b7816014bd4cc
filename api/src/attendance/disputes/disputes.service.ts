import { Inject, Injectable } from '@nestjs/common';
import { attendanceDisputeLifecycle } from '@quorate/libs/lifecycle';
import { ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { type RaiseInput, raiseInput, withdrawInput } from './dispute-inputs.js';
import { askHost } from './dispute-mail.js';
import {
  DISPUTES_SO_FAR,
  type DisputedMark,
  type DisputesSoFar,
  endDispute,
  lockDispute,
  notPossible,
  type RecordFacts,
  recordFacts,
  saysTheSame,
} from './dispute-state.js';
import { answerDates, inTimeUntil, termsOf, termsOn } from './dispute-terms.js';

export interface DisputeSaved {
  readonly __typename: 'DisputeSaved';
  readonly disputeId: string;
  /** How many co-ordinators were told by mail of a new dispute; null for any other step. */
  readonly coordinatorsTold: number | null;
}

/** How often the same version of a record may be disputed. */
const MOST_DISPUTES_OF_A_VERSION = 3;

/** The side that disputes a record: the employer's managers, whoever's record it is, and the deputy who was to come. */
@Injectable()
export class DisputesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Disputes one seat's record: what is wrong, what it should say and what shows it. In time until so many working days
   * after it was written or last corrected; later, or again after an answer, only with `whyNow`.
   */
  raiseDispute(viewer: Viewer, input: unknown): Promise<DisputeSaved | RefusalData> {
    return this.commands.run(viewer, 'raiseDispute', raiseInput, input, async (tx, given) => {
      const facts = await recordFacts(tx, given.meetingId, given.shouldSay.seatId);
      if (!facts || !isTheirs(viewer, facts)) throw notPermitted();
      refuseNothingToDispute(tx, facts);
      if (facts.version !== given.shouldSay.expectedSeatVersion)
        throw notPossible(
          'RECORD_CHANGED',
          'The record was corrected since you opened it. Look at what it says now, then dispute that if it is still wrong.',
        );
      const deputyId = asDeputy(viewer, facts);
      const asked =
        deputyId === null ? askedMark(facts, given.shouldSay) : deputyMark(facts, given.shouldSay, deputyId);
      if (saysTheSame(asked, facts))
        throw invalidInput('shouldSay', 'The record says this already. Choose what it should say.');
      const earlier = await earlierOf(tx, facts, deputyId === null);
      const dates = await datesOf(tx, facts);
      if (given.whyNow === '' && (earlier > 0 || dates.isLate)) throw whyNowMissing(earlier > 0, dates.inTimeUntil);
      const disputeId = await insertDispute(tx, viewer, facts, asked, dates, given);
      tx.audit({
        entity: 'AttendanceDispute',
        entityId: disputeId,
        detail: {
          to: attendanceDisputeLifecycle.initial,
          meetingId: facts.meetingId,
          seatId: facts.seatId,
          version: facts.version,
        },
      });
      const coordinatorsTold = await askHost(tx, this.publicUrl, disputeId, 'raised');
      tx.notify('register', facts.meetingId);
      return { __typename: 'DisputeSaved', disputeId, coordinatorsTold };
    });
  }

  /** Takes a dispute back before it is answered: whoever raised it, or another manager of the same employer where a manager did. */
  withdrawDispute(viewer: Viewer, input: unknown): Promise<DisputeSaved | RefusalData> {
    return this.commands.run(viewer, 'withdrawDispute', withdrawInput, input, async (tx, given) => {
      const dispute = await lockDispute(tx, given.disputeId);
      const isRaiser = dispute?.raisedBy === viewer.accountId;
      const isColleague =
        viewer.role === 'providerManager' &&
        dispute?.raisedAs === 'providerManager' &&
        dispute.providerId === viewer.organisationId;
      if (!dispute || !(isRaiser || isColleague)) throw notPermitted();
      if (dispute.lockVersion !== given.expectedVersion) throw changedByOther(dispute.lockVersion);
      await endDispute(tx, dispute, 'withdraw', { answeredBy: viewer.accountId, answer: '', version: null });
      return { __typename: 'DisputeSaved', disputeId: dispute.disputeId, coordinatorsTold: null };
    });
  }
}

function isTheirs(viewer: Viewer, facts: RecordFacts): boolean {
  if (viewer.role === 'providerManager') return viewer.organisationId === facts.providerId;
  return (
    viewer.practitionerId !== null &&
    (viewer.practitionerId === facts.practitionerId || asDeputy(viewer, facts) !== null)
  );
}

/** Who disputes it as the deputy: whom the member named in the reply, or who is said to have come for the member. */
function asDeputy({ role, practitionerId }: Viewer, facts: RecordFacts): string | null {
  if (role !== 'clinician' || practitionerId === null || practitionerId === facts.practitionerId) return null;
  const isDeputy = practitionerId === facts.deputyId || (facts.outcome === 'deputy' && practitionerId === facts.cameId);
  return isDeputy ? practitionerId : null;
}

function refuseNothingToDispute(tx: Transaction, facts: RecordFacts): void {
  if (facts.status === 'cancelled')
    throw notPossible('MEETING_CANCELLED', 'This meeting was cancelled, so it counts against nobody.');
  if (facts.endsAt > tx.now)
    throw notPossible(
      'NOT_OVER',
      'This meeting is not over. Tell its co-ordinator now; a record is disputed afterwards.',
    );
  if (facts.outcome === null || facts.outcome === 'notMarked')
    throw notPossible(
      'NOT_RECORDED',
      'Nothing is recorded for this seat, so it counts against nobody. Ask the host to complete its register.',
    );
}

/** A deputy says of the record that they came, and nothing of the member. */
function deputyMark(
  facts: RecordFacts,
  given: RaiseInput['shouldSay'],
  deputyId: string,
): DisputedMark & { outcome: string } {
  if (given.outcome !== 'deputy' || (given.practitionerId ?? deputyId) !== deputyId)
    throw invalidInput(
      'shouldSay.outcome',
      'You were to come as the deputy, so you can say that you came. What the record says of the member is for the member or their manager to dispute.',
    );
  return askedMark({ ...facts, deputyId }, { ...given, practitionerId: deputyId });
}

/** What the record should say, checked against the seat: who came, and for how long at most. */
function askedMark(
  facts: RecordFacts,
  { outcome, ...given }: RaiseInput['shouldSay'],
): DisputedMark & { outcome: string } {
  if (given.minutes != null && given.minutes > facts.durationMinutes)
    throw invalidInput(
      'shouldSay.minutes',
      `The meeting lasted ${facts.durationMinutes} minutes. Enter no more than that.`,
    );
  const isMember = outcome === 'attended' || outcome === 'attendedPart';
  if (isMember && facts.practitionerId === null)
    throw invalidInput('shouldSay.outcome', 'Nobody held this seat, so only a deputy can have come.');
  return {
    outcome,
    mode: given.mode ?? null,
    minutes: given.minutes ?? null,
    cameId: outcome === 'deputy' ? deputyOf(facts, given.practitionerId ?? null) : facts.practitionerId,
    reasonCode: given.reasonCode ?? null,
  };
}

/** As the register reads a deputy whom nobody named: the one the reply named, or the seat's only one. */
function deputyOf({ deputyId, deputyIds }: RecordFacts, named: string | null): string | null {
  if (named !== null && named !== deputyId && !deputyIds.includes(named))
    throw invalidInput('shouldSay.practitionerId', 'Choose a deputy of this seat, or leave it open who came.');
  return named ?? deputyId ?? (deputyIds.length === 1 ? (deputyIds[0] ?? null) : null);
}

/** How many disputes of this version have been answered. Two who dispute it at the same moment wait here, and the second is told. */
async function earlierOf(tx: Transaction, facts: RecordFacts, readsOthers: boolean): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `dispute ${facts.meetingId} ${facts.seatId}`,
  ]);
  const { waiting, answered } = await disputesOf(tx, facts);
  if (waiting > 0)
    throw notPossible(
      'DISPUTED_ALREADY',
      `This record is disputed already and waits for the host’s answer. ${readsOthers ? 'Open it to read what was said.' : 'You can add to it through the member or their manager.'}`,
    );
  if (answered >= MOST_DISPUTES_OF_A_VERSION)
    throw notPossible(
      'ANSWERED_ALREADY',
      `This record was disputed ${answered} times and answered each time. If it is part of a signal, dispute it in your reply to that.`,
    );
  return answered;
}

/** Of everybody: a deputy's own wall shows none but their own, and there is one at a time. */
async function disputesOf(tx: Transaction, facts: RecordFacts): Promise<DisputesSoFar> {
  let found: DisputesSoFar[] = [];
  await asOwnWork(tx.query, async () => {
    found = await tx.query<DisputesSoFar>(DISPUTES_SO_FAR, [tx.tenantId, facts.meetingId, facts.seatId]);
  });
  return found[0] ?? { waiting: 0, answered: 0 };
}

interface Dates {
  readonly inTimeUntil: string;
  readonly isLate: boolean;
  readonly remindOn: string;
  readonly dueOn: string;
}

async function datesOf(tx: Transaction, facts: RecordFacts): Promise<Dates> {
  const issued = await termsOf(tx.query, tx.tenantId);
  const today = toLondon(tx.now.toISOString()).date;
  const writtenOn = toLondon((facts.recordedAt ?? tx.now).toISOString()).date;
  const until = inTimeUntil(writtenOn, termsOn(issued, writtenOn), ENGLAND_BANK_HOLIDAYS);
  return {
    inTimeUntil: until,
    isLate: today > until,
    ...answerDates(today, termsOn(issued, today), ENGLAND_BANK_HOLIDAYS),
  };
}

function whyNowMissing(isAgain: boolean, until: string) {
  return invalidInput(
    'whyNow',
    isAgain
      ? 'This record was disputed before and answered. Say what is new.'
      : `Records of that day could be disputed until ${until}. Say why this comes later; the host decides whether to accept that.`,
  );
}

async function insertDispute(
  tx: Transaction,
  viewer: Viewer,
  facts: RecordFacts,
  asked: DisputedMark,
  dates: Dates,
  given: RaiseInput,
): Promise<string> {
  const disputeId = newId();
  await tx.query(
    `insert into attendance_dispute (tenant_id, dispute_id, meeting_id, seat_id, provider_organisation_id, host_organisation_id, practitioner_id,
       disputed_version, outcome, mode, minutes, came_practitioner_id, reason_code, raised_by, raised_as, raised_at, in_time_until, remind_on, due_on, state)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)`,
    [
      tx.tenantId,
      disputeId,
      facts.meetingId,
      facts.seatId,
      facts.providerId,
      facts.hostId,
      facts.practitionerId,
      facts.version,
      asked.outcome,
      asked.mode,
      asked.minutes,
      asked.cameId,
      asked.reasonCode,
      viewer.accountId,
      viewer.role,
      tx.now,
      dates.inTimeUntil,
      dates.remindOn,
      dates.dueOn,
      attendanceDisputeLifecycle.initial,
    ],
  );
  await tx.query(
    'insert into attendance_dispute_words (tenant_id, dispute_id, what_is_wrong, evidence, why_now) values ($1,$2,$3,$4,$5)',
    [tx.tenantId, disputeId, given.whatIsWrong, given.evidence, given.whyNow],
  );
  return disputeId;
}
