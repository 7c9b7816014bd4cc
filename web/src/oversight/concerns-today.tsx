import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { LinkButton } from '../ui/button.js';
import { Section } from '../ui/page.js';
import { CONCERN_STATES, dueWords } from './concern-words.js';
import { concernsDueQuery } from './concerns.queries.js';

/** For a commissioner's Today: the concerns that wait for somebody, those due first at the head. Nothing where there is none. */
export function TodayConcerns() {
  const { data } = useQuery(concernsDueQuery, { fetchPolicy: 'network-only' });
  if (!data || data.concernsDue.open === 0) return null;
  const { open, overdue, toConfirm, items } = data.concernsDue;
  return (
    <Section heading="Concerns">
      {overdue > 0 ? <p>{overdue === 1 ? '1 is past its due date.' : `${overdue} are past their due dates.`}</p> : null}
      {toConfirm > 0 ? (
        <p>
          {toConfirm === 1 ? 'One waits' : `${toConfirm} wait`} for somebody to confirm which organisation is meant.
        </p>
      ) : null}
      <ul className="nhsuk-list">
        {items.map((concern) => (
          <li key={concern.id}>
            <Link to={`/concerns/${concern.id}`}>{concern.reference}</Link>, about{' '}
            {concern.organisationName ?? concern.about}.{' '}
            {[CONCERN_STATES[concern.state], dueWords(concern)].filter(Boolean).join('. ')}
          </li>
        ))}
      </ul>
      <LinkButton to="/concerns" small>
        {open > items.length ? `All concerns, ${open} of them open` : 'All concerns'}
      </LinkButton>
    </Section>
  );
}
