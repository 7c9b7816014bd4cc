import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { useActsAs } from '../../app/viewer.js';
import { Section } from '../../ui/page.js';
import { disputesWaitingQuery } from './disputes.queries.js';

/** For Today: disputed records that wait for an answer. A co-ordinator meets it only where there is one; others find the way. */
export function TodayDisputes() {
  const isCoordinator = useActsAs('CARE_COORDINATOR');
  const { data } = useQuery(disputesWaitingQuery, { variables: { meetingId: null }, fetchPolicy: 'network-only' });
  if (!data) return null;
  const { waiting, overdue } = data.attendanceDisputes;
  if (waiting === 0) return null;
  const records = waiting === 1 ? '1 disputed record' : `${waiting} disputed records`;
  return (
    <Section heading="Disputed records">
      <p>
        <Link to="/disputes">
          {isCoordinator ? `${records} to answer` : `${records} waiting for the host’s answer`}
        </Link>
        {overdue > 0 ? `, ${overdue} past the day it was due` : ''}
      </p>
    </Section>
  );
}
