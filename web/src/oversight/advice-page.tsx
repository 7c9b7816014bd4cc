import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { ButtonGroup, LinkButton } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { adviceQuestionsQuery } from './advice.queries.js';
import { AdviceToCheck } from './advice-to-check.js';
import { PUBLICATIONS, standingWords } from './advice-words.js';

const PAGE = 20;

/** Questions about the rules: those of the own organisation, and for its commissioners those that it is asked. */
export function AdvicePage() {
  const isCommissioner = useActsAs('COMMISSIONER');
  const [filter, setFilter] = useUrlFilter({ show: '' });
  const show = filter.show === 'answered' ? 'ANSWERED' : filter.show === 'open' ? 'OPEN' : null;
  const query = useQuery(adviceQuestionsQuery, {
    variables: { show, first: PAGE, after: null },
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { adviceQuestions: next } }) => ({
        adviceQuestions: { ...next, items: [...before.adviceQuestions.items, ...next.items] },
      }),
    });
  return (
    <Page
      title="Informal advice"
      lead={
        isCommissioner
          ? 'Questions about working together under the rules: those your organisation is asked, and those it asked.'
          : 'Ask a commissioner whether the rules on working together allow something. Only your organisation and theirs read the question and the answer.'
      }
    >
      <ButtonGroup>
        <LinkButton to="/advice/ask" look="primary">
          Ask a question
        </LinkButton>
        <LinkButton to="/published-advice">See what others were told</LinkButton>
      </ButtonGroup>
      <AdviceToCheck />
      <FilterPanel
        filters={[
          {
            name: 'show',
            label: 'Show',
            kind: 'one',
            all: 'All',
            options: [
              { value: 'open', label: 'Not answered yet' },
              { value: 'answered', label: 'Answered' },
            ],
          },
        ]}
        value={filter}
        onChange={setFilter}
      />
      <QueryState query={query} lines={6}>
        {({ adviceQuestions }) => (
          <>
            <DataTable
              caption="Questions, newest first"
              captionHidden
              stack
              rows={adviceQuestions.items}
              rowKey={({ id }) => id}
              empty={
                <EmptyState heading="No question here">
                  {isCommissioner
                    ? 'Any member of staff of the system can ask your organisation. You are told by mail.'
                    : 'Nobody of your organisation has asked anything that is shown here.'}
                </EmptyState>
              }
              columns={[
                {
                  key: 'subject',
                  header: 'About',
                  rowHeader: true,
                  cell: ({ id, subject, reference }) => (
                    <>
                      <Link to={`/advice/${id}`}>{subject}</Link>
                      <br />
                      {reference}
                    </>
                  ),
                },
                { key: 'from', header: 'Asked by', cell: ({ askingOrganisationName }) => askingOrganisationName },
                { key: 'to', header: 'Asked of', cell: ({ answeringOrganisationName }) => answeringOrganisationName },
                { key: 'asked', header: 'Asked on', cell: ({ askedAt }) => formatShortDate(askedAt) },
                { key: 'standing', header: 'How far it is', cell: standingWords },
                {
                  key: 'publication',
                  header: 'For all staff',
                  cell: ({ publication }) => (publication ? PUBLICATIONS[publication] : 'No'),
                },
              ]}
            />
            {adviceQuestions.hasMore ? (
              <ShowMore
                shown={adviceQuestions.items.length}
                hasMore
                busy={query.loading}
                onMore={() => more(adviceQuestions.endCursor)}
                noun="questions"
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}
