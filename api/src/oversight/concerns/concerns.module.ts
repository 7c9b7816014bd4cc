import { Module } from '@nestjs/common';
import { ConcernChangedResolver, ConcernResolver } from './concern.resolver.js';
import { ConcernFormController } from './concern-form.controller.js';
import { ConcernsReads } from './concerns.reads.js';
import { ConcernsService } from './concerns.service.js';

/** Concerns that anybody can open, and the file that commissioners keep of them. */
@Module({
  controllers: [ConcernFormController],
  providers: [ConcernsService, ConcernsReads, ConcernResolver, ConcernChangedResolver],
})
export class ConcernsModule {}
