import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { formatDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { Tag } from '../ui/tag.js';
import { UNDERTAKING_STATES } from './undertaking-words.js';
import { undertakingsToDoQuery } from './undertakings.queries.js';

type ToDo = ResultOf<typeof undertakingsToDoQuery>['undertakingsToDo'][number];

const SHOWN = 5;

/** For a manager's and a commissioner's Today: undertakings that wait for them first, then what they wait for. Nothing while there are none. */
export function TodayUndertakings() {
  const { data } = useQuery(undertakingsToDoQuery);
  const all = data?.undertakingsToDo ?? [];
  const items = [...all.filter((one) => one.waitsForViewer), ...all.filter((one) => !one.waitsForViewer)];
  if (items.length === 0) return null;
  return (
    <Section heading="Undertakings">
      <ul className="nhsuk-list">
        {items.slice(0, SHOWN).map((item) => (
          <li key={item.id}>
            <Tag tone={item.waitsForViewer ? 'attention' : 'neutral'}>
              {item.waitsForViewer ? 'Waits for you' : UNDERTAKING_STATES[item.state].word}
            </Tag>{' '}
            <Link to={`/signals/${item.signalId}#undertakings`}>{item.providerName}</Link>: {whatWords(item)}
          </li>
        ))}
      </ul>
      {items.length > SHOWN ? <p>{items.length - SHOWN} more stand with their signals.</p> : null}
    </Section>
  );
}

function whatWords({ state, dueOn, isOverdue, waitsForViewer }: ToDo): string {
  const day = dueOn ? formatDate(dueOn) : '';
  const until = day ? `${isOverdue ? 'was due' : 'by'} ${day}` : 'no day is set';
  switch (state) {
    case 'PROPOSED':
    case 'CHANGE_ASKED':
      return waitsForViewer
        ? `an undertaking waits for your answer, ${until}.`
        : `an answer to an undertaking is waited for, ${until}.`;
    case 'REPORTED_DONE':
      return waitsForViewer
        ? `an undertaking is reported done. Confirm it or say what is missing, ${until}.`
        : `the commissioner looks whether an undertaking is done, ${until}.`;
    default:
      return isOverdue ? `an undertaking was to be done by ${day}.` : `an undertaking is to be done by ${day}.`;
  }
}
