import type { Request } from 'express';
import type { Viewer } from '../viewer.js';

/** What the server's own middleware notes on a request. */
export type ServerRequest = Request & {
  requestId: string;
  viewer?: Viewer | null;
  /** A session is there, but nobody used it for a while. */
  isLocked?: boolean;
  /** The name of the web client's operation, else 'other'. Set for GraphQL only. */
  operationLabel?: string;
};
