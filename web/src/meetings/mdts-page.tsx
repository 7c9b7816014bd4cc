import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function MdtsPage() {
  return (
    <Page title="MDTs">
      <Skeleton />
    </Page>
  );
}
