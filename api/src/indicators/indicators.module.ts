import { Module } from '@nestjs/common';
import { ChartsController } from './charts.controller.js';
import { CoverReads } from './cover.reads.js';
import { IndicatorsReads } from './indicators.reads.js';
import { IndicatorsResolver } from './indicators.resolver.js';
import { MeasuresReads } from './measures/measures.reads.js';
import { MeasuresResolver } from './measures/measures.resolver.js';
import { MeasuresService } from './measures/measures.service.js';
import { PublicationsReads } from './publication/publications.reads.js';
import { PublicationsResolver } from './publication/publications.resolver.js';
import { PublicationsService } from './publication/publications.service.js';

@Module({
  controllers: [ChartsController],
  providers: [
    CoverReads,
    IndicatorsReads,
    IndicatorsResolver,
    MeasuresReads,
    MeasuresResolver,
    MeasuresService,
    PublicationsReads,
    PublicationsResolver,
    PublicationsService,
  ],
})
export class IndicatorsModule {}
