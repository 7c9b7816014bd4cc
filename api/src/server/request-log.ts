import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { ServerRequest } from '../platform/http/server-request.js';
import type { Metrics } from '../platform/metrics.js';
import { routeOf } from './routes.js';
import type { RequestSpan, Telemetry } from './telemetry.js';

/**
 * Gives every request an id, and when it is answered one line in the log and one point in the metrics. The line has the
 * route's template, never its address, and the tenant's key, never who it was.
 */
export function requestLog(logger: Logger, metrics: Metrics, telemetry: Telemetry) {
  return (plain: Request, response: Response, next: NextFunction): void => {
    const request = plain as ServerRequest;
    request.requestId = randomUUID();
    response.setHeader('X-Request-Id', request.requestId);
    const started = performance.now();
    const span: RequestSpan | null = telemetry.startRequest(request.method);
    response.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      const route = routeOf(request);
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.requests.observe({ method: knownMethod(request.method), route, status: String(status) }, seconds);
      if (request.operationLabel) metrics.operations.observe({ operation: request.operationLabel }, seconds);
      span?.end(route, status);
      const line = {
        requestId: request.requestId,
        method: knownMethod(request.method),
        route,
        ...(request.operationLabel ? { operation: request.operationLabel } : {}),
        status,
        durationMs: Math.round(seconds * 1000),
        tenant: request.viewer?.tenantKey ?? null,
      };
      if (status >= 500) logger.error(line, 'request');
      else if (QUIET.has(route)) logger.debug(line, 'request');
      else logger.info(line, 'request');
    });
    next();
  };
}

const QUIET = new Set(['/livez', '/readyz', '/metrics', '/assets/*']);
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

function knownMethod(method: string): string {
  return METHODS.has(method) ? method : 'OTHER';
}
