import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { EngagementByRole } from './by-role.graphql.js';
import { EngagementCover } from './cover.graphql.js';
import { CoverReads } from './cover.reads.js';
import { cellOf, organisationOf } from './engagement-cell.js';
import { EngagementCell, EngagementFilter } from './engagement-inputs.graphql.js';
import { EngagementChoices } from './engagement-parts.graphql.js';
import { EngagementRows } from './engagement-rows.graphql.js';
import { IndicatorsReads } from './indicators.reads.js';
import { EngagementOverview } from './overview.graphql.js';
import { ProviderEngagement } from './provider-engagement.graphql.js';

@Resolver()
export class IndicatorsResolver {
  constructor(
    @Inject(IndicatorsReads) private readonly reads: IndicatorsReads,
    @Inject(CoverReads) private readonly coverReads: CoverReads,
  ) {}

  @Query(() => EngagementOverview, { nullable: true, description: 'Engagement by provider, from the rollups.' })
  engagement(
    @CurrentViewer() viewer: Viewer,
    @Args('filter', { type: () => EngagementFilter, nullable: true }) filter: EngagementFilter | null,
  ): Promise<EngagementOverview | null> {
    return this.reads.overview(viewer, filter ?? {});
  }

  @Query(() => EngagementByRole, { nullable: true, description: 'Engagement by role and provider, from the rollups.' })
  engagementByRole(
    @CurrentViewer() viewer: Viewer,
    @Args('filter', { type: () => EngagementFilter, nullable: true }) filter: EngagementFilter | null,
  ): Promise<EngagementByRole | null> {
    return this.reads.byRole(viewer, filter ?? {});
  }

  @Query(() => ProviderEngagement, {
    nullable: true,
    description: 'One provider in depth; null where it is not yours to see.',
  })
  async providerEngagement(
    @CurrentViewer() viewer: Viewer,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('filter', { type: () => EngagementFilter, nullable: true }) filter: EngagementFilter | null,
  ): Promise<ProviderEngagement | null> {
    const id = organisationOf(organisationId);
    return id ? this.reads.provider(viewer, id, filter ?? {}) : null;
  }

  @Query(() => EngagementRows, {
    nullable: true,
    description: 'The rows behind one number; null where it is not yours to see.',
  })
  async engagementRows(
    @CurrentViewer() viewer: Viewer,
    @Args('cell', { type: () => EngagementCell }) cell: EngagementCell,
    @Args('filter', { type: () => EngagementFilter, nullable: true }) filter: EngagementFilter | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<EngagementRows | null> {
    const checked = cellOf(cell);
    return checked ? this.reads.rows(viewer, filter ?? {}, checked, { first, after: after ?? null }) : null;
  }

  @Query(() => EngagementCover, { nullable: true, description: 'Which roles are covered where, as seats stand today.' })
  engagementCover(@CurrentViewer() viewer: Viewer): Promise<EngagementCover | null> {
    return this.coverReads.cover(viewer);
  }

  @Query(() => EngagementChoices, { nullable: true, description: 'What engagement can be narrowed to.' })
  engagementChoices(@CurrentViewer() viewer: Viewer): Promise<EngagementChoices | null> {
    return this.reads.choices(viewer);
  }
}
