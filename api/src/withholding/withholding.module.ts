import { Module } from '@nestjs/common';
import { DetectionService } from './detection.service.js';
import { FiguresModule } from './figures/figures.module.js';
import { RulesReads } from './rules/rules.reads.js';
import { RulesResolver } from './rules/rules.resolver.js';
import { RulesService } from './rules/rules.service.js';

/** What attendance says of providers month by month: evidence read, scored, judged and stored once. */
@Module({
  imports: [FiguresModule],
  providers: [DetectionService, RulesService, RulesReads, RulesResolver],
  exports: [DetectionService],
})
export class WithholdingModule {}
