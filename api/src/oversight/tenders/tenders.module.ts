import { Module } from '@nestjs/common';
import { TendersReads } from './tenders.reads.js';
import { TenderChangedResolver, TendersResolver } from './tenders.resolver.js';
import { TendersService } from './tenders.service.js';

/** Tenders, while which competitors see nothing sensitive of each other. */
@Module({
  providers: [TendersService, TendersReads, TendersResolver, TenderChangedResolver],
})
export class TendersModule {}
