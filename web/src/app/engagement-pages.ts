import type { PageEntry } from './page-entry.js';

/** Who takes part, and how months are judged from it. */
export const engagementPages: readonly PageEntry[] = [
  {
    path: 'engagement',
    title: 'Engagement',
    navLabel: 'Engagement',
    group: 'Engagement',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../indicators/engagement-page.js')).EngagementLandingPage }),
  },
  {
    path: 'engagement/overview',
    title: 'Engagement',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../indicators/engagement-page.js')).EngagementPage }),
  },
  {
    path: 'engagement/roles/:roleCode',
    title: 'One role in all providers',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../indicators/role-engagement-page.js')).RoleEngagementPage }),
  },
  {
    path: 'engagement/cover',
    title: 'Cover by place',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../indicators/cover-page.js')).CoverPage }),
  },
  {
    path: 'engagement/measures',
    title: 'Measures beside attendance',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../indicators/measures-page.js')).MeasuresPage }),
  },
  {
    path: 'engagement/measures/:code',
    title: 'One measure',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../indicators/measure-page.js')).MeasurePage }),
  },
  {
    path: 'engagement/publications',
    title: 'Published figures',
    navLabel: 'Published figures',
    group: 'Engagement',
    roles: ['COMMISSIONER', 'ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../indicators/publications-page.js')).PublicationsPage }),
  },
  {
    path: 'engagement/providers/:organisationId',
    title: 'Engagement of a provider',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    load: async () => ({
      Component: (await import('../indicators/provider-engagement-page.js')).ProviderEngagementPage,
    }),
  },
  {
    path: 'engagement/providers/:organisationId/rows',
    title: 'Rows behind a number',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../indicators/engagement-rows-page.js')).EngagementRowsPage }),
  },
  {
    path: 'engagement/method',
    title: 'How a signal arises',
    roles: [
      'COMMISSIONER',
      'PROVIDER_MANAGER',
      'CARE_COORDINATOR',
      'CLINICIAN',
      'INFORMATION_GOVERNANCE_LEAD',
      'ADMINISTRATOR',
    ],
    load: async () => ({ Component: (await import('../withholding/method-page.js')).MethodPage }),
  },
  {
    path: 'meetings/:meetingId/not-released',
    title: 'Say in private that you were not released',
    roles: ['CLINICIAN'],
    load: async () => ({ Component: (await import('../withholding/not-released-page.js')).NotReleasedPage }),
  },
  {
    path: 'my-statements',
    title: 'What you said in private',
    roles: ['CLINICIAN'],
    load: async () => ({ Component: (await import('../withholding/my-statements-page.js')).MyStatementsPage }),
  },
  {
    path: 'statements/open',
    title: 'Open private statements',
    navLabel: 'Private statements',
    roles: ['INFORMATION_GOVERNANCE_LEAD'],
    load: async () => ({ Component: (await import('../withholding/open-statements-page.js')).OpenStatementsPage }),
  },
  {
    path: 'engagement/runs',
    title: 'Months judged',
    navLabel: 'Months judged',
    group: 'Engagement',
    roles: ['COMMISSIONER', 'ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../oversight/runs-page.js')).RunsPage }),
  },
  {
    path: 'registers-to-complete',
    title: 'Registers to complete',
    navLabel: 'Registers to complete',
    group: 'Engagement',
    roles: ['CARE_COORDINATOR', 'PROVIDER_MANAGER', 'COMMISSIONER', 'ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../oversight/data-quality-page.js')).DataQualityPage }),
  },
];
