import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { ActionsTable } from '../cases/actions-table.js';
import { CASE_STATES } from '../cases/case-words.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { Details, Page, Section } from '../ui/page.js';
import { PatientBanner } from '../ui/patient-banner.js';
import { EmptyState, Inset } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { ClosedRecord } from './closed-record.js';
import { MarkDeceased } from './mark-deceased.js';
import { personQuery } from './patients.queries.js';
import { nameOf, sentenceOf } from './person-words.js';

type Person = Extract<ResultOf<typeof personQuery>['person'], { __typename: 'Person' }>;

/** One person: who they are, why the viewer may see them, where they were discussed, and what is to be done. */
export function PersonPage() {
  const { patientId = '' } = useParams();
  const query = useQuery(personQuery, { variables: { id: patientId } });
  return (
    <QueryState query={query} lines={8}>
      {({ person }) => {
        switch (person.__typename) {
          case 'NoRelationship':
            return <ClosedRecord refusal={person} />;
          case 'NotPermitted':
            return <NotFoundPage />;
          case 'Person':
            return <KnownPerson person={person} onChanged={() => void query.refetch()} />;
        }
      }}
    </QueryState>
  );
}

function KnownPerson({ person, onChanged }: { readonly person: Person; readonly onChanged: () => void }) {
  return (
    <Page
      title="Person"
      heading={nameOf(person)}
      back={{ to: '/people', label: 'Back to people' }}
      banner={
        <PatientBanner
          familyName={person.familyName}
          givenName={person.givenName}
          bornOn={person.dateOfBirth}
          diedOn={person.deceasedOn}
          gender={null}
          nhsNumber={person.nhsNumber}
        />
      }
    >
      {person.deceasedOn ? (
        <Inset>
          <p>This person has died. Their record can be read and no longer be changed.</p>
        </Inset>
      ) : null}
      <Section heading="Why you can see this record">
        <ul className="nhsuk-list nhsuk-list--bullet">
          {person.relationships.map((relationship) => (
            <li key={`${relationship.basis} ${relationship.since} ${relationship.reason}`}>
              {sentenceOf(relationship)} {relationship.reason}
            </li>
          ))}
        </ul>
        <p>Each look at this record is kept, and the person can see who has looked.</p>
      </Section>
      <Section heading="Open actions">
        <ActionsTable
          caption="Open actions"
          actions={person.openActions}
          onChanged={onChanged}
          empty={<EmptyState heading="No open actions" />}
        />
      </Section>
      <Section heading="Meetings">
        <DataTable
          caption="Meetings that discuss this person, newest first"
          captionHidden
          columns={MEETINGS}
          rows={person.discussions}
          rowKey={(discussion) => discussion.caseId}
          stack
          empty={<EmptyState heading="Not discussed yet" />}
        />
      </Section>
      <Details summary={person.deceasedOn ? 'The date of death is wrong' : 'This person has died'}>
        <MarkDeceased person={person} onChanged={onChanged} />
      </Details>
    </Page>
  );
}

const MEETINGS: readonly Column<Person['discussions'][number]>[] = [
  {
    key: 'date',
    header: 'Meeting',
    rowHeader: true,
    cell: (discussion) => (
      <Link to={`/meetings/${discussion.meetingId}/cases?case=${discussion.caseId}`}>
        {formatShortDate(discussion.meetingDate)}, {discussion.mdtName}
      </Link>
    ),
  },
  { key: 'question', header: 'Question', cell: (discussion) => discussion.question },
  { key: 'state', header: 'State', cell: (discussion) => <Tag>{CASE_STATES[discussion.state]}</Tag> },
  { key: 'outcome', header: 'Decided', cell: (discussion) => discussion.outcomeText ?? 'Nothing yet' },
];
