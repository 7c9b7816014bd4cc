import { Module } from '@nestjs/common';
import { DisputeAnswersService } from './dispute-answers.service.js';
import { DisputeTermsResolver } from './dispute-terms.resolver.js';
import { DisputeTermsService } from './dispute-terms.service.js';
import { DisputesReads } from './disputes.reads.js';
import { DisputesResolver } from './disputes.resolver.js';
import { DisputesService } from './disputes.service.js';

/** Disputes of attendance records, by those they are about, and the answers of the hosts. */
@Module({
  providers: [
    DisputesResolver,
    DisputeTermsResolver,
    DisputesService,
    DisputeTermsService,
    DisputeAnswersService,
    DisputesReads,
  ],
  exports: [DisputesService, DisputeAnswersService],
})
export class DisputesModule {}
