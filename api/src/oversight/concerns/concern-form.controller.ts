import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { sendPlainPage } from '../../platform/http/plain-page.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { isOwnPageWrite } from '../../platform/http/same-origin.js';
import type { ServerRequest } from '../../platform/http/server-request.js';
import { Reads } from '../../platform/reads.js';
import { findTenant } from '../../platform/tenants.js';
import { type ConcernPageState, concernFormPage, concernReceivedPage } from './concern-form-page.js';
import { concernForm } from './concern-inputs.js';
import { ConcernsService } from './concerns.service.js';
import { admit, typedIn } from './public-door.js';
import { systemsToChoose } from './systems-to-choose.js';

const TITLE = 'Tell us of a concern';
/** One that is sent costs as much as this many pages: a dozen a minute of one address. */
const SENT = 50;

/**
 * The public form. No session and no cookie plays a part, so a foreign page could send nothing in anybody's name; what a
 * browser says comes from another site is refused all the same.
 */
@Controller('/concern')
export class ConcernFormController {
  constructor(
    @Inject(ConcernsService) private readonly concerns: ConcernsService,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  @Get()
  async page(@Req() request: ServerRequest, @Res() response: Response): Promise<void> {
    if (!(await admit(this.limits, request, response, 1))) return;
    await this.show(response, 200, { typed: {}, problems: {} });
  }

  @Post()
  async send(@Req() request: ServerRequest, @Res() response: Response): Promise<void> {
    if (!(await admit(this.limits, request, response, SENT))) return;
    if (isFromElsewhere(request, this.publicUrl))
      return sendPlainPage(
        response,
        403,
        TITLE,
        '<p>Open <a href="/concern">the form</a> here and send it from there.</p>',
      );
    const typed = typedIn(request.body);
    const parsed = concernForm.safeParse({ ...EMPTY, ...typed, behaviours: [typed.behaviours ?? []].flat() });
    if (!parsed.success) {
      const problems = Object.fromEntries(
        parsed.error.issues.toReversed().map(({ path, message }) => [String(path[0] ?? ''), message]),
      );
      return this.show(response, 422, { typed, problems });
    }
    const tenantId = await findTenant(this.reads, parsed.data.system);
    if (!tenantId)
      return this.show(response, 422, { typed, problems: { system: 'Choose the integrated care system.' } });
    const result = await this.concerns.receive(tenantId, request.requestId, parsed.data);
    if ('message' in result)
      return this.show(response, result.code === 'TOO_MANY_NOW' ? 429 : 409, {
        typed,
        problems: { '': result.message },
      });
    if (!('secret' in result)) throw new Error('A concern was received without a reference.');
    sendPlainPage(
      response,
      200,
      'Your concern was received',
      concernReceivedPage(parsed.data.system, result.reference, result.secret),
    );
  }

  private async show(response: Response, status: number, state: Omit<ConcernPageState, 'systems'>): Promise<void> {
    const systems = await systemsToChoose(this.reads);
    sendPlainPage(response, status, TITLE, concernFormPage({ ...state, systems }));
  }
}

/** By what the browser says; whatever is no browser says nothing and may send. */
function isFromElsewhere(request: ServerRequest, publicUrl: PublicUrl): boolean {
  const { origin } = request.headers;
  const saysNothing = request.headers['sec-fetch-site'] === undefined && origin === undefined;
  return !saysNothing && !isOwnPageWrite(request, publicUrl);
}

const EMPTY = { system: '', about: '', words: '', from: '', until: '', sources: '', contactName: '', contactReach: '' };
