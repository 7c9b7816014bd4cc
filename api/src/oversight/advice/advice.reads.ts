import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { isId } from '../../platform/page-after.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { actorOf, type StoredActor } from '../signals/signal-actor.js';
import type {
  AdviceAddressee,
  AdvicePage,
  AdvicePublication,
  AdviceQuestion,
  AdviceSummary,
  AdviceToCheck,
  AdviceToday,
  PublishedAdvicePage,
} from './advice.graphql.js';
import { CAN_ANSWER } from './advice.service.js';
import {
  ANSWERS,
  IS_OPEN,
  LIST_SQL,
  ONE_SQL,
  PUBLISHED_SQL,
  SUMMARY,
  SUMMARY_FROM,
  TO_CHECK,
  TO_CHECK_SQL,
} from './advice-statements.js';

interface OneRow
  extends Omit<AdviceQuestion, 'askedBy' | 'answeredBy' | 'mayAnswer' | 'mayPropose' | 'mayWithdraw' | 'publications'> {
  readonly askedBy: StoredActor;
  readonly answeredBy: StoredActor | null;
  readonly askedByAccount: string;
  readonly isAnswerer: boolean;
  readonly isHolder: boolean;
  readonly isAsker: boolean;
  readonly publications: readonly (Omit<AdvicePublication, 'proposedBy' | 'checkedBy' | 'mayCheck' | 'mayWithdraw'> & {
    readonly proposedBy: StoredActor;
    readonly checkedBy: StoredActor | null;
    readonly proposedByAccount: string;
  })[];
}

/** Informal advice as the two organisations read it, and as all staff do. */
@Injectable()
export class AdviceReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Questions that the own organisation asked; for its commissioners and information governance lead also those that it is asked. Newest first. */
  async questions(
    viewer: Viewer,
    show: 'open' | 'answered' | null,
    first: number,
    after: string | null,
  ): Promise<AdvicePage> {
    const rows = await this.reads.rows<{ item: AdviceSummary }>(viewer, {
      name: 'advice-questions',
      text: LIST_SQL,
      values: [viewer.tenantId, viewer.role, show, after !== null && isId(after) ? after : null, first + 1],
    });
    return pageOf(
      rows.map(({ item }) => item),
      first,
    );
  }

  /** One question with its answer and what of it is for all staff; null where it is not the viewer's to see. */
  async question(viewer: Viewer, questionId: string): Promise<AdviceQuestion | null> {
    const [row] = await this.reads.rows<{ question: OneRow }>(viewer, {
      name: 'advice-question',
      text: ONE_SQL,
      values: [viewer.tenantId, viewer.role, questionId],
    });
    return row ? questionOf(viewer, row.question) : null;
  }

  /** What waits for the viewer. */
  async today(viewer: Viewer): Promise<AdviceToday> {
    const [row] = await this.reads.rows<{ today: AdviceToday }>(viewer, {
      name: 'advice-today',
      text: `select jsonb_build_object(
          'toAnswer', (select count(*)::int from advice_question q where q.tenant_id = $1 and ${ANSWERS} and ${IS_OPEN}),
          'overdue', (select count(*)::int from advice_question q where q.tenant_id = $1 and ${ANSWERS} and ${IS_OPEN}
            and q.due_on < (quorate_now() at time zone 'Europe/London')::date),
          'toCheck', (select count(*)::int from published_advice p where ${TO_CHECK}),
          'answered', coalesce((select jsonb_agg(x.item) from (select ${SUMMARY} as item ${SUMMARY_FROM} where q.tenant_id = $1
            and q.asked_by = (select quorate_account()) and q.answered_at > quorate_now() - interval '14 days' order by q.answered_at desc limit 3) x), '[]')) as today`,
      values: [viewer.tenantId, viewer.role],
    });
    return row?.today ?? { toAnswer: 0, overdue: 0, toCheck: 0, answered: [] };
  }

  /** Versions for all staff that wait for the viewer's check, oldest first. */
  async toCheck(viewer: Viewer): Promise<AdviceToCheck[]> {
    const rows = await this.reads.rows<{ item: AdviceToCheck }>(viewer, {
      name: 'advice-to-check',
      text: TO_CHECK_SQL,
      values: [viewer.tenantId, viewer.role],
    });
    return rows.map(({ item }) => item);
  }

  /** Organisations that can be asked: those that commission and have somebody to answer. */
  addressees(viewer: Viewer): Promise<AdviceAddressee[]> {
    return this.reads.rows<AdviceAddressee>(viewer, {
      name: 'advice-addressees',
      text: `select o.organisation_id as id, o.name from organisation o where o.tenant_id = $1 and ${CAN_ANSWER} order by o.name limit 100`,
      values: [viewer.tenantId, this.clock.now()],
    });
  }

  /** Answers that are out for all staff, newest first; `search` are words that they hold. */
  async published(viewer: Viewer, search: string, first: number, after: string | null): Promise<PublishedAdvicePage> {
    const rows = await this.reads.rows<{ item: PublishedAdvicePage['items'][number] }>(viewer, {
      name: 'published-advice',
      text: PUBLISHED_SQL,
      values: [viewer.tenantId, search.trim().slice(0, 200), after !== null && isId(after) ? after : null, first + 1],
    });
    return pageOf(
      rows.map(({ item }) => item),
      first,
    );
  }
}

function pageOf<T extends { readonly id: string }>(rows: readonly T[], first: number) {
  const items = rows.slice(0, first);
  return { items, hasMore: rows.length > first, endCursor: items.at(-1)?.id ?? null };
}

function questionOf(viewer: Viewer, row: OneRow): AdviceQuestion {
  const { isAnswerer, isHolder, isAsker, askedByAccount, publications, ...question } = row;
  const isOpen = row.answeredAt === null && row.withdrawnAt === null;
  const isOut = publications.some(({ state }) => state === 'proposed' || state === 'published');
  return {
    ...question,
    askedBy: actorOf(viewer, row.askedBy),
    answeredBy: row.answeredBy && actorOf(viewer, row.answeredBy),
    mayAnswer: isAnswerer && isOpen && askedByAccount !== viewer.accountId,
    mayWithdraw: isAsker && isOpen,
    mayPropose: isAnswerer && row.answeredAt !== null && !isOut,
    publications: publications.map(({ proposedByAccount, ...publication }) => ({
      ...publication,
      proposedBy: actorOf(viewer, publication.proposedBy),
      checkedBy: publication.checkedBy && actorOf(viewer, publication.checkedBy),
      mayCheck: isHolder && publication.state === 'proposed' && proposedByAccount !== viewer.accountId,
      mayWithdraw: isAnswerer && publication.state === 'published',
    })),
  };
}
