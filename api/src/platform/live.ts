import { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { Database } from './database.js';

/** "Something about this thing changed; read it again." Ids only, and only a hint: it can be lost and can come twice. */
export interface LiveHint {
  readonly tenantId: string;
  readonly topic: string;
  readonly id: string;
}

/**
 * PostgreSQL's LISTEN behind the subscriptions, so that a change on one API instance reaches watchers on another.
 * Holds one direct connection (a pooler in transaction mode delivers no notification) and takes it up again when lost.
 */
@Injectable()
export class Live {
  private readonly emitter = new EventEmitter({ captureRejections: false }).setMaxListeners(0);
  private client: pg.Client | null = null;
  private started = false;
  private closed = false;

  constructor(@Inject(Database) private readonly database: Database) {}

  /** 'off' before the first start and after stop; 'lost' while the connection is being taken up again. */
  get state(): 'off' | 'listening' | 'lost' {
    if (this.client) return 'listening';
    return this.started && !this.closed ? 'lost' : 'off';
  }

  async start(): Promise<void> {
    this.started = true;
    const client = new pg.Client(this.database.address.application);
    client.on('notification', ({ payload }) => {
      const [tenantId, topic, id] = (payload ?? '').split('|');
      if (tenantId && topic && id) this.emitter.emit('hint', { tenantId, topic, id } satisfies LiveHint);
    });
    client.on('error', () => this.again(client));
    client.on('end', () => this.again(client));
    await client.connect();
    await client.query('listen quorate');
    this.client = client;
    // Whatever happened while nobody listened is unknown, so every watcher reads again.
    this.emitter.emit('reconnected');
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.emitter.emit('closed');
    const client = this.client;
    this.client = null;
    await client?.end();
  }

  /** How many listeners hang on this instance: what a test of leaks counts. */
  listeners(): number {
    return this.emitter.listenerCount('hint');
  }

  /** Calls back for each hint of this tenant; returns the function that ends it. */
  onHint(tenantId: string, callback: (hint: LiveHint) => void): () => void {
    const listener = (hint: LiveHint) => {
      if (hint.tenantId === tenantId) callback(hint);
    };
    this.emitter.on('hint', listener);
    return () => this.emitter.off('hint', listener);
  }

  /** The same for every tenant: for the server's own upkeep, such as closing the sockets of an ended session. */
  onAnyHint(callback: (hint: LiveHint) => void): () => void {
    this.emitter.on('hint', callback);
    return () => this.emitter.off('hint', callback);
  }

  /**
   * Yields at each change of one thing (and after a lost connection), until `ended`. Bursts are folded into one. A
   * generator that waits cannot be returned from, so whoever serves a subscription gives the `ended` of `untilReturned`.
   */
  async *watch(
    tenantId: string,
    topic: string,
    id: string,
    ended?: Promise<void>,
  ): AsyncGenerator<void, void, undefined> {
    let changed = false;
    let wake: () => void = () => undefined;
    let open = true;
    const touch = () => {
      changed = true;
      wake();
    };
    const close = () => {
      open = false;
      wake();
    };
    const off = this.onHint(tenantId, (hint) => {
      if (hint.topic === topic && hint.id === id) touch();
    });
    this.emitter.on('reconnected', touch).on('closed', close);
    ended?.then(close);
    try {
      while (open) {
        if (!changed) await new Promise<void>((done) => (wake = done));
        if (!open) return;
        changed = false;
        yield;
      }
    } finally {
      off();
      this.emitter.off('reconnected', touch).off('closed', close);
    }
  }

  private again(lost: pg.Client): void {
    if (this.closed || (this.client !== null && this.client !== lost)) return;
    this.client = null;
    lost.removeAllListeners();
    lost.on('error', () => undefined);
    setTimeout(() => {
      if (!this.closed) this.start().catch(() => this.again(lost));
    }, 500).unref();
  }
}

/**
 * Makes a generator that a subscription can end while it waits for the next change: `ended` resolves as soon as the
 * consumer returns, and so wakes whatever the generator waits for.
 */
export function untilReturned<T>(make: (ended: Promise<void>) => AsyncGenerator<T>): AsyncGenerator<T> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const inner = make(ended);
  return {
    next: () =>
      inner.next().catch((cause: unknown) => {
        end();
        throw cause;
      }),
    return: (value) => {
      end();
      return inner.return(value);
    },
    throw: (cause) => {
      end();
      return inner.throw(cause);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return(undefined);
    },
  };
}
