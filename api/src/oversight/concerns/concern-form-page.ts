import { randomUUID } from 'node:crypto';
import { escapeHtml } from '../../platform/http/plain-page.js';
import { BEHAVIOURS } from './behaviours.js';
import { area, field, type Problems, problem, type SystemChoice, systemField } from './plain-fields.js';

export interface ConcernPageState {
  readonly systems: readonly SystemChoice[];
  /** What was typed, by the name of the field, so that nothing is lost when something is missing. */
  readonly typed: Readonly<Record<string, string | readonly string[]>>;
  /** What is wrong, by the name of the field. */
  readonly problems: Problems;
}

/** The public form: needs no account and no script, and says what becomes of what is written. */
export function concernFormPage({ systems, typed, problems }: ConcernPageState): string {
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  const chosen = [typed.behaviours ?? []].flat();
  return `${summaryOf(problems)}
<p>Anybody can say that an organisation stands in the way of joined-up care: a person cared for, a carer, a member of staff, a provider or a commissioner. It goes to the commissioners of the system you choose. The organisation you write about does not learn from us who you are.</p>
<div class="notice"><p><strong>Do not name people cared for</strong>, and write nothing that tells who they are: no names, addresses, dates of birth or NHS numbers. If somebody is in danger now, ring 999; if it is about your own care, ask the organisation or its complaints service.</p></div>
<form method="post" action="/concern">
<input type="hidden" name="nonce" value="${escapeHtml(text('nonce') || randomUUID())}">
${systemField(systems, text('system'), problems)}
${field({ name: 'about', label: 'Which organisation is it about?', hint: 'Its name as it writes it, such as the trust or practice.', value: text('about'), problems, attributes: 'required maxlength="200"' })}
<fieldset><legend><h2>What is it about?</h2></legend>${problem(problems, 'behaviours')}
${BEHAVIOURS.map(
  ({ code, label }) =>
    `<p><input type="checkbox" id="b-${code}" name="behaviours" value="${code}"${chosen.includes(code) ? ' checked' : ''}> <label for="b-${code}">${escapeHtml(label)}</label></p>`,
).join('\n')}
</fieldset>
${area({ name: 'words', label: 'What happened?', hint: 'What was asked, what was answered, and what it meant for people. Name nobody cared for.', value: text('words'), problems })}
${field({ name: 'from', label: 'From about (you need not say)', hint: '', value: text('from'), problems, attributes: 'type="date"' })}
${field({ name: 'until', label: 'Until about (you need not say)', hint: '', value: text('until'), problems, attributes: 'type="date"' })}
${area({ name: 'sources', label: 'How do you know? (you need not say)', hint: 'For example: I was there, minutes, a mail, a colleague told me.', value: text('sources'), problems })}
<fieldset><legend><h2>How can we reach you?</h2></legend>
<p class="hint">You need not say. Only the commissioner who looks into it, and the person there who looks after information, can read this.</p>
${field({ name: 'contactName', label: 'Your name', hint: '', value: text('contactName'), problems, attributes: 'maxlength="120" autocomplete="name"' })}
${field({ name: 'contactReach', label: 'Email or telephone', hint: '', value: text('contactReach'), problems, attributes: 'maxlength="200" autocomplete="email"' })}
</fieldset>
<p><button type="submit">Send</button></p>
</form>`;
}

/** What whoever sent it is told: the reference, the secret to ask with, and what happens next. */
export function concernReceivedPage(system: string, reference: string, secret: string): string {
  const address = `/concern/status?system=${encodeURIComponent(system)}&reference=${encodeURIComponent(reference)}`;
  return `<div class="notice" role="status"><p>Thank you. Your reference is <strong>${escapeHtml(reference)}</strong>.</p>
<p>Your secret is <strong>${escapeHtml(secret)}</strong>. Write both down now: the secret is shown this once and nobody here can find it again.</p></div>
<p>With both you can <a href="${escapeHtml(address)}">ask how far it is</a>, without saying who you are. The page tells the stage and the dates to expect, nothing else.</p>
<p>The commissioners of the system read your concern. If you said how to reach you, they may ask you more. When they stop looking into a concern they write down why, without naming anybody; staff of the system who sign in can read that, nobody else. No answer comes by itself.</p>`;
}

function summaryOf(problems: Problems): string {
  const messages = Object.entries(problems);
  if (messages.length === 0) return '';
  return `<div class="notice" role="alert"><p><strong>It was not sent yet.</strong></p><ul>${messages
    .map(([name, message]) => `<li><a href="#${escapeHtml(name)}">${escapeHtml(message)}</a></li>`)
    .join('')}</ul></div>`;
}
