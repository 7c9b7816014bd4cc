import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useActsAs } from '../app/viewer.js';
import { meetingReleasesQuery } from '../attendance/release.queries.js';
import { ReleaseControl } from '../attendance/release-control.js';
import type { Release } from '../attendance/release-words.js';
import { TenderNotice } from '../oversight/tender-notice.js';
import { Button } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import type { MeetingPartProps } from './meeting-part.js';
import { type Meeting, RESPONSES, type Reply, reasonWords, replySource, SEAT_KINDS } from './meeting-words.js';
import { ReplyDialog } from './reply-dialog.js';

/** Every seat with its reply in words; for the host's co-ordinator also a way to record one and to ask for release. */
export function RepliesBoard({ meeting, reload }: MeetingPartProps) {
  const [recording, setRecording] = useState<string | null>(null);
  const seesReleases = useActsAs('CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER');
  const releases = useQuery(meetingReleasesQuery, {
    variables: { meetingId: meeting.id },
    skip: !seesReleases,
  });
  const released = releases.data?.meetingReleases ?? [];
  const columns = [
    ...COLUMNS,
    {
      key: 'reply',
      header: 'Reply',
      cell: (reply: Reply) => <ReplyWords reply={reply} isComing={meeting.isComing} />,
    },
    ...(seesReleases && (meeting.mayEdit || released.length > 0 || meeting.replies.some((one) => one.isMine))
      ? [releaseColumn(meeting, released)]
      : []),
    ...(meeting.mayEdit ? [recordColumn(setRecording)] : []),
  ];
  const open = meeting.replies.find((reply) => reply.id === recording) ?? null;
  return (
    <Section heading="Replies">
      {meeting.mayEdit ? <TenderNotice what="Why other employers did not release somebody is" /> : null}
      <DataTable
        caption="Replies by seat"
        captionHidden
        columns={columns}
        rows={meeting.replies}
        rowKey={(reply) => reply.id}
        stack
        empty={
          seesReleases ? (
            <EmptyState heading="Nobody is invited">
              <p>Add seats to the MDT; each seat is invited to the meetings to come.</p>
            </EmptyState>
          ) : (
            <EmptyState heading="Who replied what is not shown here">
              <p>Replies are seen by the host and by those who are invited. Engagement shows who takes part.</p>
            </EmptyState>
          )
        }
      />
      <ReplyDialog
        reply={open}
        deputiesAllowed={meeting.deputiesAllowed}
        onClose={() => setRecording(null)}
        onReload={reload}
      />
    </Section>
  );
}

const COLUMNS: readonly Column<Reply>[] = [
  {
    key: 'seat',
    header: 'Seat',
    cell: (reply) => (
      <>
        {reply.roleName}
        <div className="q-entry__by">
          {reply.provider.name}. {SEAT_KINDS[reply.kind]}
          {reply.countsForQuorum ? ', counts for quorum' : ''}
        </div>
      </>
    ),
  },
  {
    key: 'person',
    header: 'Who',
    cell: (reply) => {
      if (!reply.person) return <Tag tone="attention">Vacant</Tag>;
      return reply.deputy ? (
        <>
          {reply.deputy.name}
          <div className="q-entry__by">in place of {reply.person.name}</div>
        </>
      ) : (
        reply.person.name
      );
    },
  },
];

function ReplyWords({ reply, isComing }: { readonly reply: Reply; readonly isComing: boolean }) {
  if (!reply.person) return <>Nobody to ask</>;
  // Nothing waits any more once the meeting has begun or is cancelled.
  const isOver = !isComing && reply.response === 'NEEDS_ACTION';
  const { word, tone } = isOver ? ({ word: 'No reply', tone: 'neutral' } as const) : RESPONSES[reply.response];
  const source = replySource(reply);
  const why = reasonWords(reply.declineReason);
  return (
    <>
      <Tag tone={tone}>{word}</Tag>
      {why ? <div>{why}</div> : null}
      {reply.comment ? <div>“{reply.comment}”</div> : null}
      <div className="q-entry__by">{source ?? sentWords(reply)}</div>
    </>
  );
}

function sentWords(reply: Reply): string {
  if (reply.sentAt === null) return 'Not invited yet';
  const reminded = reply.remindedAt ? `, reminded ${formatDate(reply.remindedAt)}` : '';
  return `Invited ${formatDate(reply.sentAt)}${reminded}`;
}

/** For the co-ordinator every seat; for everyone else their own, or what was asked for their staff. */
function releaseColumn(meeting: Meeting, releases: readonly Release[]): Column<Reply> {
  return {
    key: 'release',
    header: 'Release',
    cell: (reply) => {
      const asked = releases.filter((one) => one.seatId === reply.seatId);
      const release = asked.find((one) => one.state !== 'CANCELLED') ?? asked[0] ?? null;
      // Who has said yes needs no release asked for.
      const isOpen = reply.response !== 'ACCEPTED' && reply.response !== 'DELEGATED';
      const canAsk = meeting.isComing && isOpen && (meeting.mayEdit || reply.isMine);
      if (!reply.person || (!release && !canAsk)) return '';
      return (
        <ReleaseControl
          meetingId={meeting.id}
          seatId={reply.seatId}
          personName={reply.person.name}
          release={release}
          canAsk={canAsk}
        />
      );
    },
  };
}

function recordColumn(onRecord: (invitationId: string) => void): Column<Reply> {
  return {
    key: 'record',
    header: 'Record a reply',
    headerHidden: true,
    cell: (reply) =>
      reply.mayAnswer && reply.person ? (
        <Button small onClick={() => onRecord(reply.id)} about={`of ${reply.person.name}`}>
          <span className="q-nowrap">Record reply</span>
        </Button>
      ) : null,
  };
}
