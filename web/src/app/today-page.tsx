import { Page } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { describeActing, useViewer } from './viewer.js';

/** What waits for the viewer today, by role. */
export function TodayPage() {
  const viewer = useViewer();
  return (
    <Page title="Today" lead={`You are acting as ${describeActing(viewer.acting)}.`}>
      <EmptyState heading="Nothing is waiting for you">
        Use the navigation above to find meetings, people and plans.
      </EmptyState>
    </Page>
  );
}
