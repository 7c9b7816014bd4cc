import { Inject, Injectable } from '@nestjs/common';
import { STAFF_ROLES } from '@quorate/libs/access';
import { isLocalDate, toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../platform/commands.js';
import { managesPeopleOf, requireManaged } from '../platform/managed-organisations.js';
import { invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import { endRolesOf } from '../staff/end-roles.js';
import { StaffChanges } from '../staff/staff-changes.js';
import { openAccount } from './open-account.js';
import { givenSubject } from './sign-in-subject.js';

/** What a login looks like; a slash would end the tenant's key in the demo's subject. */
export const loginText = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@+-]{1,119}$/, 'A login has small letters, digits and . _ @ + -, 2 to 120 of them');

const openInput = z.object({
  login: loginText,
  name: z.string().trim().min(2, 'Enter the name').max(120, 'The name has at most 120 characters'),
  email: z.string().trim().max(254).pipe(z.email('Enter an e-mail address, such as name@example.nhs.uk')),
  role: z.enum(STAFF_ROLES, 'Access for a person or carer is not given here. Choose a role of staff.'),
  organisationId: z.uuid(),
  practitionerId: z.uuid().nullish(),
  signInSubject: z.string().trim().max(255).nullish(),
});
const endInput = z.object({ actingRoleId: z.uuid() });
const closeInput = z.object({
  accountId: z.uuid(),
  lastDay: z.string().refine(isLocalDate, 'Enter the last day').nullish(),
});

interface AccountOpened {
  readonly __typename: 'AccountOpened';
  readonly accountId: string;
  readonly actingRoleId: string;
  readonly isNewAccount: boolean;
}

interface ActingRoleEnded {
  readonly __typename: 'ActingRoleEnded';
  readonly actingRoleId: string;
}

interface AccountClosed {
  readonly __typename: 'AccountClosed';
  readonly accountId: string;
}

