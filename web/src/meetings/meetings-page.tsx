import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function MeetingsPage() {
  return (
    <Page title="Meetings">
      <Skeleton />
    </Page>
  );
}
