import type { Role } from '@quorate/libs/access';

/** Who asks, what they act as, and for which organisation. Made anew from the session for every request. */
export interface Viewer {
  readonly tenantId: string;
  readonly tenantKey: string;
  readonly tenantName: string;
  readonly isDemoTenant: boolean;
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly login: string;
  /** Null for a person, a carer and anyone who is not a practitioner. */
  readonly practitionerId: string | null;
  readonly actingRoleId: string;
  readonly role: Role;
  /** The acting organisation, recorded with every write. Null for a person or carer only. */
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  /** Whom a person or carer acts for; null for staff. */
  readonly aboutPatientId: string | null;
  readonly sessionExpiresAt: string;
  readonly requestId: string;
  /** From the Idempotency-Key header; null when the client sent none. */
  readonly idempotencyKey: string | null;
}
