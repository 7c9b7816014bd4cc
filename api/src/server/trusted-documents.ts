import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { webDistDirectory } from './web-dist.js';

const manifest = z.record(
  z.string().regex(/^[0-9a-f]{64}$/),
  z.object({ operationName: z.string(), text: z.string() }),
);

/** A GraphQL request as it comes over HTTP or a socket, before anything of it is parsed. */
export interface DocumentRequest {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/**
 * The operations of the web client, known by the SHA-256 of their text. With GRAPHQL_DOCUMENTS=trusted nothing else is
 * even parsed; with `open` the list only gives operations a name in the metrics and lets a client send the hash alone.
 */
@Injectable()
export class TrustedDocuments {
  private readonly documents: ReadonlyMap<string, { readonly operationName: string; readonly text: string }>;
  readonly isEnforced: boolean;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.isEnforced = settings.graphqlDocuments === 'trusted';
    this.documents = readManifest(join(webDistDirectory(settings), 'trusted-documents.json'));
  }

  get count(): number {
    return this.documents.size;
  }

  /** The text to run. Throws the GraphQLError for the client when the document is not on the list, or is missing. */
  textOf(request: DocumentRequest): string {
    const hash = hashOf(request);
    if (typeof request.query !== 'string') {
      if (hash === null) throw refused('Send a query.', 'BAD_REQUEST');
      const known = this.documents.get(hash);
      if (!known) throw refused('This document is not known here.', 'PERSISTED_QUERY_NOT_FOUND');
      return known.text;
    }
    if (hash !== null && hash !== sha256(request.query))
      throw refused('The hash is not that of the query.', 'BAD_REQUEST');
    if (this.isEnforced && !this.documents.has(sha256(request.query))) {
      throw refused('Only the documents of the web client are answered here.', 'DOCUMENT_NOT_TRUSTED');
    }
    return request.query;
  }

  /** The name under which an operation may appear in metrics and traces: one of ours, else 'other'. */
  nameOf(text: string): string {
    return this.documents.get(sha256(text))?.operationName ?? 'other';
  }
}

function readManifest(file: string): Map<string, { operationName: string; text: string }> {
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(manifest.parse(JSON.parse(readFileSync(file, 'utf8')))));
}

function hashOf({ extensions }: DocumentRequest): string | null {
  const hash = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery
    ?.sha256Hash;
  return typeof hash === 'string' ? hash : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refused(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
