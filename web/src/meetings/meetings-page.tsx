import { useQuery } from '@apollo/client/react';
import { addDays, isLocalDate } from '@quorate/libs/time';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDate, formatDay, formatHours, todayInLondon } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { SegmentedControl } from '../ui/segmented-control.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { meetingsQuery } from './meeting.queries.js';
import { type ListedMeeting, mondayOf, placeWords } from './meeting-words.js';
import { cameWords, useRegisterCounts } from './use-register-counts.js';

/** Whose meetings come first: a co-ordinator's are those of the organisation, a clinician's those they are invited to. */
function whoseOptions(isCoordinator: boolean) {
  return [
    { value: 'mine', label: isCoordinator ? 'Ours' : 'Mine' },
    { value: 'all', label: 'All I can see' },
  ] as const;
}

const FACTS: readonly Column<ListedMeeting>[] = [
  {
    key: 'when',
    header: 'When',
    cell: (meeting) => `${formatDay(meeting.date)}, ${formatHours(meeting.startTime, meeting.endTime)}`,
  },
  {
    key: 'mdt',
    header: 'Meeting',
    cell: (meeting) => (
      <>
        <Link to={`/meetings/${meeting.id}`}>
          {meeting.mdt.name}
          <span className="nhsuk-u-visually-hidden">, {formatDay(meeting.date)}</span>
        </Link>
        <div className="q-entry__by">{meeting.hostName}</div>
      </>
    ),
  },
  {
    key: 'where',
    header: 'Where',
    cell: (meeting) =>
      placeWords({ site: meeting.siteName, room: meeting.roomName, isOnline: meeting.joinUrl !== null }),
  },
  { key: 'cover', header: 'Replies', cell: repliesWords },
];

/** Who said yes, as long as it is not known who came. */
function repliesWords(meeting: ListedMeeting): string {
  if (meeting.status === 'CANCELLED' || meeting.status === 'HELD' || meeting.participants.length === 0) return '';
  const yes = meeting.participants.filter((one) => one.response === 'ACCEPTED' || one.response === 'DELEGATED');
  const waiting = meeting.participants.filter((one) => one.response === 'NEEDS_ACTION');
  const said = `${yes.length} of ${meeting.participants.length} said yes`;
  return meeting.status === 'BOOKED' && waiting.length > 0 ? `${said}, ${waiting.length} not replied` : said;
}

function Status({ meeting }: { readonly meeting: ListedMeeting }) {
  if (meeting.status === 'CANCELLED') return <Tag tone="strong">Cancelled</Tag>;
  if (meeting.status === 'HELD')
    return meeting.isQuorate === false ? (
      <Tag tone="attention">Held, not quorate</Tag>
    ) : (
      <Tag tone="done">{meeting.isQuorate ? 'Held, quorate' : 'Held'}</Tag>
    );
  if (meeting.date < todayInLondon()) return <Tag tone="attention">Not recorded yet</Tag>;
  return meeting.isExtraordinary ? <Tag tone="info">Single meeting</Tag> : <Tag tone="neutral">Booked</Tag>;
}

/** The table of a week's meetings; of those held, how many came, where the viewer may know it. */
function MeetingTable({
  caption,
  meetings,
  empty,
}: {
  readonly caption: string;
  readonly meetings: readonly ListedMeeting[];
  readonly empty: ReactNode;
}) {
  const counts = useRegisterCounts(meetings);
  const status: Column<ListedMeeting> = {
    key: 'status',
    header: 'Status',
    cell: (meeting) => {
      const count = counts.get(meeting.id);
      return (
        <>
          <Status meeting={meeting} />
          {count ? <div className="q-entry__by">{cameWords(count)}</div> : null}
        </>
      );
    },
  };
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[...FACTS, status]}
      rows={meetings}
      rowKey={(meeting) => meeting.id}
      stack
      empty={empty}
    />
  );
}

/** The meetings of one week, all that the viewer may see or their own. */
export function MeetingsPage() {
  const thisWeek = mondayOf(todayInLondon());
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  const byDefault = useActsAs('CARE_COORDINATOR', 'CLINICIAN') ? 'mine' : 'all';
  const [filter, setFilter] = useUrlFilter({ week: '', whose: byDefault });
  const monday = isLocalDate(filter.week) ? mondayOf(filter.week) : thisWeek;
  const mine = filter.whose === 'mine';
  const variables = { from: monday, to: addDays(monday, 7), mine, after: null };
  const query = useQuery(meetingsQuery, { variables });
  const goTo = (week: string) => setFilter({ week: week === thisWeek ? '' : week });
  return (
    <Page title="Meetings">
      <SegmentedControl
        name="whose"
        legend="Whose meetings"
        options={whoseOptions(isCoordinator)}
        value={mine ? 'mine' : 'all'}
        onChange={(whose) => setFilter({ whose })}
      />
      <ButtonGroup>
        <Button small onClick={() => goTo(addDays(monday, -7))}>
          Week before
        </Button>
        <Button small onClick={() => goTo(addDays(monday, 7))}>
          Week after
        </Button>
        {monday === thisWeek ? null : (
          <Button small onClick={() => goTo(thisWeek)}>
            This week
          </Button>
        )}
      </ButtonGroup>
      <Section
        heading={`${monday === thisWeek ? 'This week: ' : ''}${formatDate(monday)} to ${formatDate(addDays(monday, 6))}`}
      >
        <QueryState query={query} lines={6}>
          {({ meetings }) => (
            <>
              <MeetingTable
                caption={`Meetings of the week of ${formatDate(monday)}`}
                meetings={meetings.items}
                empty={
                  <NoMeetings
                    mine={mine}
                    onAll={() => setFilter({ whose: 'all' })}
                    onNext={() => goTo(addDays(monday, 7))}
                  />
                }
              />
              {meetings.items.length > 0 ? (
                <ShowMore
                  noun={meetings.items.length === 1 ? 'meeting' : 'meetings'}
                  shown={meetings.items.length}
                  hasMore={meetings.endCursor !== null}
                  busy={query.loading}
                  onMore={() => void showMore(meetings.endCursor)}
                />
              ) : null}
            </>
          )}
        </QueryState>
      </Section>
    </Page>
  );

  function showMore(after: string | null) {
    return query.fetchMore({
      variables: { ...variables, after },
      updateQuery: (before, { fetchMoreResult: { meetings } }) => ({
        meetings: { ...meetings, items: [...before.meetings.items, ...meetings.items] },
      }),
    });
  }
}

interface NoMeetingsProps {
  readonly mine: boolean;
  readonly onAll: () => void;
  readonly onNext: () => void;
}

function NoMeetings({ mine, onAll, onNext }: NoMeetingsProps) {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  return (
    <EmptyState
      heading={mine && !isCoordinator ? 'You are invited to no meeting in this week' : 'No meeting in this week'}
      action={
        <ButtonGroup>
          {mine ? (
            <Button small onClick={onAll}>
              Show all I can see
            </Button>
          ) : null}
          <Button small onClick={onNext}>
            Look at the week after
          </Button>
          {isCoordinator ? (
            <LinkButton small to="/mdts">
              Plan meetings of an MDT
            </LinkButton>
          ) : null}
        </ButtonGroup>
      }
    />
  );
}
