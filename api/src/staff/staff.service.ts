import { Inject, Injectable } from '@nestjs/common';
import { addDays, isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../platform/commands.js';
import { managesPeopleOf, requireManaged } from '../platform/managed-organisations.js';
import { invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { addPractitioner } from './add-practitioner.js';
import { StaffChanges } from './staff-changes.js';

const day = z.string().refine(isLocalDate, 'Enter a day');
const roleName = z
  .string()
  .trim()
  .min(2, 'Enter the name of the role')
  .max(80, 'The name of the role has at most 80 characters');

const addInput = z
  .object({
    name: z.string().trim().min(2, 'Enter the name').max(120, 'The name has at most 120 characters'),
    email: z.string().trim().max(254).pipe(z.email('Enter an e-mail address, such as name@example.nhs.uk')),
    organisationId: z.uuid(),
    roleCode: z.string().min(1).nullish(),
    newRoleName: roleName.nullish(),
    from: day,
  })
  .refine(({ roleCode, newRoleName }) => Boolean(roleCode) !== Boolean(newRoleName), {
    path: ['roleCode'],
    message: 'Choose a professional role, or enter the name of a new one',
  });

const endInput = z.object({ practitionerRoleId: z.uuid(), on: day });

interface PractitionerAdded {
  readonly __typename: 'PractitionerAdded';
  readonly practitionerId: string;
  readonly practitionerRoleId: string;
}

interface PractitionerRoleEnded {
  readonly __typename: 'PractitionerRoleEnded';
  readonly practitionerRoleId: string;
  readonly lastDay: string;
}

/** Who works where in which professional role: an administrator's to keep. */
@Injectable()
export class StaffService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(StaffChanges) private readonly changes: StaffChanges,
  ) {}

  /** Has somebody hold a professional role; meetings since a day that is past are counted anew. Refused for an organisation that is not the administrator's, one that has closed, and a role they hold. */
  addPractitioner(viewer: Viewer, input: unknown): Promise<PractitionerAdded | RefusalData> {
    return this.commands.run(viewer, 'addPractitioner', addInput, input, async (tx, asked) => {
      const organisation = await requireManaged(tx.query, asked.organisationId);
      if (!organisation.isOpen) throw invalidInput('organisationId', 'This organisation has closed.');
      const role = asked.roleCode ? { code: asked.roleCode } : { name: asked.newRoleName ?? '' };
      const held = await addPractitioner(tx, { ...asked, role });
      if (!held.isNew) throw invalidInput('roleCode', 'This person holds that role here already.');
      const { practitionerId, practitionerRoleId } = held;
      await this.changes.announce(tx, viewer, { practitionerId, from: asked.from });
      return { __typename: 'PractitionerAdded' as const, practitionerId, practitionerRoleId };
    });
  }

  /**
   * Ends a role after its last day, with the seats and deputy namings that went with it; meetings since a day that is past
   * are counted for whoever employs them then. What they did stays. Refused for a role that has an end, and for a day
   * before it began.
   */
  endPractitionerRole(viewer: Viewer, input: unknown): Promise<PractitionerRoleEnded | RefusalData> {
    return this.commands.run(viewer, 'endPractitionerRole', endInput, input, async (tx, { practitionerRoleId, on }) => {
      const role = await lockedRole(tx, practitionerRoleId);
      if (role.hasEnd) throw invalidInput('on', 'This role has an end already.');
      if (on < role.from) throw invalidInput('on', 'The role began after that day. Give a later day.');
      await tx.query(
        'update practitioner_role set during = daterange(lower(during), $3::date) where tenant_id = $1 and practitioner_role_id = $2',
        [tx.tenantId, practitionerRoleId, addDays(on, 1)],
      );
      tx.audit({ entity: 'Practitioner', entityId: role.practitionerId, detail: { practitionerRoleId, lastDay: on } });
      await this.changes.announce(tx, viewer, { practitionerId: role.practitionerId, from: addDays(on, 1) });
      return { __typename: 'PractitionerRoleEnded' as const, practitionerRoleId, lastDay: on };
    });
  }
}

async function lockedRole(tx: Transaction, practitionerRoleId: string) {
  const [role] = await tx.query<{ practitionerId: string; from: string; hasEnd: boolean }>(
    `select r.practitioner_id as "practitionerId", to_char(lower(r.during), 'YYYY-MM-DD') as "from", not upper_inf(r.during) as "hasEnd"
     from practitioner_role r where r.tenant_id = $1 and r.practitioner_role_id = $2 and ${managesPeopleOf('r.organisation_id')} for update of r`,
    [tx.tenantId, practitionerRoleId],
  );
  if (!role) throw notPermitted();
  return role;
}
