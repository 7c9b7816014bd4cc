import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { EngagementByRole } from './by-role.graphql.js';
import { type CommissionerAsked, commissionerRows, namedIds } from './commissioner-rows.js';
import { askOf, type EngagementAsk } from './engagement-ask.js';
import { cursorOf, positionOf } from './engagement-cell.js';
import type { EngagementCell, EngagementFilter } from './engagement-inputs.graphql.js';
import {
  type Beside,
  comparedProvider,
  mayOpen,
  overviewCounts,
  overviewPage,
  providerPage,
  rolesPage,
  unsplitPage,
} from './engagement-page.js';
import type { EngagementChoices } from './engagement-parts.graphql.js';
import { periodBefore } from './engagement-period.js';
import type { EngagementRows } from './engagement-rows.graphql.js';
import { type RegisterRow, rowsStatement } from './engagement-rows.statement.js';
import {
  type CountsAsked,
  type CountsRow,
  choicesStatement,
  countsStatement,
  type ExpectedRow,
  expectedStatement,
  type NamedIds,
  namesStatement,
  narrowingOf,
  type SplitRow,
  splitsStatement,
} from './engagement-statements.js';
import { engagementWall } from './engagement-wall.js';
import {
  type AverageRow,
  averageStatement,
  type ManagerAverage,
  managerAverage,
  wholeQuarters,
} from './manager-average.js';
import type { EngagementOverview } from './overview.graphql.js';
import type { ProviderEngagement } from './provider-engagement.graphql.js';
import { type KnownPublication, publicationsStatement } from './publication/known-publication.js';
import { registerRowsPage } from './register-rows-page.js';

const ROWS_AT_MOST = 200;

