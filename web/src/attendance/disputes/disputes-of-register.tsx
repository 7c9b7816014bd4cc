import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { useActsAs } from '../../app/viewer.js';
import { Section } from '../../ui/page.js';
import { Inset } from '../../ui/states.js';
import { recordAddress, STATE_LABELS, saysWords, whose } from './dispute-words.js';
import { disputesWaitingQuery, recordsToDisputeQuery } from './disputes.queries.js';

/** Beside a register: to the co-ordinator that something of it is disputed; to the others the way to their own records. */
export function DisputesOfRegister({ meetingId }: { readonly meetingId: string }) {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  return isCoordinator ? <DisputedHere meetingId={meetingId} /> : <OwnRecords meetingId={meetingId} />;
}

function DisputedHere({ meetingId }: { readonly meetingId: string }) {
  const { data } = useQuery(disputesWaitingQuery, { variables: { meetingId }, fetchPolicy: 'network-only' });
  const waiting = data?.attendanceDisputes.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <Inset>
      {waiting === 1 ? 'One record of this register is disputed.' : `${waiting} records of this register are disputed.`}{' '}
      <Link to="/disputes">Answer</Link>
    </Inset>
  );
}

function OwnRecords({ meetingId }: { readonly meetingId: string }) {
  const { data } = useQuery(recordsToDisputeQuery, {
    variables: { meetingId, onlyAbsent: false, first: 100, after: null },
    fetchPolicy: 'network-only',
  });
  const items = data?.recordsToDispute.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section heading="If something is wrong">
      <p>Open a record to see who wrote it and every version, and to dispute it.</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {items.map((row) => (
          <li key={row.seatId}>
            <Link to={recordAddress(row)}>
              {whose(row)}: {saysWords(row.now)}
            </Link>
            {row.disputeState ? ` (${STATE_LABELS[row.disputeState].toLowerCase()})` : ''}
          </li>
        ))}
      </ul>
    </Section>
  );
}
