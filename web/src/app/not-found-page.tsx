import { Link } from 'react-router';
import { Page } from '../ui/page.js';

/** Nothing here, or not for this viewer: the two look alike. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <p>If you typed the address, check that it is right. If you followed a link, what it led to may have moved.</p>
      <p>It may also need another of your roles: you can change it with your name at the top of the page.</p>
      <p>
        <Link to="/">Go to Today</Link>
      </p>
    </Page>
  );
}