/** Engagement from the rollups, each screen one statement, inside the viewer's wall. */
@Injectable()
export class IndicatorsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every provider that the viewer may see, with the economy beside them. Null for a role that sees no engagement. */
  async overview(viewer: Viewer, filter: EngagementFilter): Promise<EngagementOverview | null> {
    const ask = await this.ask(viewer, filter);
    if (!ask) return null;
    const asked = overviewCounts(ask);
    const rows = await this.reads.rows<CountsRow>(viewer, countsStatement(asked));
    const beside = ask.isSuppressed ? await this.beside(viewer, asked) : undefined;
    return overviewPage(viewer, ask, rows, beside, await this.average(viewer, ask));
  }

  /** What a provider's manager is compared with; null for others, under a filter, and where nothing is published. */
  private async average(viewer: Viewer, ask: EngagementAsk): Promise<ManagerAverage | null> {
    const own = comparedProvider(ask);
    if (own === null) return null;
    const rows = await this.reads.rows<AverageRow>(
      viewer,
      averageStatement(ask.tenantId, own, wholeQuarters(ask.period)),
    );
    return managerAverage({ organisationId: own, name: viewer.organisationName ?? '' }, rows);
  }

  /** Roles against providers. Null for a role that sees no engagement. */
  async byRole(viewer: Viewer, filter: EngagementFilter): Promise<EngagementByRole | null> {
    const ask = await this.ask(viewer, filter);
    if (!ask) return null;
    const providerId = ask.wall.kind === 'provider' ? ask.wall.organisationId : null;
    const rows = await this.reads.rows<CountsRow>(
      viewer,
      countsStatement({ ...ask, providerId, month: null, by: 'role' }),
    );
    const roles = [...new Set(rows.flatMap(({ role }) => role ?? []))];
    const names = await this.names(viewer, { organisations: [], mdts: [], roles });
    return rolesPage(ask, rows, (role) => names.get(role) ?? role);
  }

  /** What was expected, for all meetings and roles; and the same months of counts before. */
  private async beside(viewer: Viewer, asked: CountsAsked): Promise<Beside> {
    const isWhole = Object.keys(narrowingOf(asked)).length === 0;
    const [expected, before] = await Promise.all([
      isWhole ? this.reads.rows<ExpectedRow>(viewer, expectedStatement(asked)) : [],
      this.reads.rows<CountsRow>(viewer, countsStatement({ ...asked, period: periodBefore(asked.period) })),
    ]);
    return { expected, before };
  }

  /** One provider by month, MDT, role and host. Null where it is not the viewer's to see, or not there. */
  async provider(viewer: Viewer, organisationId: string, filter: EngagementFilter): Promise<ProviderEngagement | null> {
    const ask = await this.ask(viewer, filter);
    if (!ask || !mayOpen(ask, organisationId)) return null;
    const asked = { ...ask, providerId: organisationId, month: null, by: 'nothing' } as const;
    if (ask.isSuppressed && Object.keys(narrowingOf(ask)).length > 0) {
      const rows = await this.reads.rows<CountsRow>(viewer, countsStatement(asked));
      const name = rows[0]?.name ?? (await this.nameOf(viewer, ask, organisationId));
      return name === null ? null : unsplitPage(viewer, ask, { organisationId, name }, rows);
    }
    const rows = await this.reads.rows<SplitRow>(viewer, splitsStatement(asked));
    const name = rows[0]?.provider_name ?? (await this.nameOf(viewer, ask, organisationId));
    return name === null ? null : providerPage(viewer, ask, { organisationId, name }, rows);
  }

  /** The rows that one number was counted from. Null where the provider is not the viewer's to see. */
  async rows(
    viewer: Viewer,
    filter: EngagementFilter,
    cell: EngagementCell,
    page: { readonly first: number; readonly after: string | null },
  ): Promise<EngagementRows | null> {
    const ask = await this.ask(viewer, filter);
    if (!ask || !mayOpen(ask, cell.organisationId)) return null;
    const asked = {
      ...ask,
      providerId: cell.organisationId,
      month: cell.month ?? null,
      by: ask.isSuppressed ? 'place and role' : 'nothing',
    } as const;
    const first = Math.min(Math.max(1, page.first), ROWS_AT_MOST);
    if (ask.isSuppressed)
      return this.suppressedRows(viewer, { ...asked, cell }, { first, from: positionOf(page.after) });
    const rows = await this.reads.rows<RegisterRow>(
      viewer,
      rowsStatement({
        ...asked,
        isOwnSite: cell.isOwnSite ?? null,
        classes: cell.classes ?? null,
        reasonLocus: cell.lossReason ?? null,
        first,
        after: cursorOf(page.after),
      }),
    );
    const name = await this.nameOf(viewer, ask, cell.organisationId, rows.length > 0);
    return name === null ? null : registerRowsPage(ask, name, rows, first);
  }

  /** What the viewer can narrow engagement to. */
  async choices(viewer: Viewer): Promise<EngagementChoices | null> {
    const wall = engagementWall(viewer);
    if (!wall) return null;
    const rows = await this.reads.rows<{ kind: string; value: string; label: string }>(
      viewer,
      choicesStatement(viewer.tenantId, wall),
    );
    const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value, label }) => ({ value, label }));
    return { mdts: of('mdt'), roles: of('role'), hosts: of('host') };
  }

  /** The question inside the viewer's wall; null for a role that sees no engagement. */
  private async ask(viewer: Viewer, filter: EngagementFilter): Promise<EngagementAsk | null> {
    const wall = engagementWall(viewer);
    if (!wall) return null;
    const publications =
      wall.kind === 'economy'
        ? await this.reads.rows<KnownPublication>(viewer, publicationsStatement(viewer.tenantId))
        : [];
    return askOf(viewer, wall, filter, this.clock.now(), publications);
  }

  private async suppressedRows(
    viewer: Viewer,
    asked: CommissionerAsked,
    page: { readonly first: number; readonly from: number },
  ): Promise<EngagementRows | null> {
    const counts = await this.reads.rows<CountsRow>(viewer, countsStatement(asked));
    const names = await this.names(viewer, namedIds(asked, counts));
    if (!names.has(asked.cell.organisationId)) return null;
    return commissionerRows(asked, counts, (id) => names.get(id) ?? id, page);
  }

  private async names(viewer: Viewer, ids: NamedIds): Promise<ReadonlyMap<string, string>> {
    const found = await this.reads.rows<{ id: string; name: string }>(viewer, namesStatement(viewer.tenantId, ids));
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** The organisation's name; null where there is none, or where a co-ordinator has no row of it. */
  private async nameOf(
    viewer: Viewer,
    ask: EngagementAsk,
    organisationId: string,
    hasRows = false,
  ): Promise<string | null> {
    const isOwn = ask.wall.kind !== 'economy' && ask.wall.organisationId === organisationId;
    if (ask.wall.kind === 'host' && !isOwn && !hasRows) return null;
    const [row] = await this.reads.rows<{ name: string }>(viewer, {
      name: 'engagement-organisation',
      text: 'select name from organisation where tenant_id = $1 and organisation_id = $2',
      values: [ask.tenantId, organisationId],
    });
    return row?.name ?? null;
  }
}
