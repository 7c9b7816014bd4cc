import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { Timeline } from '../ui/timeline.js';
import { OrganisationDetails } from './organisation-details.js';
import { OrganisationMembers } from './organisation-members.js';
import { OrganisationSites } from './organisation-sites.js';
import { historyOf, KIND_NAMES, type Organisation } from './organisation-words.js';
import { organisationQuery } from './organisations.queries.js';

/** One organisation: what it is, what it is part of, what happened to it, its members, its sites and their rooms. */
export function OrganisationPage() {
  const { organisationId = '' } = useParams();
  const query = useQuery(organisationQuery, { variables: { id: organisationId } });
  return (
    <QueryState query={query}>
      {({ organisation }) => (organisation ? <Found organisation={organisation} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function Found({ organisation }: { readonly organisation: Organisation }) {
  const { id, name, kind, isOpen, isFictional, memberCount } = organisation;
  return (
    <Page
      title="Organisation"
      heading={name}
      back={{ to: '/directory', label: 'Back to the directory' }}
      lead={
        <>
          {KIND_NAMES[kind]} <Tag tone={isOpen ? 'info' : 'neutral'}>{isOpen ? 'Open' : 'Not open'}</Tag>{' '}
          {isFictional ? <Tag>Made up for the demo</Tag> : null}
        </>
      }
    >
      <OrganisationDetails organisation={organisation} />
      <Section heading="History" id="history">
        <History organisation={organisation} />
      </Section>
      {memberCount > 0 ? <OrganisationMembers organisationId={id} /> : null}
      <OrganisationSites organisationId={id} />
    </Page>
  );
}

function History({ organisation }: { readonly organisation: Organisation }) {
  const entries = historyOf(organisation);
  if (entries.length === 0)
    return (
      <EmptyState heading="No dated change is known">
        <p>Changes appear here when a later extract shows them.</p>
      </EmptyState>
    );
  return (
    <>
      <p>A change without a published day is dated by the first extract that shows it, and may be older.</p>
      <Timeline entries={entries} />
    </>
  );
}
