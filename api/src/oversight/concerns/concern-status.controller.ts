import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { sendPlainPage } from '../../platform/http/plain-page.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import type { ServerRequest } from '../../platform/http/server-request.js';
import { Reads } from '../../platform/reads.js';
import { ConcernStatusReads } from './concern-status.reads.js';
import { concernAskPage, concernStatusPage, type StatusPageState } from './concern-status-page.js';
import { admit, typedIn } from './public-door.js';
import { systemsToChoose } from './systems-to-choose.js';

const TITLE = 'How far is your concern?';
/** One that is asked costs as much as this many pages: thirty a minute of one address. */
const ASKED = 20;

/**
 * How far a concern is, for its author, without a session or a name. The secret comes by POST alone: an address stays in
 * histories and logs. Whatever is not found is answered alike.
 */
@Controller('/concern/status')
export class ConcernStatusController {
  constructor(
    @Inject(ConcernStatusReads) private readonly statuses: ConcernStatusReads,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Get()
  async page(@Req() request: ServerRequest, @Res() response: Response): Promise<void> {
    if (!(await admit(this.limits, request, response, 1))) return;
    await this.show(response, 200, { typed: typedOf(request.query), asked: 'nothing' });
  }

  @Post()
  async ask(@Req() request: ServerRequest, @Res() response: Response): Promise<void> {
    if (!(await admit(this.limits, request, response, ASKED))) return;
    const { secret, ...typed } = typedOf(request.body);
    const status = await this.statuses.status(typed.system, typed.reference, secret);
    if (!status) return this.show(response, 404, { typed, asked: 'notFound' });
    sendPlainPage(response, 200, TITLE, concernStatusPage(status));
  }

  private async show(response: Response, status: number, state: Omit<StatusPageState, 'systems'>): Promise<void> {
    const systems = await systemsToChoose(this.reads);
    sendPlainPage(response, status, TITLE, concernAskPage({ ...state, systems }));
  }
}

const MOST = 100;

function typedOf(given: unknown): { readonly system: string; readonly reference: string; readonly secret: string } {
  const typed = typedIn(given);
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name].slice(0, MOST) : '');
  return { system: text('system'), reference: text('reference'), secret: text('secret') };
}
