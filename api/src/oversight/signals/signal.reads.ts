import { Inject, Injectable } from '@nestjs/common';
import { signalLifecycle } from '@quorate/libs/lifecycle';
import { indicativeTimetable, lockOfStep, type RegulatoryRegime } from '@quorate/libs/signals';
import { addDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { isId } from '../../platform/page-after.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import type { RegisterCorrection } from './register-correction.graphql.js';
import { PARTS_SQL, type Parts, unfitToDecide, unfitToMove } from './separation.js';
import type { PublishedReason, SignalInfo, SignalPage, SignalSummary } from './signal.graphql.js';
import { actorOf, type StoredActor } from './signal-actor.js';
import { isProvidersStep, PEOPLES_EVENTS } from './signal-inputs.js';
import { signalReference } from './signal-mail.js';
import type { NextStep, SignalActor } from './signal-parts.graphql.js';
import { IS_CORRECTED, LIST_SQL, ONE_SQL, type OneRow } from './signal-statements.js';

type SummaryRow = Omit<SignalSummary, 'reference'>;

/** Signals as pages show them. The wall in the database says who sees which; the condition by role comes on top. */
@Injectable()
export class SignalReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The log, newest first: a manager's own provider, a commissioner's after the lead time. */
  async signals(
    viewer: Viewer,
    show: 'open' | 'closed' | null,
    first: number,
    after: string | null,
  ): Promise<SignalPage> {
    const [row] = await this.reads.rows<{ open: number; items: SummaryRow[] | null; isJudging: boolean }>(viewer, {
      name: 'signals-log',
      text: LIST_SQL,
      values: [
        viewer.tenantId,
        viewer.role,
        show,
        after !== null && isId(after) ? after : null,
        first + 1,
        this.judgeable(),
      ],
    });
    const rows = row?.items ?? [];
    const shown = rows.slice(0, first);
    return {
      open: row?.open ?? 0,
      isJudging: row?.isJudging ?? false,
      items: shown.map((item) => ({ ...item, reference: signalReference(item.id) })),
      hasMore: rows.length > first,
      endCursor: shown.at(-1)?.id ?? null,
    };
  }

  /** One signal with all that was said and decided about it; null where it is not the viewer's to see. */
  async signal(viewer: Viewer, signalId: string): Promise<SignalInfo | null> {
    const [row] = await this.reads.rows<{ signal: OneRow }>(viewer, {
      name: 'signal',
      text: ONE_SQL,
      values: [viewer.tenantId, viewer.role, signalId],
    });
    if (!row) return null;
    const [parts] = await this.reads.rows<Parts>(viewer, {
      name: 'signal-parts',
      text: PARTS_SQL,
      values: [viewer.tenantId, signalId, viewer.accountId, this.clock.now()],
    });
    return parts ? this.infoOf(viewer, row.signal, parts) : null;
  }

  /** Registers that the viewer's organisation is asked to correct, longest asked first. */
  async corrections(viewer: Viewer): Promise<RegisterCorrection[]> {
    return this.reads.rows<RegisterCorrection>(viewer, {
      name: 'registers-to-correct',
      text: `select c.correction_id as id, c.lock_version as version, c.meeting_id as "meetingId", m.meeting_date::text as date, d.name as "mdtName",
          pr.name as "roleName", c.instruction, to_json(c.asked_at)#>>'{}' as "askedAt", ${IS_CORRECTED} as "isCorrected"
        from register_correction c
        join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
        join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
        join mdt_seat s on s.tenant_id = c.tenant_id and s.seat_id = c.seat_id
        join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = s.role_code
        where c.tenant_id = $1 and c.state = 'asked' and c.host_organisation_id = (select quorate_organisation())
        order by c.asked_at, c.correction_id limit 200`,
      values: [viewer.tenantId],
    });
  }

  /** Why signals and concerns were stopped, for all staff of the system; newest first. */
  async publishedReasons(viewer: Viewer): Promise<PublishedReason[]> {
    return this.reads.rows<PublishedReason>(viewer, {
      name: 'published-reasons',
      text: `select publication_id as id, kind, title, words, to_char(published_at at time zone 'Europe/London', 'YYYY-MM') as month
        from published_reason where tenant_id = $1 order by published_at desc, publication_id limit 200`,
      values: [viewer.tenantId],
    });
  }

  /** Meetings before this day are far enough back for a complete month to be judged by what was learned before it. */
  private judgeable(): string {
    return addDays(`${toLondon(this.clock.now().toISOString()).date.slice(0, 7)}-01`, -DAYS_TO_LEARN);
  }

  private infoOf(viewer: Viewer, row: OneRow, parts: Parts): SignalInfo {
    const { regime, steps, reply, undertakings, answers, licenceStatus, undecidedPoints, ...signal } = row;
    const by = (actor: StoredActor | null): SignalActor | null => actor && actorOf(viewer, actor);
    const isOwn = viewer.role === 'providerManager';
    const route = regime.routes[licenceStatus];
    return {
      ...signal,
      undecidedPoints,
      reference: signalReference(signal.id),
      caveat: regime.caveat,
      regimeName: regime.name,
      regimeVersion: regime.version,
      replyHelp: regime.replyHelp ?? '',
      concernHelp: regime.concernHelp ?? '',
      isOwn,
      isCorrectedAfterReply: steps.some(({ kind }) => kind === 'correctedAfterReply'),
      steps: steps.map((step) => ({
        ...step,
        by: by(step.by),
        bodyName: regime.bodies.find(({ code }) => code === step.bodyCode)?.name ?? null,
      })),
      reply: reply && {
        ...reply,
        sentBy: actorOf(viewer, reply.sentBy),
        points: reply.points.map(({ isParty, ...point }) => ({
          ...point,
          decidedBy: by(point.decidedBy),
          lockedBecause: isOwn ? NOT_FOR_PARTIES : (unfitToDecide(parts, isParty)?.message ?? null),
        })),
      },
      canExtend:
        isOwn &&
        signal.stage === 'withProvider' &&
        reply === null &&
        !steps.some(({ kind }) => kind === 'replyExtended'),
      mostExtension: regime.times.mostExtension,
      tests: regime.tests.map((test) => {
        const answer = answers.find(({ code }) => code === test.code);
        return {
          ...test,
          help: test.help ?? '',
          answer: answer?.answer ?? null,
          answeredAt: answer?.answeredAt ?? null,
          answeredBy: by(answer?.by ?? null),
        };
      }),
      route: { licenceStatus, on: signal.since, addressee: route.addressee, wording: route.wording },
      timetable: timetableOf(signal, regime),
      nextSteps: this.nextSteps(viewer, row, parts),
      bodies: [...regime.bodies],
    };
  }

  private nextSteps(viewer: Viewer, row: OneRow, parts: Parts): NextStep[] {
    const stage = signalLifecycle.states.find((state) => state === row.stage);
    if (!stage) return [];
    const today = toLondon(this.clock.now().toISOString()).date;
    const isProvider = viewer.role === 'providerManager';
    const facts = {
      ...row,
      today,
      hasReply: row.reply !== null,
      answeredTests: row.answers.map(({ code }) => code),
    };
    const allowed = signalLifecycle.allows(stage);
    return PEOPLES_EVENTS.filter((event) => allowed.includes(event) && isProvidersStep(event) === isProvider).map(
      (event) => ({
        event,
        needsReason: signalLifecycle.needsReason(stage, event),
        lockedBecause:
          (isProvider ? null : unfitToMove(parts)?.message) ?? lockOfStep(event, facts, row.regime)?.message ?? null,
      }),
    );
  }
}

/** The months that are learned from before the first that is judged, and that one. */
const DAYS_TO_LEARN = 92;

const NOT_FOR_PARTIES = 'Somebody who works for none of the parties decides what you say.';

function timetableOf(
  { stage, stageDueOn }: { readonly stage: string; readonly stageDueOn: string | null },
  regime: RegulatoryRegime,
): { stage: string; dueOn: string }[] {
  if (stageDueOn === null) return [];
  return [...indicativeTimetable({ stage, dueOn: stageDueOn }, regime.times, ENGLAND_BANK_HOLIDAYS)];
}
