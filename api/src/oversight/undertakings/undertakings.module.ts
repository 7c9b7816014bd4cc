import { Module } from '@nestjs/common';
import { UndertakingDueDatesService } from './undertaking-due-dates.service.js';
import { UndertakingEffectReads } from './undertaking-effect.reads.js';
import { UndertakingsReads } from './undertakings.reads.js';
import { UndertakingsResolver } from './undertakings.resolver.js';
import { UndertakingsService } from './undertakings.service.js';

/** What a provider undertakes because of a signal, agreed by both parties and followed to its end. */
@Module({
  providers: [
    UndertakingsService,
    UndertakingDueDatesService,
    UndertakingsReads,
    UndertakingEffectReads,
    UndertakingsResolver,
  ],
  exports: [UndertakingDueDatesService],
})
export class UndertakingsModule {}
