import { escapeHtml } from '../../platform/http/plain-page.js';

export interface SystemChoice {
  readonly key: string;
  readonly name: string;
}

export type Problems = Readonly<Record<string, string>>;

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly problems: Problems;
}

/** A line to type in. `attributes` is HTML of ours. */
export function field({ attributes, ...rest }: Field & { readonly attributes: string }): string {
  const { name, value } = rest;
  return `${before(rest)}<input id="${name}" name="${name}" value="${escapeHtml(value)}" ${describedBy(rest)} ${attributes}></p>`;
}

/** Several lines to type in. */
export function area(rest: Field): string {
  const { name, value } = rest;
  return `${before(rest)}<textarea id="${name}" name="${name}" rows="6" maxlength="4000" ${describedBy(rest)}>${escapeHtml(value)}</textarea></p>`;
}

/** Which of the systems of this server. */
export function systemField(systems: readonly SystemChoice[], chosen: string, problems: Problems): string {
  return `<p><label for="system">Which integrated care system?</label><br>${problem(problems, 'system')}
<select id="system" name="system" required><option value="">Choose one</option>${systems
    .map(
      ({ key, name }) =>
        `<option value="${escapeHtml(key)}"${chosen === key ? ' selected' : ''}>${escapeHtml(name)}</option>`,
    )
    .join('')}</select></p>`;
}

function before({ name, label, hint, problems }: Field): string {
  const told = hint ? `<span class="hint" id="${name}-hint">${escapeHtml(hint)}</span><br>` : '';
  return `<p><label for="${name}">${escapeHtml(label)}</label><br>${told}${problem(problems, name)}`;
}

function describedBy({ name, hint }: Field): string {
  return hint ? `aria-describedby="${name}-hint"` : '';
}

/** What is wrong with a field. */
export function problem(problems: Problems, name: string): string {
  const message = problems[name];
  return message ? `<strong id="${name}-problem">${escapeHtml(message)}</strong><br>` : '';
}
