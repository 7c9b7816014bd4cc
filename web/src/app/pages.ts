import { administrationPages } from './administration-pages.js';
import { engagementPages } from './engagement-pages.js';
import { meetingPages } from './meeting-pages.js';
import { oversightPages } from './oversight-pages.js';
import type { PageEntry } from './page-entry.js';

/** Every page, in the order of the navigation. A page is a line in one of these lists and nothing else. */
export const pages: readonly PageEntry[] = [
  ...meetingPages,
  ...engagementPages,
  ...oversightPages,
  ...administrationPages,
  {
    path: 'help',
    title: 'Help',
    roles: 'public',
    load: async () => ({ Component: (await import('./help-page.js')).HelpPage }),
  },
  {
    path: 'accessibility',
    title: 'Accessibility statement',
    roles: 'public',
    load: async () => ({ Component: (await import('./accessibility-page.js')).AccessibilityPage }),
  },
  {
    path: 'signed-in',
    title: 'Signed in',
    roles: 'public',
    load: async () => ({ Component: (await import('./signed-pages.js')).SignedInPage }),
  },
  {
    path: 'signed-out',
    title: 'Signed out',
    roles: 'public',
    load: async () => ({ Component: (await import('./signed-pages.js')).SignedOutPage }),
  },
  {
    path: 'gallery',
    title: 'Gallery of the component kit',
    roles: 'public',
    load: async () => ({ Component: (await import('../ui/gallery/gallery-page.js')).GalleryPage }),
  },
];
