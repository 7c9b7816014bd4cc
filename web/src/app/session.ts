import { wipeDrafts } from '../ui/drafts.js';
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

/** Leaves the page for sign-in and comes back to the same address. */
export function goToSignIn(): void {
  startAfresh();
  window.location.assign(signInUrl(currentPath()));
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

/** Ends the session on the server and keeps what is on the page, for the idle lock. Never throws: the lock must close all the same. */
export async function endSession(): Promise<void> {
  try {
    await post('/auth/sign-out');
  } catch (error) {
    console.warn('The session could not be ended on the server; it ends by itself when it expires.', error);
  }
}

/** Wipes the drafts, ends the session here or everywhere, and goes to the signed-out page. */
export async function signOut(everywhere = false): Promise<void> {
  wipeDrafts();
  startAfresh();
  const response = await post(everywhere ? '/auth/sign-out-everywhere' : '/auth/sign-out').catch(() => null);
  window.location.assign(
    response?.ok || response?.type === 'opaqueredirect' ? '/signed-out' : '/signed-out?incomplete=1',
  );
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
