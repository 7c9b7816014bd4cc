import { describePagesOf } from './kit/every-page.js';

// Half of all pages are theirs; the other roles' are a file of their own, so that two workers share the time.
describePagesOf(['CARE_COORDINATOR']);
