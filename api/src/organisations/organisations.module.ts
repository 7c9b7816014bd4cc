import { Module } from '@nestjs/common';
import { OrganisationsReads } from './organisations.reads.js';
import { OrganisationsResolver } from './organisations.resolver.js';
import { OrganisationsService } from './organisations.service.js';

@Module({
  providers: [OrganisationsReads, OrganisationsResolver, OrganisationsService],
  exports: [OrganisationsReads],
})
export class OrganisationsModule {}
