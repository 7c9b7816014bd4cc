import type { Live } from '../platform/live.js';
import type { Reads } from '../platform/reads.js';
import { tenantIds } from './tenant-ids.js';

const POLL_MS = 30_000;

/** Work that waits in tenants: done at once where a hint of the topic comes, and every half minute in all of them. */
export class TenantPasses {
  private readonly woken = new Set<string>();
  private pass: Promise<void> = Promise.resolve();
  private stopListening: (() => void)[] = [];
  private stopped = true;

  /** `work` does what waits in one tenant; one is done after the other. */
  constructor(
    private readonly reads: Reads,
    private readonly live: Live,
    private readonly topic: string,
    private readonly work: (tenantId: string) => Promise<unknown>,
  ) {}

  /** Begins. `report` is told of what failed; the next hint or half minute goes on. */
  start(report: (cause: unknown) => void): void {
    this.stopped = false;
    const wake = (tenantId: string) => {
      this.woken.add(tenantId);
      this.pass = this.pass.then(() => this.workWoken()).catch(report);
    };
    const poll = () => void tenantIds(this.reads).then((ids) => ids.forEach(wake), report);
    const timer = setInterval(poll, POLL_MS);
    const off = this.live.onAnyHint(({ topic, tenantId }) => topic === this.topic && wake(tenantId));
    this.stopListening = [off, () => clearInterval(timer)];
    poll();
  }

  /** Begins nothing more, and resolves when what was begun is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const off of this.stopListening.splice(0)) off();
    await this.pass;
  }

  private async workWoken(): Promise<void> {
    for (const tenantId of [...this.woken]) {
      this.woken.delete(tenantId);
      if (!this.stopped) await this.work(tenantId);
    }
  }
}
