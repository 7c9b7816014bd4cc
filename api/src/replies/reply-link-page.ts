import { ABSENCE_REASONS } from '@quorate/libs/attendance';
import { formatDate, minuteOfDay, timeOfMinute } from '@quorate/libs/time';
import { escapeHtml } from '../platform/http/plain-page.js';
import type { LinkAnswer, LinkedInvitation } from './reply-link.service.js';

export interface ReplyPageState {
  /** Where the form posts to. */
  readonly path: string;
  readonly invitations: readonly LinkedInvitation[];
  /** Chosen on the form when the page opens. */
  readonly chosen: LinkAnswer | null;
  readonly isSaved: boolean;
  /** Why the last answer could not be saved. */
  readonly problem: string | null;
}

const WORDS: Readonly<Record<LinkAnswer, string>> = {
  accept: 'I will come',
  tentative: 'I may come',
  decline: 'I cannot come',
};

const RESPONSES: Readonly<Record<string, string>> = {
  needsAction: 'You have not answered yet',
  accepted: 'You said that you will come',
  tentative: 'You said that you may come',
  declined: 'You said that you cannot come',
  delegated: 'Somebody comes in your place',
};

// What a person can only find out at or after the meeting, and what only an organiser can say, is not offered.
const NOT_OFFERED = new Set(['vacancy', 'notNotified', 'technology']);

/** The reply page: who is asked, to what, what they have said, and one form with one button. Needs no script. */
export function replyPage(state: ReplyPageState): string {
  const [first] = state.invitations;
  if (!first) throw new Error('A reply page needs an invitation.');
  return [
    state.isSaved ? `<div class="notice" role="status"><p>Thank you. Your answer is saved.</p></div>` : '',
    state.problem ? `<div class="notice" role="alert"><p>${escapeHtml(state.problem)}</p></div>` : '',
    `<p>${escapeHtml(first.personName)}, you are invited to <strong>${escapeHtml(first.mdtName)}</strong>, hosted by ${escapeHtml(first.hostName)}.</p>`,
    place(first),
    form(state, first),
    '<p class="hint">You can change your answer here until the meeting starts. Opening this page changes nothing.</p>',
  ].join('\n');
}

/** One page for every link that opens nothing, so that nobody learns why. */
export const DEAD_LINK_PAGE = `<p>This link does not open an invitation. It may be incomplete, the meeting may have started or been cancelled, or the seat may have passed to somebody else.</p>
<p>Ask the care co-ordinator who invited you for a new invitation.</p>`;

function form(state: ReplyPageState, first: LinkedInvitation): string {
  const isDeputy = state.invitations.every((invitation) => invitation.isDeputy);
  const answers: LinkAnswer[] = isDeputy ? ['decline'] : ['accept', 'tentative', 'decline'];
  return `<form method="post" action="${escapeHtml(state.path)}">
${dates(state, first)}
<fieldset><legend><h2>${isDeputy ? 'You are asked to stand in' : 'Will you come?'}</h2></legend>
${answers.map((answer) => radio('answer', answer, isDeputy ? 'I cannot come after all' : WORDS[answer], state.chosen === answer, true)).join('\n')}
</fieldset>
<fieldset><legend><h2>If you cannot come, why?</h2></legend>
<p class="hint">You need not say. Only the care co-ordinator who invited you sees the reason beside your name.</p>
${radio('declineReason', '', 'I would rather not say', true, false)}
${reasons()}
</fieldset>
<p><button type="submit">Send my answer</button></p>
</form>`;
}

function dates(state: ReplyPageState, first: LinkedInvitation): string {
  if (state.invitations.length === 1)
    return `<p><strong>${when(first)}</strong><br>${answerNow(first)}</p><input type="hidden" name="invitation" value="${first.invitationId}">`;
  const rows = state.invitations.map(
    (invitation, i) =>
      `<p><input type="checkbox" id="date-${i}" name="invitation" value="${invitation.invitationId}" checked> <label for="date-${i}">${when(invitation)}. ${answerNow(invitation)}</label></p>`,
  );
  return `<fieldset><legend><h2>Which dates do you answer for?</h2></legend>\n${rows.join('\n')}\n</fieldset>`;
}

function answerNow(invitation: LinkedInvitation): string {
  if (invitation.isDeputy) return 'You stand in for the seat.';
  return `${escapeHtml(RESPONSES[invitation.response] ?? '')}.`;
}

function when(invitation: LinkedInvitation): string {
  const endMinute = minuteOfDay(invitation.startTime) + invitation.durationMinutes;
  const nextDay = endMinute >= 1440 ? ' the next day' : '';
  return `${formatDate(invitation.date)}, ${invitation.startTime} to ${timeOfMinute(endMinute)}${nextDay}`;
}

function place(invitation: LinkedInvitation): string {
  const where = [invitation.siteName, invitation.roomName].filter(Boolean).join(', ');
  const parts = [
    where ? `Place: ${escapeHtml(where)}.` : '',
    invitation.joinUrl ? `You can <a href="${escapeHtml(invitation.joinUrl)}" rel="noreferrer">join online</a>.` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `<p>${parts.join(' ')}</p>` : '';
}

function reasons(): string {
  return ABSENCE_REASONS.filter((reason) => !NOT_OFFERED.has(reason.code))
    .map((reason) =>
      radio(
        'declineReason',
        reason.code,
        reason.code === 'releaseRefused' ? 'I was not released' : reason.label,
        false,
        false,
      ),
    )
    .join('\n');
}

function radio(name: string, value: string, label: string, isChecked: boolean, isRequired: boolean): string {
  const id = `${name}-${value || 'none'}`;
  return `<p><input type="radio" id="${id}" name="${name}" value="${value}"${isChecked ? ' checked' : ''}${isRequired ? ' required' : ''}> <label for="${id}">${escapeHtml(label)}</label></p>`;
}
