import { type DynamicModule, Module } from '@nestjs/common';
import { AttendanceModule } from './attendance/attendance.module.js';
import { DisputesModule } from './attendance/disputes/disputes.module.js';
import { StrikesModule } from './attendance/strikes/strikes.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CasesModule } from './cases/cases.module.js';
import { graphqlModule } from './graphql.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IndicatorsModule } from './indicators/indicators.module.js';
import { RegistersModule } from './interop/registers/registers.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { AdviceModule } from './oversight/advice/advice.module.js';
import { ConcernsModule } from './oversight/concerns/concerns.module.js';
import { DeparturesModule } from './oversight/departures/departures.module.js';
import { ReturnsModule } from './oversight/returns/returns.module.js';
import { RunsModule } from './oversight/runs/runs.module.js';
import { SignalsModule } from './oversight/signals/signals.module.js';
import { TendersModule } from './oversight/tenders/tenders.module.js';
import { UndertakingsModule } from './oversight/undertakings/undertakings.module.js';
import { PacksModule } from './packs/packs.module.js';
import { PatientsModule } from './patients/patients.module.js';
import type { Clock } from './platform/clock.js';
import type { Database } from './platform/database.js';
import { PlatformModule } from './platform/platform.module.js';
import type { Settings } from './platform/settings.js';
import { ReplyLinkModule } from './replies/reply-link.module.js';
import { StaffModule } from './staff/staff.module.js';
import { FiguresModule } from './withholding/figures/figures.module.js';
import { VoiceModule } from './withholding/voice/voice.module.js';
import { WithholdingModule } from './withholding/withholding.module.js';

/** Every domain of the product. */
const DOMAINS = [
  AttendanceModule,
  DisputesModule,
  StrikesModule,
  AuditModule,
  CasesModule,
  IdentityModule,
  MeetingsModule,
  MessagingModule,
  PatientsModule,
  OrganisationsModule,
  RegistersModule,
  ReplyLinkModule,
  ConcernsModule,
  AdviceModule,
  DeparturesModule,
  TendersModule,
  SignalsModule,
  UndertakingsModule,
  RunsModule,
  ReturnsModule,
  StaffModule,
  WithholdingModule,
  IndicatorsModule,
  PacksModule,
  FiguresModule,
  VoiceModule,
];

@Module({})
export class AppModule {
  static with(database: Database, settings: Settings, server: DynamicModule, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(database, settings, clock), server, graphqlModule(settings), ...DOMAINS],
    };
  }
}
