import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { LinkButton } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDay } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { TextField } from '../ui/text-field.js';
import { mdtsQuery } from './mdt.queries.js';
import { MDT_STATUSES, type MdtListItem } from './meeting-words.js';

const columns: readonly Column<MdtListItem>[] = [
  { key: 'name', header: 'MDT', cell: (mdt) => <Link to={`/mdts/${mdt.id}`}>{mdt.name}</Link> },
  { key: 'host', header: 'Host', cell: (mdt) => mdt.host.name },
  { key: 'seats', header: 'Seats', cell: seatWords },
  {
    key: 'next',
    header: 'Next meeting',
    cell: (mdt) =>
      mdt.nextMeetingId && mdt.nextMeetingDate ? (
        <Link to={`/meetings/${mdt.nextMeetingId}`}>
          {formatDay(mdt.nextMeetingDate)}, {mdt.nextMeetingTime}
          <span className="nhsuk-u-visually-hidden"> {mdt.name}</span>
        </Link>
      ) : (
        'None planned'
      ),
  },
  {
    key: 'status',
    header: 'Status',
    cell: (mdt) => <Tag tone={MDT_STATUSES[mdt.status].tone}>{MDT_STATUSES[mdt.status].word}</Tag>,
  },
];

function seatWords(mdt: MdtListItem): string {
  return mdt.vacantSeats > 0 ? `${mdt.seats}, ${mdt.vacantSeats} vacant` : String(mdt.seats);
}

/** The MDTs that the viewer has to do with: who hosts them, vacant seats, the next meeting. */
export function MdtsPage() {
  const [text, setText] = useState('');
  const mayCreate = useActsAs('CARE_COORDINATOR');
  const query = useQuery(mdtsQuery, { variables: { text, after: null } });
  const shown = query.data ?? query.previousData;
  return (
    <Page
      title="MDTs"
      lead="Multidisciplinary teams that you run, sit in or oversee."
      actions={
        mayCreate ? (
          <LinkButton look="primary" to="/mdts/new">
            New MDT
          </LinkButton>
        ) : undefined
      }
    >
      <TextField name="mdt-search" type="search" label="Search by name" value={text} onChange={setText} width={30} />
      <QueryState query={{ ...query, data: shown }} lines={6}>
        {({ mdts }) => (
          <>
            <DataTable
              caption={text === '' ? 'All MDTs' : `MDTs with “${text}” in the name`}
              captionHidden
              columns={columns}
              rows={mdts.items}
              rowKey={(mdt) => mdt.id}
              stack
              empty={<NoMdts searched={text !== ''} mayCreate={mayCreate} />}
            />
            {mdts.items.length > 0 ? (
              <ShowMore
                noun={mdts.items.length === 1 ? 'MDT' : 'MDTs'}
                shown={mdts.items.length}
                hasMore={mdts.endCursor !== null}
                busy={query.loading}
                onMore={() => void showMore(mdts.endCursor)}
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { text, after },
      updateQuery: (before, { fetchMoreResult: { mdts } }) => ({
        mdts: { ...mdts, items: [...before.mdts.items, ...mdts.items] },
      }),
    });
  }
}

function NoMdts({ searched, mayCreate }: { readonly searched: boolean; readonly mayCreate: boolean }) {
  if (searched)
    return (
      <EmptyState heading="No MDT has these words in its name">
        <p>Check the spelling, or type fewer letters.</p>
      </EmptyState>
    );
  return (
    <EmptyState heading="There is no MDT yet">
      <p>
        {mayCreate
          ? 'Start with its name and its seats; meetings come next.'
          : 'An MDT appears here as soon as you or your organisation has a seat in it.'}
      </p>
    </EmptyState>
  );
}
