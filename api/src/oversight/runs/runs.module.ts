import { Module } from '@nestjs/common';
import { AttendanceModule } from '../../attendance/attendance.module.js';
import { WithholdingModule } from '../../withholding/withholding.module.js';
import { SignalsModule } from '../signals/signals.module.js';
import { DataQualityReads } from './data-quality.reads.js';
import { RequestRunner } from './request-runner.js';
import { RunPlanService } from './run-plan.service.js';
import { RunRequestsService } from './run-requests.service.js';
import { RunWorker } from './run-worker.js';
import { RunsReads } from './runs.reads.js';
import { RunsResolver } from './runs.resolver.js';

/** When months are judged: every night what is due, by hand for a period, and again after corrections. */
@Module({
  imports: [AttendanceModule, WithholdingModule, SignalsModule],
  providers: [RunsResolver, RunsReads, DataQualityReads, RunRequestsService, RunPlanService, RequestRunner, RunWorker],
  exports: [RunPlanService, RunWorker],
})
export class RunsModule {}
