import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Database } from '../platform/database.js';
import { Live } from '../platform/live.js';
import { Metrics } from '../platform/metrics.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';

const READY_WITHIN_MS = 2_000;

/** For whoever watches over the server. None of the answers says anything about what is stored. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Live) private readonly live: Live,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The process answers. */
  @Get('/livez')
  livez(@Res() response: Response): void {
    response.setHeader('Cache-Control', 'no-store');
    response.json({ live: true });
  }

  /** It can do its work: the database answers with its schema in place, and hints of changes come in. */
  @Get('/readyz')
  async readyz(@Res() response: Response): Promise<void> {
    const checks = { database: await this.databaseAnswers(), listener: this.live.state !== 'lost' };
    const ready = Object.values(checks).every(Boolean);
    response.setHeader('Cache-Control', 'no-store');
    if (!ready) response.setHeader('Retry-After', '2');
    response.status(ready ? 200 : 503).json({ ready, checks });
  }

  /** Prometheus text, for loopback or the bearer of METRICS_TOKEN; nobody else learns that it is there. */
  @Get('/metrics')
  async metricsText(@Req() request: Request, @Res() response: Response): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    if (!this.mayScrape(request)) {
      response.status(404).json({ message: 'Not found' });
      return;
    }
    response.setHeader('Content-Type', this.metrics.contentType);
    response.send(await this.metrics.text());
  }

  private async databaseAnswers(): Promise<boolean> {
    // Migrations are run before the server opens its pools; the newest table tells that this is the database they ran on.
    const asked = this.database.reader.query(`select to_regclass('audit_head') is not null as migrated`).then(
      ({ rows }) => rows[0]?.migrated === true,
      () => false,
    );
    return Promise.race([
      asked,
      new Promise<boolean>((done) => setTimeout(() => done(false), READY_WITHIN_MS).unref()),
    ]);
  }

  private mayScrape(request: Request): boolean {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const wanted = this.settings.METRICS_TOKEN;
    if (given && wanted && given.length === wanted.length)
      return timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
    // A proxy on this machine makes everybody look local, but says for whom it asks.
    const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
    return !isForwarded && /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '');
  }
}
