import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { lastMonthOf } from './known-publication.js';
import type { CorrectedQuarter, EngagementPublication, EngagementPublications } from './publication.graphql.js';
import { nextPublicationOn, quarterEndedBefore, SETTLES_IN_DAYS } from './settled-quarter.js';

interface PublicationRow extends Omit<EngagementPublication, 'throughMonth' | 'corrected'> {
  readonly throughQuarter: string;
  readonly corrected: CorrectedQuarter[] | null;
  readonly commissions: boolean;
  readonly previousVisitAt: Date | null;
}

/** The one row where nothing has been published. */
type NoPublication = Pick<PublicationRow, 'commissions' | 'previousVisitAt'> & { readonly number: null };

/** What has been published when, and with which corrections. */
@Injectable()
export class PublicationsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every publication, newest first. Null for an organisation that does not commission. */
  async all(viewer: Viewer): Promise<EngagementPublications | null> {
    const rows = await this.reads.rows<PublicationRow | NoPublication>(viewer, {
      name: 'engagement-publications-page',
      text: PUBLICATIONS,
      values: [viewer.tenantId, viewer.accountId, viewer.sessionId],
    });
    if (!rows[0]?.commissions) return null;
    const found = rows.filter((row): row is PublicationRow => row.number !== null);
    const settled = quarterEndedBefore(toLondon(this.clock.now().toISOString()).date, SETTLES_IN_DAYS);
    const through = found[0]?.throughQuarter ?? '';
    return {
      publications: found.map(({ throughQuarter, corrected, commissions: _, previousVisitAt: __, ...row }) => ({
        ...row,
        throughMonth: lastMonthOf(throughQuarter),
        corrected: corrected ?? [],
      })),
      nextOn: nextPublicationOn(through > settled ? through : settled),
      previousVisitAt: rows[0].previousVisitAt,
      mayPublish: viewer.role === 'administrator',
    };
  }
}

const PUBLICATIONS = `
  select quorate_commissions() as commissions, one."previousVisitAt", p.publication_no as number, p.published_at as "publishedAt",
         to_char(p.through_quarter, 'YYYY-MM-DD') as "throughQuarter",
         p.publication_no = max(p.publication_no) over () as "isNewest", p.cause, p.reason, p.rule_version as "ruleVersion",
         p.data_cut::text as "dataCut", coalesce(q.added, 0) as added, q.corrected
  from (select max(s.last_seen_at) as "previousVisitAt" from session s
    where s.tenant_id = $1 and s.account_id = $2
      and s.created_at < (select created_at from session where tenant_id = $1 and session_id = $3)) as one
  left join engagement_publication p on p.tenant_id = $1
  left join lateral (
    select count(*) filter (where q.version = 1)::int as added,
           jsonb_agg(jsonb_build_object('organisationId', o.organisation_id, 'organisationName', o.name,
             'quarter', to_char(q.quarter, 'YYYY-MM'), 'version', q.version, 'detail', q.detail) order by q.quarter desc, o.name)
             filter (where q.version > 1) as corrected
    from published_quarter q join organisation o on o.tenant_id = q.tenant_id and o.organisation_id = q.provider_organisation_id
    where q.tenant_id = $1 and q.publication_no = p.publication_no) q on true
  order by p.publication_no desc`;
