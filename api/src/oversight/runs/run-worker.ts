import { Inject, Injectable } from '@nestjs/common';
import { tenantIds } from '../../messaging/tenant-ids.js';
import { Live } from '../../platform/live.js';
import { OneAtATime } from '../../platform/one-at-a-time.js';
import { Reads } from '../../platform/reads.js';
import { RequestRunner } from './request-runner.js';
import { REQUESTED } from './run-request.js';

const POLL_MS = 60_000;

/** Works off what runs were asked for, one after the other in each tenant, whichever instance does it. */
@Injectable()
export class RunWorker {
  private readonly woken = new Set<string>();
  private pass: Promise<void> = Promise.resolve();
  private stopListening: (() => void)[] = [];
  private ending = new AbortController();

  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Live) private readonly live: Live,
    @Inject(OneAtATime) private readonly oneAtATime: OneAtATime,
    @Inject(RequestRunner) private readonly runner: RequestRunner,
  ) {}

  /** Works from now on: at once on a hint, and every minute whatever waits. `report` is told of what failed. */
  start(report: (cause: unknown) => void): void {
    this.ending = new AbortController();
    const { signal } = this.ending;
    const wake = (tenantId: string) => {
      this.woken.add(tenantId);
      this.pass = this.pass
        .then(() => this.workWoken(signal))
        .catch((cause: unknown) => {
          if (!signal.aborted) report(cause);
        });
    };
    const poll = () => void tenantIds(this.reads).then((ids) => ids.forEach(wake), report);
    const timer = setInterval(poll, POLL_MS);
    const off = this.live.onAnyHint(({ topic, tenantId }) => topic === REQUESTED && wake(tenantId));
    this.stopListening = [off, () => clearInterval(timer)];
    poll();
  }

  /** Breaks off the month under way, which is made again at the next start, and resolves when nothing is written any more. */
  async stop(): Promise<void> {
    for (const off of this.stopListening.splice(0)) off();
    this.ending.abort();
    await this.pass;
  }

  /** Makes what waits in one tenant. Returns how many runs were written; null where somebody else is at it. */
  async work(tenantId: string, ending?: AbortSignal): Promise<number | null> {
    const done = await this.oneAtATime.run(`detection ${tenantId}`, () => this.runner.runAll(tenantId, ending));
    return done?.result ?? null;
  }

  private async workWoken(ending: AbortSignal): Promise<void> {
    for (const tenantId of this.woken) {
      this.woken.delete(tenantId);
      if (!ending.aborted) await this.work(tenantId, ending);
    }
  }
}
