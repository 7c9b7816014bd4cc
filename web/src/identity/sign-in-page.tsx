import { useSearchParams } from 'react-router';
import { signInUrl } from '../app/session.js';
import { safePath } from '../app/signed-pages.js';
import { LinkButton } from '../ui/button.js';
import { Page } from '../ui/page.js';

/** The front door for somebody who is not signed in: what this is, and one button. */
export function SignInPage() {
  const [params] = useSearchParams();
  return (
    <Page
      title="Sign in"
      heading="Quorate"
      lead="Plan multidisciplinary team meetings across providers, and see that the people who are needed can be there."
    >
      <ul>
        <li>Care co-ordinators plan meetings, invite people and take the register.</li>
        <li>Clinicians reply, ask to be released and see the people they are involved with.</li>
        <li>Managers answer release requests; commissioners see engagement, and never a named patient.</li>
      </ul>
      <LinkButton look="primary" to={signInUrl(safePath(params.get('returnTo')))} reload>
        Sign in
      </LinkButton>
      <p>
        You need no account to <a href="/concern">tell the commissioners of a concern</a> about an organisation.
      </p>
    </Page>
  );
}
