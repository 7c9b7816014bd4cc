import { Module } from '@nestjs/common';
import { DeparturesReads } from './departures.reads.js';
import { DepartureChangedResolver, DeparturesResolver } from './departures.resolver.js';
import { DeparturesService } from './departures.service.js';

/** The register of departures from the guidance. */
@Module({
  providers: [DeparturesService, DeparturesReads, DeparturesResolver, DepartureChangedResolver],
})
export class DeparturesModule {}
