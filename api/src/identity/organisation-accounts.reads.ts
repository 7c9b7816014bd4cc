import { Inject, Injectable } from '@nestjs/common';
import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import { managesPeopleOf } from '../platform/managed-organisations.js';
import { cursorAfter, isId, readCursor } from '../platform/page-after.js';
import { Reads } from '../platform/reads.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import type { StaffAccountPage } from './accounts.graphql.js';

const MOST = 100;

interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly practitionerId: string | null;
  readonly hasLeft: boolean;
  readonly roles: readonly { readonly id: string; readonly role: Role }[];
}

/** Who can sign in for an organisation, for the administrator who looks after them. */
@Injectable()
export class OrganisationAccountsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Accounts with a role there, past ones too, by name, without addresses; null for an organisation that is not the administrator's. */
  async accounts(
    viewer: Viewer,
    organisationId: string,
    first: number,
    after: string | null,
  ): Promise<StaffAccountPage | null> {
    const from = readCursor(after);
    if (!isId(organisationId)) return null;
    const limit = Math.min(Math.max(first, 1), MOST);
    const [row] = await this.reads.rows<{ items: AccountRow[] }>(viewer, {
      name: 'accounts-of-organisation',
      text: `
        select coalesce((select json_agg(row_to_json(f) order by f.name, f.id) from (
            select a.account_id as id, a.login, a.name, a.practitioner_id as "practitionerId", coalesce(a.left_at <= quorate_now(), false) as "hasLeft",
              coalesce(json_agg(json_build_object('id', r.acting_role_id, 'role', r.role) order by lower(r.during), r.acting_role_id)
                filter (where r.during @> quorate_now()), '[]') as roles
            from acting_role r join account a on a.tenant_id = $1 and a.account_id = r.account_id
            where r.tenant_id = $1 and r.organisation_id = o.organisation_id
              and ($3::text is null or (a.name, a.account_id) > ($3, $4::uuid))
            group by a.account_id, a.login, a.name, a.practitioner_id, a.left_at order by a.name, a.account_id limit $5
          ) f), '[]') as items
        from organisation o
        where o.tenant_id = $1 and o.organisation_id = $2 and ${managesPeopleOf('o.organisation_id')}`,
      values: [viewer.tenantId, organisationId, from?.name ?? null, from?.id ?? null, limit + 1],
    });
    if (!row) return null;
    const shown = row.items.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((account) => ({
        ...account,
        isOwn: account.id === viewer.accountId,
        roles: account.roles.map(({ id, role }) => ({ id, role, roleName: ROLE_NAMES[role] })),
      })),
      hasMore: row.items.length > limit,
      endCursor: last ? cursorAfter(last) : null,
      needsSignInSubject: Boolean(this.settings.OIDC_ISSUER),
    };
  }
}
