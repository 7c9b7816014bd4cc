import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type WebSocket, WebSocketServer } from 'ws';
import { sessionTokenOf } from '../identity/session-cookie.js';
import { type SessionState, ViewerLookup } from '../identity/viewer-lookup.js';
import { FaultLog } from '../platform/fault-log.js';
import { sessionLocked, unauthenticated } from '../platform/graphql-guard.js';
import { bearerOf } from '../platform/http/credentials.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { newId } from '../platform/ids.js';
import { Live } from '../platform/live.js';
import { Metrics } from '../platform/metrics.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import { type ErrorRules, maskError } from './graphql-errors.js';
import { LIMITS, limitRules } from './graphql-limits.js';
import { type Connection, speakGraphql } from './speak-graphql.js';
import { TrustedDocuments } from './trusted-documents.js';

const SUBSCRIPTIONS_PER_SOCKET = 20;
const SOCKETS_PER_SESSION = 12;
const SOCKETS = 2_000;
const LOOK_AGAIN_MS = 30_000;
/** Nobody is signed in any more, or acts as somebody else now: the client connects again with what it has. */
const FORBIDDEN = 4403;
const GOING_AWAY = 1001;

type SocketExtra = Connection & { viewer?: Viewer };

/**
 * Subscriptions over WebSocket, with the limits of HTTP: Nest's own socket answers introspection, applies none of
 * Apollo's rules and takes any Origin. Only subscriptions are answered here; a session that ends closes its sockets.
 */
