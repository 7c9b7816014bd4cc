import { useQuery } from '@apollo/client/react';
import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { monthRange, monthsWords } from '@quorate/libs/engagement';
import { Link, useParams } from 'react-router';
import type { VariablesOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { disputedWords, recordAddressOfRow } from '../attendance/disputes/dispute-words.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatMonth, formatShortDate } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { ShowMore } from '../ui/show-more.js';
import { formatCount } from '../ui/stat.js';
import { EmptyState, Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { engagementRowsQuery } from './engagement.queries.js';
import { filterOf, NO_FILTER, providerAddress } from './engagement-filter.js';
import { HIDDEN, type Rows } from './engagement-words.js';
import { WhatCounts } from './what-counts.js';

const NO_CELL = { ...NO_FILTER, month: '', site: '', reason: '', class: [] as readonly string[] };

const NOT_SHOWN = 'Not shown: small numbers';

type CellValues = ReturnType<typeof useUrlFilter<typeof NO_CELL>>[0];

/** The rows that one number was counted from, one seat of one meeting each. */
export function EngagementRowsPage() {
  const { organisationId = '' } = useParams();
  const [address] = useUrlFilter(NO_CELL);
  const viewer = useViewer();
  const { month: _month, site: _site, reason: _reason, class: _class, ...filter } = address;
  const variables = { cell: cellOf(organisationId, address), filter: filterOf(filter), after: null };
  const query = useQuery(engagementRowsQuery, { variables });
  return (
    <QueryState query={query} lines={8}>
      {({ engagementRows: found }) =>
        found ? (
          <Page
            title="Rows behind a number"
            heading={headingOf(found)}
            lead={<p>{leadOf(found, address)}</p>}
            back={{ to: providerAddress(organisationId, filter), label: `Engagement of ${found.organisationName}` }}
          >
            <PrintHeader title="Rows behind a number" printedBy={viewer.name} printedAt={new Date().toISOString()} />
            {found.disclosureNote ? (
              <Inset>
                {found.disclosureNote} Rows say the MDT, host and role only where their figures are shown, and months in
                place of dates.
              </Inset>
            ) : null}
            <RowTable found={found} />
            {found.total ? (
              <ShowMore
                noun="rows"
                shown={found.rows.length}
                total={found.total}
                hasMore={found.endCursor !== null}
                busy={query.loading}
                onMore={() => void showMore(found.endCursor)}
              />
            ) : null}
            <WhatCounts />
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
      updateQuery: (before, { fetchMoreResult: { engagementRows: more } }) => ({
        ...before,
        engagementRows:
          more && before.engagementRows ? { ...more, rows: [...before.engagementRows.rows, ...more.rows] } : more,
      }),
    });
  }
}

function cellOf(organisationId: string, address: CellValues): VariablesOf<typeof engagementRowsQuery>['cell'] {
  return {
    organisationId,
    month: address.month || null,
    isOwnSite: address.site === '' ? null : address.site === 'own',
    classes: address.class.length > 0 ? [...address.class] : null,
    lossReason: address.reason || null,
  };
}

function headingOf({ isHidden, total, organisationName }: Rows): string {
  if (isHidden || total === null) return `${HIDDEN}, ${organisationName}`;
  return `${formatCount(total)} ${total === 1 ? 'seat' : 'seats'} of ${organisationName}`;
}

function leadOf({ months }: Rows, address: CellValues): string {
  const classes = address.class.map((code) => DENOMINATOR_RULES.find((rule) => rule.class === code)?.label ?? code);
  return [
    address.month ? formatMonth(address.month) : monthsWords(months),
    ...(address.site ? [address.site === 'own' ? 'own sites' : 'other sites'] : []),
    ...(classes.length > 0 ? [classes.join(' or ').toLowerCase()] : []),
    ...(address.seats === 'core' ? ['core seats'] : []),
  ].join(', ');
}

function RowTable({ found }: { readonly found: Rows }) {
  return (
    <DataTable
      caption="Seats, newest first"
      captionHidden
      columns={columnsFor(found)}
      rows={found.rows}
      rowKey={({ id }) => id}
      stack
      empty={
        <EmptyState heading={found.isHidden ? HIDDEN : 'No rows'}>
          <p>
            {found.isHidden
              ? 'The number rests on fewer than 5 expected attendances, or would give such a number away.'
              : 'Nothing was counted here. Go back and open another number.'}
          </p>
        </EmptyState>
      }
    />
  );
}

type Row = Rows['rows'][number];

function whenWords({ date, fromMonth, toMonth }: Row): string {
  return date ? formatShortDate(date) : monthRange(fromMonth, toMonth);
}

function hostWords({ hostName, isOwnSite }: Row): string {
  if (isOwnSite === null) return NOT_SHOWN;
  if (hostName === null) return isOwnSite ? 'Own site' : 'Other site, host not shown';
  return isOwnSite ? `${hostName} (own site)` : hostName;
}

function seatWords({ roleName, isCore }: Row): string {
  const kind = isCore === null ? [] : [isCore ? 'core' : 'extended'];
  if (roleName === null && kind.length === 0) return NOT_SHOWN;
  return [roleName ?? 'Role not shown', ...kind].join(', ');
}

/** For those to whom the member is named: the record with its versions, and the way to dispute it. */
function RecordLink(row: Row) {
  if (row.staffName === null) return null;
  return (
    <Link to={recordAddressOfRow(row.id)}>
      Open the record
      <span className="nhsuk-u-visually-hidden">
        : {row.staffName}, {row.mdtName ?? NOT_SHOWN}, {whenWords(row)}
      </span>
    </Link>
  );
}

function columnsFor({ rows }: Rows): Column<Row>[] {
  const isNamed = rows.some(({ staffName }) => staffName !== null);
  const isDated = rows.every(({ date }) => date !== null);
  return [
    {
      key: 'date',
      header: isDated ? 'Date' : 'Months',
      cell: (row) => (row.date ? <span className="q-nowrap">{whenWords(row)}</span> : whenWords(row)),
    },
    { key: 'mdt', header: 'MDT', cell: ({ mdtName }) => mdtName ?? NOT_SHOWN },
    { key: 'host', header: 'Host', cell: hostWords },
    { key: 'role', header: 'Seat', cell: seatWords },
    { key: 'counts', header: 'Counts as', cell: (row) => `${row.countLabel}${disputedWords(row.dispute)}` },
    { key: 'reason', header: 'Reason', cell: ({ lossReason }) => lossReason ?? 'Does not apply' },
    ...(isNamed ? [{ key: 'staff', header: 'Member', cell: ({ staffName }: Row) => staffName ?? 'Not shown' }] : []),
    ...(isNamed ? [{ key: 'record', header: 'Record', headerHidden: true, cell: RecordLink }] : []),
  ];
}
