import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Section } from '../ui/page.js';
import { adviceTodayQuery } from './advice.queries.js';

/** For Today: questions to answer, versions to check, and answers that came. Nothing where there is none. */
export function TodayAdvice() {
  const { data } = useQuery(adviceTodayQuery, { fetchPolicy: 'network-only' });
  if (!data) return null;
  const { toAnswer, overdue, toCheck, answered } = data.adviceToday;
  if (toAnswer + toCheck + answered.length === 0) return null;
  return (
    <Section heading="Informal advice">
      <ul className="nhsuk-list">
        {toAnswer > 0 ? (
          <li>
            <Link to="/advice?show=open">
              {toAnswer === 1 ? '1 question to answer' : `${toAnswer} questions to answer`}
            </Link>
            {overdue > 0 ? `, ${overdue} past the due date` : ''}
          </li>
        ) : null}
        {toCheck > 0 ? (
          <li>
            <Link to="/advice">
              {toCheck === 1 ? '1 version for all staff to check' : `${toCheck} versions for all staff to check`}
            </Link>
          </li>
        ) : null}
        {answered.map(({ id, subject }) => (
          <li key={id}>
            Answered: <Link to={`/advice/${id}`}>{subject}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
