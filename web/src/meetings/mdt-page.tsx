import { useQuery } from '@apollo/client/react';
import { Link, useLocation, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { LinkButton } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDay, formatHours } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState, Inset } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { mdtQuery } from './mdt.queries.js';
import { MdtSeats } from './mdt-seats.js';
import { MdtSeriesList } from './mdt-series.js';
import { MdtStatusChange } from './mdt-status.js';
import { MdtTerms } from './mdt-terms.js';
import type { Mdt } from './meeting-words.js';
import { PlannedPanel, plannedIn } from './planned-panel.js';

/** An MDT: when it meets, who has seats, what it is for. */
export function MdtPage() {
  const { mdtId = '' } = useParams();
  const query = useQuery(mdtQuery, { variables: { id: mdtId } });
  return (
    <QueryState query={query} lines={8}>
      {({ mdt }) => (mdt ? <OpenMdt mdt={mdt} onChanged={() => void query.refetch()} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function OpenMdt({ mdt, onChanged }: { readonly mdt: Mdt; readonly onChanged: () => void }) {
  const mayPlan = mdt.mayEdit && mdt.status === 'ACTIVE';
  const planned = plannedIn(useLocation().state);
  return (
    <Page
      title="MDT"
      heading={mdt.name}
      lead={`Hosted by ${mdt.host.name}`}
      back={{ to: '/mdts', label: 'Back to MDTs' }}
      actions={
        mayPlan ? (
          <LinkButton look={planned ? 'secondary' : 'primary'} to={`/mdts/${mdt.id}/plan`}>
            Plan meetings
          </LinkButton>
        ) : undefined
      }
    >
      {planned && mdt.mayEdit ? <PlannedPanel planned={planned} onSent={onChanged} /> : null}
      <StatusNotice mdt={mdt} />
      <Section
        heading="Coming meetings"
        actions={
          mayPlan ? (
            <LinkButton small to={`/mdts/${mdt.id}/extra`}>
              Add a single meeting
            </LinkButton>
          ) : undefined
        }
      >
        <ComingMeetings mdt={mdt} mayPlan={mayPlan} />
      </Section>
      <MdtSeriesList mdt={mdt} onChanged={onChanged} />
      <MdtSeats mdt={mdt} />
      <MdtTerms mdt={mdt} />
      {mdt.mayEdit && mdt.status !== 'INACTIVE' ? <MdtStatusChange mdt={mdt} onChanged={onChanged} /> : null}
    </Page>
  );
}

function StatusNotice({ mdt }: { readonly mdt: Mdt }) {
  switch (mdt.status) {
    case 'ACTIVE':
      return null;
    case 'SUSPENDED':
      return <Inset>This MDT is paused. No meetings can be planned until it is started again.</Inset>;
    case 'PROPOSED':
      return <Inset>This MDT is proposed. Meetings can be planned once it is started.</Inset>;
    case 'INACTIVE':
      return <Inset>This MDT is closed. What it did stays on record; it takes no new meetings.</Inset>;
  }
}

type Brief = Mdt['comingMeetings'][number];

const columns: readonly Column<Brief>[] = [
  {
    key: 'when',
    header: 'When',
    cell: (meeting) => (
      <Link to={`/meetings/${meeting.id}`}>
        {formatDay(meeting.date)} {meeting.date.slice(0, 4)}, {formatHours(meeting.startTime, meeting.endTime)}
      </Link>
    ),
  },
  {
    key: 'seats',
    header: 'Said yes',
    cell: (meeting) => (meeting.status === 'CANCELLED' ? '' : `${meeting.seatsFilled} of ${meeting.seats} seats`),
  },
  {
    key: 'status',
    header: 'Status',
    cell: (meeting) =>
      meeting.status === 'CANCELLED' ? (
        <Tag tone="strong">Cancelled</Tag>
      ) : meeting.isExtraordinary ? (
        <Tag tone="info">Single meeting</Tag>
      ) : (
        'Booked'
      ),
  },
];

function ComingMeetings({ mdt, mayPlan }: { readonly mdt: Mdt; readonly mayPlan: boolean }) {
  return (
    <DataTable
      caption="Coming meetings"
      captionHidden
      columns={columns}
      rows={mdt.comingMeetings}
      rowKey={(meeting) => meeting.id}
      tall={mdt.comingMeetings.length > 8}
      stack
      empty={
        <EmptyState
          heading="No meeting is planned"
          action={
            mayPlan ? (
              <LinkButton small to={`/mdts/${mdt.id}/plan`}>
                Plan meetings
              </LinkButton>
            ) : undefined
          }
        >
          <p>
            {mdt.status === 'ACTIVE'
              ? 'Plan a series, and every seat gets its invitations.'
              : 'This MDT takes no meetings at the moment.'}
          </p>
        </EmptyState>
      }
    />
  );
}
