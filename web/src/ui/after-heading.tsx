import { type ReactNode, useDeferredValue } from 'react';
import { useHasPlace } from './navigation-focus.js';

/**
 * What stands below the heading and its sentences: drawn once those are on the screen, so that a slow processor shows the
 * finding before it draws charts and tables. At once for whoever comes to a place further down.
 */
export function AfterHeading({ children }: { readonly children: ReactNode }) {
  const isDrawn = useDeferredValue(true, useHasPlace());
  return isDrawn ? children : <div hidden className="q-to-come" />;
}
