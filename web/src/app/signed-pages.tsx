import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { LinkButton } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { Inset } from '../ui/states.js';
import { tellSignedIn } from './lock-messages.js';
import { signInUrl } from './session.js';

/** A path on this site, or Today: never another host. */
export function safePath(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}

/** Where sign-in ends when it was started from the idle lock: tells the locked page and closes, or goes on to where the reader was. */
export function SignedInPage() {
  const [params] = useSearchParams();
  const to = safePath(params.get('to'));
  useEffect(() => {
    tellSignedIn();
    if (window.name === 'quorate-sign-in') window.close();
    else window.location.replace(to);
  }, [to]);
  return (
    <Page title="Signed in">
      <p>You can close this window and go on where you were.</p>
    </Page>
  );
}

export function SignedOutPage() {
  const [params] = useSearchParams();
  return (
    <Page title="You have signed out">
      {params.has('incomplete') ? (
        <Inset>
          <p>
            The server could not be reached, so your session may still be open until it ends by itself. Close the
            browser, and sign out again when the connection is back.
          </p>
        </Inset>
      ) : (
        <p>Nothing you typed is kept on this computer.</p>
      )}
      <LinkButton look="primary" to={signInUrl('/')} reload>
        Sign in
      </LinkButton>
    </Page>
  );
}
