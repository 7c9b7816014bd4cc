import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { followingQuarter } from '../publication/settled-quarter.js';
import { publishMeasures, recountMeasures } from './publish-measures.js';

/** A provider's own measures are counted anew for so many months; what came of earlier ones has come. */
const MONTHS_COUNTED = 24;

/** Counts the measures beside attendance, and freezes quarters of them for commissioners. */
@Injectable()
export class MeasuresService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Job: counts the last two years anew and publishes what is due. Returns the quarters published. Safe to repeat. */
  async countAndPublish(tenantId: string): Promise<readonly string[]> {
    const today = toLondon(this.clock.now().toISOString()).date;
    await this.commands.runJob(tenantId, 'countMeasures', async (tx) => {
      await recountMeasures(tx, firstMonth(today), '9999-01-01');
      tx.audit({ entity: 'MeasureCount', entityId: tenantId });
    });
    return this.publishDue(tenantId);
  }

  /** Each quarter that engagement was published of, and measures were not, of those whose records are still counted. */
  private async publishDue(tenantId: string): Promise<readonly string[]> {
    const due = await this.reads.rowsFor<{ quarter: string }>(jobSession(tenantId), {
      name: 'measures-due',
      text: DUE,
      values: [tenantId, firstMonth(toLondon(this.clock.now().toISOString()).date)],
    });
    const published: string[] = [];
    for (const { quarter } of due) {
      await this.commands.runJob(tenantId, 'publishMeasures', async (tx) => {
        const isFresh = await publishMeasures(tx, quarter, followingQuarter(quarter));
        tx.audit({ entity: 'MeasureQuarter', entityId: quarter });
        if (isFresh) published.push(quarter);
      });
    }
    return published;
  }
}

function firstMonth(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = year * 12 + month - 1 - (MONTHS_COUNTED - 1);
  return `${String(Math.floor(first / 12)).padStart(4, '0')}-${String((first % 12) + 1).padStart(2, '0')}-01`;
}

const DUE = `
  select to_char(q, 'YYYY-MM-DD') as quarter
  from (select max(through_quarter) as last from engagement_publication where tenant_id = $1) p
  cross join lateral generate_series(p.last - interval '21 months', p.last, interval '3 months') q
  where q >= $2::date and not exists (select 1 from measure_quarter m where m.tenant_id = $1 and m.quarter = q::date)
  order by 1`;
