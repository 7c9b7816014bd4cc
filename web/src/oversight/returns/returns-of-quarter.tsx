import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../../app/query-state.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { formatDate, formatMonth } from '../../ui/dates.js';
import { FilterPanel } from '../../ui/filter-panel.js';
import { Page } from '../../ui/page.js';
import { formatCount, formatOf } from '../../ui/stat.js';
import { EmptyState, Inset } from '../../ui/states.js';
import { useUrlFilter } from '../../ui/use-url-filter.js';
import { TenderNotice } from '../tender-notice.js';
import { overdueWords, type Quarter } from './return-words.js';
import { returnsOfQuarterQuery } from './returns.queries.js';

const NOT_SHOWN = 'Not shown';

/** The returns of a quarter in one fixed table: by provider, then by month. */
export function ReturnsOfQuarter() {
  const [filter, setFilter] = useUrlFilter({ quarter: '' });
  const query = useQuery(returnsOfQuarterQuery, { variables: { quarter: filter.quarter || null } });
  return (
    <Page
      title="Monthly returns"
      lead="What providers themselves say of each month, signed by an executive of theirs. Providers are in the order of their names."
    >
      <TenderNotice />
      <QueryState query={query} lines={10}>
        {({ returnsOfQuarter: found }) =>
          found.quarter === null ? (
            <EmptyState heading="There is no return yet">
              <p>The first are made on the second day of the month after one with registers of MDTs.</p>
            </EmptyState>
          ) : (
            <>
              <FilterPanel
                filters={[
                  {
                    name: 'quarter',
                    label: 'Quarter',
                    kind: 'one',
                    options: found.quarters.map((value) => ({ value, label: quarterWords(value) })),
                    all: 'The newest',
                  },
                ]}
                value={filter}
                onChange={setFilter}
                result={quarterWords(found.quarter)}
              />
              <p>{dueWords(found)}</p>
              <FiguresNote found={found} />
              <QuarterTable found={found} />
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

function FiguresNote({ found: { isPublished, publishedFrom } }: { readonly found: Quarter }) {
  if (!isPublished)
    return (
      <Inset>
        Figures of signed returns are shown once those of the whole quarter are published
        {publishedFrom ? `, from ${formatDate(publishedFrom)} on` : ''}. Until then you see which returns are signed.
      </Inset>
    );
  return (
    <Inset>
      A figure is shown where it is the same as the published one of that month and tells no small number. Where a
      register was corrected between the signature and the publication, the provider can return the month anew.
    </Inset>
  );
}

type Row = Quarter['providers'][number]['months'][number] & {
  readonly providerId: string;
  readonly providerName: string;
};

function QuarterTable({ found }: { readonly found: Quarter }) {
  const rows: Row[] = found.providers.flatMap(({ providerId, providerName, months }) =>
    months.map((month) => ({ ...month, providerId, providerName })),
  );
  const count = (of: (figures: NonNullable<Row['figures']>) => string) => (row: Row) =>
    row.figures ? of(row.figures) : row.returnId ? NOT_SHOWN : '';
  const figures: Column<Row>[] = [
    {
      key: 'expected',
      header: 'Seats expected',
      numeric: true,
      cell: count(({ expected }) => formatCount(expected)),
    },
    {
      key: 'filled',
      header: 'Filled',
      numeric: true,
      cell: count(({ filled, expected }) => formatOf(filled, expected, true)),
    },
    { key: 'lost', header: 'Lost', numeric: true, cell: count(({ lost }) => formatCount(lost)) },
    { key: 'leftOut', header: 'Left out', numeric: true, cell: count(({ leftOut }) => formatCount(leftOut)) },
  ];
  return (
    <DataTable
      caption="Returns of the quarter, by provider and month"
      captionHidden
      rows={rows}
      rowKey={({ providerId, month }) => `${providerId} ${month}`}
      empty={<EmptyState heading="No month of this quarter is over yet" />}
      columns={[
        { key: 'provider', header: 'Provider', rowHeader: true, roomy: true, cell: ({ providerName }) => providerName },
        { key: 'month', header: 'Month', roomy: true, cell: ({ month }) => formatMonth(month) },
        { key: 'return', header: 'Return', roomy: true, cell: returnCell },
        ...(found.isPublished ? figures : []),
      ]}
    />
  );
}

function returnCell({ returnId, versionNo, signedAt, dueOn, isOverdue, isAsked, providerName, month }: Row) {
  if (!isAsked) return 'No seats in this month';
  if (returnId && signedAt)
    return (
      <Link
        to={`/returns/${returnId}`}
        aria-label={`Signed on ${formatDate(signedAt)}: return of ${providerName} for ${formatMonth(month)}`}
      >
        Signed on {formatDate(signedAt)}
        {versionNo && versionNo > 1 ? `, version ${versionNo}` : ''}
      </Link>
    );
  if (dueOn === null) return 'Not signed';
  return isOverdue ? `Not signed, was due on ${formatDate(dueOn)}` : `Due on ${formatDate(dueOn)}`;
}

function dueWords({ due, overdue }: Quarter): string {
  if (due === 0) return 'Every return of every month is signed.';
  const returns = (count: number) => (count === 1 ? '1 return' : `${count} returns`);
  const waiting = `In all months together, ${returns(due)} ${due === 1 ? 'is' : 'are'} not signed yet`;
  if (overdue === 0) return `${waiting}; none is overdue.`;
  return `${waiting}; ${overdueWords(due, overdue)}.`;
}

/** "July to September 2026". */
function quarterWords(first: string): string {
  const [year, month] = first.split('-').map(Number);
  const last = `${year}-${String((month ?? 1) + 2).padStart(2, '0')}`;
  return `${formatMonth(first).split(' ')[0]} to ${formatMonth(last)}`;
}
