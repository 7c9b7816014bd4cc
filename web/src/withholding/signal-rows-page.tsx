import { useApolloClient, useQuery } from '@apollo/client/react';
import { isFigureNumber } from '@quorate/libs/signals';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { FaultPanel, QueryState } from '../app/query-state.js';
import { useActsAs, useViewer } from '../app/viewer.js';
import { recordAddressOfRow } from '../attendance/disputes/dispute-words.js';
import { Button } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatMonth, formatShortDate } from '../ui/dates.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { ShowMore } from '../ui/show-more.js';
import { formatCount } from '../ui/stat.js';
import { EmptyState, Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { canDisputeQuery, signalRowsQuery } from './figures.queries.js';
import {
  counted,
  countsAsWords,
  LOSS_REASON_WORDS,
  NUMBER_WORDS,
  outcomeWords,
  type Row,
  type Rows,
  releaseWords,
} from './figures-words.js';
import { rowsCsv, saveFile } from './rows-csv.js';

const NO_FILTER = { number: '', mdt: '', role: '', month: '' };
const A_PAGE = 50;
const ALL_AT_ONCE = 500;

/** The rows that one number of a signal was counted from, one seat of one meeting each. */
export function SignalRowsPage() {
  const { signalId = '' } = useParams();
  const [filter, setFilter] = useUrlFilter(NO_FILTER);
  const viewer = useViewer();
  const variables = {
    signalId,
    number: filter.number,
    mdtId: filter.mdt || null,
    roleCode: filter.role || null,
    month: filter.month || null,
    first: A_PAGE,
    after: null,
  };
  const query = useQuery(signalRowsQuery, { variables });
  const disputeAt = useDisputeAddress(signalId);
  return (
    <QueryState query={query} lines={8}>
      {({ signalRows: found }) =>
        found && isFigureNumber(found.number) ? (
          <Page
            title="Rows behind a number"
            heading={`${counted(found.count, 'seat')} of ${found.providerName}`}
            lead={<p>{sentence(NUMBER_WORDS[found.number])}</p>}
            back={{ to: `/signals/${signalId}`, label: 'Back to the signal' }}
            actions={<SaveCsv variables={variables} />}
          >
            <PrintHeader title="Rows behind a number" printedBy={viewer.name} printedAt={new Date().toISOString()} />
            <FilterPanel
              filters={[
                { name: 'mdt', label: 'MDT', kind: 'one', options: found.mdts, all: 'All MDTs' },
                { name: 'role', label: 'Role', kind: 'one', options: found.roles, all: 'All roles' },
                {
                  name: 'month',
                  label: 'Month',
                  kind: 'one',
                  options: found.months.map((month) => ({ value: month, label: formatMonth(month) })),
                  all: 'All months',
                },
              ]}
              value={filter}
              onChange={setFilter}
              result={`${formatCount(found.total)} of ${counted(found.count, 'seat')}`}
            />
            {found.isNamed ? null : (
              <Inset>Nobody is named. A seat is a role at an MDT; who held it is known to their employer.</Inset>
            )}
            <RowTable found={found} disputeAt={disputeAt} />
            <ShowMore
              noun="rows"
              shown={found.rows.length}
              total={found.total}
              hasMore={found.endCursor !== null}
              busy={query.loading}
              onMore={() => void showMore(found.endCursor)}
            />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { signalRows: more } }) => ({
        ...before,
        signalRows: more && before.signalRows ? { ...more, rows: [...before.signalRows.rows, ...more.rows] } : more,
      }),
    });
  }
}

/** Where a manager whose reply is still to be sent disputes rows; null for everybody else. */
function useDisputeAddress(signalId: string): string | null {
  const isManager = useActsAs('PROVIDER_MANAGER');
  const { data } = useQuery(canDisputeQuery, { variables: { signalId }, skip: !isManager });
  return data?.signal && !data.signal.closedAt && !data.signal.hasReply ? `/signals/${signalId}/reply` : null;
}

