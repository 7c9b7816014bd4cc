import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function MdtPage() {
  return (
    <Page title="MDT">
      <Skeleton />
    </Page>
  );
}
