import type { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { AppModule } from './app.module.js';
import { mountDemoProvider } from './identity/demo/mount-demo-provider.js';
import { sessionMiddleware } from './identity/session-middleware.js';
import { ViewerLookup } from './identity/viewer-lookup.js';
import type { Clock } from './platform/clock.js';
import type { Database } from './platform/database.js';
import { PublicUrl } from './platform/http/public-url.js';
import { RateLimits } from './platform/http/rate-limits.js';
import { createLogger, NestLog } from './platform/logger.js';
import { Metrics } from './platform/metrics.js';
import type { Settings } from './platform/settings.js';
import { backpressure } from './server/backpressure.js';
import { graphqlDoor } from './server/graphql-door.js';
import { HardenedAdapter } from './server/hardened-adapter.js';
import { requestLog } from './server/request-log.js';
import { securityHeaders, strictTransport } from './server/security-headers.js';
import { ServerModule } from './server/server.module.js';
import { staticClient } from './server/static-client.js';
import { startTelemetry } from './server/telemetry.js';
import { TrustedDocuments } from './server/trusted-documents.js';
import { webDistDirectory } from './server/web-dist.js';

/** The HTTP application, not listening yet. Tests make one on their own database, and may look at what it logs. */
export async function createApp(
  database: Database,
  settings: Settings,
  clock?: Clock,
  logStream?: Writable,
): Promise<NestExpressApplication> {
  const logger = createLogger(settings, logStream);
  const telemetry = await startTelemetry(settings);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(database, settings, ServerModule.with(logger, telemetry), clock),
    new HardenedAdapter(),
    { logger: new NestLog(logger), abortOnError: false, bodyParser: false },
  );
  app.disable('x-powered-by');
  app.disable('etag');
  if (settings.TRUST_PROXY) app.set('trust proxy', settings.TRUST_PROXY);
  const publicUrl = app.get(PublicUrl);
  app.use(requestLog(logger, app.get(Metrics), telemetry));
  app.use(securityHeaders(publicUrl), strictTransport(publicUrl));
  app.use(staticClient(webDistDirectory(settings)));
  app.use(backpressure(database));
  if (settings.isDemoSignIn) mountDemoProvider(app);
  app.use(sessionMiddleware(app.get(ViewerLookup), publicUrl));
  app.use('/graphql', graphqlDoor(app.get(TrustedDocuments), app.get(RateLimits)));
  // Forms without script: replies from a mail, sign-out. Everything larger comes by GraphQL.
  app.use(['/auth', '/reply'], express.urlencoded({ extended: false, limit: '16kb', inflate: false }));
  app.use('/concern', express.urlencoded({ extended: false, limit: '64kb', inflate: false }));
  return app;
}
