import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { LinkButton } from '../../ui/button.js';
import { Section } from '../../ui/page.js';
import { Tag } from '../../ui/tag.js';
import { dayWords, type OwnReturn, overdueWords, returnName } from './return-words.js';
import { ownReturnsQuery, returnsDueQuery } from './returns.queries.js';

const SHOWN = 4;

/** For a manager's Today: returns to sign first, then those to check. Nothing while there are none. */
export function TodayReturns() {
  const { data } = useQuery(ownReturnsQuery);
  if (!data) return null;
  const { items, toCheck, toSign } = data.ownReturns;
  if (toCheck + toSign === 0) return null;
  const waiting = [...items.filter(isToSign), ...items.filter(isToCheck)];
  return (
    <Section heading="Monthly returns">
      <ul className="nhsuk-list">
        {waiting.slice(0, SHOWN).map((item) => (
          <li key={item.id}>
            <Tag tone="attention">{item.mayBeSigned ? 'Waits for your signature' : 'To be checked'}</Tag>{' '}
            <Link to={`/returns/${item.id}`}>{returnName(item)}</Link>. {dayWords(item)}.
          </li>
        ))}
      </ul>
      {toCheck + toSign > SHOWN ? (
        <LinkButton to="/returns" small>
          All {toCheck + toSign} returns to see to
        </LinkButton>
      ) : null}
    </Section>
  );
}

const isToSign = ({ mayBeSigned }: OwnReturn) => mayBeSigned;
const isToCheck = ({ state }: OwnReturn) => state === 'IN_PREPARATION';

/** For a commissioner's Today: how many returns are waited for. */
export function TodayReturnsDue() {
  const { data } = useQuery(returnsDueQuery);
  if (!data || data.returnsOfQuarter.due === 0) return null;
  const { due, overdue } = data.returnsOfQuarter;
  return (
    <Section heading="Monthly returns">
      <p>
        {due === 1 ? '1 return of a provider is' : `${due} returns of providers are`} not signed yet
        {overdue > 0 ? `; ${overdueWords(due, overdue)}` : ''}.
      </p>
      <LinkButton to="/returns" small>
        See the returns
      </LinkButton>
    </Section>
  );
}
