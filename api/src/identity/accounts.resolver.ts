import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import {
  CloseAccountInput,
  CloseAccountResult,
  EndActingRoleInput,
  EndActingRoleResult,
  OpenAccountInput,
  OpenAccountResult,
  StaffAccountPage,
} from './accounts.graphql.js';
import { AccountsService } from './accounts.service.js';
import { OrganisationAccountsReads } from './organisation-accounts.reads.js';

@Resolver()
export class AccountsResolver {
  constructor(
    @Inject(AccountsService) private readonly service: AccountsService,
    @Inject(OrganisationAccountsReads) private readonly reads: OrganisationAccountsReads,
  ) {}

  @Query(() => StaffAccountPage, {
    nullable: true,
    description: 'Who can sign in for an organisation. Null for one whose people are not the viewer’s to look after.',
  })
  accounts(
    @CurrentViewer() viewer: Viewer,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<StaffAccountPage | null> {
    return this.reads.accounts(viewer, organisationId, first, after ?? null);
  }

  @Mutation(() => OpenAccountResult, { description: 'Gives somebody a role, and a login if they have none.' })
  openAccount(@CurrentViewer() viewer: Viewer, @Args('input') input: OpenAccountInput): Promise<object> {
    return this.service.openAccount(viewer, input);
  }

  @Mutation(() => EndActingRoleResult, { description: 'Ends a role now.' })
  endActingRole(@CurrentViewer() viewer: Viewer, @Args('input') input: EndActingRoleInput): Promise<object> {
    return this.service.endActingRole(viewer, input);
  }

  @Mutation(() => CloseAccountResult, { description: 'Somebody has left: their access ends at the next request.' })
  closeAccount(@CurrentViewer() viewer: Viewer, @Args('input') input: CloseAccountInput): Promise<object> {
    return this.service.closeAccount(viewer, input);
  }
}
