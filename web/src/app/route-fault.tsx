import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { errorIdOf } from './error-details.js';

/** Whether a page's file was no longer there, as after an update of the product while the tab was open. */
function isOldPage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|Importing a module script failed|Failed to fetch/i.test(error.message)
  );
}

/** Stands in for a page that broke. What was typed is in the drafts. */
export function RouteFault() {
  const error = useRouteError();
  const old = isOldPage(error);
  useEffect(() => {
    document.title = 'Something went wrong - Quorate';
  }, []);
  return (
    <div className="nhsuk-width-container q-main">
      <h1 className="nhsuk-heading-l">{old ? 'This page needs loading again' : 'Something went wrong'}</h1>
      {old ? (
        <p>
          Quorate has been updated, or the connection was lost, while this tab was open. What you have typed is kept.
        </p>
      ) : (
        <p>
          This page stopped working. What you have typed is kept. If it happens again, tell the help desk this number:{' '}
          <strong className="q-nowrap">{errorIdOf(error)}</strong>
        </p>
      )}
      <ButtonGroup>
        <Button look="primary" onClick={() => window.location.reload()}>
          Load this page again
        </Button>
        <LinkButton to="/">Go to Today</LinkButton>
      </ButtonGroup>
    </div>
  );
}
