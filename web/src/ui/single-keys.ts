import { useEffect, useState } from 'react';

const KEPT = 'quorate-single-keys';

/** Whether keys without Control or Alt do anything by themselves: on, until somebody turns them off in this browser (WCAG 2.1.4). */
function singleKeysWork(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    // Without storage nobody can have turned them off.
    return true;
  }
}

/** Whether single keys work, and the switch. */
export function useSingleKeysSwitch(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(singleKeysWork);
  function turn(next: boolean) {
    setOn(next);
    try {
      if (next) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, 'off');
    } catch {
      // The browser forbids storage: there is nowhere to keep it.
    }
  }
  return [on, turn];
}

function isForTheKey(target: EventTarget | null, needsFocus: boolean): boolean {
  if (!(target instanceof HTMLElement)) return !needsFocus;
  if (needsFocus && target === document.body) return false;
  if (target.closest('dialog') || target.isContentEditable) return false;
  return !target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');
}

export interface SingleKeyOptions {
  /** Only while something on the page has the focus: for a key that changes something. */
  readonly needsFocus?: boolean;
}

/** Does something when one key is pressed while nobody is typing and no dialog is open. `null` for nothing to do. */
export function useSingleKey(key: string, act: (() => void) | null, { needsFocus = false }: SingleKeyOptions = {}) {
  useEffect(() => {
    if (!act) return;
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.defaultPrevented || !singleKeysWork() || !isForTheKey(event.target, needsFocus)) return;
      event.preventDefault();
      act?.();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [key, act, needsFocus]);
}
