import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import type { OrganisationKind } from './organisation-kind.js';
import {
  Membership,
  Organisation,
  OrganisationFilterInput,
  OrganisationKindEnum,
  OrganisationPage,
} from './organisations.graphql.js';
import { OrganisationsReads } from './organisations.reads.js';
import { OrganisationsService } from './organisations.service.js';
import { AddRoomInput, AddRoomResult, Room, SitePage, SiteRecord } from './sites.graphql.js';

@Resolver()
export class OrganisationsResolver {
  constructor(
    @Inject(OrganisationsReads) private readonly reads: OrganisationsReads,
    @Inject(OrganisationsService) private readonly service: OrganisationsService,
  ) {}

  @Query(() => OrganisationPage, { description: 'The directory of the viewer’s integrated care system.' })
  organisations(
    @CurrentViewer() viewer: Viewer,
    @Args('filter', { type: () => OrganisationFilterInput, nullable: true }) filter: OrganisationFilterInput | null,
    @Args('first', { type: () => Int, defaultValue: 25, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<object> {
    return this.reads.find(viewer, filter ?? {}, first, after ?? null);
  }

  @Query(() => Organisation, { nullable: true, description: 'Null when it is not there for the viewer.' })
  organisation(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<object | null> {
    return this.reads.one(viewer, id);
  }

  @Query(() => SitePage, {
    description: 'Sites by words of a present or former name or postcode, of the ODS code, or of who runs them.',
  })
  sites(
    @CurrentViewer() viewer: Viewer,
    @Args('organisationId', { type: () => ID, nullable: true }) organisationId: string | null,
    @Args('organisationKind', { type: () => OrganisationKindEnum, nullable: true })
    organisationKind: OrganisationKind | null,
    @Args('text', { type: () => String, nullable: true }) text: string | null,
    @Args('isOpen', { type: () => Boolean, nullable: true, defaultValue: true, description: 'Null for all.' })
    isOpen: boolean | null,
    @Args('asOf', {
      type: () => String,
      nullable: true,
      description: 'The day as YYYY-MM-DD: names, places and who ran it as they were. Today when left out.',
    })
    asOf: string | null,
    @Args('first', { type: () => Int, defaultValue: 25, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<object> {
    return this.reads.sites(viewer, { organisationId, organisationKind, text, isOpen, asOf }, first, after ?? null);
  }

  @Query(() => SiteRecord, { nullable: true, description: 'Null when it is not there for the viewer.' })
  site(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<object | null> {
    return this.reads.site(viewer, id);
  }

  @Query(() => [Room], { description: 'Rooms of a site, by name.' })
  rooms(@CurrentViewer() viewer: Viewer, @Args('siteId', { type: () => ID }) siteId: string): Promise<object[]> {
    return this.reads.rooms(viewer, siteId);
  }

  @Query(() => [Membership], { description: 'What an organisation was part of on a day, such as that of a meeting.' })
  memberOf(
    @CurrentViewer() viewer: Viewer,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('on', { type: () => String, description: 'YYYY-MM-DD.' }) on: string,
  ): Promise<object[]> {
    return this.reads.memberOf(viewer, organisationId, on);
  }

  @Mutation(() => AddRoomResult)
  addRoom(@CurrentViewer() viewer: Viewer, @Args('input') input: AddRoomInput): Promise<object> {
    return this.service.addRoom(viewer, input);
  }
}
