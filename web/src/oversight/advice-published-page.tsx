import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { publishedAdviceQuery } from './advice.queries.js';
import { Written } from './advice-written.js';

const PAGE = 20;

/** Answers that were given before, for all staff of the system. */
export function PublishedAdvicePage() {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const query = useQuery(publishedAdviceQuery, {
    variables: { search, first: PAGE, after: null },
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { publishedAdvice: next } }) => ({
        publishedAdvice: { ...next, items: [...before.publishedAdvice.items, ...next.items] },
      }),
    });
  return (
    <Page
      title="Published advice"
      lead="Questions about working together under the rules, with the answers that commissioners gave. Nothing says who asked. Informal advice binds nobody."
      back={{ to: '/advice', label: 'Informal advice' }}
    >
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          setSearch(typed.trim());
        }}
      >
        <TextField name="advice-search" label="Words to look for" value={typed} onChange={setTyped} />
        <ButtonGroup>
          <Button type="submit">Search</Button>
          {search ? (
            <Button
              look="quiet"
              onClick={() => {
                setTyped('');
                setSearch('');
              }}
            >
              Show all
            </Button>
          ) : null}
        </ButtonGroup>
      </form>
      <QueryState query={query} lines={6}>
        {({ publishedAdvice: { items, hasMore, endCursor } }) =>
          items.length === 0 ? (
            <EmptyState
              heading={search ? 'No answer holds these words' : 'No answer has been published yet'}
              action={
                <LinkButton to="/advice/ask" small>
                  Ask a question
                </LinkButton>
              }
            >
              You can ask a commissioner yourself.
            </EmptyState>
          ) : (
            <>
              {items.map((item) => (
                <Section
                  key={item.id}
                  heading={item.question ?? `An answer of ${formatDate(item.publishedOn)} was withdrawn`}
                >
                  {item.answer === null ? (
                    <Written>{`Withdrawn on ${formatDate(item.withdrawnOn ?? item.publishedOn)}: ${item.withdrawnBecause}`}</Written>
                  ) : (
                    <Written>{item.answer}</Written>
                  )}
                  <p>
                    {item.organisationName}, {formatDate(item.publishedOn)}.{' '}
                    {item.section ? `Rests on ${item.section}. ` : ''}Rules in force: {item.regime}.
                  </p>
                </Section>
              ))}
              {hasMore ? (
                <ShowMore
                  shown={items.length}
                  hasMore
                  busy={query.loading}
                  onMore={() => more(endCursor)}
                  noun="answers"
                />
              ) : null}
            </>
          )
        }
      </QueryState>
    </Page>
  );
}
