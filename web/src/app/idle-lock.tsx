import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button, ButtonGroup } from '../ui/button.js';
import { isLockedElsewhere, lastActiveAt, noteActive, noteLocked, onSignedIn, startAfresh } from './lock-messages.js';
import { currentPath, keepSessionOpen, lockSession, onSessionLost, signInUrl, signOut } from './session.js';
import { useSwitchActingRole, type Viewer } from './viewer.js';
import { viewerQuery } from './viewer.queries.js';

type LockReason = 'idle' | 'expired';

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const lookEveryMs = 5_000;

export interface IdleLockProps {
  readonly viewer: Viewer;
  /** For tests. */
  readonly minutes?: number;
}

/**
 * Covers the page after some minutes without a key or a click, and when the session is over. The page stays mounted beneath, so nothing
 * typed is lost. The session is locked on the server at once; opening again takes a new sign-in by the same person.
 */
export function IdleLock({ viewer, minutes = viewer.idleLockMinutes }: IdleLockProps) {
  const [reason, setReason] = useState<LockReason | null>(() => (isLockedElsewhere() ? 'idle' : null));
  const lock = useCallback((why: LockReason) => setReason((now) => now ?? why), []);
  useIdle(minutes, reason === null, () => {
    // The first tab to lock tells the server; the others only close.
    if (!isLockedElsewhere()) {
      noteLocked(true);
      void lockSession();
    }
    lock('idle');
  });
  useEffect(() => onSessionLost(() => lock('expired')), [lock]);
  return reason ? <LockScreen reason={reason} viewer={viewer} onOpen={() => setReason(null)} /> : null;
}

/** Calls back once when no tab has been used for that long, by the clock on the wall, so that sleep counts. */
function useIdle(minutes: number, watching: boolean, onIdle: () => void) {
  const callback = useRef(onIdle);
  callback.current = onIdle;
  useEffect(() => {
    if (!watching) return;
    const limit = minutes * 60_000;
    const look = () => {
      const last = lastActiveAt();
      if (isLockedElsewhere() || (last !== null && Date.now() - last >= limit)) callback.current();
    };
    const noteUse = () => {
      const last = lastActiveAt();
      // NOTE: the first key after a long sleep must not count as use before the clock has been looked at.
      if (last !== null && Date.now() - last >= limit) callback.current();
      else {
        noteActive(Date.now());
        keepSessionOpen(Date.now());
      }
    };
    if (lastActiveAt() === null) noteActive(Date.now());
    look();
    const timer = setInterval(look, lookEveryMs);
    for (const sign of signs) document.addEventListener(sign, noteUse, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const sign of signs) document.removeEventListener(sign, noteUse, { capture: true });
      document.removeEventListener('visibilitychange', look);
    };
  }, [minutes, watching]);
}

interface LockScreenProps {
  readonly reason: LockReason;
  readonly viewer: Viewer;
  readonly onOpen: () => void;
}

function LockScreen({ reason, viewer, onOpen }: LockScreenProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState('');
  const reopen = useReopen(viewer, onOpen, setProblem);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    const title = document.title;
    document.title = 'Locked - Quorate';
    return () => {
      document.title = title;
      // Closing, unlike taking away, gives the focus back to where it was.
      element?.close();
    };
  }, []);
  useEffect(() => onSignedIn(() => void reopen()), [reopen]);
  function signIn() {
    const opened = window.open(signInUrl('/signed-in', true), 'quorate-sign-in', 'popup,width=520,height=680');
    if (!opened) setProblem('The browser did not open the sign-in window. Use the link below instead.');
  }
  return (
    <dialog className="q-lock" ref={dialog} aria-labelledby="lock-heading" onCancel={(event) => event.preventDefault()}>
      <div className="q-lock__box">
        <h1 className="nhsuk-heading-l" id="lock-heading">
          {reason === 'idle' ? 'Locked' : 'You are signed out'}
        </h1>
        <p>
          {reason === 'idle' ? 'Nobody has used this page for a while. ' : 'Your session has ended. '}
          Sign in as {viewer.name} to go on where you were. What you have typed is still here.
        </p>
        {problem ? (
          <p role="alert">
            <strong>{problem}</strong>
          </p>
        ) : null}
        <ButtonGroup>
          <Button look="primary" onClick={signIn}>
            Sign in and go on
          </Button>
          <Button onClick={() => void signOut()}>Sign out</Button>
        </ButtonGroup>
        <p>
          <a href={signInUrl(`/signed-in?${new URLSearchParams({ to: currentPath() })}`, true)}>
            Sign in in this window
          </a>{' '}
          (keeps text being written, closes what is open)
        </p>
      </div>
    </dialog>
  );
}

/** Opens the page again for the same person in the same role; another person gets a fresh start without any of it. */
function useReopen(viewer: Viewer, onOpen: () => void, setProblem: (words: string) => void): () => Promise<void> {
  const client = useApolloClient();
  const switchRole = useSwitchActingRole();
  return useCallback(async () => {
    try {
      const { data } = await client.query({ query: viewerQuery, fetchPolicy: 'no-cache' });
      const now = data?.viewer;
      if (!now || now.login !== viewer.login) return window.location.assign('/');
      if (now.acting.id !== viewer.acting.id) await switchRole(viewer.acting.id);
      startAfresh();
      onOpen();
      await client.refetchQueries({ include: 'active' });
    } catch {
      setProblem('You are not signed in yet. Try again.');
    }
  }, [client, switchRole, viewer, onOpen, setProblem]);
}
