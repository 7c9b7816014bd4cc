import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { PractitionerListItem, ProfessionalRole } from './staff.graphql.js';
import { StaffReads } from './staff.reads.js';

@Resolver()
export class StaffResolver {
  constructor(@Inject(StaffReads) private readonly reads: StaffReads) {}

  @Query(() => [PractitionerListItem], { description: 'Professionals who hold a role today, for pickers. At most 50.' })
  practitioners(
    @CurrentViewer() viewer: Viewer,
    @Args('text', { type: () => String, nullable: true }) text: string | null,
    @Args('organisationId', { type: () => ID, nullable: true }) organisationId: string | null,
    @Args('roleCode', { type: () => String, nullable: true }) roleCode: string | null,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<PractitionerListItem[]> {
    return this.reads.practitioners(viewer, {
      text: text ?? '',
      organisationId: organisationId ?? null,
      roleCode: roleCode ?? null,
      first,
    });
  }

  @Query(() => [ProfessionalRole], { description: 'The roles that a seat can ask for.' })
  professionalRoles(@CurrentViewer() viewer: Viewer): Promise<ProfessionalRole[]> {
    return this.reads.professionalRoles(viewer);
  }
}
