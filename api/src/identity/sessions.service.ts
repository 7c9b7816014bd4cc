import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../platform/commands.js';
import { hashSecret, newId, newSecret } from '../platform/ids.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { Session } from './session.entity.js';

export interface IssuedToken {
  /** `<tenant id>.<secret>`: the tenant comes first because the wall has to be set before anything can be looked up. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** One session and whose it is. */
export interface SessionKey {
  readonly tenantId: string;
  readonly accountId: string;
  readonly sessionId: string;
}

/** How a session is opened. */
export interface SessionRequest {
  readonly tenantId: string;
  readonly accountId: string;
  readonly kind: 'browser' | 'bearer';
  readonly hours: number;
  readonly idToken?: string | null;
  /** The session this browser holds, open or locked: the same account goes on with it, another's is ended. */
  readonly previous?: SessionKey | null;
}

/** Sessions live in PostgreSQL; the browser holds a secret of which only the hash is stored. */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Opens a session for an account in its first acting role, or goes on with its previous one in the role that had,
   * under a new secret. Null when the account has left, has not begun or has no role.
   */
  async open(request: SessionRequest): Promise<IssuedToken | null> {
    const { previous } = request;
    const isOwn = previous?.tenantId === request.tenantId && previous.accountId === request.accountId;
    if (previous && !isOwn) await this.end(previous, false);
    return this.commands.runSession(request.tenantId, request.accountId, 'signIn', async (tx) => {
      const held = isOwn ? await openSession(tx, previous) : null;
      const actingRoleId = await actingRole(tx, request.accountId, held?.acting_role_id ?? null);
      if (actingRoleId === null) {
        const detail = { code: 'ACCESS_ENDED' };
        tx.audit({ entity: 'Account', entityId: request.accountId, outcome: 'refused', detail });
        return null;
      }
      const secret = newSecret();
      const expiresAt = new Date(tx.now.getTime() + request.hours * 3_600_000);
      const key = { tenantId: tx.tenantId, sessionId: held?.session_id ?? newId() };
      const fields = {
        tokenHash: hashSecret(secret),
        actingRoleId,
        lastSeenAt: tx.now,
        expiresAt,
        idToken: request.idToken ?? null,
      };
      const { kind, accountId } = request;
      if (held) await tx.manager.update(Session, key, fields);
      else await tx.manager.insert(Session, { ...key, ...fields, kind, accountId, createdAt: tx.now });
      tx.audit({ entity: 'Session', entityId: key.sessionId, detail: { kind, continued: held !== null } });
      return { token: `${request.tenantId}.${secret}`, expiresAt };
    });
  }

  /**
   * Ends this session, or every session of the account; the hint closes its sockets. Gives the identity provider's token
   * of this session, with which the provider's own session can be ended; null when there is none.
   */
  end(session: SessionKey, everywhere: boolean): Promise<string | null> {
    return this.commands.runSession(session.tenantId, session.accountId, 'signOut', async (tx) => {
      const ended = await tx.query<{ session_id: string; id_token: string | null }>(
        `update session set ended_at = $3 where tenant_id = $1 and account_id = $2 and ended_at is null and ($4 or session_id = $5)
         returning session_id, id_token`,
        [session.tenantId, session.accountId, tx.now, everywhere, session.sessionId],
      );
      tx.audit({ entity: 'Session', entityId: session.sessionId, detail: { everywhere, ended: ended.length } });
      tx.notify('session', session.accountId);
      return ended.find(({ session_id }) => session_id === session.sessionId)?.id_token ?? null;
    });
  }

  /** Locks this session at once, as if nobody had used it for the whole idle time. */
  lock(session: SessionKey): Promise<void> {
    return this.commands.runSession(session.tenantId, session.accountId, 'signOut', async (tx) => {
      const idleSince = new Date(tx.now.getTime() - this.settings.IDLE_LOCK_MINUTES * 60_000);
      await tx.query(
        'update session set last_seen_at = least(last_seen_at, $3) where tenant_id = $1 and session_id = $2 and ended_at is null',
        [session.tenantId, session.sessionId, idleSince],
      );
      tx.audit({ entity: 'Session', entityId: session.sessionId, detail: { locked: true } });
      tx.notify('session', session.accountId);
    });
  }
}

async function openSession(tx: Transaction, key: SessionKey) {
  const [row] = await tx.query<{ session_id: string; acting_role_id: string }>(
    `select session_id, acting_role_id from session
     where tenant_id = $1 and session_id = $2 and account_id = $3 and kind = 'browser' and ended_at is null and expires_at > $4 for update`,
    [key.tenantId, key.sessionId, key.accountId, tx.now],
  );
  return row ?? null;
}

/** The role asked for if it is still the account's, else its first one. */
async function actingRole(tx: Transaction, accountId: string, wanted: string | null): Promise<string | null> {
  const [row] = await tx.query<{ acting_role_id: string }>(
    `select r.acting_role_id from acting_role r join account a using (tenant_id, account_id)
     where r.tenant_id = $1 and r.account_id = $2 and r.during @> $3::timestamptz and a.active_from <= $3 and (a.left_at is null or a.left_at > $3)
     order by r.acting_role_id = $4 desc nulls last, lower(r.during), r.acting_role_id limit 1`,
    [tx.tenantId, accountId, tx.now, wanted],
  );
  return row?.acting_role_id ?? null;
}
