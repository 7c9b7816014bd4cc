import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Button } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDateTime } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState, Inset } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { aboutOf, describeState, type Message, type MessageState, STATE_TONES, STATE_WORDS } from './message-words.js';
import { outboxQuery } from './outbox.queries.js';
import { RetryButton } from './retry-button.js';

const STATES = Object.keys(STATE_WORDS) as MessageState[];
const FILTERS = [
  {
    name: 'state',
    label: 'State',
    kind: 'one',
    options: STATES.map((value) => ({ value, label: STATE_WORDS[value] })),
    all: 'All states',
  },
] as const;

/** Mail that was sent or is waiting, what became of it, and a way to send again what failed. */
export function OutboxPage() {
  const [filter, setFilter] = useUrlFilter({ state: '' });
  const state = STATES.find((known) => known === filter.state) ?? null;
  const query = useQuery(outboxQuery, { variables: { state, after: null } });
  return (
    <Page
      title="Outbox"
      lead="What was sent to whom, and whether it arrived."
      actions={
        <Button small onClick={() => void query.refetch()}>
          Refresh
        </Button>
      }
    >
      <FilterPanel filters={FILTERS} value={filter} onChange={setFilter} />
      <QueryState query={query}>
        {({ outbox }) => (
          <>
            {outbox.isCaught ? <CaughtNotice /> : null}
            <DataTable
              caption="Messages, newest first"
              captionHidden
              stack
              columns={columnsFor(() => void query.refetch())}
              rows={outbox.messages}
              rowKey={(message) => message.id}
              empty={<NoMessages isFiltered={state !== null} />}
            />
            <ShowMore
              noun="messages"
              shown={outbox.messages.length}
              hasMore={outbox.hasMore}
              onMore={() => void showMore(outbox.messages.at(-1)?.id ?? null)}
            />
          </>
        )}
      </QueryState>
    </Page>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { outbox } }) => ({
        outbox: { ...outbox, messages: [...before.outbox.messages, ...outbox.messages] },
      }),
    });
  }
}

function columnsFor(onRetried: () => void): readonly Column<Message>[] {
  return [
    {
      key: 'about',
      header: 'About',
      cell: (message) =>
        message.canRead ? <Link to={`/outbox/${message.id}`}>{aboutOf(message)}</Link> : aboutOf(message),
    },
    {
      key: 'to',
      header: 'To',
      cell: ({ recipientName, recipientEmail }) => (
        <>
          {recipientName}
          <br />
          {recipientEmail}
        </>
      ),
    },
    { key: 'written', header: 'Written', cell: ({ createdAt }) => formatDateTime(createdAt) },
    {
      key: 'state',
      header: 'State',
      cell: (message) => (
        <>
          <Tag tone={STATE_TONES[message.state]}>{STATE_WORDS[message.state]}</Tag> {describeState(message)}
        </>
      ),
    },
    {
      key: 'retry',
      header: 'Send again',
      headerHidden: true,
      cell: (message) => (message.canRetry ? <RetryButton message={message} onRetried={onRetried} /> : null),
    },
  ];
}

function CaughtNotice() {
  return (
    <Inset>
      <p>This is a demonstration: mail stays on this computer and reaches nobody. You can read it here instead.</p>
    </Inset>
  );
}

function NoMessages({ isFiltered }: { readonly isFiltered: boolean }) {
  const mayPlan = useActsAs('CARE_COORDINATOR');
  if (isFiltered)
    return (
      <EmptyState heading="No messages in this state">
        <p>Choose another state to see the others.</p>
      </EmptyState>
    );
  return (
    <EmptyState heading="No messages yet">
      <p>{mayPlan ? 'Mail appears here when you invite people to a meeting.' : 'Mail to you appears here.'}</p>
    </EmptyState>
  );
}
