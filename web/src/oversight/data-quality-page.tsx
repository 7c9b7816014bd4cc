import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { LinkButton } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { type DataQuality, findingWords } from './run-words.js';
import { dataQualityQuery } from './runs.queries.js';
import { TenderNotice } from './tender-notice.js';

/** What has to be put right in registers before attendance can be judged: one's own, or who is waited for. */
export function DataQualityPage() {
  const query = useQuery(dataQualityQuery, { fetchPolicy: 'network-only' });
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  return (
    <Page
      title="Registers to complete"
      lead={
        <p>
          Attendance that is not written down is neither attendance nor absence. Where too much is missing, a provider
          is not judged: what is missing is put right first.
        </p>
      }
    >
      <TenderNotice />
      <QueryState query={query} lines={6}>
        {({ dataQuality }) => (
          <>
            {isCoordinator ? <OwnRegisters known={dataQuality} /> : <WaitedFor known={dataQuality} />}
            <Disputed known={dataQuality} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function OwnRegisters({ known }: { readonly known: DataQuality }) {
  const beyond = known.registersInAll - known.registers.length;
  return (
    <Section heading="Your registers of the last half year">
      <DataTable
        caption="Registers that something is missing from, newest first"
        captionHidden
        rows={known.registers}
        rowKey={({ meetingId }) => meetingId}
        stack
        empty={
          <EmptyState heading="Nothing is missing">
            <p>Every register of the last half year says who came, and why the others did not.</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'meeting',
            header: 'Meeting',
            rowHeader: true,
            cell: (row) => `${row.mdtName}, ${formatDate(row.meetingDate)}`,
          },
          {
            key: 'notRecorded',
            header: 'Seats not recorded',
            numeric: true,
            cell: ({ notRecorded }) => String(notRecorded),
          },
          {
            key: 'reasons',
            header: 'Apologies without a reason',
            numeric: true,
            cell: ({ reasonsMissing }) => String(reasonsMissing),
          },
          {
            key: 'minutes',
            header: 'Parts without minutes',
            numeric: true,
            cell: ({ minutesMissing }) => String(minutesMissing),
          },
          {
            key: 'open',
            header: 'Register',
            headerHidden: true,
            cell: (row) => (
              <LinkButton
                small
                to={`/meetings/${row.meetingId}/register`}
                about={`${row.mdtName}, ${formatDate(row.meetingDate)}`}
              >
                Open register
              </LinkButton>
            ),
          },
        ]}
      />
      {beyond > 0 ? <p>{beyond} more are older than these.</p> : null}
    </Section>
  );
}

/** Records count as they were written until the host has answered; so that nobody is surprised, how many are disputed is told. */
function Disputed({ known }: { readonly known: DataQuality }) {
  const canOpen = useActsAs('CARE_COORDINATOR', 'PROVIDER_MANAGER');
  const { disputesWaiting: waiting, disputesUnanswered: unanswered } = known;
  if (waiting === 0) return null;
  return (
    <Section heading="Disputed records">
      <p>
        {waiting === 1
          ? '1 record is disputed and waits for its host’s answer.'
          : `${waiting} records are disputed and wait for their hosts’ answers.`}{' '}
        {unanswered > 0
          ? `${unanswered === waiting ? 'None was' : `${unanswered} of them ${unanswered === 1 ? 'was' : 'were'} not`} answered by the day it was due. `
          : ''}
        Until then {waiting === 1 ? 'it counts' : 'they count'} as recorded, shown as disputed.
      </p>
      {canOpen ? (
        <LinkButton small to="/disputes">
          Open disputed records
        </LinkButton>
      ) : null}
    </Section>
  );
}

function WaitedFor({ known }: { readonly known: DataQuality }) {
  const isManager = useActsAs('PROVIDER_MANAGER');
  return (
    <>
      <Section heading={isManager ? 'What your organisation waits for' : 'Providers that cannot be judged yet'}>
        <DataTable
          caption="What is missing"
          captionHidden
          rows={known.findings}
          rowKey={({ providerId, kind }) => `${providerId} ${kind}`}
          stack
          empty={
            <EmptyState heading={known.month ? 'Nothing is waited for' : 'No month has been judged yet'}>
              {known.month ? (
                <p>
                  For {formatMonth(known.month)} enough was written down to judge{' '}
                  {isManager ? 'your organisation' : 'every provider with enough meetings'}.
                </p>
              ) : (
                <p>This list is made with the first month that is judged.</p>
              )}
            </EmptyState>
          }
          columns={[
            { key: 'provider', header: 'Provider', rowHeader: true, cell: ({ providerName }) => providerName },
            { key: 'what', header: 'What is missing', cell: (finding) => findingWords(finding).what },
            { key: 'mend', header: 'Who puts it right', cell: (finding) => findingWords(finding).mend },
          ]}
        />
      </Section>
      <Section heading="Hosts with registers to complete">
        <DataTable
          caption="Meetings of the last half year with a register that something is missing from"
          rows={known.hosts}
          rowKey={({ hostId }) => hostId}
          empty={<EmptyState heading="Every register is complete">{null}</EmptyState>}
          columns={[
            { key: 'host', header: 'Host', rowHeader: true, cell: ({ hostName }) => hostName },
            { key: 'meetings', header: 'Meetings', numeric: true, cell: ({ meetings }) => String(meetings) },
          ]}
        />
      </Section>
    </>
  );
}
