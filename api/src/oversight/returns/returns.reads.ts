import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { quarterOf } from '../../indicators/engagement-period.js';
import type { Query } from '../../platform/audit.js';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import { sessionOf } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { PublishedReturns, type ShownReturn } from './published-return.js';
import type { OwnReturns, ProviderReturn, ReturnSummary } from './return.graphql.js';
import { readEvidence, sameFigures } from './return-evidence.js';
import { type OneRow, type ReturnContentRow, returnPage } from './return-page.js';
import { ONE_RETURN, OWN_RETURNS, ROLE_NAMES_SQL, STEPS, VERSIONS } from './return-statements.js';
import { isOnlyManager, signatoriesOf } from './signatories.js';
import { readContent } from './signed-return.js';

const SHOWN = 36;

/** Returns as pages show them: a manager's own with all that is in them; signed ones to commissioners, as published. */
@Injectable()
export class ReturnsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The own organisation's, newest month first. */
  async own(viewer: Viewer): Promise<OwnReturns> {
    const now = this.clock.now();
    const [found] = await this.reads.rows<{ items: ReturnSummary[] | null; toCheck: number; toSign: number }>(viewer, {
      name: 'own-returns',
      text: OWN_RETURNS,
      values: [viewer.tenantId, now, londonDay(now), viewer.accountId, SHOWN + 1],
    });
    const items = found?.items ?? [];
    return {
      items: items.slice(0, SHOWN),
      hasMore: items.length > SHOWN,
      toCheck: found?.toCheck ?? 0,
      toSign: found?.toSign ?? 0,
    };
  }

  /** One return; null where it is not the viewer's to see. */
  one(viewer: Viewer, returnId: string): Promise<ProviderReturn | null> {
    const today = londonDay(this.clock.now());
    return this.reads.inSnapshot(sessionOf(viewer), async (query) => {
      const [row] = await query<OneRow>(ONE_RETURN, [viewer.tenantId, returnId, today]);
      if (!row) return null;
      if (viewer.role === 'commissioner') return row.content === null ? null : published(query, viewer, row);
      return row.providerId === viewer.organisationId ? this.ownPage(query, viewer, row) : null;
    });
  }

  private async ownPage(query: Query, viewer: Viewer, row: OneRow): Promise<ProviderReturn | null> {
    const now = this.clock.now();
    const at = { tenantId: viewer.tenantId, now, today: londonDay(now) };
    const key = [viewer.tenantId, row.id];
    const [content] = await query<ReturnContentRow>(
      'select figures, comments, taken_at as "takenAt" from provider_return_content where tenant_id = $1 and return_id = $2',
      key,
    );
    if (!content) return null;
    const { figures: current } = await readEvidence(query, viewer.tenantId, row.providerId, `${row.month}-01`);
    const roles = await query<{ code: string; name: string }>(ROLE_NAMES_SQL, [
      viewer.tenantId,
      content.figures.byRole.map(({ roleCode }) => roleCode),
    ]);
    return returnPage(viewer, row, {
      ...content,
      kind: 'own',
      current,
      hasChangedSince: !sameFigures(current, content.figures),
      roleNames: new Map(roles.map(({ code, name }) => [code, name])),
      steps: await query(STEPS, key),
      versions: await query(VERSIONS, key),
      signatories: await signatoriesOf(query, at, row.providerId),
      isAlone: await isOnlyManager(query, at, row.providerId, viewer.accountId),
    });
  }
}

/** What a commissioner is shown of a signed return. */
async function published(query: Query, viewer: Viewer, row: OneRow): Promise<ProviderReturn> {
  const { figures, comments } = readContent(row.content ?? '');
  const quarter = quarterOf(row.month);
  const known = await PublishedReturns.read(query, viewer.tenantId, quarter, row.providerId);
  const shown = known.shown(row.providerId, row.month, figures);
  const versions = await query<ProviderReturn['versions'][number]>(VERSIONS, [viewer.tenantId, row.id]);
  return returnPage(viewer, row, {
    kind: 'published',
    figures: shown,
    comments,
    notShown: notShownOf(known.holds(quarter), shown),
    versions: versions.filter(({ state }) => state === 'signed'),
  });
}

function notShownOf(isPublished: boolean, shown: ShownReturn): string | null {
  if (!isPublished) return 'Figures are shown once those of the whole quarter are published.';
  if (shown.all === null)
    return 'Figures are not shown: they would tell small numbers, or the published ones were counted on another day.';
  const missing = shown.ownSites === null ? ' Own and other sites are not shown apart.' : '';
  return `Who filled a seat, the member or a deputy, is for the provider alone.${missing}`;
}

function londonDay(now: Date): string {
  return toLondon(now.toISOString()).date;
}
