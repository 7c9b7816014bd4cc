import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { TenderNotice } from '../oversight/tender-notice.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { type Pack, stateWords } from './pack-words.js';
import { evidencePacksQuery } from './packs.queries.js';

const PAGE = 20;

const COLUMNS: readonly Column<Pack>[] = [
  {
    key: 'asked',
    header: 'Asked for',
    cell: ({ id, askedAt, providerName }) => (
      <Link to={`/packs/${id}`}>
        {formatShortDate(askedAt)}
        <span className="nhsuk-u-visually-hidden">, {providerName}</span>
      </Link>
    ),
    rowHeader: true,
  },
  { key: 'provider', header: 'Provider', cell: ({ providerName }) => providerName },
  { key: 'about', header: 'About', cell: ({ concernId }) => (concernId ? 'A concern' : 'A signal') },
  { key: 'for', header: 'Sealed for', cell: ({ sealedFor }) => sealedFor },
  { key: 'by', header: 'Asked by', cell: ({ askedByOrganisation }) => askedByOrganisation },
  { key: 'state', header: 'State', cell: stateWords },
];

/** Every evidence pack that the viewer may have, newest first. */
export function PacksPage() {
  const query = useQuery(evidencePacksQuery, {
    variables: { signalId: null, concernId: null, first: PAGE, after: null },
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | undefined) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { evidencePacks: next } }) => ({
        evidencePacks: { ...next, packs: [...before.evidencePacks.packs, ...next.packs] },
      }),
    });
  return (
    <Page
      title="Evidence packs"
      lead={
        <p>
          What was on record about a signal or a concern at one moment, sealed so that any change shows. A pack is asked
          for on the page of its signal or concern. <Link to="/packs/check">Check a pack that you were given</Link>
        </p>
      }
    >
      <TenderNotice />
      <QueryState query={query} lines={6}>
        {({ evidencePacks: { packs, hasMore } }) => (
          <>
            <DataTable
              caption="Evidence packs, newest first"
              captionHidden
              columns={COLUMNS}
              rows={packs}
              rowKey={({ id }) => id}
              stack
              empty={
                <EmptyState heading="No evidence packs yet">
                  <p>None has been asked for about a signal or concern that you can see.</p>
                </EmptyState>
              }
            />
            {packs.length > 0 ? (
              <ShowMore
                shown={packs.length}
                hasMore={hasMore}
                busy={query.loading}
                onMore={() => more(packs.at(-1)?.id)}
                noun="packs"
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}
