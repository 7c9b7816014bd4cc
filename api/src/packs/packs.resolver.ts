import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import {
  EvidencePack,
  EvidencePackPage,
  SealConcernPackInput,
  SealEvidencePackInput,
  SealEvidencePackResult,
} from './packs.graphql.js';
import { PacksReads } from './packs.reads.js';
import { PacksService } from './packs.service.js';

@Resolver()
export class PacksResolver {
  constructor(
    @Inject(PacksReads) private readonly reads: PacksReads,
    @Inject(PacksService) private readonly service: PacksService,
  ) {}

  @Query(() => EvidencePackPage, { description: 'Evidence packs of signals and concerns that the viewer sees.' })
  evidencePacks(
    @CurrentViewer() viewer: Viewer,
    @Args('signalId', { type: () => ID, nullable: true }) signalId: string | null,
    @Args('concernId', { type: () => ID, nullable: true }) concernId: string | null,
    @Args('first', { type: () => Int, defaultValue: 25, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => ID, nullable: true, description: 'The id of the last pack of the page before.' })
    after: string | null,
  ): Promise<EvidencePackPage> {
    return this.reads.packs(viewer, {
      signalId: signalId ?? null,
      concernId: concernId ?? null,
      first,
      after: after ?? null,
    });
  }

  @Query(() => EvidencePack, { nullable: true, description: "Null where it is not the viewer's to see." })
  evidencePack(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<EvidencePack | null> {
    return this.reads.pack(viewer, id);
  }

  @Mutation(() => SealEvidencePackResult)
  sealEvidencePack(@CurrentViewer() viewer: Viewer, @Args('input') input: SealEvidencePackInput): Promise<object> {
    return this.service.sealEvidencePack(viewer, input);
  }

  @Mutation(() => SealEvidencePackResult)
  sealConcernPack(@CurrentViewer() viewer: Viewer, @Args('input') input: SealConcernPackInput): Promise<object> {
    return this.service.sealConcernPack(viewer, input);
  }
}
