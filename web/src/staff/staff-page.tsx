import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { describeChoice, type OrganisationChoice } from '../organisations/organisation-words.js';
import { directoryQuery } from '../organisations/organisations.queries.js';
import { LinkButton } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { Page } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { AccountsSection } from './accounts-section.js';
import { accountsQuery, staffOrganisationQuery, staffQuery } from './staff.queries.js';
import { StaffSection } from './staff-section.js';

/** Who works for an organisation and who can sign in for it: the administrator's own, or, for a care board, any. */
export function StaffPage() {
  const own = useViewer().acting.organisation?.id ?? '';
  const { organisationId = own } = useParams();
  const query = useQuery(staffOrganisationQuery, { variables: { own, id: organisationId } });
  return (
    <QueryState query={query}>
      {({ own: acting, organisation, professionalRoles }) =>
        organisation ? (
          <Page title="People and roles" lead={`${organisation.name}: who works here, and who can sign in.`}>
            {acting?.kind === 'ICB' ? <ChooseOrganisation key={organisation.id} chosen={organisation} /> : null}
            <People organisation={organisation} professionalRoles={professionalRoles} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

interface Organisation {
  readonly id: string;
  readonly name: string;
}

interface PeopleProps {
  readonly organisation: Organisation & { readonly isOpen: boolean };
  readonly professionalRoles: readonly { readonly code: string; readonly name: string }[];
}

function People({ organisation, professionalRoles }: PeopleProps) {
  const variables = { organisationId: organisation.id };
  const staff = useQuery(staffQuery, { variables });
  const accounts = useQuery(accountsQuery, { variables });
  return (
    <QueryState query={staff}>
      {(found) =>
        found.staff ? (
          <>
            <StaffSection
              organisation={organisation}
              professionalRoles={professionalRoles}
              page={found.staff}
              onChanged={() => void staff.refetch()}
              onMore={() => void moreStaff(found.staff?.endCursor ?? null)}
            />
            <QueryState query={accounts}>
              {(known) =>
                known.accounts ? (
                  <AccountsSection
                    organisation={organisation}
                    staff={found.staff?.items ?? []}
                    page={known.accounts}
                    // Who leaves loses roles too.
                    onChanged={() => void Promise.all([accounts.refetch(), staff.refetch()])}
                    onMore={() => void moreAccounts(known.accounts?.endCursor ?? null)}
                  />
                ) : null
              }
            </QueryState>
          </>
        ) : (
          <EmptyState
            heading="The people of this organisation are looked after by its own administrator"
            action={<LinkButton to="/staff">Go to the people of your organisation</LinkButton>}
          >
            <p>An administrator of the integrated care board can change them too.</p>
          </EmptyState>
        )
      }
    </QueryState>
  );

  function moreStaff(after: string | null) {
    return staff.fetchMore({
      variables: { ...variables, after },
      updateQuery: (before, { fetchMoreResult: more }) => ({
        staff: more.staff
          ? { ...more.staff, items: [...(before.staff?.items ?? []), ...more.staff.items] }
          : before.staff,
      }),
    });
  }

  function moreAccounts(after: string | null) {
    return accounts.fetchMore({
      variables: { ...variables, after },
      updateQuery: (before, { fetchMoreResult: more }) => ({
        accounts: more.accounts
          ? { ...more.accounts, items: [...(before.accounts?.items ?? []), ...more.accounts.items] }
          : before.accounts,
      }),
    });
  }
}

/** For an integrated care board, which looks after the people of every organisation of its system. */
function ChooseOrganisation({ chosen }: { readonly chosen: Organisation }) {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const found = useQuery(directoryQuery, { variables: { filter: { text, isOpen: true } } });
  const items: readonly OrganisationChoice[] = (found.data ?? found.previousData)?.organisations.items ?? [];
  return (
    <Combobox<OrganisationChoice>
      name="organisation"
      label="Organisation"
      hint="Your board looks after the people of every organisation. Type a name or an ODS code."
      items={items}
      busy={found.loading}
      value={chosen}
      onChange={(organisation) => {
        if (organisation && organisation.id !== chosen.id) void navigate(`/staff/${organisation.id}`);
      }}
      onSearch={setText}
      itemLabel={({ name }) => name}
      itemKey={({ id }) => id}
      itemDetail={describeChoice}
      nothingFound="No open organisation found"
    />
  );
}
