import { Module } from '@nestjs/common';
import { StrikesReads } from './strikes.reads.js';
import { StrikeChangedResolver, StrikesResolver } from './strikes.resolver.js';
import { StrikesService } from './strikes.service.js';

/** Strike days: who was called out when, by what source, and what counts anew because of it. */
@Module({
  providers: [StrikesService, StrikesReads, StrikesResolver, StrikeChangedResolver],
})
export class StrikesModule {}
