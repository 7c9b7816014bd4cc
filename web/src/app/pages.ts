import type { ComponentType } from 'react';
import type { Role } from './viewer.js';

/** One page of the app. */
export interface PageEntry {
  /** As react-router writes it: "meetings/:meetingId/attendance". No leading slash; ids only, nothing about a person. */
  readonly path: string;
  /** What it is for, as in the browser tab. */
  readonly title: string;
  /** Shown in the navigation under this name; leave out for pages reached from others. */
  readonly navLabel?: string;
  /** Who sees it in the navigation and may open it. The server decides on the data; this is only so that nobody meets a dead end. */
  readonly roles: readonly Role[] | 'everyone' | 'public';
  /** Loads the page when it is first opened. */
  readonly load: () => Promise<{ readonly Component: ComponentType }>;
}

// Who may read MDTs and meetings; which ones, the server decides.
const MEETING_READERS = [
  'CARE_COORDINATOR',
  'CLINICIAN',
  'PROVIDER_MANAGER',
  'COMMISSIONER',
  'INFORMATION_GOVERNANCE_LEAD',
  'ADMINISTRATOR',
] as const satisfies readonly Role[];

/** Every page, in the order of the navigation. Add a line here and nothing else. */
export const pages: readonly PageEntry[] = [
  {
    path: '',
    title: 'Today',
    navLabel: 'Today',
    roles: 'everyone',
    load: async () => ({ Component: (await import('./today-page.js')).TodayPage }),
  },
  {
    path: 'meetings',
    title: 'Meetings',
    navLabel: 'Meetings',
    roles: ['CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../meetings/meetings-page.js')).MeetingsPage }),
  },
  {
    path: 'meetings/:meetingId',
    title: 'Meeting',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../meetings/meeting-page.js')).MeetingPage }),
  },
  {
    path: 'meetings/:meetingId/move',
    title: 'Move a meeting',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../meetings/move-meeting-page.js')).MoveMeetingPage }),
  },
  {
    path: 'mdts',
    title: 'MDTs',
    navLabel: 'MDTs',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../meetings/mdts-page.js')).MdtsPage }),
  },
  {
    path: 'mdts/new',
    title: 'New MDT',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../meetings/new-mdt-page.js')).NewMdtPage }),
  },
  {
    path: 'mdts/:mdtId',
    title: 'MDT',
    roles: MEETING_READERS,
    load: async () => ({ Component: (await import('../meetings/mdt-page.js')).MdtPage }),
  },
  {
    path: 'mdts/:mdtId/revise',
    title: 'Revise the terms of reference',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../meetings/revise-terms-page.js')).ReviseTermsPage }),
  },
  {
    path: 'mdts/:mdtId/plan',
    title: 'Plan meetings',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../meetings/plan-series-page.js')).PlanSeriesPage }),
  },
  {
    path: 'mdts/:mdtId/extra',
    title: 'Add a single meeting',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../meetings/single-meeting-page.js')).SingleMeetingPage }),
  },
  {
    path: 'mdts/:mdtId/seats/:seatId',
    title: 'Seat',
    roles: ['CARE_COORDINATOR'],
    load: async () => ({ Component: (await import('../meetings/seat-page.js')).SeatPage }),
  },
  {
    path: 'releases',
    title: 'Release requests',
    navLabel: 'Release requests',
    roles: ['PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../attendance/release-queue-page.js')).ReleaseQueuePage }),
  },
  {
    path: 'meetings/:meetingId/register',
    title: 'Register',
    roles: ['CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../attendance/register-page.js')).RegisterPage }),
  },
  {
    path: 'disputes',
    title: 'Disputed records',
    navLabel: 'Disputed records',
    roles: ['CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../attendance/disputes/disputes-page.js')).DisputesPage }),
  },
  {
    path: 'meetings/:meetingId/record/:seatId',
    title: 'Attendance record',
    roles: ['CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../attendance/disputes/record-page.js')).RecordPage }),
  },
  {
    path: 'directory',
    title: 'Directory',
    navLabel: 'Directory',
    roles: 'everyone',
    load: async () => ({ Component: (await import('../organisations/directory-page.js')).DirectoryPage }),
  },
  {
    path: 'directory/sites',
    title: 'Sites',
    roles: 'everyone',
    load: async () => ({ Component: (await import('../organisations/sites-page.js')).SitesPage }),
  },
  {
    path: 'directory/sites/:siteId',
    title: 'Site',
    roles: 'everyone',
    load: async () => ({ Component: (await import('../organisations/site-page.js')).SitePage }),
  },
  {
    path: 'directory/:organisationId',
    title: 'Organisation',
    roles: 'everyone',
    load: async () => ({ Component: (await import('../organisations/organisation-page.js')).OrganisationPage }),
  },
  {
    path: 'meetings/:meetingId/cases',
    title: 'People to discuss',
    roles: ['CARE_COORDINATOR', 'CLINICIAN'],
    load: async () => ({ Component: (await import('../cases/case-list-page.js')).CaseListPage }),
  },
  {
    path: 'meetings/:meetingId/cases/add',
    title: 'List a person',
    roles: ['CARE_COORDINATOR', 'CLINICIAN'],
    load: async () => ({ Component: (await import('../cases/list-person-page.js')).ListPersonPage }),
  },
  {
    path: 'people',
    title: 'People',
    navLabel: 'People',
    roles: ['CARE_COORDINATOR', 'CLINICIAN'],
    load: async () => ({ Component: (await import('../patients/people-page.js')).PeoplePage }),
  },
  {
    path: 'people/register',
    title: 'Register a referral',
    roles: ['CARE_COORDINATOR', 'CLINICIAN'],
    load: async () => ({ Component: (await import('../patients/register-person-page.js')).RegisterPersonPage }),
  },
  {
    path: 'people/:patientId',
    title: 'Person',
    roles: ['CARE_COORDINATOR', 'CLINICIAN'],
    load: async () => ({ Component: (await import('../patients/person-page.js')).PersonPage }),
  },
  {
    path: 'actions',
    title: 'My actions',
    navLabel: 'My actions',
    roles: ['CARE_COORDINATOR', 'CLINICIAN'],
    load: async () => ({ Component: (await import('../cases/my-actions-page.js')).MyActionsPage }),
  },
  {
    path: 'your-meetings',
    title: 'Your meetings',
    navLabel: 'Your meetings',
    roles: ['PERSON', 'CARER'],
    load: async () => ({ Component: (await import('../cases/your-meetings-page.js')).YourMeetingsPage }),
  },
  {
    path: 'outbox',
    title: 'Outbox',
    navLabel: 'Outbox',
    roles: 'everyone',
    load: async () => ({ Component: (await import('../messaging/outbox-page.js')).OutboxPage }),
  },
  {
    path: 'outbox/:messageId',
    title: 'Message',
    roles: 'everyone',
    load: async () => ({ Component: (await import('../messaging/mail-page.js')).MailPage }),
  },
  {
    path: 'staff',
    title: 'People and roles',
    navLabel: 'People and roles',
    roles: ['ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../staff/staff-page.js')).StaffPage }),
  },
  {
    path: 'staff/:organisationId',
    title: 'People and roles',
    roles: ['ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../staff/staff-page.js')).StaffPage }),
  },
  {
    path: 'audit',
    title: 'Audit trail',
    navLabel: 'Audit trail',
    roles: ['ADMINISTRATOR', 'INFORMATION_GOVERNANCE_LEAD', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../audit/audit-page.js')).AuditPage }),
  },
  {
    path: 'sign-in',
    title: 'Sign in',
    roles: 'public',
    load: async () => ({ Component: (await import('../identity/sign-in-page.js')).SignInPage }),
  },
  {
    path: 'engagement',
    title: 'Engagement',
    navLabel: 'Engagement',
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
    title: 'What has been published',
    navLabel: 'Published figures',
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
    roles: ['COMMISSIONER', 'ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../oversight/runs-page.js')).RunsPage }),
  },
  {
    path: 'registers-to-complete',
    title: 'Registers to complete',
    navLabel: 'Registers to complete',
    roles: ['CARE_COORDINATOR', 'PROVIDER_MANAGER', 'COMMISSIONER', 'ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../oversight/data-quality-page.js')).DataQualityPage }),
  },
  {
    path: 'administration/signal-rules',
    title: 'Rules of signals',
    roles: ['ADMINISTRATOR', 'COMMISSIONER'],
    load: async () => ({ Component: (await import('../withholding/rules-page.js')).RulesPage }),
  },
  {
    path: 'administration/dispute-terms',
    title: 'Time to dispute records',
    navLabel: 'Time to dispute records',
    roles: ['ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../attendance/disputes/dispute-terms-page.js')).DisputeTermsPage }),
  },
  {
    path: 'signals/months',
    title: 'Your organisation, month by month',
    roles: ['PROVIDER_MANAGER'],
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
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../oversight/signals-page.js')).SignalsPage }),
  },
  {
    path: 'signals/:signalId',
    title: 'Signal',
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../oversight/signal-page.js')).SignalPage }),
  },
  {
    path: 'returns',
    title: 'Monthly returns',
    navLabel: 'Monthly returns',
    roles: ['PROVIDER_MANAGER', 'COMMISSIONER'],
    load: async () => ({ Component: (await import('../oversight/returns/returns-page.js')).ReturnsPage }),
  },
  {
    path: 'returns/signatories',
    title: 'Who signs returns',
    navLabel: 'Who signs returns',
    roles: ['ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../oversight/returns/signatories-page.js')).SignatoriesPage }),
  },
  {
    path: 'returns/:returnId',
    title: 'Monthly return',
    roles: ['PROVIDER_MANAGER', 'COMMISSIONER'],
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
    path: 'concerns',
    title: 'Concerns',
    navLabel: 'Concerns',
    roles: ['COMMISSIONER', 'INFORMATION_GOVERNANCE_LEAD'],
    load: async () => ({ Component: (await import('../oversight/concerns-page.js')).ConcernsPage }),
  },
  {
    path: 'concerns/:concernId',
    title: 'Concern',
    roles: ['COMMISSIONER', 'INFORMATION_GOVERNANCE_LEAD'],
    load: async () => ({ Component: (await import('../oversight/concern-page.js')).ConcernPage }),
  },
  {
    path: 'advice',
    title: 'Informal advice',
    navLabel: 'Informal advice',
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
    roles: ['COMMISSIONER', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../oversight/departures-page.js')).DeparturesPage }),
  },
  {
    path: 'tenders',
    title: 'Tenders',
    navLabel: 'Tenders',
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

/** Whether a role sees a page. */
export function mayOpen(entry: Pick<PageEntry, 'roles'>, role: Role): boolean {
  return typeof entry.roles === 'string' || entry.roles.includes(role);
}
