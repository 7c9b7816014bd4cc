import { useQuery } from '@apollo/client/react';
import { addDays } from '@quorate/libs/time';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { LinkButton } from '../ui/button.js';
import { formatDay, formatHours, formatTime, londonDateOf, todayInLondon } from '../ui/dates.js';
import { Card, Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { meetingsQuery, todayMeetingsQuery } from './meeting.queries.js';
import { counted, OWN_RESPONSES } from './meeting-words.js';
import { OwnReply } from './own-reply.js';

type Today = ResultOf<typeof todayMeetingsQuery>['todayMeetings'];
type TodayMeeting = Today['today'][number];

/** Meetings of the day with who is missing; for a co-ordinator what waits for replies; for everyone invited their own, to answer here. */
export function TodayMeetings() {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  const query = useQuery(todayMeetingsQuery, { pollInterval: 60_000 });
  const reload = async () => void (await query.refetch());
  return (
    <QueryState query={query} lines={5}>
      {({ todayMeetings: { today, waiting, mine } }) => (
        <>
          <Section heading="Meetings today">
            {today.length > 0 ? (
              today.map((meeting) => <MeetingCard key={meeting.id} meeting={meeting} onSaved={reload} />)
            ) : (
              <NextMeetings />
            )}
          </Section>
          {isCoordinator ? <Waiting meetings={waiting} /> : null}
          {mine.length > 0 || !isCoordinator ? <OwnMeetings meetings={mine} onSaved={reload} /> : null}
        </>
      )}
    </QueryState>
  );
}

interface OwnMeetingsProps {
  readonly meetings: Today['mine'];
  readonly onSaved: () => Promise<void>;
}

/** Those without a reply come first, with buttons. One that was answered here stays where it is, so that nothing jumps. */
function OwnMeetings({ meetings, onSaved }: OwnMeetingsProps) {
  const [answeredHere, setAnsweredHere] = useState<readonly string[]>([]);
  const isOpen = (meeting: TodayMeeting) =>
    meeting.myResponse === 'NEEDS_ACTION' || meeting.myResponse === 'TENTATIVE' || answeredHere.includes(meeting.id);
  const answered = meetings.filter((meeting) => !isOpen(meeting));
  const open = meetings.filter(isOpen);
  return (
    <Section heading="Invitations for you">
      {open.length === 0 ? (
        <EmptyState
          heading={
            meetings.length === 0
              ? 'You are invited to no meeting in the next four weeks'
              : 'You have replied to every invitation'
          }
        />
      ) : (
        open.map((meeting) => (
          <MeetingCard
            key={meeting.id}
            meeting={meeting}
            onSaved={async () => {
              setAnsweredHere((before) => [...before, meeting.id]);
              await onSaved();
            }}
          />
        ))
      )}
      {answered.length > 0 ? (
        <>
          <h3 className="nhsuk-heading-s">You have replied</h3>
          <ul>
            {answered.map((meeting) => (
              <li key={meeting.id}>
                <Link to={`/meetings/${meeting.id}`}>{meeting.mdtName}</Link>, {formatDay(meeting.date)},{' '}
                {formatHours(meeting.startTime, meeting.endTime)}. {OWN_RESPONSES[meeting.myResponse ?? 'NEEDS_ACTION']}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  );
}

function MeetingCard({ meeting, onSaved }: { readonly meeting: TodayMeeting; readonly onSaved: () => Promise<void> }) {
  const when = `${formatDay(meeting.date)}, ${formatHours(meeting.startTime, meeting.endTime)}`;
  const hasBegun = meeting.status !== 'CANCELLED' && !isToCome(meeting);
  const takesRegister = useActsAs('CARE_COORDINATOR') && hasBegun && meeting.myInvitationId === null;
  return (
    <Card>
      <p>
        <strong>
          <Link to={`/meetings/${meeting.id}`}>{meeting.mdtName}</Link>
        </strong>
        <br />
        {[when, meeting.place].filter(Boolean).join('. ')}
      </p>
      <p>
        <Cover meeting={meeting} />
      </p>
      {meeting.myInvitationId !== null && meeting.myResponse !== null && isToCome(meeting) ? (
        <OwnReply
          invitation={{
            id: meeting.myInvitationId,
            meetingId: meeting.id,
            response: meeting.myResponse,
            lockVersion: meeting.myLockVersion ?? 0,
            deputiesAllowed: meeting.deputiesAllowed,
          }}
          about={`${meeting.mdtName}, ${when}`}
          onSaved={onSaved}
          isOneOfSeveral
        />
      ) : null}
      {takesRegister ? (
        <LinkButton small to={`/meetings/${meeting.id}/register`} about={`${meeting.mdtName}, ${when}`}>
          Register
        </LinkButton>
      ) : null}
    </Card>
  );
}

/** Once it has begun a reply is of no use, and the server refuses it. */
function isToCome(meeting: TodayMeeting): boolean {
  const now = new Date();
  const [date, time] = [londonDateOf(now), formatTime(now.toISOString())];
  return meeting.status === 'BOOKED' && (meeting.date > date || (meeting.date === date && meeting.startTime > time));
}

function Cover({ meeting }: { readonly meeting: TodayMeeting }): ReactNode {
  if (meeting.status === 'CANCELLED') return <Tag tone="strong">Cancelled</Tag>;
  return (
    <>
      {meeting.cover}.{' '}
      {meeting.isForecastQuorate ? (
        <Tag tone="done">Quorate so far</Tag>
      ) : (
        <Tag tone="attention">Not quorate so far</Tag>
      )}
    </>
  );
}

/** Meetings of the next fortnight that somebody still has to be asked for, or to answer. */
function Waiting({ meetings }: { readonly meetings: Today['waiting'] }) {
  return (
    <Section heading="Replies waiting">
      {meetings.length === 0 ? (
        <EmptyState heading="Everyone has replied for the next fortnight" />
      ) : (
        <ul>
          {meetings.map((meeting) => (
            <li key={meeting.id}>
              <Link to={`/meetings/${meeting.id}`}>{meeting.mdtName}</Link>, {formatDay(meeting.date)},{' '}
              {meeting.startTime}: {waitingWords(meeting)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function waitingWords(meeting: TodayMeeting): string {
  const unsent = meeting.isUnsent ? 'invitations not all sent' : '';
  const waiting = meeting.repliesWaiting > 0 ? `${counted(meeting.repliesWaiting, 'reply', 'replies')} waiting` : '';
  return [unsent, waiting].filter(Boolean).join(', ');
}

const DAYS_AHEAD = 14;
const SHOWN = 5;

/** When there is none today: the next ones, so that the page is never a dead end. */
function NextMeetings() {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  const today = todayInLondon();
  const query = useQuery(meetingsQuery, {
    variables: { from: addDays(today, 1), to: addDays(today, 1 + DAYS_AHEAD), mine: !isCoordinator, after: null },
  });
  return (
    <QueryState query={query} lines={3}>
      {({ meetings }) => {
        const next = meetings.items.filter((meeting) => meeting.status === 'BOOKED').slice(0, SHOWN);
        if (next.length === 0)
          return (
            <EmptyState
              heading="No meeting today, and none in the next fortnight"
              action={
                isCoordinator ? (
                  <LinkButton small to="/mdts">
                    Plan meetings of an MDT
                  </LinkButton>
                ) : undefined
              }
            />
          );
        return (
          <>
            <p>None today. Next:</p>
            <ul>
              {next.map((meeting) => (
                <li key={meeting.id}>
                  <Link to={`/meetings/${meeting.id}`}>{meeting.mdt.name}</Link>, {formatDay(meeting.date)},{' '}
                  {formatHours(meeting.startTime, meeting.endTime)}
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </QueryState>
  );
}
