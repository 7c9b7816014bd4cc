import type { concernQuery, concernsQuery } from '../oversight/concerns.queries.js';
import type {
  ownReturnsQuery,
  providerReturnQuery,
  returnsOfQuarterQuery,
} from '../oversight/returns/returns.queries.js';
import type { signalQuery, signalsQuery } from '../oversight/signals.queries.js';
import type { ownMonthsQuery, signalFiguresQuery } from '../withholding/figures.queries.js';
import { asks, MEETING_READERS, type PageEntry } from './page-entry.js';

/** What follows from a signal or a concern. */
export const oversightPages: readonly PageEntry[] = [
  {
    path: 'signals/months',
    title: 'Your organisation, month by month',
    roles: ['PROVIDER_MANAGER'],
    first: () => [asks<typeof ownMonthsQuery>('OwnMonths', {})],
    load: async () => ({ Component: (await import('../withholding/own-months-page.js')).OwnMonthsPage }),
  },
  {
    path: 'signals/:signalId/rows',
    title: 'Rows behind a number',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../withholding/signal-rows-page.js')).SignalRowsPage }),
  },
  {
    path: 'signals',
    title: 'Signals',
    navLabel: 'Signals',
    group: 'Signals and concerns',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    first: ({ search }) =>
      search.has('show') ? [] : [asks<typeof signalsQuery>('Signals', { show: 'OPEN', first: 20, after: null })],
    load: async () => ({ Component: (await import('../oversight/signals-page.js')).SignalsPage }),
  },
  {
    path: 'signals/:signalId',
    title: 'Signal',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    first: ({ params: { signalId = '' } }) => [
      asks<typeof signalQuery>('Signal', { id: signalId }),
      asks<typeof signalFiguresQuery>('SignalFigures', { signalId }),
    ],
    load: async () => ({ Component: (await import('../oversight/signal-page.js')).SignalPage }),
  },
  {
    path: 'concerns',
    title: 'Concerns',
    navLabel: 'Concerns',
    group: 'Signals and concerns',
    roles: ['COMMISSIONER', 'INFORMATION_GOVERNANCE_LEAD'],
    first: () => [asks<typeof concernsQuery>('Concerns', { first: 20, after: null })],
    load: async () => ({ Component: (await import('../oversight/concerns-page.js')).ConcernsPage }),
  },
  {
    path: 'concerns/:concernId',
    title: 'Concern',
    roles: ['COMMISSIONER', 'INFORMATION_GOVERNANCE_LEAD'],
    first: ({ params }) => [asks<typeof concernQuery>('Concern', { id: params.concernId ?? '' })],
    load: async () => ({ Component: (await import('../oversight/concern-page.js')).ConcernPage }),
  },
  {
    path: 'returns',
    title: 'Monthly returns',
    navLabel: 'Monthly returns',
    group: 'Signals and concerns',
    roles: ['PROVIDER_MANAGER', 'COMMISSIONER'],
    first: ({ search, acting }) => [
      acting.role === 'COMMISSIONER'
        ? asks<typeof returnsOfQuarterQuery>('ReturnsOfQuarter', { quarter: search.get('quarter') || null })
        : asks<typeof ownReturnsQuery>('OwnReturns', {}),
    ],
    load: async () => ({ Component: (await import('../oversight/returns/returns-page.js')).ReturnsPage }),
  },
  {
    path: 'returns/:returnId',
    title: 'Monthly return',
    roles: ['PROVIDER_MANAGER', 'COMMISSIONER'],
    first: ({ params }) => [asks<typeof providerReturnQuery>('ProviderReturn', { id: params.returnId ?? '' })],
    load: async () => ({ Component: (await import('../oversight/returns/return-page.js')).ReturnPage }),
  },
  {
    path: 'returns/:returnId/rows',
    title: 'Rows behind a number',
    roles: ['PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../oversight/returns/return-rows-page.js')).ReturnRowsPage }),
  },
  {
    path: 'packs',
    title: 'Evidence packs',
    navLabel: 'Evidence packs',
    group: 'Signals and concerns',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'INFORMATION_GOVERNANCE_LEAD'],
    load: async () => ({ Component: (await import('../packs/packs-page.js')).PacksPage }),
  },
  {
    path: 'packs/check',
    title: 'Check an evidence pack',
    roles: 'public',
    load: async () => ({ Component: (await import('../packs/check-pack-page.js')).CheckPackPage }),
  },
  {
    path: 'packs/:packId',
    title: 'Evidence pack',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER', 'INFORMATION_GOVERNANCE_LEAD'],
    load: async () => ({ Component: (await import('../packs/pack-page.js')).PackPage }),
  },
  {
    path: 'signals/:signalId/reply',
    title: 'Reply to a signal',
    roles: ['PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../oversight/reply-page.js')).ReplyPage }),
  },
  {
    path: 'advice',
    title: 'Informal advice',
    navLabel: 'Informal advice',
    group: 'Signals and concerns',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../oversight/advice-page.js')).AdvicePage }),
  },
  {
    path: 'advice/ask',
    title: 'Ask for informal advice',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../oversight/advice-ask-page.js')).AdviceAskPage }),
  },
  {
    path: 'advice/:questionId',
    title: 'Question',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../oversight/advice-question-page.js')).AdviceQuestionPage }),
  },
  {
    path: 'departures',
    title: 'Departures from guidance',
    navLabel: 'Departures from guidance',
    group: 'Signals and concerns',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../oversight/departures-page.js')).DeparturesPage }),
  },
  {
    path: 'tenders',
    title: 'Tenders',
    navLabel: 'Tenders',
    group: 'Signals and concerns',
    roles: ['COMMISSIONER'],
    load: async () => ({ Component: (await import('../oversight/tenders-page.js')).TendersPage }),
  },
  {
    path: 'published-advice',
    title: 'Published advice',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../oversight/advice-published-page.js')).PublishedAdvicePage }),
  },
  {
    path: 'registers-to-correct',
    title: 'Registers to correct',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({
      Component: (await import('../oversight/registers-to-correct-page.js')).RegistersToCorrectPage,
    }),
  },
  {
    path: 'published-reasons',
    title: 'Published reasons',
    roles: [
      'CARE_COORDINATOR',
      'CLINICIAN',
      'PROVIDER_MANAGER',
      'COMMISSIONER',
      'INFORMATION_GOVERNANCE_LEAD',
      'ADMINISTRATOR',
    ],
    load: async () => ({ Component: (await import('../oversight/published-reasons-page.js')).PublishedReasonsPage }),
  },
];
