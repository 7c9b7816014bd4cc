import { formatDate } from '@quorate/libs/time';
import { escapeHtml } from '../../platform/http/plain-page.js';
import type { ConcernStatus } from './concern-status.reads.js';
import { field, type SystemChoice, systemField } from './plain-fields.js';

/** A stage as its author reads it. */
const STAGES: Readonly<Record<string, string>> = {
  received: 'It has been received. Nobody has looked into it yet.',
  lookedInto: 'It is being looked into.',
  linked: 'It is being looked into together with other information.',
  referred: 'It has been referred to another body that is the right one for it.',
  stopped: 'It has been ended. The reason is written down for staff of the system, without naming anybody.',
};
/** What should have happened by the end of a stage. */
const UNTIL: Readonly<Record<string, string>> = {
  received: 'Somebody looks into it',
  lookedInto: 'It is decided what becomes of it',
  referred: 'The other body is asked what came of it',
};

export interface StatusPageState {
  readonly systems: readonly SystemChoice[];
  readonly typed: { readonly system: string; readonly reference: string };
  /** 'notFound' where something was asked that there is not. */
  readonly asked: 'nothing' | 'notFound';
}

/** The public form to ask how far a concern is. Needs no account and no script. */
export function concernAskPage({ systems, typed, asked }: StatusPageState): string {
  const refusal =
    asked === 'notFound'
      ? '<div class="notice" role="alert"><p><strong>Nothing is found under these.</strong></p><p>Compare the system, the reference and the secret with what you wrote down. Nobody here can look them up for you.</p></div>'
      : '';
  return `${refusal}
<p>With the reference and the secret that you were shown when you sent a concern you can see how far it is. It says the stage and the dates to expect, nothing else.</p>
<form method="post" action="/concern/status">
${systemField(systems, typed.system, {})}
${field({ name: 'reference', label: 'Reference', hint: 'It begins with C-', value: typed.reference, problems: {}, attributes: 'required maxlength="20" autocomplete="off" spellcheck="false"' })}
${field({ name: 'secret', label: 'Secret', hint: 'Twenty letters and figures in groups of five. Capitals and hyphens do not matter.', value: '', problems: {}, attributes: 'required maxlength="60" autocomplete="off" spellcheck="false"' })}
<p><button type="submit">Show how far it is</button></p>
</form>
<p><a href="/concern">Tell us of a concern</a></p>`;
}

/** What its author is told: stage and dates. */
export function concernStatusPage(status: ConcernStatus): string {
  const { state, receivedOn, since, isOverdue, timetable, slips } = status;
  return `<div class="notice" role="status"><p><strong>${escapeHtml(STAGES[state] ?? '')}</strong></p>
<p>Received on ${dayWords(receivedOn)}${since === receivedOn ? '' : `; in this stage since ${dayWords(since)}`}.</p></div>
${isOverdue ? '<p><strong>It is late.</strong> The commissioners are told of it until it goes on.</p>' : ''}
${
  timetable.length === 0
    ? '<p>No date is set for this stage.</p>'
    : `<h2>What to expect</h2><ul>${timetable.map(({ state: stage, dueOn }) => `<li>${escapeHtml(UNTIL[stage] ?? '')}: by ${dayWords(dueOn)}</li>`).join('')}</ul><p class="hint">These are the days by which each should be done if all goes as usual. A date can be moved, with a reason that you read here.</p>`
}
${
  slips.length === 0
    ? ''
    : `<h2>Dates that were moved</h2><ul>${slips
        .map(
          ({ on, fromDue, toDue, why }) =>
            `<li>On ${dayWords(on)}, from ${dayWords(fromDue)} to ${dayWords(toDue)}. ${escapeHtml(why)}.</li>`,
        )
        .join('')}</ul>`
}
<p><a href="/concern/status">Ask about another concern</a></p>`;
}

function dayWords(day: string): string {
  return escapeHtml(formatDate(day));
}
