import { useState } from 'react';
import { Button } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { todayInLondon } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { AddStaffForm } from './add-staff-form.js';
import { EndStaffRoleDialog } from './end-staff-role-dialog.js';
import { type ProfessionalRole, roleTime, type StaffMember, type StaffRole } from './staff-words.js';

interface StaffSectionProps {
  readonly organisation: { readonly id: string; readonly isOpen: boolean };
  readonly professionalRoles: readonly ProfessionalRole[];
  readonly page: { readonly items: readonly StaffMember[]; readonly hasMore: boolean };
  readonly onChanged: () => void;
  readonly onMore: () => void;
}

/** Who works for the organisation in which professional roles: those whom an MDT can give a seat. */
export function StaffSection({ organisation, professionalRoles, page, onChanged, onMore }: StaffSectionProps) {
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<{ readonly member: StaffMember; readonly role: StaffRole } | null>(null);
  const today = todayInLondon();
  return (
    <Section
      heading="Staff"
      id="staff"
      actions={
        organisation.isOpen ? (
          <Button small onClick={() => setAdding(!isAdding)}>
            {isAdding ? 'Close the form' : 'Add a member of staff'}
          </Button>
        ) : null
      }
    >
      {isAdding ? (
        <AddStaffForm organisationId={organisation.id} professionalRoles={professionalRoles} onAdded={onChanged} />
      ) : null}
      <DataTable
        caption="Staff by name"
        captionHidden
        stack
        columns={[
          { key: 'name', header: 'Name', cell: ({ name }) => name },
          {
            key: 'roles',
            header: 'Professional roles',
            cell: (member) => (
              <ul className="nhsuk-list">
                {member.roles.map((role) => (
                  <li key={role.id}>
                    {role.roleName}, {roleTime(role, today)}{' '}
                    {role.lastDay ? null : (
                      <Button
                        look="quiet"
                        onClick={() => setEnding({ member, role })}
                        about={`${role.roleName} of ${member.name}`}
                      >
                        End
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
        rows={page.items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState heading="Nobody is entered yet">
            <p>Add those who take part in MDTs. Only they can be given a seat.</p>
          </EmptyState>
        }
      />
      {page.hasMore ? (
        <ShowMore noun="members of staff" shown={page.items.length} hasMore={page.hasMore} onMore={onMore} />
      ) : null}
      <EndStaffRoleDialog ending={ending} onClose={() => setEnding(null)} onEnded={onChanged} />
    </Section>
  );
}
