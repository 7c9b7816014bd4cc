import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import {
  MarkDeceasedInput,
  MarkDeceasedResult,
  PeopleInput,
  PeoplePage,
  RegisterPatientInput,
  RegisterPatientResult,
  WhoHasLookedResult,
} from './patients.graphql.js';
import { PatientsReads } from './patients.reads.js';
import { PatientsService } from './patients.service.js';

@Resolver()
export class PatientsResolver {
  constructor(
    @Inject(PatientsService) private readonly patients: PatientsService,
    @Inject(PatientsReads) private readonly reads: PatientsReads,
  ) {}

  @Query(() => PeoplePage, { description: 'The people the viewer has a relationship with, and nobody else.' })
  people(@CurrentViewer() viewer: Viewer, @Args('input') input: PeopleInput): Promise<PeoplePage> {
    return this.reads.people(viewer, input);
  }

  @Query(() => WhoHasLookedResult)
  whoHasLooked(
    @CurrentViewer() viewer: Viewer,
    @Args('patientId', { type: () => ID }) patientId: string,
  ): Promise<object> {
    return this.reads.whoHasLooked(viewer, patientId);
  }

  @Mutation(() => RegisterPatientResult)
  registerPatient(@CurrentViewer() viewer: Viewer, @Args('input') input: RegisterPatientInput): Promise<object> {
    return this.patients.registerPatient(viewer, input);
  }

  @Mutation(() => MarkDeceasedResult)
  markDeceased(@CurrentViewer() viewer: Viewer, @Args('input') input: MarkDeceasedInput): Promise<object> {
    return this.patients.markDeceased(viewer, input);
  }
}
