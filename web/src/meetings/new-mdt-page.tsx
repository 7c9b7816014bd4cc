import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function NewMdtPage() {
  return (
    <Page title="New MDT">
      <Skeleton />
    </Page>
  );
}
