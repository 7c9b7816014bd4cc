import type { Role } from '../../../web/src/app/viewer.js';

/** Who stands for a role: a demo person of Tamewater. */
export const LOGIN_OF: Readonly<Record<Role, string>> = {
  CARE_COORDINATOR: 'priya.nair',
  CLINICIAN: 'sian.robertson',
  PROVIDER_MANAGER: 'helen.pricely',
  COMMISSIONER: 'ruth.clarkson',
  PERSON: 'joan.linley',
  CARER: 'karen.linley',
  ADMINISTRATOR: 'mei.chenoweth',
  INFORMATION_GOVERNANCE_LEAD: 'nadia.khanna',
};

export const ROLES = Object.keys(LOGIN_OF) as readonly Role[];
