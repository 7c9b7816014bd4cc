import { Module } from '@nestjs/common';
import { ChartsController } from './charts.controller.js';
import { IndicatorsReads } from './indicators.reads.js';
import { IndicatorsResolver } from './indicators.resolver.js';

@Module({ controllers: [ChartsController], providers: [IndicatorsReads, IndicatorsResolver] })
export class IndicatorsModule {}
