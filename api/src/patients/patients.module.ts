import { Module } from '@nestjs/common';
import { PatientsReads } from './patients.reads.js';
import { PatientsResolver } from './patients.resolver.js';
import { PatientsService } from './patients.service.js';

@Module({ providers: [PatientsResolver, PatientsService, PatientsReads], exports: [PatientsService] })
export class PatientsModule {}
