import type { KoaContextWithOIDC } from 'oidc-provider';
import { escapeHtml, plainPage } from '../../platform/http/plain-page.js';
import type { DemoLogin } from '../accounts.reads.js';
import { demoSubject } from '../sign-in-subject.js';

/** The persona picker: everyone who can sign in, by system, organisation and role. Works without script. */
export function personaPicker(uid: string, logins: readonly DemoLogin[], hint: string | null): string {
  const hinted = logins.find(({ tenantKey, login }) => demoSubject(tenantKey, login) === hint);
  const body = `
<p>This is a local trial with made-up people. Choose who you want to be; no password is needed.</p>
<p>Anybody can write without being one of them: <a href="/concern">Raise a concern</a>, or ask <a href="/concern/status">how far one is</a>.</p>
${hinted ? `<h2>You were signed in as</h2>${people(uid, [hinted])}` : ''}
${[...groupBy(logins, ({ tenantName }) => tenantName)].map(([tenant, members]) => system(uid, tenant, members)).join('')}
${logins.length === 0 ? '<p>There are no demonstration people yet. Start the server again to load them.</p>' : ''}`;
  return plainPage(hinted ? 'Sign in again' : 'Who do you want to be?', body);
}

function system(uid: string, tenant: string, members: readonly DemoLogin[]): string {
  const organisations = [...groupBy(members, ({ organisation }) => organisation || 'People and carers')];
  return `<h2>${escapeHtml(tenant)}</h2>${organisations
    .map(([organisation, staff]) => `<h3>${escapeHtml(organisation)}</h3>${people(uid, staff)}`)
    .join('')}`;
}

function people(uid: string, list: readonly DemoLogin[]): string {
  return `<ul class="people">${list.map((login) => person(uid, login)).join('')}</ul>`;
}

function person(uid: string, { login, tenantKey, name, role, about, hasLeft }: DemoLogin): string {
  const what = hasLeft ? 'Has left: signing in shows that access has ended.' : about;
  return `<li>
<p><strong>${escapeHtml(role || 'No role')}</strong>${hasLeft ? ' <span class="left">left</span>' : ''}</p>
${what ? `<p>${escapeHtml(what)}</p>` : ''}
<form method="post" action="/idp/interaction/${encodeURIComponent(uid)}/login">
<input type="hidden" name="tenant" value="${escapeHtml(tenantKey)}">
<input type="hidden" name="login" value="${escapeHtml(login)}">
<button type="submit">Sign in as ${escapeHtml(name)}</button>
</form>
</li>`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** An error of the demo's provider, such as a sign-in that is too old. */
export function demoProblem(code: string): string {
  return plainPage(
    'This sign-in cannot go on',
    `<p>It is too old, or was started in another browser (${escapeHtml(code)}). Nobody has been signed in.</p>
<p><a class="button" href="/auth/sign-in">Start again</a></p>`,
  );
}

/** The same as the provider's own answer. */
export function sendDemoProblem(ctx: KoaContextWithOIDC, code: string): void {
  ctx.type = 'html';
  ctx.body = demoProblem(code);
}
