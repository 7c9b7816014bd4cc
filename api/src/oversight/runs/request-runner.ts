import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { DetectionService, type RunDraft } from '../../withholding/detection.service.js';
import { monthsBetween } from '../../withholding/months.js';
import { SignalsService } from '../signals/signals.service.js';
import { RUNS_CHANGED, type RunRequest } from './run-request.js';

/** Makes the runs that were asked for, a month a transaction: its run, what follows for signals, and how far that is. */
@Injectable()
export class RequestRunner {
  private readonly shares = new Map<string, number>();

  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(DetectionService) private readonly detection: DetectionService,
    @Inject(SignalsService) private readonly signals: SignalsService,
  ) {}

  /**
   * Makes everything that waits, oldest first; what a crash has left half done goes on where it was. Returns how many runs
   * were written. The caller sees to it that nobody else does the same. A request that fails is marked so, and thrown on.
   */
  async runAll(tenantId: string, ending?: AbortSignal): Promise<number> {
    let written = 0;
    for (;;) {
      ending?.throwIfAborted();
      const request = await this.next(tenantId);
      if (!request) return written;
      written += await this.run(tenantId, request, ending);
    }
  }

  /** How far the month under way is, 0 to 1, where this instance works on it. */
  shareOf(requestId: string): number {
    return this.shares.get(requestId) ?? 0;
  }

  private async run(tenantId: string, request: RunRequest, ending: AbortSignal | undefined): Promise<number> {
    const months = monthsBetween(request.fromMonth, request.toMonth).slice(request.monthsDone);
    try {
      if (request.monthsDone === 0) await this.mark(tenantId, request, 'running');
      for (const [i, month] of months.entries()) {
        const draft = await this.detection.workOut(tenantId, month, {
          onProgress: (done, of) => this.shares.set(request.requestId, done / of),
          signal: ending,
        });
        await this.write(tenantId, request, draft, i === months.length - 1);
      }
      return months.length;
    } catch (cause) {
      if (!ending?.aborted) await this.mark(tenantId, request, 'failed');
      throw cause;
    } finally {
      this.shares.delete(request.requestId);
    }
  }

  private write(tenantId: string, request: RunRequest, draft: RunDraft, isLast: boolean): Promise<void> {
    return this.commands.runJob(tenantId, 'runDetection', async (tx) => {
      const { runId } = await this.detection.store(tx, draft, request);
      await this.signals.follow(tx, runId);
      await tx.query(
        `update detection_request set months_done = months_done + 1, state = case when $3 then 'done' else 'running' end,
           finished_at = case when $3 then $4::timestamptz end where tenant_id = $1 and request_id = $2`,
        [tenantId, request.requestId, isLast, tx.now],
      );
      this.shares.delete(request.requestId);
      tx.notify(RUNS_CHANGED, tenantId);
    });
  }

  private mark(tenantId: string, { requestId }: RunRequest, state: 'running' | 'failed'): Promise<void> {
    return this.commands.runJob(tenantId, 'runDetection', async (tx: Transaction) => {
      await tx.query(
        `update detection_request set state = $3, finished_at = case when $3 = 'failed' then $4::timestamptz end where tenant_id = $1 and request_id = $2`,
        [tenantId, requestId, state, tx.now],
      );
      tx.audit({ entity: 'DetectionRequest', entityId: requestId, detail: { state } });
      tx.notify(RUNS_CHANGED, tenantId);
    });
  }

  private async next(tenantId: string): Promise<RunRequest | null> {
    const [request] = await this.reads.rowsFor<RunRequest>(jobSession(tenantId), {
      name: 'next-run-request',
      text: `select request_id as "requestId", from_month::text as "fromMonth", to_month::text as "toMonth", cause, requested_by as "requestedBy",
               months_done as "monthsDone"
             from detection_request where tenant_id = $1 and state in ('waiting','running')
             order by state = 'running' desc, requested_at, request_id limit 1`,
      values: [tenantId],
    });
    return request ?? null;
  }
}
