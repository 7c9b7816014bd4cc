import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { DisputeTermsView, IssueDisputeTermsInput, IssueDisputeTermsResult } from './dispute-terms.graphql.js';
import { DisputeTermsService } from './dispute-terms.service.js';

@Resolver()
export class DisputeTermsResolver {
  constructor(@Inject(DisputeTermsService) private readonly service: DisputeTermsService) {}

  @Query(() => DisputeTermsView, { description: 'How long records may be disputed, as in force today.' })
  disputeTerms(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.service.terms(viewer);
  }

  @Mutation(() => IssueDisputeTermsResult, {
    description: 'The next version; records before it keep the time they had.',
  })
  issueDisputeTerms(@CurrentViewer() viewer: Viewer, @Args('input') input: IssueDisputeTermsInput): Promise<object> {
    return this.service.issueDisputeTerms(viewer, input);
  }
}
