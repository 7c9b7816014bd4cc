import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Response } from 'express';
import { AppModule } from './app.module.js';
import type { ViewerRequest } from './graphql.module.js';
import { SessionsService } from './identity/sessions.service.js';
import type { Clock } from './platform/clock.js';
import type { Database } from './platform/database.js';
import type { Settings } from './platform/settings.js';

/** The HTTP application, not listening yet. Tests make one on their own database. */
export async function createApp(
  database: Database,
  settings: Settings,
  clock?: Clock,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(database, settings, clock), {
    logger: settings.LOG_LEVEL === 'silent' ? false : ['error', 'warn'],
    abortOnError: false,
  });
  app.disable('x-powered-by');
  const sessions = app.get(SessionsService);
  app.use(async (request: ViewerRequest, _response: Response, next: NextFunction) => {
    const token = bearerOf(request) ?? cookieOf(request);
    const requestId = randomUUID();
    request.viewer = token
      ? await sessions.viewerOf(token, { requestId, idempotencyKey: header(request, 'idempotency-key') })
      : null;
    next();
  });
  return app;
}

function bearerOf(request: ViewerRequest): string | null {
  return /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function cookieOf(request: ViewerRequest): string | null {
  return /(?:^|;\s*)(?:__Host-)?quorate-session=([\w.-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;
}

function header(request: ViewerRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value.length > 0 ? value : null;
}
