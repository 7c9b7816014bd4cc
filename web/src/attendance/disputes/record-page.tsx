import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../../app/not-found-page.js';
import { QueryState } from '../../app/query-state.js';
import { useActsAs } from '../../app/viewer.js';
import { Button } from '../../ui/button.js';
import { formatDate, formatMeetingTime } from '../../ui/dates.js';
import { Page, Section } from '../../ui/page.js';
import { EmptyState, Inset } from '../../ui/states.js';
import { Timeline } from '../../ui/timeline.js';
import { DisputeCard } from './dispute-card.js';
import { actorWords, type RecordPageData, saysWords, whose } from './dispute-words.js';
import { attendanceRecordQuery } from './disputes.queries.js';
import { RaiseDisputeForm } from './raise-dispute-form.js';

/** One seat's record at one meeting: what it says, every version, and what is disputed of it. */
export function RecordPage() {
  const { meetingId = '', seatId = '' } = useParams();
  const query = useQuery(attendanceRecordQuery, { variables: { meetingId, seatId }, fetchPolicy: 'network-only' });
  const again = () => void query.refetch();
  return (
    <QueryState query={query} lines={8}>
      {({ attendanceRecord: record }) =>
        record ? (
          <Page
            title="Attendance record"
            heading={whose(record)}
            lead={`${record.mdtName}, hosted by ${record.hostName}. ${formatMeetingTime(record.startsAt, record.endsAt)}`}
            back={{ to: `/meetings/${meetingId}/register`, label: 'Back to the register' }}
          >
            <Section heading="What the record says">
              {record.isAsDeputy ? (
                <p>
                  The member asked you to come as the deputy. Why the member was away is not shown to you, nor what
                  others wrote about the record.
                </p>
              ) : null}
              <p>
                <strong>{saysWords(record.now)}</strong>
              </p>
              <Versions record={record} />
            </Section>
            {record.disputes.length > 0 ? (
              <Section heading="What is disputed">
                {record.disputes.map((dispute) => (
                  <DisputeCard key={dispute.id} dispute={dispute} level={3} isOnRecord onDone={again} />
                ))}
              </Section>
            ) : null}
            <Raise record={record} onDone={again} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function Versions({ record }: { readonly record: RecordPageData }) {
  if (record.isCancelled) return <Inset>This meeting was cancelled, so its register counts against nobody.</Inset>;
  if (record.versions.length === 0)
    return (
      <EmptyState heading="Nothing is recorded yet">
        A seat that nobody recorded counts against nobody. {record.hostName} completes the register.
      </EmptyState>
    );
  return (
    <Timeline
      entries={record.versions.map((version) => ({
        id: String(version.version),
        at: version.recordedAt,
        title: `Version ${version.version}: ${saysWords(version.says)}`,
        by: actorWords(version.recordedBy),
        children: version.correctionReason ? <p>Why: {version.correctionReason}</p> : null,
      }))}
    />
  );
}

/** For those whom the record is about; the host's co-ordinator corrects the register itself. */
function Raise({ record, onDone }: { readonly record: RecordPageData; readonly onDone: () => void }) {
  const isDisputer = useActsAs('PROVIDER_MANAGER', 'CLINICIAN');
  const [isOpen, setOpen] = useState(false);
  if (!isDisputer || !record.canDispute) return null;
  return (
    <Section heading="If it is wrong">
      <p>
        {timeWords(record)} Both versions are kept, and the co-ordinator of {record.hostName} answers.
      </p>
      {isOpen ? (
        <RaiseDisputeForm
          key={record.seatVersion}
          record={record}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
        />
      ) : (
        <Button onClick={() => setOpen(true)}>Dispute this record</Button>
      )}
    </Section>
  );
}

function timeWords({ inTimeUntil, isInTime, disputeWorkingDays }: RecordPageData): string {
  const rule = `A record can be disputed for ${disputeWorkingDays} working days after it was written or last corrected`;
  if (inTimeUntil === null) return `${rule}.`;
  return isInTime
    ? `${rule}: this one until ${formatDate(inTimeUntil)}.`
    : `${rule}. For this one that ended on ${formatDate(inTimeUntil)}; later it needs a reason.`;
}
