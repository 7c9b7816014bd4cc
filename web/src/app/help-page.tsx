import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Page, Section } from '../ui/page.js';
import { viewerQuery } from './viewer.queries.js';
import { useWayBack } from './way-back.js';

/** Help that needs no sign-in: the same place on every page. */
export function HelpPage() {
  // From the cache alone: whoever is not signed in reads this too, and is not asked to sign in for it.
  const minutes = useQuery(viewerQuery, { fetchPolicy: 'cache-only' }).data?.viewer?.idleLockMinutes;
  return (
    <Page title="Help" lead="How to get further, whatever page you are on." back={useWayBack()}>
      <Section heading="If something does not work">
        <ul>
          <li>Load the page again. What you have typed is kept in this tab until you sign out.</li>
          <li>
            If a message shows a number, give that number to your help desk: it finds the fault without any details
            about a person.
          </li>
          <li>
            If a page is not found, you may be acting in another role. Your name at the top of the page changes it.
          </li>
        </ul>
      </Section>
      <Section heading="Keyboard">
        <ul>
          <li>Tab moves forward, Shift and Tab back, Enter presses.</li>
          <li>In a row of choices, the arrow keys move and the numbers 1 to 9 choose.</li>
          <li>In a chart, the arrow keys go from point to point and Enter opens the rows behind it.</li>
          <li>? lists the keys that work by themselves and lets you turn them off. / goes to the search.</li>
          <li>Control and Z takes the last action back while the notice at the foot of the page is there.</li>
        </ul>
      </Section>
      <Section heading="Without signing in">
        <ul>
          <li>
            Anybody can <a href="/concern">tell the commissioners of a concern</a> about an organisation that stands in
            the way of joined-up care.
          </li>
          <li>
            Whoever was sent an evidence pack can <Link to="/packs/check">check that nobody has changed it</Link>.
          </li>
        </ul>
      </Section>
      <Section heading="When you leave your desk">
        <p>
          {minutes === undefined ? 'After some minutes' : minutes === 1 ? 'After a minute' : `After ${minutes} minutes`}{' '}
          without a key or a click the page locks. Sign in again and everything is where you left it.
        </p>
      </Section>
    </Page>
  );
}
