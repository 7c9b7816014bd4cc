import { Inject, Injectable } from '@nestjs/common';
import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import { z } from 'zod';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import { notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import type { ActingRole, ViewerInfo } from './identity.graphql.js';
import { Session } from './session.entity.js';

const switchInput = z.object({ actingRoleId: z.uuid() });

/** Who the viewer is and what they may act as. */
@Injectable()
export class IdentityService {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async viewerInfo(viewer: Viewer): Promise<ViewerInfo> {
    const rows = await this.reads.rows<{
      id: string;
      role: Role;
      organisation_id: string | null;
      organisation_name: string | null;
    }>(viewer, {
      name: 'acting-roles',
      text: `select r.acting_role_id as id, r.role, r.organisation_id, o.name as organisation_name
             from acting_role r left join organisation o using (tenant_id, organisation_id)
             where r.tenant_id = $1 and r.account_id = $2 and r.during @> quorate_now() order by lower(r.during), r.acting_role_id`,
      values: [viewer.tenantId, viewer.accountId],
    });
    const actingRoles = rows.map(
      (row): ActingRole => ({
        id: row.id,
        role: row.role,
        roleName: ROLE_NAMES[row.role],
        organisation:
          row.organisation_id && row.organisation_name
            ? { id: row.organisation_id, name: row.organisation_name }
            : null,
      }),
    );
    const acting = actingRoles.find((role) => role.id === viewer.actingRoleId);
    if (!acting) throw new Error('The acting role ended between two statements of one request.');
    return {
      name: viewer.name,
      login: viewer.login,
      tenant: { key: viewer.tenantKey, name: viewer.tenantName, isDemo: viewer.isDemoTenant },
      acting,
      actingRoles,
      sessionExpiresAt: viewer.sessionExpiresAt,
      idleLockMinutes: this.settings.IDLE_LOCK_MINUTES,
    };
  }

  /** From the next request on this session acts in the other role. Refuses a role that is not the account's or is over. */
  switchActingRole(
    viewer: Viewer,
    input: unknown,
  ): Promise<{ __typename: 'ActingRoleSwitched'; actingRoleId: string } | RefusalData> {
    return this.commands.run(viewer, 'switchActingRole', switchInput, input, async (tx, { actingRoleId }) => {
      const [own] = await tx.query<{ acting_role_id: string }>(
        'select acting_role_id from acting_role where tenant_id = $1 and account_id = $2 and acting_role_id = $3 and during @> quorate_now()',
        [tx.tenantId, viewer.accountId, actingRoleId],
      );
      if (!own) throw notPermitted();
      await tx.manager.update(Session, { tenantId: tx.tenantId, sessionId: viewer.sessionId }, { actingRoleId });
      tx.audit({ entity: 'Session', entityId: viewer.sessionId, detail: { actingRoleId } });
      // Sockets that still act in the former role are closed; the page connects again in the new one.
      tx.notify('session', viewer.accountId);
      return { __typename: 'ActingRoleSwitched' as const, actingRoleId };
    });
  }
}
