import { Module } from '@nestjs/common';
import { AdviceReads } from './advice.reads.js';
import { AdviceChangedResolver, AdviceResolver, PublishAdviceResolver } from './advice.resolver.js';
import { AdviceService } from './advice.service.js';
import { AdviceDueDatesService } from './advice-due-dates.service.js';
import { PublishAdviceService } from './publish-advice.service.js';

/** Informal advice: questions, answers, and what of them all staff may read. */
@Module({
  providers: [
    AdviceService,
    AdviceDueDatesService,
    PublishAdviceService,
    AdviceReads,
    AdviceResolver,
    PublishAdviceResolver,
    AdviceChangedResolver,
  ],
})
export class AdviceModule {}
