import { type DynamicModule, Module } from '@nestjs/common';
import { AttendanceModule } from './attendance/attendance.module.js';
import { graphqlModule } from './graphql.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { RegistersModule } from './interop/registers/registers.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import type { Clock } from './platform/clock.js';
import type { Database } from './platform/database.js';
import { PlatformModule } from './platform/platform.module.js';
import type { Settings } from './platform/settings.js';

/** Every domain of the product. */
const DOMAINS = [AttendanceModule, IdentityModule, OrganisationsModule, RegistersModule];

@Module({})
export class AppModule {
  static with(database: Database, settings: Settings, server: DynamicModule, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(database, settings, clock), server, graphqlModule(settings), ...DOMAINS],
    };
  }
}
