import { useCallback, useState } from 'react';

const prefix = 'quorate.draft.';
const ownerKey = 'quorate.draft-owner';

function draftKeys(): readonly string[] {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
}

/** Forgets every draft of this tab; done at sign-out. */
export function wipeDrafts(): void {
  for (const key of draftKeys()) sessionStorage.removeItem(key);
  sessionStorage.removeItem(ownerKey);
}

/** Says whose drafts these are; another person's are wiped first, so that nobody meets a stranger's text on a shared PC. */
export function ownDrafts(login: string): void {
  const owner = sessionStorage.getItem(ownerKey);
  if (owner !== null && owner !== login) wipeDrafts();
  sessionStorage.setItem(ownerKey, login);
}

function keep(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, text);
  } catch {
    // NOTE: storage may be full or switched off; the text is still on the page.
  }
}

export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Forgets the draft and goes back to the saved text; call it when the server has taken the text. */
  readonly discard: () => void;
  /** True when the text was restored from before a reload or a sign-in, so the page can say so. */
  readonly restored: boolean;
}

/**
 * Text being written, kept in this tab through a reload, an idle lock and a lost connection; wiped at sign-out.
 * The key names the field by ids only: useDraft(`plan-section-${sectionId}`, section.text).
 */
export function useDraft(key: string, initial: string): Draft {
  const [state, setState] = useState(() => read(key));
  const current = state.key === key ? state : read(key);
  if (current !== state) setState(current);
  const setText = useCallback(
    (text: string) => {
      keep(key, text);
      setState({ key, text, restored: false });
    },
    [key],
  );
  const discard = useCallback(() => {
    keep(key, null);
    setState({ key, text: null, restored: false });
  }, [key]);
  return { text: current.text ?? initial, setText, discard, restored: current.restored };
}

interface DraftState {
  readonly key: string;
  readonly text: string | null;
  readonly restored: boolean;
}

function read(key: string): DraftState {
  const text = sessionStorage.getItem(prefix + key);
  return { key, text, restored: text !== null };
}
