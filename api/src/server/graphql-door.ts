import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RateLimits } from '../platform/http/rate-limits.js';
import type { Viewer } from '../platform/viewer.js';
import { LIMITS } from './graphql-limits.js';
import type { TrustedDocuments } from './trusted-documents.js';

type DoorRequest = Request & { viewer?: Viewer | null; isLocked?: boolean; operationLabel?: string };

/**
 * In front of Apollo: POST of one small uncompressed JSON object only, the rate limit of those without a session, and
 * the trusted list, all before anything is parsed.
 */
export function graphqlDoor(documents: TrustedDocuments, limits: RateLimits): RequestHandler[] {
  return [onlyPost, rateLimit(limits), onlyJson, parseBody, oneTrustedDocument(documents)];
}

function onlyPost(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  if (request.method === 'POST') next();
  else {
    response.setHeader('Allow', 'POST');
    refuse(response, 405, { message: 'Send GraphQL by POST.', extensions: { code: 'METHOD_NOT_ALLOWED' } });
  }
}

function rateLimit(limits: RateLimits): RequestHandler {
  return async (request: DoorRequest, response, next) => {
    if (request.viewer || (await limits.admit('anonymous', request, response))) next();
  };
}

/** Any other type could be sent by a form of a foreign page without a preflight. */
function onlyJson(request: Request, response: Response, next: NextFunction): void {
  if (request.is('application/json')) next();
  else refuse(response, 415, { message: 'Send application/json.', extensions: { code: 'BAD_REQUEST' } });
}

const parser = express.json({ limit: LIMITS.bodyBytes, inflate: false, strict: true });

function parseBody(request: Request, response: Response, next: NextFunction): void {
  parser(request, response, (cause?: unknown) => {
    if (!cause) return next();
    const status = (cause as { status?: number }).status ?? 400;
    const message =
      status === 413 ? 'The request is too large.' : status === 415 ? 'Send it uncompressed.' : 'This is not JSON.';
    refuse(response, status, { message, extensions: { code: 'BAD_REQUEST' } });
  });
}

function oneTrustedDocument(documents: TrustedDocuments): RequestHandler {
  return (request: DoorRequest, response, next) => {
    const body: unknown = request.body;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return refuse(response, 400, { message: 'Send one request, not a list.', extensions: { code: 'BAD_REQUEST' } });
    }
    try {
      const query = documents.textOf(body);
      request.operationLabel = documents.nameOf(query);
      const { operationName, variables } = body as Record<string, unknown>;
      // Rebuilt, so that nothing else reaches Apollo; `extensions` would ask it for persisted queries of its own.
      request.body = {
        query,
        ...(operationName == null ? {} : { operationName }),
        ...(variables == null ? {} : { variables }),
      };
      next();
    } catch (cause) {
      if (!(cause instanceof GraphQLError)) throw cause;
      refuse(response, 400, cause.toJSON());
    }
  };
}

function refuse(response: Response, status: number, error: GraphQLFormattedError): void {
  response.status(status).json({ errors: [error] });
}
