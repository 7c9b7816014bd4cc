import { Module } from '@nestjs/common';
import { FiguresReads } from './figures.reads.js';
import { FiguresResolver } from './figures.resolver.js';
import { ListedCasesReads } from './listed-cases.reads.js';
import { ProviderPowerReads } from './provider-power.reads.js';

@Module({
  providers: [FiguresReads, FiguresResolver, ListedCasesReads, ProviderPowerReads],
  exports: [ListedCasesReads],
})
export class FiguresModule {}
