import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';

export function ReviseTermsPage() {
  return (
    <Page title="Revise the terms of reference">
      <Skeleton />
    </Page>
  );
}
