// The tabs of one browser share when the user was last active and whether they are locked; one tab's sign-in opens them all.
const activeKey = 'quorate.last-active';
const lockedKey = 'quorate.locked';
const channelName = 'quorate.session';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // NOTE: storage may be switched off; each tab then keeps its own clock.
  }
}

/** When any tab was last used, in epoch milliseconds; null when that is not known. */
export function lastActiveAt(): number | null {
  const text = stored(activeKey);
  return text === null ? null : Number(text);
}

const presentMs = 60_000;

/** Whether the last key or click is so long ago that what is asked now is not somebody's use of the session. */
export function nobodyIsThere(now: number): boolean {
  const last = lastActiveAt();
  return last !== null && now - last > presentMs;
}

export function noteActive(at: number): void {
  store(activeKey, String(at));
}

export function isLockedElsewhere(): boolean {
  return stored(lockedKey) !== null;
}

export function noteLocked(locked: boolean): void {
  store(lockedKey, locked ? '1' : null);
}

type Message = 'signed-in' | 'role-switched';

function tell(message: Message): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(message);
  channel.close();
}

function listen(wanted: Message, listener: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = (event) => {
    if (event.data === wanted) listener();
  };
  return () => channel.close();
}

/** Starts the idle clock afresh, as when somebody has just signed in or is on the way to it. */
export function startAfresh(): void {
  noteLocked(false);
  noteActive(Date.now());
}

/** Tells every tab that somebody has signed in again. */
export function tellSignedIn(): void {
  startAfresh();
  tell('signed-in');
}

/** Calls back when somebody has signed in in another tab or window. Returns the way to stop. */
export function onSignedIn(listener: () => void): () => void {
  return listen('signed-in', listener);
}

/** Tells the other tabs, which share the session, that it acts in another role now. */
export function tellRoleSwitched(): void {
  tell('role-switched');
}

export function onRoleSwitched(listener: () => void): () => void {
  return listen('role-switched', listener);
}
