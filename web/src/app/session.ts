import { wipeDrafts } from '../ui/drafts.js';
import { noteActingRole } from './acting-role.js';
import { startAfresh } from './lock-messages.js';

/** The page's own path, query and all, for coming back to after sign-in. */
export function currentPath(): string {
  return `${window.location.pathname}${window.location.search}`;
}

/** Where sign-in starts. `again` asks the identity provider for the password once more, as after an idle lock. */
export function signInUrl(returnTo: string, again = false): string {
  const query = new URLSearchParams({ returnTo });
  if (again) query.set('prompt', 'login');
  return `/auth/sign-in?${query}`;
}

/** Leaves the page for sign-in and comes back to the same address. At the front door it says first what this is. */
export function goToSignIn(): void {
  startAfresh();
  window.location.assign(currentPath() === '/' ? '/sign-in' : signInUrl(currentPath()));
}

async function post(path: string): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true' },
    body: '{}',
    redirect: 'manual',
  });
}

/** Locks the session on the server and keeps what is on the page. Never throws: the page must close all the same. */
export async function lockSession(): Promise<void> {
  try {
    await post('/auth/lock');
  } catch (error) {
    console.warn('The session could not be locked on the server; it locks by itself when nobody uses it.', error);
  }
}

const keepOpenEveryMs = 5 * 60_000;
let keptOpenAt = 0;

/** Tells the server, every few minutes, that somebody is typing or reading, so that it does not lock while nothing is sent. */
export function keepSessionOpen(now: number): void {
  if (now - keptOpenAt < keepOpenEveryMs) return;
  keptOpenAt = now;
  post('/auth/active').then(
    (response) => {
      if (response.status === 401) sessionLost();
    },
    () => undefined,
  );
}

/** Wipes the drafts, ends the session here or everywhere, and goes to the signed-out page. */
export async function signOut(everywhere = false): Promise<void> {
  wipeDrafts();
  noteActingRole(null);
  startAfresh();
  const response = await post(everywhere ? '/auth/sign-out-everywhere' : '/auth/sign-out').catch(() => null);
  if (!response?.ok) return window.location.assign('/signed-out?incomplete=1');
  // The identity provider's own session ends on a page of its own, which comes back to '/signed-out'.
  const { next } = (await response.json().catch(() => ({}))) as { next?: string | null };
  window.location.assign(next ?? '/signed-out');
}

type Listener = () => void;
const listeners = new Set<Listener>();

/** Calls back whenever the server says that nobody is signed in. Returns the way to stop. */
export function onSessionLost(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Told by Apollo's error link: the session is gone. */
export function sessionLost(): void {
  for (const listener of listeners) listener();
}
