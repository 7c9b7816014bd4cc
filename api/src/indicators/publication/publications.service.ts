import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import type { PublishEngagementInput } from './publication.graphql.js';
import { type PublishedNow, publishQuarters } from './publish-quarters.js';
import { quarterEndedBefore, SETTLES_IN_DAYS } from './settled-quarter.js';

const publishShape = z.object({
  reason: z.string().trim().min(1, 'Say why it is published now').max(1000, 'Use 1,000 characters or fewer'),
});

/** Freezes what commissioners read of engagement. */
@Injectable()
export class PublicationsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Job: publishes when a quarter has settled, with all corrections since. Returns what it brought, or null. Safe to repeat. */
  async publishDue(tenantId: string): Promise<PublishedNow | null> {
    const due = quarterEndedBefore(today(this.clock.now()), SETTLES_IN_DAYS);
    const [known] = await this.reads.rowsFor<{ is_published: boolean; is_counted: boolean }>(jobSession(tenantId), {
      name: 'engagement-is-due',
      text: `
        select exists (select 1 from engagement_publication where tenant_id = $1 and through_quarter >= $2::date) as is_published,
               exists (select 1 from engagement_by_provider where tenant_id = $1) as is_counted`,
      values: [tenantId, due],
    });
    if (!known?.is_counted || known.is_published) return null;
    return this.commands.runJob(tenantId, 'publishEngagement', (tx) =>
      audited(tx, { throughQuarter: due, cause: 'schedule', reason: '', publishedBy: null }),
    );
  }

  /**
   * Publishes by hand what has ended, settled or not, with the corrections that may be told. For an administrator of an
   * organisation that commissions; refused where there is nothing to publish.
   */
  publish(viewer: Viewer, input: PublishEngagementInput): Promise<object> {
    return this.commands.run(viewer, 'publishEngagement', publishShape, input, async (tx, { reason }) => {
      const [acting] = await tx.query<{ commissions: boolean }>('select quorate_commissions() as commissions', []);
      if (!acting?.commissions) throw notPermitted();
      const throughQuarter = quarterEndedBefore(today(tx.now), 0);
      const published = await audited(tx, { throughQuarter, cause: 'byHand', reason, publishedBy: viewer.accountId });
      if (!published) throw new Refused(NOTHING);
      const { publicationNo: number, added, corrected } = published;
      return { __typename: 'EngagementPublished', number, added, corrected };
    });
  }
}

const NOTHING: RefusalData = {
  __typename: 'NothingToPublish',
  code: 'NOTHING_TO_PUBLISH',
  message:
    'Nothing new to publish. No quarter has ended since the last publication, and corrections are published once they change figures by five seats or more.',
};

async function audited(tx: Transaction, asked: Parameters<typeof publishQuarters>[1]): Promise<PublishedNow | null> {
  const published = await publishQuarters(tx, asked);
  if (published) {
    const { publicationNo, added, corrected } = published;
    tx.audit({ entity: 'EngagementPublication', entityId: String(publicationNo), detail: { added, corrected } });
  }
  return published;
}

function today(now: Date): string {
  return toLondon(now.toISOString()).date;
}
