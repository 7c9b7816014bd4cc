import { Inject, Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from './database.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the server counts about itself. Labels are route templates, operation names of the web client and codes: nothing of a person. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'quorate_http_request_seconds',
    help: 'Time to answer, by route template',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly operations = new Histogram({
    name: 'quorate_graphql_operation_seconds',
    help: "Time to answer a GraphQL request, by the web client's operation name; 'other' for any other text",
    labelNames: ['operation'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly faults = new Counter({
    name: 'quorate_faults_total',
    help: 'Exceptions that were logged under an id',
    registers: [this.registry],
  });

  readonly sockets = new Gauge({
    name: 'quorate_sockets',
    help: 'Open subscription sockets',
    registers: [this.registry],
  });

  constructor(@Inject(Database) database: Database) {
    collectDefaultMetrics({ register: this.registry, prefix: 'quorate_' });
    new Gauge({
      name: 'quorate_database_pool_connections',
      help: 'Connections of the read pool, and requests waiting for one',
      labelNames: ['state'] as const,
      registers: [this.registry],
      collect() {
        this.set({ state: 'open' }, database.reader.totalCount);
        this.set({ state: 'idle' }, database.reader.idleCount);
        this.set({ state: 'waiting' }, database.reader.waitingCount);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
