import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { StaffService } from './staff.service.js';
import {
  AddPractitionerInput,
  AddPractitionerResult,
  EndPractitionerRoleInput,
  EndPractitionerRoleResult,
  StaffPage,
} from './staff-commands.graphql.js';
import { StaffListReads } from './staff-list.reads.js';

@Resolver()
export class StaffCommandsResolver {
  constructor(
    @Inject(StaffService) private readonly service: StaffService,
    @Inject(StaffListReads) private readonly reads: StaffListReads,
  ) {}

  @Query(() => StaffPage, {
    nullable: true,
    description: 'Who works for an organisation. Null for one whose people are not the viewer’s to look after.',
  })
  staff(
    @CurrentViewer() viewer: Viewer,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<StaffPage | null> {
    return this.reads.staff(viewer, organisationId, first, after ?? null);
  }

  @Mutation(() => AddPractitionerResult, { description: 'Adds a member of staff, or another role of one.' })
  addPractitioner(@CurrentViewer() viewer: Viewer, @Args('input') input: AddPractitionerInput): Promise<object> {
    return this.service.addPractitioner(viewer, input);
  }

  @Mutation(() => EndPractitionerRoleResult)
  endPractitionerRole(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: EndPractitionerRoleInput,
  ): Promise<object> {
    return this.service.endPractitionerRole(viewer, input);
  }
}
