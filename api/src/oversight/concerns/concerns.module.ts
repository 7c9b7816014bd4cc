import { Module } from '@nestjs/common';
import { ConcernChangedResolver, ConcernResolver } from './concern.resolver.js';
import { ConcernDatesService } from './concern-dates.service.js';
import { ConcernFormController } from './concern-form.controller.js';
import { ConcernNamingService } from './concern-naming.service.js';
import { ConcernStatusController } from './concern-status.controller.js';
import { ConcernStatusReads } from './concern-status.reads.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';

/** Concerns that anybody can open, and the file that commissioners keep of them. */
@Module({
  controllers: [ConcernFormController, ConcernStatusController],
  providers: [
    ConcernsService,
    ConcernDatesService,
    ConcernNamingService,
    ConcernsReads,
    ConcernStatusReads,
    ConcernResolver,
    ConcernChangedResolver,
  ],
  exports: [ConcernDatesService],
})
export class ConcernsModule {}