@Injectable()
export class GraphqlSocket implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets = new Map<WebSocket, Viewer>();
  private readonly rules: ErrorRules;
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.socketMessageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  private schema: GraphQLSchema | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopHints: () => void = () => undefined;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(ViewerLookup) private readonly lookup: ViewerLookup,
    @Inject(Live) private readonly live: Live,
    @Inject(TrustedDocuments) private readonly documents: TrustedDocuments,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(FaultLog) faults: FaultLog,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {
    this.rules = { faults, showsSchema: settings.GRAPHQL_INTROSPECTION === 'on' };
  }

  /** Begins to take sockets. The schema is the one that HTTP answers from, policies and all. */
  onApplicationBootstrap(): void {
    this.schema = this.modules.get(GraphQLSchemaHost, { strict: false }).schema;
    const http: Server = this.host.httpAdapter.getHttpServer();
    speakGraphql<{ viewer?: Viewer }>(
      {
        connectionInitWaitTimeout: 3_000,
        onConnect: (context) => this.connect(context.extra, context.connectionParams),
        onSubscribe: (context, _id, payload) =>
          this.subscribe(context.extra, Object.keys(context.subscriptions).length, payload),
        onNext: (_context, _id, _payload, args, result) =>
          result.errors
            ? { ...result, errors: result.errors.map((error) => maskError(error, this.rules, nameOf(args))) }
            : undefined,
        onError: (_context, _id, _payload, errors) =>
          errors.map((error) => maskError(error, this.rules, 'subscription')),
      },
      this.server,
      (cause) => this.rules.faults.note(cause, 'socket'),
    );
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.stopHints = this.live.onAnyHint(({ topic, id, tenantId }) => {
      if (topic === 'session') void this.lookAgain((v) => v.tenantId === tenantId && v.accountId === id);
    });
    this.timer = setInterval(() => void this.lookAgain(() => true), LOOK_AGAIN_MS).unref();
    this.server.on('error', () => undefined);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  /** Closes every socket; browsers connect again to whichever server is there. Safe to call twice. */
  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.stopHints();
    for (const socket of this.server.clients) socket.close(GOING_AWAY, 'The server is stopping');
    setTimeout(() => {
      for (const socket of this.server.clients) socket.terminate();
    }, 1_000).unref();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?', 1)[0];
    const { origin } = request.headers;
    // Browsers always say where a socket comes from, and send the cookie along whoever asks.
    const isForeign = origin !== undefined && !this.publicUrl.isOwnOrigin(origin);
    const isFull = this.server.clients.size >= SOCKETS;
    if (path !== '/graphql' || isForeign || isFull) {
      refuseUpgrade(
        socket,
        path !== '/graphql' ? '404 Not Found' : isForeign ? '403 Forbidden' : '503 Service Unavailable',
      );
      return;
    }
    this.server.handleUpgrade(request, socket, head, (opened) => {
      this.metrics.sockets.inc();
      opened.on('error', () => opened.terminate());
      opened.once('close', () => {
        this.metrics.sockets.dec();
        this.sockets.delete(opened);
      });
      this.server.emit('connection', opened, request);
    });
  }

  private async connect(extra: SocketExtra, params: unknown): Promise<boolean> {
    const given = (params as { authorization?: unknown } | undefined)?.authorization;
    const token = bearerOf(given) ?? sessionTokenOf(extra.request, this.publicUrl);
    if (!token) return false;
    const request = { requestId: newId(), idempotencyKey: null, isBackground: true };
    const state = await this.lookup.ofToken(token, request);
    if (state?.kind !== 'open') return false;
    const { sessionId } = state.viewer;
    const sameSession = [...this.sockets.values()].filter((viewer) => viewer.sessionId === sessionId);
    if (sameSession.length >= SOCKETS_PER_SESSION) return false;
    extra.viewer = state.viewer;
    this.sockets.set(extra.socket, state.viewer);
    return true;
  }

  private async subscribe(
    extra: SocketExtra,
    open: number,
    payload: { readonly query?: unknown; readonly extensions?: unknown; variables?: unknown; operationName?: unknown },
  ): Promise<ExecutionArgs | GraphQLError[]> {
    if (open > SUBSCRIPTIONS_PER_SOCKET) return [tooMany()];
    try {
      const args = this.prepare(payload);
      const state = extra.viewer ? await this.lookup.ofSession(extra.viewer.tenantId, extra.viewer.sessionId) : null;
      if (state?.kind !== 'open') return [state?.kind === 'locked' ? sessionLocked() : unauthenticated()];
      return { ...args, contextValue: { viewer: state.viewer } };
    } catch (cause) {
      return [cause instanceof GraphQLError ? cause : new GraphQLError('fault', { originalError: cause as Error })];
    }
  }

  /** The same way as over HTTP: trusted list, then parsing with the token limit, then the same rules. */
  private prepare(payload: {
    readonly query?: unknown;
    readonly extensions?: unknown;
    variables?: unknown;
    operationName?: unknown;
  }): ExecutionArgs {
    const document = parse(this.documents.textOf(payload), { maxTokens: LIMITS.tokens });
    const { schema } = this;
    if (!schema) throw new Error('A socket was taken before the schema was there.');
    const rules = [...specifiedRules, ...limitRules({ introspection: this.rules.showsSchema })];
    const [problem] = validate(schema, document, rules, { maxErrors: 5 });
    if (problem) throw problem;
    const operationName = typeof payload.operationName === 'string' ? payload.operationName : undefined;
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== 'subscription') {
      throw new GraphQLError('Only subscriptions are answered here. Send queries and mutations by HTTP.', {
        extensions: { code: 'BAD_REQUEST' },
      });
    }
    const variableValues = payload.variables as Record<string, unknown> | null | undefined;
    return { schema, document, operationName, variableValues };
  }

  /** Closes the sockets of sessions that ended, locked, or act in another role by now. */
  private async lookAgain(concerned: (viewer: Viewer) => boolean): Promise<void> {
    const states = new Map<string, Promise<SessionState>>();
    for (const [socket, viewer] of this.sockets) {
      if (!concerned(viewer)) continue;
      const known = states.get(viewer.sessionId) ?? this.lookup.ofSession(viewer.tenantId, viewer.sessionId);
      states.set(viewer.sessionId, known);
      // Not knowing, as when the database is away, is no reason to throw everybody out: no data comes without it either.
      const state = await known.catch(() => 'unknown' as const);
      if (state === 'unknown') continue;
      if (state?.kind === 'open' && state.viewer.actingRoleId === viewer.actingRoleId) continue;
      this.sockets.delete(socket);
      socket.close(FORBIDDEN, 'The session has ended or changed');
    }
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function tooMany(): GraphQLError {
  return new GraphQLError(`One socket carries at most ${SUBSCRIPTIONS_PER_SOCKET} subscriptions.`, {
    extensions: { code: 'TOO_MANY_REQUESTS' },
  });
}

function nameOf(args: ExecutionArgs): string {
  return args.operationName ? 'subscription' : 'anonymous subscription';
}