/** Who may sign in and as what: an administrator's to keep, for their own organisation's people and never for themselves. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(StaffChanges) private readonly staff: StaffChanges,
  ) {}

  /** Gives a login a role for an organisation; one that is there under the same name gets another role. Refuses what `openAccount` refuses. */
  openAccount(viewer: Viewer, input: unknown): Promise<AccountOpened | RefusalData> {
    return this.commands.run(viewer, 'openAccount', openInput, input, async (tx, asked) => {
      const organisation = await requireManaged(tx.query, asked.organisationId);
      if (!organisation.isOpen) throw invalidInput('organisationId', 'This organisation has closed.');
      if (asked.login === viewer.login.toLowerCase()) throw ownAccess();
      const opened = await openAccount(tx, {
        ...asked,
        organisation: { id: asked.organisationId, kind: organisation.kind },
        practitionerId: asked.practitionerId ?? null,
        subject: givenSubject(this.settings, asked.signInSubject || null),
      });
      if (!opened.isNewRole) throw invalidInput('role', 'This person has that role here already.');
      const { accountId, actingRoleId, isNewAccount } = opened;
      return { __typename: 'AccountOpened' as const, accountId, actingRoleId, isNewAccount };
    });
  }

  /** Ends one role of an account now. Sessions that act in it end with it. */
  endActingRole(viewer: Viewer, input: unknown): Promise<ActingRoleEnded | RefusalData> {
    return this.commands.run(viewer, 'endActingRole', endInput, input, async (tx, { actingRoleId }) => {
      const [role] = await tx.query<{ accountId: string; isOver: boolean }>(
        `select account_id as "accountId", not (upper_inf(during) or upper(during) > $3) as "isOver" from acting_role r
         where tenant_id = $1 and acting_role_id = $2 and r.organisation_id is not null and ${managesPeopleOf('r.organisation_id')} for update`,
        [tx.tenantId, actingRoleId, tx.now],
      );
      if (!role) throw notPermitted();
      if (role.accountId === viewer.accountId) throw ownAccess();
      if (role.isOver) throw invalidInput('actingRoleId', 'This role has ended already.');
      await tx.query(`${END_ROLES} and acting_role_id = $3`, [tx.tenantId, tx.now, actingRoleId]);
      await tx.query(
        'update session set ended_at = $3 where tenant_id = $1 and acting_role_id = $2 and ended_at is null',
        [tx.tenantId, actingRoleId, tx.now],
      );
      tx.audit({ entity: 'Account', entityId: role.accountId, detail: { endedActingRoleId: actingRoleId } });
      tx.notify('session', role.accountId);
      return { __typename: 'ActingRoleEnded' as const, actingRoleId };
    });
  }

  /**
   * Ends all roles and sessions of an account now; the next request finds nobody. With a `lastDay` they have left: their
   * professional roles end after it, and the seats they held. Without one they work on and keep their seats. Refused while
   * they act for an organisation that is not the administrator's.
   */
  closeAccount(viewer: Viewer, input: unknown): Promise<AccountClosed | RefusalData> {
    return this.commands.run(viewer, 'closeAccount', closeInput, input, async (tx, { accountId, lastDay }) => {
      const account = await lockedAccount(tx, accountId);
      if (accountId === viewer.accountId) throw ownAccess();
      if (account.hasLeft) throw invalidInput('accountId', 'This person has left already.');
      if (lastDay && lastDay > toLondon(tx.now.toISOString()).date)
        throw invalidInput('lastDay', 'They sign in until their last day. Close the account on that day or after it.');
      if (account.actsElsewhere)
        throw invalidInput(
          'accountId',
          'This person acts for another organisation too. End their roles here; an administrator of the integrated care board can close the account.',
        );
      await tx.query('update account set left_at = $3 where tenant_id = $1 and account_id = $2', [
        tx.tenantId,
        accountId,
        tx.now,
      ]);
      await tx.query(`${END_ROLES} and account_id = $3`, [tx.tenantId, tx.now, accountId]);
      const ended = await tx.query(
        'update session set ended_at = $3 where tenant_id = $1 and account_id = $2 and ended_at is null returning session_id',
        [tx.tenantId, accountId, tx.now],
      );
      tx.audit({ entity: 'Account', entityId: accountId, detail: { hasLeft: true, sessionsEnded: ended.length } });
      const { practitionerId } = account;
      if (lastDay && practitionerId) await endRolesOf(tx, viewer, this.staff, { practitionerId, lastDay });
      tx.notify('session', accountId);
      return { __typename: 'AccountClosed' as const, accountId };
    });
  }
}

// A role that had not begun yet never was.
const END_ROLES = `update acting_role set during = tstzrange(lower(during), greatest(lower(during), $2::timestamptz))
  where tenant_id = $1 and (upper_inf(during) or upper(during) > $2)`;

/** The account of staff with a role, past or present, at an organisation that the acting administrator looks after. */
async function lockedAccount(tx: Transaction, accountId: string) {
  const [account] = await tx.query<{ hasLeft: boolean; actsElsewhere: boolean; practitionerId: string | null }>(
    `select a.practitioner_id as "practitionerId", coalesce(a.left_at <= $3, false) as "hasLeft",
       exists (select 1 from acting_role r where r.tenant_id = $1 and r.account_id = a.account_id and r.during @> $3::timestamptz
         and (r.organisation_id is null or not ${managesPeopleOf('r.organisation_id')})) as "actsElsewhere"
     from account a where a.tenant_id = $1 and a.account_id = $2
       and exists (select 1 from acting_role r where r.tenant_id = $1 and r.account_id = a.account_id
         and r.organisation_id is not null and ${managesPeopleOf('r.organisation_id')})
     for update of a`,
    [tx.tenantId, accountId, tx.now],
  );
  if (!account) throw notPermitted();
  return account;
}

function ownAccess() {
  return notPermitted('Nobody changes their own access. Ask another administrator.');
}
