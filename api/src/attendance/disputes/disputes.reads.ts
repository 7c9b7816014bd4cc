import { Inject, Injectable } from '@nestjs/common';
import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import { ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { isId } from '../../platform/page-after.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import type { AttendanceDispute, AttendanceDisputes, RecordActor, RecordMark } from './dispute.graphql.js';
import { DISPUTES_SO_FAR, type DisputesSoFar } from './dispute-state.js';
import { LIST_SQL, RECORD_SQL, TO_DISPUTE_SQL } from './dispute-statements.js';
import { type DatedTerms, inTimeUntil, openSpans, TERMS_SQL, termsOn } from './dispute-terms.js';
import type { AttendanceRecord, DisputableRecord, RecordsToDispute, RecordVersion } from './record.graphql.js';
import { type Part, unfitToDecide } from './separation.js';

interface StoredActor {
  readonly name: string | null;
  readonly role: Role;
  readonly organisationId: string;
  readonly organisationName: string;
}

type StoredDispute = Omit<AttendanceDispute, 'raisedBy' | 'answeredBy' | 'canDecide' | 'cannotDecide' | 'canWithdraw'> &
  Part & {
    readonly raisedBy: StoredActor;
    readonly answeredBy: StoredActor | null;
    /** Whether it is of the viewer's own seat. */
    readonly isMembers: boolean;
  };

type StoredVersion = Omit<RecordVersion, 'recordedBy'> & { readonly recordedBy: StoredActor };

interface RecordRow
  extends Omit<
    AttendanceRecord,
    | 'versions'
    | 'disputes'
    | 'now'
    | 'seatVersion'
    | 'canDispute'
    | 'wasAnswered'
    | 'inTimeUntil'
    | 'isInTime'
    | 'disputeWorkingDays'
  > {
  readonly isOver: boolean;
  readonly today: string;
  readonly versions: readonly StoredVersion[];
  readonly disputes: readonly StoredDispute[];
  readonly terms: readonly DatedTerms[];
}

type ToDisputeRow = Omit<DisputableRecord, 'inTimeUntil'> & { readonly writtenOn: string };

const NOTHING_RECORDED: RecordMark = {
  outcome: null,
  mode: null,
  minutes: null,
  practitionerName: null,
  reasonCode: null,
};

/** Records with their versions and disputes, as screens show them. */
@Injectable()
export class DisputesReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Disputes that the viewer has a part in: waiting ones by the day an answer is due, others newest answer first. */
  async list(
    viewer: Viewer,
    asked: { state: 'waiting' | 'answered'; meetingId: string | null; first: number; after: string | null },
  ): Promise<AttendanceDisputes> {
    const after = asked.after !== null && isId(asked.after) ? asked.after : null;
    const [page] = await this.reads.rows<{ waiting: number; overdue: number; items: StoredDispute[] | null }>(viewer, {
      name: `attendance-disputes-${asked.state}`,
      text: LIST_SQL[asked.state],
      values: [viewer.tenantId, viewer.role, asked.meetingId, after, asked.first + 1],
    });
    const found = page?.items ?? [];
    const items = found.slice(0, asked.first).map((item) => disputeOf(viewer, item));
    return {
      waiting: page?.waiting ?? 0,
      overdue: page?.overdue ?? 0,
      items,
      endCursor: found.length > asked.first ? (items.at(-1)?.id ?? null) : null,
    };
  }

  /** One seat's record at one meeting, or null for whoever has no part in it. */
  async record(viewer: Viewer, meetingId: string, seatId: string): Promise<AttendanceRecord | null> {
    if (!isId(meetingId) || !isId(seatId)) return null;
    const [row] = await this.reads.rows<RecordRow>(viewer, {
      name: 'attendance-record-page',
      text: RECORD_SQL,
      values: [viewer.tenantId, viewer.role, meetingId, seatId],
    });
    if (!row) return null;
    return row.isAsDeputy ? asDeputyReads(recordOf(viewer, row), await this.soFar(viewer, row)) : recordOf(viewer, row);
  }

  /** Disputes of everybody as numbers, which a deputy's own wall does not show: whether it can be disputed now, and needs a reason. */
  private async soFar(viewer: Viewer, { meetingId, seatId }: RecordRow): Promise<DisputesSoFar> {
    const [found] = await this.reads.rowsFor<DisputesSoFar>(jobSession(viewer.tenantId), {
      name: 'disputes-so-far',
      text: DISPUTES_SO_FAR,
      values: [viewer.tenantId, meetingId, seatId],
    });
    return found ?? { waiting: 0, answered: 0 };
  }

  /** Records of the viewer's staff, or their own, that are still disputed in time; of one meeting all of them. */
  async toDispute(
    viewer: Viewer,
    asked: { meetingId: string | null; onlyAbsent: boolean; first: number; after: string | null },
  ): Promise<RecordsToDispute> {
    const disputer = viewer.role === 'providerManager' ? 'providerManager' : 'clinician';
    const today = toLondon(this.clock.now().toISOString()).date;
    const terms = await this.reads.rows<DatedTerms>(viewer, {
      name: 'dispute-terms',
      text: TERMS_SQL,
      values: [viewer.tenantId],
    });
    const [afterMeeting = null, afterSeat = null] = cursorOf(asked.after);
    const rows = await this.reads.rows<ToDisputeRow>(viewer, {
      name: `records-to-dispute-${disputer}`,
      text: TO_DISPUTE_SQL[disputer],
      values: [
        viewer.tenantId,
        asked.meetingId,
        JSON.stringify(openSpans(terms, today, ENGLAND_BANK_HOLIDAYS)),
        asked.onlyAbsent,
        afterMeeting,
        afterSeat,
        asked.first + 1,
      ],
    });
    const shown = rows.slice(0, asked.first);
    const last = rows.length > asked.first ? shown.at(-1) : undefined;
    return {
      items: shown.map(({ writtenOn, ...row }) => ({
        ...row,
        now: row.isAsDeputy ? withoutReason(row.now) : row.now,
        inTimeUntil: inTimeUntil(writtenOn, termsOn(terms, writtenOn), ENGLAND_BANK_HOLIDAYS),
      })),
      endCursor: last ? `${last.meetingId}_${last.seatId}` : null,
    };
  }
}

