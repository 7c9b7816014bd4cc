import { Inject, Injectable } from '@nestjs/common';
import { absenceReason } from '@quorate/libs/attendance';
import { type EventOf, releaseRequestLifecycle } from '@quorate/libs/lifecycle';
import { ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../platform/clock.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { newId } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData, Refused } from '../platform/refusal.js';
import { jobSession } from '../platform/tenant-session.js';
import type { Viewer } from '../platform/viewer.js';
import { recordEvidence } from './evidence/record-evidence.js';
import { RELEASE_TERMS, releaseDueDate } from './release-due-date.js';
import { type AnswerInput, answerInput, answersInput, cancelInput, requestInput } from './release-inputs.js';
import { sendAnswer, sendRequest, sendWithdrawal } from './release-mail.js';
import { ReleaseRequest } from './release-request.entity.js';
import { findInvitation, type InvitationToRelease, lockRelease, type ReleaseToAnswer } from './release-state.js';

export interface ReleaseRequested {
  readonly __typename: 'ReleaseRequested';
  readonly releaseRequestId: string;
  /** How many managers were told by mail; 0 means that nobody is set up to answer. */
  readonly managersTold: number;
}

export interface ReleasesAnswered {
  readonly __typename: 'ReleasesAnswered';
  readonly releaseRequestIds: readonly string[];
}

export interface ReleaseCancelled {
  readonly __typename: 'ReleaseCancelled';
  readonly releaseRequestId: string;
}

const EVENTS = { GRANT: 'grant', GRANT_WITH_COVER: 'grantWithCover', REFUSE: 'refuse' } as const;

/** Asking an employer to release somebody for a meeting, and the employer's answers. */
@Injectable()
export class ReleaseService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Asks the employer as at the meeting's date. By the person who is to come, or by the co-ordinator of the host.
   * Refuses with ReleaseNotPossible for a meeting that has begun or was cancelled, an empty seat, and a second request.
   */
  requestRelease(viewer: Viewer, input: unknown): Promise<ReleaseRequested | RefusalData> {
    return this.commands.run(viewer, 'requestRelease', requestInput, input, async (tx, given) => {
      const invitation = await findInvitation(tx, given);
      if (!invitation || !mayAsk(viewer, invitation)) throw notPermitted();
      await refuseUnlessAskable(tx, invitation);
      const request = requestOf(tx, viewer, invitation, given.note);
      await tx.manager.insert(ReleaseRequest, request);
      await recordEvidence(tx, [request.meetingId]);
      const managersTold = await sendRequest(tx, this.publicUrl, request.releaseRequestId);
      tx.audit({
        entity: 'ReleaseRequest',
        entityId: request.releaseRequestId,
        detail: { meetingId: request.meetingId, practitionerId: request.practitionerId, dueOn: request.dueOn },
      });
      tellWatchers(tx, request);
      return { __typename: 'ReleaseRequested', releaseRequestId: request.releaseRequestId, managersTold };
    });
  }

  /** A manager of the asked provider grants, grants with cover or refuses. An answer may be changed until the meeting. */
  answerRelease(viewer: Viewer, input: unknown): Promise<ReleasesAnswered | RefusalData> {
    return this.commands.run(viewer, 'answerRelease', answerInput, input, (tx, answer) =>
      this.answerAll(tx, viewer, [answer]),
    );
  }

  /** Several answers at once, all or none. */
  answerReleases(viewer: Viewer, input: unknown): Promise<ReleasesAnswered | RefusalData> {
    return this.commands.run(viewer, 'answerReleases', answersInput, input, (tx, { answers }) =>
      this.answerAll(tx, viewer, answers),
    );
  }

  /** Takes a request back. By whoever asked, the person it is about, or the co-ordinator of the host. */
  cancelRelease(viewer: Viewer, input: unknown): Promise<ReleaseCancelled | RefusalData> {
    return this.commands.run(viewer, 'cancelRelease', cancelInput, input, async (tx, given) => {
      const request = await lockRelease(tx, given.releaseRequestId);
      if (!request || !mayCancel(viewer, request)) throw notPermitted();
      if (request.lockVersion !== given.expectedVersion) throw changedByOther(request.lockVersion);
      await moveOn(tx, viewer, request, 'cancel', null);
      await recordEvidence(tx, [request.meetingId]);
      return { __typename: 'ReleaseCancelled', releaseRequestId: request.releaseRequestId };
    });
  }

  /** Job: requests whose due date has passed without an answer become unanswered. Returns how many. Safe to repeat. */
  async markUnansweredReleases(tenantId: string): Promise<number> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const due = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'releases-past-due',
      text: `select release_request_id as id from release_request
             where tenant_id = $1 and state = 'requested' and due_on < $2 order by release_request_id`,
      values: [tenantId, today],
    });
    if (due.length === 0) return 0;
    return this.commands.runJob(tenantId, 'markUnansweredReleases', async (tx) => {
      const marked: string[] = [];
      for (const { id } of due) {
        const request = await lockRelease(tx, id);
        if (request?.state !== 'requested') continue;
        await moveOn(tx, null, request, 'passDueDate', null);
        marked.push(request.meetingId);
      }
      await recordEvidence(tx, marked);
      if (marked.length === 0) tx.audit({ entity: 'ReleaseRequest', entityId: 'none' });
      return marked.length;
    });
  }

  private async answerAll(tx: Transaction, viewer: Viewer, answers: readonly AnswerInput[]): Promise<ReleasesAnswered> {
    // In the order of their ids, so that two managers who answer several at once do not wait for each other in a ring.
    const ordered = [...answers].sort((a, b) => (a.releaseRequestId < b.releaseRequestId ? -1 : 1));
    const meetingIds: string[] = [];
    for (const answer of ordered) {
      const request = await lockRelease(tx, answer.releaseRequestId);
      if (!request || request.providerOrganisationId !== viewer.organisationId) throw notPermitted();
      if (request.lockVersion !== answer.expectedVersion) throw changedByOther(request.lockVersion);
      refuseIfOver(tx, request);
      await refuseUnknownCover(tx, request, answer);
      await moveOn(tx, viewer, request, EVENTS[answer.answer], answer);
      await sendAnswer(tx, this.publicUrl, request.releaseRequestId);
      meetingIds.push(request.meetingId);
    }
    await recordEvidence(tx, meetingIds);
    return { __typename: 'ReleasesAnswered', releaseRequestIds: answers.map((answer) => answer.releaseRequestId) };
  }
}

