import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@quorate/libs/access';
import { Clock } from '../platform/clock.js';
import { hashSecret } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { SessionActivity } from '../platform/session-activity.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { jobSession } from '../platform/tenant-session.js';
import type { Viewer } from '../platform/viewer.js';
import type { SessionKey } from './sessions.service.js';

/** What a request is told of its session. `null`: there is none, it has ended, or its account may do nothing any more. */
export type SessionState =
  | { readonly kind: 'open'; readonly viewer: Viewer }
  /** Alive, but nobody used it for IDLE_LOCK_MINUTES; a fresh sign-in by the same account opens it again. */
  | { readonly kind: 'locked'; readonly session: SessionKey; readonly login: string; readonly tenantKey: string }
  | null;

/** What of the request goes into the viewer. */
export interface RequestFacts {
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  /** Polling and sockets look without anybody being there, so they do not keep the session open. */
  readonly isBackground: boolean;
}

interface ViewerRow {
  session_id: string;
  kind: 'browser' | 'bearer';
  account_id: string;
  expires_at: Date;
  last_seen_at: Date;
  login: string;
  name: string;
  practitioner_id: string | null;
  acting_role_id: string;
  role: Role;
  organisation_id: string | null;
  organisation_name: string | null;
  about_patient_id: string | null;
  tenant_key: string;
  tenant_name: string;
  is_demo: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NOTE_EVERY_MS = 60_000;

const SELECT = `select s.session_id, s.kind, s.account_id, s.expires_at, s.last_seen_at, a.login, a.name, a.practitioner_id, s.acting_role_id, r.role,
    r.organisation_id, o.name as organisation_name, r.about_patient_id, t.key as tenant_key, t.name as tenant_name, t.is_demo
  from session s
  join account a using (tenant_id, account_id)
  join acting_role r on r.tenant_id = s.tenant_id and r.acting_role_id = s.acting_role_id and r.account_id = s.account_id
  join tenant t on t.tenant_id = s.tenant_id
  left join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.organisation_id
  where s.tenant_id = $1 and s.ended_at is null and s.expires_at > $3
    and a.active_from <= $3 and (a.left_at is null or a.left_at > $3) and r.during @> $3::timestamptz`;

/** Finds who holds a session, anew for every request, so that leaving takes effect at the next one. */
@Injectable()
export class ViewerLookup {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SessionActivity) private readonly activity: SessionActivity,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Who holds this token now: unknown, expired, ended, left and a role that is over all give null. */
  async ofToken(token: string, request: RequestFacts): Promise<SessionState> {
    const [tenantId, secret] = token.split('.');
    if (!tenantId || !secret || !UUID.test(tenantId)) return null;
    return this.find(tenantId, 'viewer-of-token', 's.token_hash = $2', hashSecret(secret), request);
  }

  /** The same for a session that is known already: a socket looks again whether it may stay open. */
  ofSession(tenantId: string, sessionId: string): Promise<SessionState> {
    const request = { requestId: sessionId, idempotencyKey: null, isBackground: true };
    return this.find(tenantId, 'viewer-of-session', 's.session_id = $2', sessionId, request);
  }

  private async find(
    tenantId: string,
    name: string,
    by: string,
    value: Buffer | string,
    request: RequestFacts,
  ): Promise<SessionState> {
    const now = this.clock.now();
    const [row] = await this.reads.rowsFor<ViewerRow>(jobSession(tenantId), {
      name,
      text: `${SELECT} and ${by}`,
      values: [tenantId, value, now],
      plan: 'generic',
    });
    if (!row) return null;
    const idleMs = now.getTime() - row.last_seen_at.getTime();
    if (row.kind === 'browser' && idleMs >= this.settings.IDLE_LOCK_MINUTES * 60_000) {
      const session = { tenantId, accountId: row.account_id, sessionId: row.session_id };
      return { kind: 'locked', session, login: row.login, tenantKey: row.tenant_key };
    }
    if (!request.isBackground && idleMs >= NOTE_EVERY_MS) await this.activity.noteSeen(tenantId, row.session_id);
    return { kind: 'open', viewer: viewerOf(tenantId, row, request) };
  }
}

function viewerOf(tenantId: string, row: ViewerRow, request: RequestFacts): Viewer {
  return {
    tenantId,
    tenantKey: row.tenant_key,
    tenantName: row.tenant_name,
    isDemoTenant: row.is_demo,
    accountId: row.account_id,
    sessionId: row.session_id,
    name: row.name,
    login: row.login,
    practitionerId: row.practitioner_id,
    actingRoleId: row.acting_role_id,
    role: row.role,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    aboutPatientId: row.about_patient_id,
    sessionExpiresAt: row.expires_at.toISOString(),
    requestId: request.requestId,
    idempotencyKey: request.idempotencyKey,
  };
}
