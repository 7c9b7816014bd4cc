import type { PageEntry } from './page-entry.js';

/** Who and what there is in the system, who may act in it, and what was sent and done. */
export const administrationPages: readonly PageEntry[] = [
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
    path: 'staff',
    title: 'People and roles',
    navLabel: 'People and roles',
    group: 'Administration',
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
    path: 'returns/signatories',
    title: 'Who signs returns',
    navLabel: 'Who signs returns',
    group: 'Administration',
    roles: ['ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../oversight/returns/signatories-page.js')).SignatoriesPage }),
  },
  {
    path: 'administration/dispute-terms',
    title: 'Time to dispute records',
    navLabel: 'Time to dispute records',
    group: 'Administration',
    roles: ['ADMINISTRATOR'],
    load: async () => ({ Component: (await import('../attendance/disputes/dispute-terms-page.js')).DisputeTermsPage }),
  },
  {
    path: 'administration/signal-rules',
    title: 'Rules of signals',
    roles: ['ADMINISTRATOR', 'COMMISSIONER'],
    load: async () => ({ Component: (await import('../withholding/rules-page.js')).RulesPage }),
  },
  {
    path: 'outbox',
    title: 'Outbox',
    navLabel: 'Outbox',
    group: 'Administration',
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
    path: 'audit',
    title: 'Audit trail',
    navLabel: 'Audit trail',
    group: 'Administration',
    roles: ['ADMINISTRATOR', 'INFORMATION_GOVERNANCE_LEAD', 'PROVIDER_MANAGER'],
    load: async () => ({ Component: (await import('../audit/audit-page.js')).AuditPage }),
  },
];