/**
 * When meetings are cancelled, or ask somebody else for the seat: nobody has to answer any more, and the managers are told
 * so. An answer that was given stays on the record.
 */
export async function cancelReleasesOf(
  tx: Transaction,
  publicUrl: PublicUrl,
  meetingIds: readonly string[],
): Promise<void> {
  const open = await tx.query<{ id: string }>(
    `select r.release_request_id as id from release_request r join mdt_meeting m using (tenant_id, meeting_id)
     where r.tenant_id = $1 and r.meeting_id = any($2) and r.state in ('requested','unanswered')
       and (m.status = 'cancelled' or (m.status = 'booked' and m.starts_at > $3 and not exists (
         select 1 from invitation i where i.tenant_id = r.tenant_id and i.meeting_id = r.meeting_id
           and r.practitioner_id in (i.practitioner_id, i.deputy_practitioner_id)))) order by 1`,
    [tx.tenantId, meetingIds, tx.now],
  );
  for (const { id } of open) {
    const request = await lockRelease(tx, id);
    if (!request) continue;
    await moveOn(tx, null, request, 'cancel', null);
    await sendWithdrawal(tx, publicUrl, id);
  }
}

/**
 * When meetings moved to another hour: the request and any answer were for the old one, so the manager is asked again with
 * a due date of its own. The answer stays in the audit trail. Whoever is no longer invited, such as a deputy, is not asked for.
 */
export async function askForReleaseAgain(
  tx: Transaction,
  publicUrl: PublicUrl,
  meetingIds: readonly string[],
): Promise<void> {
  if (meetingIds.length === 0) return;
  const asked = await tx.query<{ id: string; isInvited: boolean }>(
    `select r.release_request_id as id, exists (select 1 from invitation i where i.tenant_id = r.tenant_id
       and i.meeting_id = r.meeting_id and i.practitioner_id = r.practitioner_id) as "isInvited"
     from release_request r where r.tenant_id = $1 and r.meeting_id = any($2) and r.state <> 'cancelled' order by 1`,
    [tx.tenantId, meetingIds],
  );
  const today = toLondon(tx.now.toISOString()).date;
  for (const { id, isInvited } of asked) {
    const request = await lockRelease(tx, id);
    if (!request) continue;
    await moveOn(tx, null, request, isInvited ? 'askAgain' : 'cancel', null);
    if (!isInvited) continue;
    const dueOn = releaseDueDate(today, request.meetingDate, RELEASE_TERMS, ENGLAND_BANK_HOLIDAYS);
    const key = { tenantId: tx.tenantId, releaseRequestId: id };
    await tx.manager.update(ReleaseRequest, key, { ...UNDECIDED, requestedAt: tx.now, dueOn });
    await sendRequest(tx, publicUrl, id, true);
  }
}

const UNDECIDED = { reasonCode: null, reasonText: null, coverPractitionerId: null, decidedBy: null, decidedAt: null };

function mayAsk(viewer: Viewer, invitation: InvitationToRelease): boolean {
  if (viewer.role === 'careCoordinator') return viewer.organisationId === invitation.hostOrganisationId;
  return viewer.practitionerId !== null && viewer.practitionerId === invitation.practitionerId;
}

function mayCancel(viewer: Viewer, request: ReleaseToAnswer): boolean {
  if (viewer.role === 'careCoordinator') return viewer.organisationId === request.hostOrganisationId;
  return (
    viewer.accountId === request.requestedBy ||
    (viewer.practitionerId !== null && viewer.practitionerId === request.practitionerId)
  );
}

