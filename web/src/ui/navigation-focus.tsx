import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

const FirstPath = createContext<RefObject<string | null> | null>(null);

/** Remembers which page the browser opened by itself, so that only later pages take the focus. Put once around the routes. */
export function NavigationFocus({ children }: { readonly children: ReactNode }) {
  const firstPath = useRef<string | null>(null);
  return <FirstPath.Provider value={firstPath}>{children}</FirstPath.Provider>;
}

/** As the state of a navigation: the page's search field takes the focus in the place of its heading. */
export const TO_SEARCH = { focus: 'search' } as const;

/** The search field of the page that is open, if it has one. */
export function searchFieldHere(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main input[type="search"]');
}

function asksForSearch(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'focus' in state && state.focus === TO_SEARCH.focus;
}

/** Whether the reader comes to a place within the page: named by the address, or where they were before they went on. */
export function useHasPlace(): boolean {
  const firstPath = useContext(FirstPath);
  const { hash } = useLocation();
  const type = useNavigationType();
  return hash !== '' || (type === NavigationType.Pop && firstPath?.current === '');
}

/** A ref for a page's h1 that takes the focus when the path changes: not on first load, not when only the filter changes. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const firstPath = useContext(FirstPath);
  const { pathname, state } = useLocation();
  useEffect(() => {
    if (!firstPath) return;
    if (firstPath.current === null) firstPath.current = pathname;
    else if (firstPath.current !== pathname || firstPath.current === '') {
      firstPath.current = '';
      ((asksForSearch(state) ? searchFieldHere() : null) ?? heading.current)?.focus();
    }
  }, [pathname, state, firstPath]);
  return heading;
}
