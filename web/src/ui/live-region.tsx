import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

type Announce = (message: string) => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Holds the one polite live region of the page. Put once around the app. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState('');
  const repeats = useRef(0);
  const announce = useCallback<Announce>((text) => {
    repeats.current += 1;
    // A no-break space makes the same words twice in a row a change that is read out.
    setMessage(repeats.current % 2 ? text : `${text}\u00a0`);
  }, []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite">
        {message}
      </div>
    </AnnounceContext.Provider>
  );
}

/** Says something to screen readers without moving the focus: `announce('Saved')`. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
