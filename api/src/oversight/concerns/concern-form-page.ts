import { randomUUID } from 'node:crypto';
import { escapeHtml } from '../../platform/http/plain-page.js';
import { BEHAVIOURS } from './behaviours.js';

export interface SystemChoice {
  readonly key: string;
  readonly name: string;
}

export interface ConcernPageState {
  readonly systems: readonly SystemChoice[];
  /** What was typed, by the name of the field, so that nothing is lost when something is missing. */
  readonly typed: Readonly<Record<string, string | readonly string[]>>;
  /** What is wrong, by the name of the field. */
  readonly problems: Readonly<Record<string, string>>;
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
<p><label for="system">Which integrated care system?</label><br>${problem(problems, 'system')}
<select id="system" name="system" required><option value="">Choose one</option>${systems
    .map(
      ({ key, name }) =>
        `<option value="${escapeHtml(key)}"${text('system') === key ? ' selected' : ''}>${escapeHtml(name)}</option>`,
    )
    .join('')}</select></p>
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

/** What whoever sent it is told: the reference, and what happens next. */
export function concernReceivedPage(reference: string): string {
  return `<div class="notice" role="status"><p>Thank you. Your reference is <strong>${escapeHtml(reference)}</strong>.</p></div>
<p>Keep it: it is the only way to refer to what you wrote. The commissioners of the system read it. If you said how to reach you, they may ask you more. When they stop looking into a concern they write down why, without naming anybody; staff of the system who sign in can read that, nobody else. No answer comes by itself.</p>`;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly problems: Readonly<Record<string, string>>;
}

function field({ attributes, ...rest }: Field & { readonly attributes: string }): string {
  const { name, value } = rest;
  return `${before(rest)}<input id="${name}" name="${name}" value="${escapeHtml(value)}" ${describedBy(rest)} ${attributes}></p>`;
}

function area(rest: Field): string {
  const { name, value } = rest;
  return `${before(rest)}<textarea id="${name}" name="${name}" rows="6" maxlength="4000" ${describedBy(rest)}>${escapeHtml(value)}</textarea></p>`;
}

function before({ name, label, hint, problems }: Field): string {
  const told = hint ? `<span class="hint" id="${name}-hint">${escapeHtml(hint)}</span><br>` : '';
  return `<p><label for="${name}">${escapeHtml(label)}</label><br>${told}${problem(problems, name)}`;
}

function describedBy({ name, hint }: Field): string {
  return hint ? `aria-describedby="${name}-hint"` : '';
}

function problem(problems: Readonly<Record<string, string>>, name: string): string {
  const message = problems[name];
  return message ? `<strong id="${name}-problem">${escapeHtml(message)}</strong><br>` : '';
}

function summaryOf(problems: Readonly<Record<string, string>>): string {
  const messages = Object.entries(problems);
  if (messages.length === 0) return '';
  return `<div class="notice" role="alert"><p><strong>It was not sent yet.</strong></p><ul>${messages
    .map(([name, message]) => `<li><a href="#${escapeHtml(name)}">${escapeHtml(message)}</a></li>`)
    .join('')}</ul></div>`;
}
