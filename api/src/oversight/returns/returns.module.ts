import { Module } from '@nestjs/common';
import { ReturnCalendarService } from './return-calendar.service.js';
import { ReturnRowsReads } from './return-rows.reads.js';
import { ReturnsReads } from './returns.reads.js';
import { ReturnChangedResolver, ReturnStepsResolver, ReturnsResolver } from './returns.resolver.js';
import { ReturnsService } from './returns.service.js';
import { ReturnsOfQuarterReads } from './returns-of-quarter.reads.js';
import { SignatoriesReads } from './signatories.reads.js';
import { SignatoriesResolver } from './signatories.resolver.js';
import { SignatoriesService } from './signatories.service.js';
import { SigningService } from './signing.service.js';

/** Monthly provider returns: made ready by the calendar, checked by a manager, signed by an executive. */
@Module({
  providers: [
    ReturnsResolver,
    ReturnStepsResolver,
    ReturnChangedResolver,
    SignatoriesResolver,
    ReturnsReads,
    ReturnRowsReads,
    ReturnsOfQuarterReads,
    SignatoriesReads,
    ReturnsService,
    SigningService,
    SignatoriesService,
    ReturnCalendarService,
  ],
  exports: [ReturnCalendarService, ReturnsService, SigningService, SignatoriesService],
})
export class ReturnsModule {}
