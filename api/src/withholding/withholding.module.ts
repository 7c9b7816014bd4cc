import { Module } from '@nestjs/common';
import { DetectionService } from './detection.service.js';
import { FiguresModule } from './figures/figures.module.js';

/** What attendance says of providers month by month: evidence read, scored, judged and stored once. */
@Module({ imports: [FiguresModule], providers: [DetectionService], exports: [DetectionService] })
export class WithholdingModule {}
