import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { SwitchActingRoleInput, SwitchActingRoleResult, ViewerInfo } from './identity.graphql.js';
import { IdentityService } from './identity.service.js';

@Resolver()
export class IdentityResolver {
  constructor(@Inject(IdentityService) private readonly identity: IdentityService) {}

  @Query(() => ViewerInfo, { description: 'Who is signed in.' })
  viewer(@CurrentViewer() viewer: Viewer): Promise<ViewerInfo> {
    return this.identity.viewerInfo(viewer);
  }

  @Mutation(() => SwitchActingRoleResult)
  switchActingRole(@CurrentViewer() viewer: Viewer, @Args('input') input: SwitchActingRoleInput): Promise<object> {
    return this.identity.switchActingRole(viewer, input);
  }
}
