import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function MeetingPage() {
  return (
    <Page title="Replies">
      <Skeleton />
    </Page>
  );
}
