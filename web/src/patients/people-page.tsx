import { useQuery } from '@apollo/client/react';
import { formatNhsNumber } from '@quorate/libs/identifiers';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { peopleQuery } from './patients.queries.js';
import { nameOf } from './person-words.js';

type RelatedPerson = ResultOf<typeof peopleQuery>['people']['people'][number];

const FIRST = 25;

/** The people the viewer has a relationship with. What is searched for stays out of the address. */
export function PeoplePage() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const query = useQuery(peopleQuery, { variables: { input: { text: asked, first: FIRST, after: null } } });
  return (
    <Page
      title="People"
      lead="The people you have a relationship with. Each look is recorded."
      actions={
        <LinkButton look="primary" to="/people/register">
          Register a referral
        </LinkButton>
      }
    >
      <form
        aria-label="Search for a person"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <TextField
          name="people-search"
          label="Find a person"
          hint="Name, date of birth or NHS number"
          type="search"
          width={30}
          value={typed}
          onChange={setTyped}
        />
        <ButtonGroup>
          <Button type="submit">Find</Button>
        </ButtonGroup>
      </form>
      <QueryState query={query} lines={6}>
        {({ people: page }) => (
          <>
            <DataTable
              caption={asked === '' ? 'Everyone you have a relationship with' : 'People found'}
              columns={COLUMNS}
              rows={page.people}
              rowKey={(person) => person.id}
              stack
              empty={asked === '' ? <NobodyYet /> : <NobodyFound />}
            />
            <ShowMore
              noun="people"
              shown={page.people.length}
              hasMore={page.hasMore}
              onMore={() => void showMore(page.people.at(-1)?.id ?? null)}
            />
          </>
        )}
      </QueryState>
    </Page>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { input: { text: asked, first: FIRST, after } },
      updateQuery: (before, { fetchMoreResult: { people } }) => ({
        people: { ...people, people: [...before.people.people, ...people.people] },
      }),
    });
  }
}

const COLUMNS: readonly Column<RelatedPerson>[] = [
  {
    key: 'name',
    header: 'Name',
    rowHeader: true,
    cell: (person) => <Link to={`/people/${person.id}`}>{nameOf(person)}</Link>,
  },
  { key: 'born', header: 'Born', cell: (person) => formatShortDate(person.dateOfBirth) },
  {
    key: 'number',
    header: 'NHS number',
    cell: (person) => (
      <span className="q-nowrap">{person.nhsNumber ? formatNhsNumber(person.nhsNumber) : 'Not known'}</span>
    ),
  },
  {
    key: 'died',
    header: 'Died',
    cell: (person) => (person.deceasedOn ? formatShortDate(person.deceasedOn) : ''),
  },
  {
    key: 'why',
    header: 'Why you can see them',
    cell: (person) => [...new Set(person.relationships.map((relationship) => relationship.basisName))].join('. '),
  },
];

function NobodyYet() {
  return (
    <EmptyState heading="Nobody yet">
      <p>You see a person here once they are referred to you, or a meeting you sit on discusses them.</p>
    </EmptyState>
  );
}

function NobodyFound() {
  return (
    <EmptyState
      heading="Nobody found among the people you have a relationship with"
      action={<LinkButton to="/people/register">Register a referral</LinkButton>}
    >
      <p>Check the spelling. If the person was referred to you, register the referral.</p>
    </EmptyState>
  );
}
