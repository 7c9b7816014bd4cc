import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@quorate/libs/access';
import { Clock } from '../platform/clock.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { hashSecret, newId, newSecret } from '../platform/ids.js';
import { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';
import type { Viewer } from '../platform/viewer.js';
import { Session } from './session.entity.js';

export interface IssuedToken {
  /** `<tenant id>.<secret>`: the tenant comes first because the wall has to be set before anything can be looked up. */
  readonly token: string;
  readonly expiresAt: Date;
}

interface ViewerRow {
  session_id: string;
  account_id: string;
  expires_at: Date;
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

/** Sessions live in PostgreSQL and are looked up at every request, so that leaving takes effect at the next one. */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Opens a session for an account in one of its acting roles; the first by default. Null when the account has left or has none. */
  issue(
    tenantId: string,
    accountId: string,
    kind: 'browser' | 'bearer',
    hours: number,
    idToken: string | null = null,
  ): Promise<IssuedToken | null> {
    return this.commands.runJob(tenantId, 'signIn', async (tx) => {
      const actingRoleId = await firstActingRole(tx, accountId);
      if (actingRoleId === null) {
        tx.audit({
          entity: 'Account',
          entityId: accountId,
          outcome: 'refused',
          detail: { why: 'left or without a role' },
        });
        return null;
      }
      const secret = newSecret();
      const expiresAt = new Date(tx.now.getTime() + hours * 3_600_000);
      const session = {
        tenantId,
        sessionId: newId(),
        tokenHash: hashSecret(secret),
        kind,
        accountId,
        actingRoleId,
        createdAt: tx.now,
        lastSeenAt: tx.now,
        expiresAt,
        idToken,
      };
      await tx.manager.insert(Session, session);
      tx.audit({ entity: 'Session', entityId: session.sessionId, detail: { kind, accountId } });
      return { token: `${tenantId}.${secret}`, expiresAt };
    });
  }

  /** Who holds this token now, or null: unknown, expired, ended, left, or the acting role is over. */
  async viewerOf(token: string, request: { requestId: string; idempotencyKey: string | null }): Promise<Viewer | null> {
    const [tenantId, secret] = token.split('.');
    if (!tenantId || !secret || !UUID.test(tenantId)) return null;
    const [row] = await this.reads.rowsFor<ViewerRow>(jobSession(tenantId), {
      name: 'viewer-of-token',
      text: `select s.session_id, s.account_id, s.expires_at, a.login, a.name, a.practitioner_id, s.acting_role_id, r.role,
               r.organisation_id, o.name as organisation_name, r.about_patient_id, t.key as tenant_key, t.name as tenant_name, t.is_demo
             from session s
             join account a using (tenant_id, account_id)
             join acting_role r on r.tenant_id = s.tenant_id and r.acting_role_id = s.acting_role_id and r.account_id = s.account_id
             join tenant t on t.tenant_id = s.tenant_id
             left join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.organisation_id
             where s.tenant_id = $1 and s.token_hash = $2 and s.ended_at is null and s.expires_at > $3
               and a.active_from <= $3 and (a.left_at is null or a.left_at > $3) and r.during @> $3::timestamptz`,
      values: [tenantId, hashSecret(secret), this.clock.now()],
    });
    if (!row) return null;
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

  /** Ends this session, or every session of the account. */
  end(viewer: Viewer, everywhere: boolean): Promise<void> {
    return this.commands.runJob(viewer.tenantId, 'signOut', async (tx) => {
      await tx.query(
        'update session set ended_at = $3 where tenant_id = $1 and account_id = $2 and ended_at is null and ($4 or session_id = $5)',
        [viewer.tenantId, viewer.accountId, tx.now, everywhere, viewer.sessionId],
      );
      tx.audit({ entity: 'Session', entityId: viewer.sessionId, detail: { everywhere, accountId: viewer.accountId } });
      tx.notify('session', viewer.accountId);
    });
  }
}

async function firstActingRole(tx: Transaction, accountId: string): Promise<string | null> {
  const [row] = await tx.query<{ acting_role_id: string }>(
    `select r.acting_role_id from acting_role r join account a using (tenant_id, account_id)
     where r.tenant_id = $1 and r.account_id = $2 and r.during @> $3::timestamptz and a.active_from <= $3 and (a.left_at is null or a.left_at > $3)
     order by lower(r.during), r.acting_role_id limit 1`,
    [tx.tenantId, accountId, tx.now],
  );
  return row?.acting_role_id ?? null;
}
