import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { sendPlainPage } from '../platform/http/plain-page.js';
import { RateLimits } from '../platform/http/rate-limits.js';
import type { ServerRequest } from '../platform/http/server-request.js';
import { LINK_ANSWERS, type LinkAnswer, type LinkedInvitation, ReplyLinkService } from './reply-link.service.js';
import { DEAD_LINK_PAGE, replyPage } from './reply-link-page.js';

const TITLE = 'Reply to an MDT invitation';
/** A wrong link costs as much as this many good requests of the same address. */
const WRONG_LINK = 10;

/**
 * The page behind a mailed link. Mail scanners open every link, so GET and HEAD change nothing; the answer is one POST.
 * The token in the address is what gives access, so no cookie plays a part and no foreign page can send anything for anyone.
 */
@Controller('/reply')
export class ReplyLinkController {
  constructor(
    @Inject(ReplyLinkService) private readonly links: ReplyLinkService,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  @Get('/:token')
  async page(
    @Param('token') token: string,
    @Query('answer') answer: unknown,
    @Query('saved') saved: unknown,
    @Req() request: ServerRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!(await this.admit(request, response))) return;
    const invitations = await this.links.open(token);
    await this.show(request, response, token, {
      invitations,
      chosen: answerOf(answer) ?? presentAnswer(invitations),
      isSaved: saved === 'yes',
      problem: null,
    });
  }

  @Post('/:token')
  async reply(@Param('token') token: string, @Req() request: ServerRequest, @Res() response: Response): Promise<void> {
    if (!(await this.admit(request, response))) return;
    const body = (request.body ?? {}) as Record<string, unknown>;
    const answer = answerOf(body.answer);
    const problem =
      answer === null ? 'Choose an answer, then press the button.' : await this.save(token, request, answer, body);
    if (problem === null) return response.redirect(303, `/reply/${encodeURIComponent(token)}?saved=yes`);
    const invitations = await this.links.open(token);
    await this.show(request, response, token, { invitations, chosen: answer, isSaved: false, problem }, 409);
  }

  private async save(
    token: string,
    request: ServerRequest,
    answer: LinkAnswer,
    body: Record<string, unknown>,
  ): Promise<string | null> {
    const result = await this.links.answer(token, request.requestId, {
      answer,
      declineReason: typeof body.declineReason === 'string' && body.declineReason !== '' ? body.declineReason : null,
      invitationIds: [body.invitation].flat().filter((id) => typeof id === 'string'),
    });
    if (result === null) return 'This link does not open an invitation any more.';
    return 'message' in result ? result.message : null;
  }

  private async show(
    request: ServerRequest,
    response: Response,
    token: string,
    state: {
      invitations: readonly LinkedInvitation[];
      chosen: LinkAnswer | null;
      isSaved: boolean;
      problem: string | null;
    },
    status = 200,
  ): Promise<void> {
    if (state.invitations.length === 0) {
      await this.limits.take('anonymous', request.ip ?? 'unknown', WRONG_LINK);
      return sendPlainPage(response, 404, 'This link does not work', DEAD_LINK_PAGE);
    }
    sendPlainPage(response, status, TITLE, replyPage({ ...state, path: `/reply/${encodeURIComponent(token)}` }));
  }

  private async admit(request: ServerRequest, response: Response): Promise<boolean> {
    const wait = await this.limits.take('anonymous', request.ip ?? 'unknown');
    if (wait === null) return true;
    response.setHeader('Retry-After', wait);
    sendPlainPage(response, 429, 'Too many requests', `<p>Wait ${wait} seconds, then try again.</p>`);
    return false;
  }
}

function answerOf(value: unknown): LinkAnswer | null {
  return LINK_ANSWERS.find((known) => known === value) ?? null;
}

/** What they have said already, where it is the same for all dates. */
function presentAnswer(invitations: readonly LinkedInvitation[]): LinkAnswer | null {
  const said = new Set(invitations.map((invitation) => invitation.response));
  if (said.size !== 1) return null;
  if (said.has('accepted')) return 'accept';
  if (said.has('tentative')) return 'tentative';
  return said.has('declined') ? 'decline' : null;
}
