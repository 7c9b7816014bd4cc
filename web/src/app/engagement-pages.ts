import type {
  engagementCoverQuery,
  engagementQuery,
  providerEngagementQuery,
} from '../indicators/engagement.queries.js';
import { filterOf, NO_FILTER } from '../indicators/engagement-filter.js';
import type { engagementMeasureQuery, engagementMeasuresQuery } from '../indicators/measures.queries.js';
import { measuresFilterOf, NO_MEASURES_FILTER } from '../indicators/measures-filter.js';
import type { detectionRunsQuery } from '../oversight/runs.queries.js';
import { readFilter } from '../ui/url-filter.js';
import type { signalRulesQuery } from '../withholding/figures.queries.js';
import { asks, type PageAddress, type PageEntry } from './page-entry.js';

const engagementFilter = (search: URLSearchParams) => filterOf(readFilter(NO_FILTER, search));
const measuresFilter = (search: URLSearchParams) => measuresFilterOf(readFilter(NO_MEASURES_FILTER, search));

// Without the roles, which stand below the heading and would share the line with what it says.
const firstOfOverview = ({ search }: Pick<PageAddress, 'search'>) => [
  asks<typeof engagementQuery>('Engagement', { filter: engagementFilter(search) }),
];

const firstOfProvider = (organisationId: string, search: URLSearchParams) => [
  asks<typeof providerEngagementQuery>('ProviderEngagement', { organisationId, filter: engagementFilter(search) }),
];

/** A manager is led on to the own provider's page, whose file is not known to be needed before the role is. */
const firstOfOwn = (organisationId: string) => {
  import('../indicators/provider-engagement-page.js').catch(() => undefined);
  return firstOfProvider(organisationId, new URLSearchParams());
};

/** Who takes part, and how months are judged from it. */
export const engagementPages: readonly PageEntry[] = [
  {
    path: 'engagement',
    title: 'Engagement',
    navLabel: 'Engagement',
    group: 'Engagement',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    first: ({ search, acting: { role, organisationId } }) =>
      role === 'PROVIDER_MANAGER' && organisationId ? firstOfOwn(organisationId) : firstOfOverview({ search }),
    load: async () => ({ Component: (await import('../indicators/engagement-page.js')).EngagementLandingPage }),
  },
  {
    path: 'engagement/overview',
    title: 'Engagement',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    first: firstOfOverview,
    load: async () => ({ Component: (await import('../indicators/engagement-page.js')).EngagementPage }),
  },
  {
    path: 'engagement/roles/:roleCode',
    title: 'One role in all providers',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    first: ({ params, search }) => [
      asks<typeof engagementQuery>('Engagement', {
        filter: filterOf({ ...readFilter(NO_FILTER, search), role: params.roleCode ?? '' }),
      }),
    ],
    load: async () => ({ Component: (await import('../indicators/role-engagement-page.js')).RoleEngagementPage }),
  },
  {
    path: 'engagement/cover',
    title: 'Cover by place',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'CARE_COORDINATOR'],
    first: () => [asks<typeof engagementCoverQuery>('EngagementCover', {})],
    load: async () => ({ Component: (await import('../indicators/cover-page.js')).CoverPage }),
  },
  {
    path: 'engagement/measures',
    title: 'Measures beside attendance',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    first: ({ search }) => [
      asks<typeof engagementMeasuresQuery>('EngagementMeasures', { filter: measuresFilter(search) }),
    ],
    load: async () => ({ Component: (await import('../indicators/measures-page.js')).MeasuresPage }),
  },
  {
    path: 'engagement/measures/:code',
    title: 'One measure',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    first: ({ params, search }) => [
      asks<typeof engagementMeasureQuery>('EngagementMeasure', {
        code: params.code ?? '',
        filter: measuresFilter(search),
      }),
    ],
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
    first: ({ params, search }) => firstOfProvider(params.organisationId ?? '', search),
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
    first: () => [asks<typeof signalRulesQuery>('SignalRules', {})],
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
    first: () => [asks<typeof detectionRunsQuery>('DetectionRuns', { after: null })],
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
