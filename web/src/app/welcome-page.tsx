import { Page } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { describeActing, useViewer } from './viewer.js';

/** The landing page until the meetings pages put Today in its place. */
export function WelcomePage() {
  const viewer = useViewer();
  return (
    <Page title="Today" lead={`You are acting as ${describeActing(viewer.acting)}.`}>
      <EmptyState heading="Nothing is waiting for you">
        Use the navigation above to find meetings, people and plans.
      </EmptyState>
    </Page>
  );
}
