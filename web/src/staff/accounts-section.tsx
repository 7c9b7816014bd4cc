import { useState } from 'react';
import { Button } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { EndAccessDialog, type Ending } from './end-access-dialog.js';
import { OpenAccountForm } from './open-account-form.js';
import type { StaffAccount, StaffMember } from './staff-words.js';

interface AccountsSectionProps {
  readonly organisation: { readonly id: string; readonly isOpen: boolean };
  readonly staff: readonly StaffMember[];
  readonly page: {
    readonly items: readonly StaffAccount[];
    readonly hasMore: boolean;
    readonly needsSignInSubject: boolean;
  };
  readonly onChanged: () => void;
  readonly onMore: () => void;
}

/** Who can sign in for the organisation, and as what. */
export function AccountsSection({ organisation, staff, page, onChanged, onMore }: AccountsSectionProps) {
  const [isOpening, setOpening] = useState(false);
  const [ending, setEnding] = useState<Ending | null>(null);
  return (
    <Section
      heading="Who can sign in"
      id="accounts"
      actions={
        organisation.isOpen ? (
          <Button small onClick={() => setOpening(!isOpening)}>
            {isOpening ? 'Close the form' : 'Open an account'}
          </Button>
        ) : null
      }
    >
      {isOpening ? (
        <OpenAccountForm
          organisationId={organisation.id}
          staff={staff}
          needsSubject={page.needsSignInSubject}
          onOpened={onChanged}
        />
      ) : null}
      <DataTable
        caption="Accounts by name"
        captionHidden
        stack
        columns={[
          { key: 'name', header: 'Name', cell: (account) => <Named account={account} /> },
          { key: 'login', header: 'Login', cell: ({ login }) => login },
          { key: 'roles', header: 'May act as', cell: (account) => <Roles account={account} onEnd={setEnding} /> },
          {
            key: 'left',
            header: 'Leaving',
            headerHidden: true,
            cell: (account) =>
              account.hasLeft || account.isOwn ? null : (
                <Button look="quiet" onClick={() => setEnding({ kind: 'account', account })} about={account.name}>
                  End access
                </Button>
              ),
          },
        ]}
        rows={page.items}
        rowKey={({ id }) => id}
        empty={
          <EmptyState heading="Nobody can sign in for this organisation yet">
            <p>Open an account for each person who plans meetings, takes part or releases staff.</p>
          </EmptyState>
        }
      />
      {page.hasMore ? (
        <ShowMore noun="accounts" shown={page.items.length} hasMore={page.hasMore} onMore={onMore} />
      ) : null}
      <EndAccessDialog ending={ending} onClose={() => setEnding(null)} onEnded={onChanged} />
    </Section>
  );
}

function Named({ account: { name, hasLeft, isOwn } }: { readonly account: StaffAccount }) {
  return (
    <>
      {name} {hasLeft ? <Tag>Has left</Tag> : null}
      {isOwn ? <Tag>You</Tag> : null}
    </>
  );
}

function Roles({ account, onEnd }: { readonly account: StaffAccount; readonly onEnd: (ending: Ending) => void }) {
  if (account.roles.length === 0) return <>No role here now</>;
  return (
    <ul className="nhsuk-list">
      {account.roles.map((role) => (
        <li key={role.id}>
          {role.roleName}{' '}
          {account.isOwn ? null : (
            <Button
              look="quiet"
              onClick={() => onEnd({ kind: 'role', account, role })}
              about={`${role.roleName} of ${account.name}`}
            >
              End
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
