import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { tellAccount, tellOrganisation } from './advice-mail.js';

interface Late {
  readonly questionId: string;
  readonly reference: string;
  readonly askedBy: string;
  readonly answeringId: string;
}

/** What passing time does to questions: once the day of the answer has passed both sides are told. Nothing follows from it. */
@Injectable()
export class AdviceDueDatesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Job: tells of each question that is late, once. Safe to repeat. */
  async tellLate(tenantId: string): Promise<void> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const late = await this.reads.rowsFor(jobSession(tenantId), {
      name: 'advice-late',
      text: `select 1 as found from advice_question q where q.tenant_id = $1 and ${IS_LATE} limit 1`,
      values: [tenantId, today],
    });
    if (late.length > 0) await this.commands.runJob(tenantId, 'tellOfLateAdvice', (tx) => this.tell(tx, today));
  }

  private async tell(tx: Transaction, today: string): Promise<void> {
    const late = await tx.query<Late>(
      `update advice_question q set overdue_told_at = $3 where q.tenant_id = $1 and ${IS_LATE}
       returning question_id as "questionId", reference, asked_by as "askedBy", answering_organisation_id as "answeringId"`,
      [tx.tenantId, today, tx.now],
    );
    for (const { askedBy, answeringId, ...about } of late) {
      await tellOrganisation(tx, this.publicUrl, 'adviceOverdue', { ...about, to: answeringId, not: askedBy });
      await tellAccount(tx, this.publicUrl, 'adviceLate', { ...about, to: askedBy });
    }
    tx.audit({ entity: 'AdviceQuestion', entityId: tx.tenantId, detail: { told: late.length } });
  }
}

/** Questions `q` that were due before the day $2 and that nobody has been told of. */
const IS_LATE =
  'q.answered_at is null and q.withdrawn_at is null and q.overdue_told_at is null and q.due_on < $2::date';
