import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import type { AuditKind } from '../platform/audit.js';
import type { AuditEvent } from './audit.graphql.js';

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly login: string | null;
  readonly actorName: string | null;
  readonly actingRole: Role | null;
  readonly organisationName: string | null;
  readonly operation: string;
  readonly kind: AuditKind;
  readonly entity: string;
  readonly entityId: string;
  readonly outcome: string;
  readonly patientId: string | null;
  readonly detail: unknown;
}

/**
 * What a role is shown of an event.
 *   information governance lead   all of it, the person by reference: finding out who looked is their job
 *   administrator                 that it was about somebody, and nothing that leads to whom
 *   provider manager              the act of their staff, and not even that it was about somebody
 */
export function shownEvent(role: Role, { patientId, detail, at, actingRole, ...row }: AuditRow): AuditEvent {
  const isLead = role === 'informationGovernanceLead';
  // A thing of a person (a case, an action) leads to them as surely as their own id.
  const isAboutPerson = patientId !== null || row.entity === 'Patient';
  return {
    ...row,
    at: at.toISOString(),
    actingRoleName: actingRole && ROLE_NAMES[actingRole],
    entityId: isLead || !isAboutPerson ? row.entityId : null,
    aboutPerson: role === 'providerManager' ? null : isAboutPerson,
    personReference: isLead ? patientId : null,
    detail: isLead ? JSON.stringify(detail) : null,
  };
}
