import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { outboxQuery } from './outbox.queries.js';

/** For an administrator's Today: whether mail goes out. */
export function TodayOutbox() {
  const query = useQuery(outboxQuery, { variables: { state: 'FAILED', after: null } });
  return (
    <Section heading="Mail that could not be sent">
      <QueryState query={query} lines={2}>
        {({ outbox: { messages, hasMore } }) =>
          messages.length === 0 ? (
            <EmptyState heading="All mail went out" />
          ) : (
            <p>
              <Link to="/outbox?state=FAILED">
                {messages.length}
                {hasMore ? ' or more' : ''} {messages.length === 1 ? 'message' : 'messages'} could not be sent
              </Link>
            </p>
          )
        }
      </QueryState>
    </Section>
  );
}
