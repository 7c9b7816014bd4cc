import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Section } from '../ui/page.js';
import { registersToCorrectQuery } from './registers-to-correct.queries.js';

/** For a co-ordinator's Today: registers that should be corrected. Nothing where there is none, as nearly always. */
export function TodayCorrections() {
  const { data } = useQuery(registersToCorrectQuery, { fetchPolicy: 'network-only' });
  const asked = data?.registersToCorrect.length ?? 0;
  if (asked === 0) return null;
  return (
    <Section heading="Registers to correct">
      <p>
        <Link to="/registers-to-correct">
          {asked === 1 ? '1 register' : `${asked} registers`} that should be corrected
        </Link>
      </p>
    </Section>
  );
}