/** All rows of the filter, not only those shown. */
function SaveCsv({
  variables,
}: {
  readonly variables: Readonly<Record<'mdtId' | 'roleCode' | 'month', string | null>> & {
    readonly signalId: string;
    readonly number: string;
  };
}) {
  const client = useApolloClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  async function save() {
    setBusy(true);
    setFault(null);
    try {
      const rows: Row[] = [];
      for (let after: string | null = null; ; ) {
        const { data }: { data?: ResultOf<typeof signalRowsQuery> } = await client.query({
          query: signalRowsQuery,
          variables: { ...variables, first: ALL_AT_ONCE, after },
          fetchPolicy: 'no-cache',
        });
        rows.push(...(data?.signalRows?.rows ?? []));
        after = data?.signalRows?.endCursor ?? null;
        if (after === null) break;
      }
      saveFile('rows-behind-a-number.csv', rowsCsv(rows));
    } catch (cause) {
      setFault(cause);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button small busy={busy} onClick={() => void save()}>
        Save as CSV
      </Button>
      {fault ? <FaultPanel error={fault} /> : null}
    </>
  );
}

interface TableProps {
  readonly found: Rows;
  readonly disputeAt: string | null;
}

function RowTable({ found, disputeAt }: TableProps) {
  return (
    <DataTable
      caption="Seats, newest first"
      captionHidden
      columns={columnsFor(found, disputeAt)}
      rows={found.rows}
      rowKey={({ id }) => id}
      stack
      empty={
        <EmptyState heading="No rows">
          <p>Nothing was counted here. Take a filter off, or go back and open another number.</p>
        </EmptyState>
      }
    />
  );
}

/** To the provider's manager: every version of the record, and the way to dispute it beside the signal. */
function RecordLink({ row }: { readonly row: Row }) {
  return (
    <Link to={recordAddressOfRow(row.id)}>
      {outcomeWords(row)}
      <span className="nhsuk-u-visually-hidden">
        : the record of {formatShortDate(row.date)}, {row.mdtName}, {row.roleName}
      </span>
    </Link>
  );
}

function columnsFor({ isNamed, number }: Rows, disputeAt: string | null): Column<Row>[] {
  return [
    { key: 'date', header: 'Date', cell: ({ date }) => <span className="q-nowrap">{formatShortDate(date)}</span> },
    { key: 'mdt', header: 'MDT', cell: ({ mdtName }) => mdtName },
    {
      key: 'host',
      header: 'Host',
      cell: ({ hostName, isOwnSite }) => (isOwnSite ? `${hostName} (own site)` : hostName),
    },
    { key: 'role', header: 'Seat', cell: ({ roleName, isCore }) => `${roleName}, ${isCore ? 'core' : 'extended'}` },
    { key: 'outcome', header: 'Register', cell: (row) => (isNamed ? <RecordLink row={row} /> : outcomeWords(row)) },
    { key: 'counts', header: 'Counts as', cell: countsAsWords },
    {
      key: 'reason',
      header: 'Who could have changed it',
      cell: ({ reason }) => (reason ? sentence(LOSS_REASON_WORDS[reason]) : 'Does not apply'),
    },
    { key: 'release', header: 'Release', cell: releaseWords },
    ...(isNamed ? [{ key: 'staff', header: 'Member', cell: ({ staffName }: Row) => staffName ?? 'Vacant' }] : []),
    // What counts as lost at other sites is what a signal rests on, and what a reply can name.
    ...(disputeAt !== null && number === 'elsewhere.lost'
      ? [
          {
            key: 'dispute',
            header: 'If it is wrong',
            headerHidden: true,
            cell: ({ id, date, mdtName, roleName }: Row) => (
              <Link to={`${disputeAt}?row=${id}`}>
                This is wrong
                <span className="nhsuk-u-visually-hidden">
                  : {formatShortDate(date)}, {mdtName}, {roleName}
                </span>
              </Link>
            ),
          },
        ]
      : []),
  ];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
