import type { RequestHandler } from 'express';
import type { Database } from '../platform/database.js';

/** More than these would wait longer than anybody looks at a page. */
const MOST_WAITING = 200;
const WATCHERS = /^\/(livez|readyz|metrics)$/;

/** Turns requests away at once while too many wait for a connection already, so that the others are answered in time. */
export function backpressure(database: Database): RequestHandler {
  return (request, response, next) => {
    if (WATCHERS.test(request.path) || database.reader.waitingCount <= MOST_WAITING) return next();
    response.setHeader('Retry-After', '1');
    response.status(503).json({
      errors: [
        { message: 'Too many requests at once. Try again in a moment.', extensions: { code: 'SERVICE_UNAVAILABLE' } },
      ],
    });
  };
}
