import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useMemo, useState } from 'react';
import { useAnnounce } from './live-region.js';

const secondsToUndo = 10;

export interface UndoOffer {
  /** What was done: "Dr Tom Keane marked as not released". */
  readonly message: string;
  readonly onUndo: () => void;
}

export interface Undo {
  /** Shows what was done with an Undo button for 10 seconds. A newer offer takes the place of an older one. */
  readonly offer: (offer: UndoOffer) => void;
  /** Shows that something was done, with nothing to undo. */
  readonly say: (message: string) => void;
}

interface Shown {
  /** A new one for each notice, so that its clock starts afresh. */
  readonly id: number;
  readonly message: string;
  readonly onUndo?: () => void;
  /** Which part of a page it came from. */
  readonly owner: string;
}

interface Notices {
  readonly show: (notice: Omit<Shown, 'id'>) => void;
  /** Takes an offer of this owner away; news stays. */
  readonly withdraw: (owner: string) => void;
}

const NoticesContext = createContext<Notices>({ show: () => undefined, withdraw: () => undefined });

/** Holds the one notice at the foot of the page. Put once around the app, inside LiveRegion. */
export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const announce = useAnnounce();
  const close = useCallback(() => setShown(null), []);
  const show = useCallback(
    (next: Omit<Shown, 'id'>) => {
      setShown((before) => ({ ...next, id: (before?.id ?? 0) + 1 }));
      announce(
        next.onUndo
          ? `${next.message}. You can undo this for ${secondsToUndo} seconds: press Control Z.`
          : next.message,
      );
    },
    [announce],
  );
  const notices = useMemo<Notices>(
    () => ({
      show,
      withdraw: (owner) => setShown((now) => (now?.owner === owner && now.onUndo ? null : now)),
    }),
    [show],
  );
  return (
    <NoticesContext.Provider value={notices}>
      {children}
      {shown ? <UndoNotice key={shown.id} shown={shown} onClose={close} /> : null}
    </NoticesContext.Provider>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** The clock stands still while the pointer or the focus is on the notice. */
function UndoNotice({ shown, onClose }: { readonly shown: Shown; readonly onClose: () => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onClose, secondsToUndo * 1000);
    return () => clearTimeout(timer);
  }, [held, onClose]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!(event.key === 'z' && (event.ctrlKey || event.metaKey)) || isTyping(event.target) || !shown.onUndo) return;
      event.preventDefault();
      shown.onUndo();
      onClose();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [shown, onClose]);
  return (
    <section
      className="q-undo"
      aria-label="Last change"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="q-undo__message">{shown.message}</span>
      {shown.onUndo ? (
        <button
          type="button"
          className="q-undo__button"
          onClick={() => {
            shown.onUndo?.();
            onClose();
          }}
        >
          Undo
        </button>
      ) : null}
      <button type="button" className="q-undo__button" onClick={onClose}>
        Close<span className="nhsuk-u-visually-hidden"> this notice</span>
      </button>
    </section>
  );
}

/**
 * Offers to take the last action back: `undo.offer({ message, onUndo })`. The offer goes with what made it, or a key pressed
 * on another page would take back what is out of sight; what was only said goes along to the next page.
 */
export function useUndo(): Undo {
  const { show, withdraw } = useContext(NoticesContext);
  const owner = useId();
  useEffect(() => () => withdraw(owner), [withdraw, owner]);
  return useMemo(
    () => ({ offer: (offer) => show({ ...offer, owner }), say: (message) => show({ message, owner }) }),
    [show, owner],
  );
}
