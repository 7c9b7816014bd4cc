import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { QueryState } from '../../app/query-state.js';
import { Checkboxes } from '../../ui/choice-fields.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { formatDate, formatShortDate } from '../../ui/dates.js';
import { Section } from '../../ui/page.js';
import { ShowMore } from '../../ui/show-more.js';
import { EmptyState } from '../../ui/states.js';
import { recordAddress, STATE_LABELS, saysWords, type ToDispute, whose } from './dispute-words.js';
import { recordsToDisputeQuery } from './disputes.queries.js';

const PAGE = 20;

/** What was recorded lately of one's staff or oneself, while it is in time to dispute it. */
export function RecordsToDispute({ isManager }: { readonly isManager: boolean }) {
  const [isAll, setAll] = useState(false);
  const query = useQuery(recordsToDisputeQuery, {
    variables: { meetingId: null, onlyAbsent: !isAll, first: PAGE, after: null },
    fetchPolicy: 'network-only',
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { recordsToDispute: next } }) => ({
        recordsToDispute: { ...next, items: [...before.recordsToDispute.items, ...next.items] },
      }),
    });
  return (
    <Section heading={isManager ? 'Recorded lately of your staff' : 'Recorded lately of you'}>
      <Checkboxes
        name="which-records"
        label="Which records"
        labelHidden
        small
        options={[{ value: 'all', label: 'Show also who was there all the time' }]}
        values={isAll ? ['all'] : []}
        onChange={(values) => setAll(values.includes('all'))}
      />
      <QueryState query={query} lines={4}>
        {({ recordsToDispute: { items, endCursor } }) => (
          <>
            <DataTable
              caption="Records that can be disputed in time, newest first"
              captionHidden
              columns={COLUMNS}
              rows={items}
              rowKey={(row) => `${row.meetingId}_${row.seatId}`}
              stack
              empty={
                <EmptyState heading="No record to look at">
                  {isManager
                    ? 'Absences and part attendance of your staff come here while they can be disputed in time. Older records are opened from their register.'
                    : 'Absences and part attendance of yours come here while they can be disputed in time. Older records are opened from their register.'}
                </EmptyState>
              }
            />
            {items.length > 1 || endCursor !== null ? (
              <ShowMore
                shown={items.length}
                hasMore={endCursor !== null}
                busy={query.loading}
                onMore={() => more(endCursor)}
                noun="records"
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Section>
  );
}

const COLUMNS: readonly Column<ToDispute>[] = [
  {
    key: 'when',
    header: 'Meeting',
    rowHeader: true,
    cell: (row) => `${row.mdtName}, ${formatShortDate(row.meetingDate)}`,
  },
  { key: 'host', header: 'Host', cell: ({ hostName }) => hostName },
  {
    key: 'who',
    header: 'Member',
    cell: (row) => `${whose(row)}${row.isAsDeputy ? ' (you were the deputy)' : ''}`,
  },
  {
    key: 'says',
    header: 'Recorded',
    cell: ({ now, isCorrected }) => `${saysWords(now)}${isCorrected ? ' (corrected)' : ''}`,
  },
  {
    key: 'until',
    header: 'In time until',
    cell: ({ inTimeUntil, disputeState }) =>
      disputeState === 'WAITING' ? (
        'Disputed already'
      ) : (
        <span className="q-nowrap">{formatShortDate(inTimeUntil)}</span>
      ),
  },
  {
    key: 'open',
    header: 'Open',
    headerHidden: true,
    cell: (row) => (
      <Link to={recordAddress(row)}>
        {row.disputeState ? `Open (${STATE_LABELS[row.disputeState].toLowerCase()})` : 'Open or dispute'}
        <span className="nhsuk-u-visually-hidden">
          : {whose(row)}, {row.mdtName}, {formatDate(row.meetingDate)}
        </span>
      </Link>
    ),
  },
];
