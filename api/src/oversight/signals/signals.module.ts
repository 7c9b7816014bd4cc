import { Module } from '@nestjs/common';
import { CorrectionsService } from './corrections.service.js';
import { DueDatesService } from './due-dates.service.js';
import { PointDecisionsService } from './point-decisions.service.js';
import { RepliesService } from './replies.service.js';
import { SignalReads } from './signal.reads.js';
import { SignalChangedResolver, SignalReplyResolver, SignalResolver, SignalStagesResolver } from './signal.resolver.js';
import { SignalsService } from './signals.service.js';
import { StagesService } from './stages.service.js';

/** Signals: what follows from runs, what parties say to them and what people decide. */
@Module({
  providers: [
    SignalsService,
    StagesService,
    RepliesService,
    PointDecisionsService,
    CorrectionsService,
    DueDatesService,
    SignalReads,
    SignalResolver,
    SignalStagesResolver,
    SignalReplyResolver,
    SignalChangedResolver,
  ],
  exports: [SignalsService, DueDatesService, CorrectionsService],
})
export class SignalsModule {}
