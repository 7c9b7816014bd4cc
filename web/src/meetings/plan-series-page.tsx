import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function PlanSeriesPage() {
  return (
    <Page title="Plan meetings">
      <Skeleton />
    </Page>
  );
}
