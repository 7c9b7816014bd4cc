import { useEffect, useState } from 'react';

/** False at first, true once the component has been there for that long: a wait that is over before never flickers. */
export function useDelayed(milliseconds = 300): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}