async function refuseUnlessAskable(tx: Transaction, invitation: InvitationToRelease): Promise<void> {
  if (invitation.status === 'cancelled') throw notPossible('MEETING_CANCELLED', 'This meeting was cancelled.');
  if (invitation.status === 'held' || invitation.startsAt <= tx.now) {
    throw notPossible('MEETING_OVER', 'This meeting has begun or is over, so nobody can be released for it.');
  }
  if (invitation.practitionerId === null) {
    throw notPossible('SEAT_EMPTY', 'Nobody holds this seat. Name who should come, then ask for their release.');
  }
  // One request at a time: two who ask at the same moment wait here, and the second is told.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `release ${invitation.meetingId} ${invitation.practitionerId}`,
  ]);
  const [asked] = await tx.query(
    `select 1 as found from release_request where tenant_id = $1 and meeting_id = $2 and practitioner_id = $3 and state <> 'cancelled'`,
    [tx.tenantId, invitation.meetingId, invitation.practitionerId],
  );
  if (asked) throw notPossible('ALREADY_ASKED', 'Release for this meeting has been asked for already.');
}

function refuseIfOver(tx: Transaction, request: ReleaseToAnswer): void {
  if (request.endsAt > tx.now) return;
  throw notPossible('MEETING_OVER', 'This meeting is over, so the request can no longer be answered.');
}

async function refuseUnknownCover(tx: Transaction, request: ReleaseToAnswer, answer: AnswerInput): Promise<void> {
  if (!answer.coverPractitionerId) return;
  const [known] = await tx.query(
    `select 1 as found from practitioner_role where tenant_id = $1 and practitioner_id = $2 and organisation_id = $3 and during @> $4::date
     union all select 1 from seat_deputy where tenant_id = $1 and practitioner_id = $2 and seat_id = $5`,
    [tx.tenantId, answer.coverPractitionerId, request.providerOrganisationId, request.meetingDate, request.seatId],
  );
  if (!known)
    throw invalidInput('coverPractitionerId', 'Choose somebody of your organisation or a deputy for the seat.');
}

function requestOf(tx: Transaction, viewer: Viewer, invitation: InvitationToRelease, note: string): ReleaseRequest {
  if (invitation.practitionerId === null) throw new Error('An empty seat was let through.');
  const today = toLondon(tx.now.toISOString()).date;
  return {
    tenantId: tx.tenantId,
    releaseRequestId: newId(),
    meetingId: invitation.meetingId,
    seatId: invitation.seatId,
    practitionerId: invitation.practitionerId,
    providerOrganisationId: invitation.employerId,
    hostOrganisationId: invitation.hostOrganisationId,
    requestedBy: viewer.accountId,
    requestedAt: tx.now,
    note,
    dueOn: releaseDueDate(today, invitation.meetingDate, RELEASE_TERMS, ENGLAND_BANK_HOLIDAYS),
    state: releaseRequestLifecycle.initial,
    ...UNDECIDED,
    lockVersion: 1,
  };
}

/** One step of the lifecycle: asks the table, writes, records. The answer before it stays in the audit trail. */
async function moveOn(
  tx: Transaction,
  viewer: Viewer | null,
  request: ReleaseToAnswer,
  event: EventOf<typeof releaseRequestLifecycle>,
  answer: AnswerInput | null,
): Promise<void> {
  const reason = answer?.reasonCode ? (absenceReason(answer.reasonCode)?.label ?? null) : null;
  const step = releaseRequestLifecycle.next(request.state, event, reason);
  if (step.refused) throw notPossible('NOT_ALLOWED_NOW', step.refused.message);
  const decided = answer && {
    reasonCode: answer.answer === 'REFUSE' ? (answer.reasonCode ?? null) : null,
    reasonText: answer.note || null,
    coverPractitionerId: answer.answer === 'GRANT_WITH_COVER' ? (answer.coverPractitionerId ?? null) : null,
    decidedBy: viewer?.accountId ?? null,
    decidedAt: tx.now,
  };
  await tx.manager.update(
    ReleaseRequest,
    { tenantId: tx.tenantId, releaseRequestId: request.releaseRequestId },
    { state: step.state, lockVersion: request.lockVersion + 1, ...decided },
  );
  tx.audit({
    entity: 'ReleaseRequest',
    entityId: request.releaseRequestId,
    detail: {
      from: request.state,
      to: step.state,
      ...(decided && { reasonCode: decided.reasonCode, coverPractitionerId: decided.coverPractitionerId }),
    },
  });
  tellWatchers(tx, request);
}

function tellWatchers(tx: Transaction, request: { meetingId: string; providerOrganisationId: string }): void {
  tx.notify('releases', request.providerOrganisationId);
  tx.notify('register', request.meetingId);
}

function notPossible(code: string, message: string): Refused {
  return new Refused({ __typename: 'ReleaseNotPossible', code, message } as RefusalData);
}
