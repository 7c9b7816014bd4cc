import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { IdentityModule } from '../identity/identity.module.js';
import { FaultLog } from '../platform/fault-log.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { RateLimits } from '../platform/http/rate-limits.js';
import { LOGGER } from '../platform/logger.js';
import { Metrics } from '../platform/metrics.js';
import { GraphqlSocket } from './graphql-socket.js';
import { HealthController } from './health.js';
import { TELEMETRY, type Telemetry } from './telemetry.js';
import { TrustedDocuments } from './trusted-documents.js';

const PARTS = [FaultLog, Metrics, PublicUrl, RateLimits, TrustedDocuments];

/** The HTTP and WebSocket server around the domains: limits, headers, health, metrics and logs. */
@Global()
@Module({})
export class ServerModule {
  static with(logger: Logger, telemetry: Telemetry): DynamicModule {
    return {
      module: ServerModule,
      imports: [IdentityModule],
      controllers: [HealthController],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: TELEMETRY, useValue: telemetry },
        ...PARTS,
        GraphqlSocket,
      ],
      exports: [LOGGER, ...PARTS],
    };
  }
}
