import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { formatMonth } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { publishedReasonsQuery } from './published-reasons.queries.js';

/** Why signals and concerns were stopped, and decisions departed from the guidance: for all staff to read, naming nobody. */
export function PublishedReasonsPage() {
  const query = useQuery(publishedReasonsQuery);
  return (
    <Page
      title="Published reasons"
      lead={
        <>
          Why a signal or a concern was stopped, and why a decision departed from the guidance. No organisation and no
          person is named, and the month is all the date there is. Anybody can{' '}
          <a href="/concern">tell the commissioners of a concern</a>.
        </>
      }
    >
      <QueryState query={query} lines={5}>
        {({ publishedReasons }) =>
          publishedReasons.length === 0 ? (
            <EmptyState heading="No reason has been published yet" />
          ) : (
            publishedReasons.map(({ id, title, words, month }) => (
              <Section key={id} heading={`${formatMonth(month)}: ${title.toLowerCase()}`}>
                <p>{words}</p>
              </Section>
            ))
          )
        }
      </QueryState>
    </Page>
  );
}
