import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Section } from '../../ui/page.js';
import { strikesToConfirmQuery } from './strikes.queries.js';

/** For Today: strike days that wait for the viewer to confirm them. Nothing where there are none. */
export function TodayStrikes() {
  const { data } = useQuery(strikesToConfirmQuery, { fetchPolicy: 'network-only' });
  const waiting = data?.strikes.strikes.filter(({ canDecide }) => canDecide).length ?? 0;
  if (waiting === 0) return null;
  return (
    <Section heading="Strike days">
      <p>
        <Link to="/administration/strikes">
          {waiting === 1 ? '1 record of strike days to confirm' : `${waiting} records of strike days to confirm`}
        </Link>
      </p>
    </Section>
  );
}
