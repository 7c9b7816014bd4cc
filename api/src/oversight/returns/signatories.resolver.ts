import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { SignatoriesReads } from './signatories.reads.js';
import { SignatoriesService } from './signatories.service.js';
import {
  AppointSignatoryInput,
  ChangeSignatoryResult,
  EndSignatoryInput,
  ReturnSignatories,
} from './signatory.graphql.js';

@Resolver()
export class SignatoriesResolver {
  constructor(
    @Inject(SignatoriesReads) private readonly reads: SignatoriesReads,
    @Inject(SignatoriesService) private readonly service: SignatoriesService,
  ) {}

  @Query(() => ReturnSignatories, { description: 'Who may sign monthly returns.' })
  returnSignatories(@CurrentViewer() viewer: Viewer): Promise<ReturnSignatories> {
    return this.reads.signatories(viewer);
  }

  @Mutation(() => ChangeSignatoryResult)
  appointSignatory(@CurrentViewer() viewer: Viewer, @Args('input') input: AppointSignatoryInput): Promise<object> {
    return this.service.appoint(viewer, input);
  }

  @Mutation(() => ChangeSignatoryResult)
  endSignatory(@CurrentViewer() viewer: Viewer, @Args('input') input: EndSignatoryInput): Promise<object> {
    return this.service.end(viewer, input);
  }
}
