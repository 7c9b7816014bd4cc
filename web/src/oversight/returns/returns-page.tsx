import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../../app/query-state.js';
import { useActsAs } from '../../app/viewer.js';
import { DataTable } from '../../ui/data-table.js';
import { formatMonth } from '../../ui/dates.js';
import { Page } from '../../ui/page.js';
import { EmptyState } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import { dayWords, type OwnReturn, STATES } from './return-words.js';
import { ownReturnsQuery } from './returns.queries.js';
import { ReturnsOfQuarter } from './returns-of-quarter.js';

/** Monthly returns: a manager's own to check and sign, a commissioner's provider beside provider. */
export function ReturnsPage() {
  const isCommissioner = useActsAs('COMMISSIONER');
  return isCommissioner ? <ReturnsOfQuarter /> : <OwnReturns />;
}

function OwnReturns() {
  const query = useQuery(ownReturnsQuery, { fetchPolicy: 'cache-and-network' });
  return (
    <Page
      title="Monthly returns"
      lead="Of each month, what the registers say of your organisation’s seats. A manager checks it, somebody appointed to signs it, and commissioners can then see that it is signed."
    >
      <QueryState query={query} lines={6}>
        {({ ownReturns: { items, hasMore } }) => (
          <>
            <DataTable
              caption="Returns, newest month first"
              captionHidden
              rows={items}
              rowKey={({ id }) => id}
              stack
              empty={
                <EmptyState heading="There is no return yet">
                  <p>
                    The first is made on the second day of the month after one in which your organisation had seats at
                    MDTs.
                  </p>
                </EmptyState>
              }
              columns={[
                { key: 'month', header: 'Month', rowHeader: true, cell: monthCell },
                { key: 'state', header: 'State', cell: stateCell },
                { key: 'day', header: 'Due or signed', cell: dayWords },
              ]}
            />
            {hasMore ? <p>Older returns are not in this list.</p> : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function monthCell({ id, month, versionNo }: OwnReturn) {
  return (
    <>
      <Link to={`/returns/${id}`}>{formatMonth(month)}</Link>
      {versionNo > 1 ? `, version ${versionNo}` : ''}
    </>
  );
}

function stateCell({ state, mayBeSigned }: OwnReturn) {
  if (mayBeSigned) return <Tag tone="attention">Waits for your signature</Tag>;
  return <Tag tone={STATES[state].tone}>{STATES[state].word}</Tag>;
}
