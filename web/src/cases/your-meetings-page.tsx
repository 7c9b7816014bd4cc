import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { WhoHasLooked } from '../patients/who-has-looked.js';
import { Button } from '../ui/button.js';
import { formatDateTimeForPeople, formatLongDate } from '../ui/dates.js';
import { Card, Page, Section } from '../ui/page.js';
import { EmptyState, RefusalPanel } from '../ui/states.js';
import { ACTION_STATES } from './case-words.js';
import { myMeetingsQuery } from './cases.queries.js';

type MyMeetings = Extract<ResultOf<typeof myMeetingsQuery>['myMeetings'], { __typename: 'MyMeetings' }>;
type PastMeeting = MyMeetings['past'][number];

/** Today for a person, or for who cares for them: what comes, what was decided, and who has looked. In plain words. */
export function YourMeetingsPage() {
  const isCarer = useActsAs('CARER');
  const query = useQuery(myMeetingsQuery);
  return (
    <Page
      title={isCarer ? 'Their meetings' : 'Your meetings'}
      lead={`Professionals from different organisations meet to talk about ${isCarer ? 'the care of the person you care for' : 'your care'}.`}
    >
      <QueryState query={query} lines={6}>
        {({ myMeetings }) =>
          myMeetings.__typename === 'MyMeetings' ? (
            <Meetings meetings={myMeetings} who={isCarer ? `${myMeetings.person.givenName} was` : 'You were'} />
          ) : (
            <RefusalPanel heading="You cannot see these meetings" refusal={myMeetings} />
          )
        }
      </QueryState>
    </Page>
  );
}

function Meetings({ meetings, who }: { readonly meetings: MyMeetings; readonly who: string }) {
  const [showsLooks, setShowsLooks] = useState(false);
  return (
    <>
      <Section heading="What comes next">
        {meetings.coming.length === 0 ? (
          <EmptyState heading="No meeting is planned">
            <p>We show the date here when there is one.</p>
          </EmptyState>
        ) : (
          meetings.coming.map((meeting) => (
            <Card
              key={`${meeting.meetingId} ${meeting.startsAt}`}
              heading={formatDateTimeForPeople(meeting.startsAt)}
              level={3}
            >
              <p>{meeting.mdtName}</p>
            </Card>
          ))
        )}
      </Section>
      <Section heading="What was decided">
        {meetings.past.length === 0 ? (
          <EmptyState heading="Nothing was decided yet" />
        ) : (
          meetings.past.map((meeting) => (
            <Past key={`${meeting.meetingId} ${meeting.state}`} meeting={meeting} who={who} />
          ))
        )}
      </Section>
      <Section heading="Who has looked at the record">
        {showsLooks ? (
          <WhoHasLooked patientId={meetings.person.id} />
        ) : (
          <Button onClick={() => setShowsLooks(true)}>Show who has looked</Button>
        )}
      </Section>
    </>
  );
}

function Past({ meeting, who }: { readonly meeting: PastMeeting; readonly who: string }) {
  return (
    <Card heading={`${formatLongDate(meeting.startsAt)}, ${meeting.mdtName}`} level={3}>
      <p>{sentenceFor(meeting, who)}</p>
      {meeting.professionsPresent.length > 0 ? <p>In the room: {meeting.professionsPresent.join(', ')}.</p> : null}
      {meeting.actions.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {meeting.actions.map((action) => (
            <li key={action.id}>
              {action.description}. {action.ownerName} at {action.organisationName} does this by{' '}
              {formatLongDate(action.dueOn)}. {ACTION_STATES[action.state]}.
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function sentenceFor({ state, outcomeText }: PastMeeting, who: string): string {
  const words = outcomeText ?? '';
  switch (state) {
    case 'DISCUSSED':
      return words;
    case 'DEFERRED':
      return `${who} not discussed this time. ${words}`;
    case 'DEFERRED_SEAT_ABSENT':
      return `${who} not discussed this time, because somebody who was needed was not there. ${words}`;
    case 'CARRIED_FORWARD':
      return `${who} put on the list of a later meeting. ${words}`;
    case 'LISTED':
      return 'What was decided is not written down yet.';
    case 'WITHDRAWN':
      return `${who} taken off the list of this meeting.`;
  }
}
