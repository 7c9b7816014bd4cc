import { describePagesOf, describePublicPages } from './kit/every-page.js';
import { ROLES } from './kit/roles.js';

describePagesOf(ROLES.filter((role) => role !== 'CARE_COORDINATOR'));
describePublicPages();
