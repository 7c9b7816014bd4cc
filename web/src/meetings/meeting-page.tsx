import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Card, Page, Section } from '../ui/page.js';
import { Tag } from '../ui/tag.js';
import { ManageMeeting } from './manage-meeting.js';
import { MeetingFacts } from './meeting-facts.js';
import { MeetingNav } from './meeting-nav.js';
import type { MeetingPartProps } from './meeting-part.js';
import { counted, type Meeting, placeWords, whenWords } from './meeting-words.js';
import { OwnReply } from './own-reply.js';
import { RepliesBoard } from './replies-board.js';
import { SendInvitations } from './send-invitations.js';
import { useMeeting } from './use-meeting.js';

/** A meeting: the viewer's own reply first, then who comes, whether that is enough, and what its co-ordinator can do. */
export function MeetingPage() {
  const { meetingId = '' } = useParams();
  const { query, reload } = useMeeting(meetingId);
  return (
    <QueryState query={query} lines={8}>
      {({ meeting }) => (meeting ? <OpenMeeting meeting={meeting} reload={reload} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function OpenMeeting({ meeting, reload }: MeetingPartProps) {
  const listsMeetings = useActsAs('CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER');
  const isClinician = useActsAs('CLINICIAN');
  const mine = meeting.replies.find((reply) => reply.isMine);
  const place = placeWords({
    site: meeting.site?.name ?? null,
    room: meeting.room?.name ?? null,
    isOnline: meeting.joinUrl !== null,
  });
  return (
    <Page
      title="Meeting"
      heading={meeting.mdt.name}
      lead={`${whenWords(meeting)}. ${place.charAt(0).toUpperCase()}${place.slice(1)}.`}
      back={
        listsMeetings
          ? { to: '/meetings', label: 'Back to meetings' }
          : { to: `/mdts/${meeting.mdt.id}`, label: 'Back to the MDT' }
      }
    >
      <MeetingNav meetingId={meeting.id} />
      <WhatBecameOfIt meeting={meeting} />
      {isClinician && mine && !meeting.isComing && meeting.status !== 'CANCELLED' ? (
        <p>
          <Link to={`/meetings/${meeting.id}/not-released`}>You were not released for it? Say so in private</Link>
        </p>
      ) : null}
      {mine?.mayAnswer ? (
        <Section heading="Your reply">
          <OwnReply
            invitation={{
              id: mine.id,
              meetingId: meeting.id,
              response: mine.response,
              lockVersion: mine.lockVersion,
              holderName: mine.person?.name ?? null,
              deputyName: mine.deputy?.name ?? null,
              declineReason: mine.declineReason,
              deputiesAllowed: meeting.deputiesAllowed,
            }}
            about={`${meeting.mdt.name}, ${whenWords(meeting)}`}
            onSaved={reload}
          />
        </Section>
      ) : null}
      {meeting.status === 'CANCELLED' ? null : <Forecast meeting={meeting} />}
      {meeting.mayEdit ? <SendInvitations meeting={meeting} reload={reload} /> : null}
      <RepliesBoard meeting={meeting} reload={reload} />
      <MeetingFacts meeting={meeting} />
      {meeting.mayCancel ? <ManageMeeting meeting={meeting} reload={reload} /> : null}
    </Page>
  );
}

/** Only where there is something to say: it was cancelled, it was held, it is over, it has begun. */
function WhatBecameOfIt({ meeting }: { readonly meeting: Meeting }) {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  if (meeting.status === 'CANCELLED')
    return (
      <div className="q-notice q-notice--stale">
        <p className="q-notice__heading">This meeting is cancelled</p>
        <p>
          {meeting.cancelReason ? `Why: ${meeting.cancelReason}. ` : ''}
          It counts against nobody.
        </p>
      </div>
    );
  if (meeting.status === 'HELD')
    return (
      <p>
        <Tag tone="done">Held</Tag> {quorateWords(meeting.isQuorate)} Replies can no longer change; who was there is in
        the register.
      </p>
    );
  if (!meeting.isComing)
    return (
      <p>
        <Tag tone="attention">Begun or over</Tag> Replies can no longer change.{' '}
        {isCoordinator ? 'Mark who was there in the register.' : 'The register says who was there.'}
      </p>
    );
  return meeting.isExtraordinary ? (
    <p>
      <Tag tone="info">Single meeting</Tag> Outside the usual dates of this MDT.
    </p>
  ) : null;
}

function quorateWords(isQuorate: boolean | null): string {
  if (isQuorate === null) return 'Whether it was quorate is not recorded yet.';
  return isQuorate ? 'It was quorate.' : 'It was not quorate.';
}

/** Whether it would have the people it needs, going by the replies. */
function Forecast({ meeting }: { readonly meeting: Meeting }) {
  const { forecast, isComing, replies } = meeting;
  if (!isComing) return null;
  const yes = replies.filter((reply) => reply.response === 'ACCEPTED' || reply.response === 'DELEGATED').length;
  // The first sentence is the number of seats, which is said here in the words of replies.
  const faults = forecast.sentences.slice(1);
  return (
    <Card>
      <p>
        {replies.length > 0 ? (
          <strong>
            {yes} of {counted(replies.length, 'seat')} said yes.{' '}
          </strong>
        ) : null}
        {forecast.isQuorate ? <Tag tone="done">Quorate so far</Tag> : <Tag tone="attention">Not quorate so far</Tag>}
      </p>
      <p>
        To decide, {counted(forecast.seatsNeeded, 'seat')} that count for quorum must be filled;{' '}
        {forecast.seatsFilled === 0 ? 'none' : forecast.seatsFilled} of them so far.
      </p>
      {faults.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Card>
  );
}
