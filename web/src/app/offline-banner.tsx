import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Says that the connection is gone and what that means. */
export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {online ? null : (
        <div className="q-offline">
          <div className="nhsuk-width-container">
            <strong>No connection.</strong> What is on this page may be out of date. What you type is kept; save it when
            the connection is back.
          </div>
        </div>
      )}
    </div>
  );
}