function cursorOf(after: string | null): readonly string[] {
  const parts = after?.split('_') ?? [];
  return parts.length === 2 && parts.every(isId) ? parts : [];
}

function recordOf(viewer: Viewer, { isOver, today, terms, versions, disputes, ...facts }: RecordRow): AttendanceRecord {
  const [newest] = versions;
  const isRecorded = newest !== undefined && newest.says.outcome !== null;
  const writtenOn = isRecorded ? toLondon(new Date(newest.recordedAt).toISOString()).date : null;
  const until = writtenOn === null ? null : inTimeUntil(writtenOn, termsOn(terms, writtenOn), ENGLAND_BANK_HOLIDAYS);
  const isWaiting = disputes.some(({ state }) => state === 'waiting');
  const isDisputer = viewer.role === 'providerManager' || viewer.role === 'clinician';
  return {
    ...facts,
    now: newest?.says ?? NOTHING_RECORDED,
    seatVersion: newest?.version ?? 0,
    versions: versions.map(({ recordedBy, recordedAt, ...version }) => ({
      ...version,
      recordedBy: actorOf(viewer, recordedBy),
      recordedAt: new Date(recordedAt).toISOString(),
    })),
    canDispute: isDisputer && isRecorded && isOver && !facts.isCancelled && !isWaiting,
    wasAnswered: disputes.some(
      ({ state, disputedVersion }) =>
        disputedVersion === newest?.version && (state === 'declined' || state === 'accepted'),
    ),
    inTimeUntil: until,
    isInTime: until !== null && today <= until,
    disputeWorkingDays: termsOn(terms, writtenOn ?? today).disputeWorkingDays,
    disputes: disputes.map((dispute) => disputeOf(viewer, dispute)),
  };
}

/** What a deputy reads: that the member was away, but neither why nor what others wrote about it. */
function asDeputyReads(record: AttendanceRecord, { waiting, answered }: DisputesSoFar): AttendanceRecord {
  return {
    ...record,
    now: withoutReason(record.now),
    versions: record.versions.map((version) => ({
      ...version,
      says: withoutReason(version.says),
      correctionReason: null,
    })),
    canDispute: record.canDispute && waiting === 0,
    wasAnswered: answered > 0,
  };
}

function withoutReason(mark: RecordMark): RecordMark {
  return { ...mark, reasonCode: null };
}

function disputeOf(viewer: Viewer, { isMembers, ...stored }: StoredDispute): AttendanceDispute {
  const { raisedIt, isOwnRecord, managesProvider, raisedBy, answeredBy, raisedAt, answeredAt, ...facts } = stored;
  const isAsDeputy = viewer.role === 'clinician' && !isMembers;
  const unfit =
    viewer.role === 'careCoordinator' && facts.state === 'waiting'
      ? unfitToDecide({ raisedIt, isOwnRecord, managesProvider })
      : null;
  const isColleague = viewer.role === 'providerManager' && raisedBy.role === 'providerManager';
  return {
    ...facts,
    ...(isAsDeputy && { disputed: withoutReason(facts.disputed), now: withoutReason(facts.now) }),
    raisedAt: new Date(raisedAt).toISOString(),
    raisedBy: actorOf(viewer, raisedBy),
    answeredAt: answeredAt && new Date(answeredAt).toISOString(),
    answeredBy: answeredBy && actorOf(viewer, answeredBy),
    canDecide: viewer.role === 'careCoordinator' && facts.state === 'waiting' && unfit === null,
    cannotDecide: unfit?.message ?? null,
    canWithdraw: viewer.role !== 'careCoordinator' && facts.state === 'waiting' && (raisedIt || isColleague),
  };
}

/** The name goes to the own organisation; others read in which role and for whom it was done. */
function actorOf(viewer: Viewer, actor: StoredActor): RecordActor {
  return {
    name: actor.organisationId === viewer.organisationId ? actor.name : null,
    role: ROLE_NAMES[actor.role],
    organisationName: actor.organisationName,
  };
}
