import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { LinkButton } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { Tag } from '../ui/tag.js';
import { LEVELS, type SignalItem, STAGES, scopeWords } from './signal-words.js';
import { signalsQuery } from './signals.queries.js';

const SHOWN = 3;

/** For a manager's and a commissioner's Today: the signals that are open, and where the records behind them are checked. */
export function TodaySignals() {
  const query = useQuery(signalsQuery, { variables: { show: 'OPEN', first: SHOWN, after: null } });
  return (
    <Section heading="Signals">
      <QueryState query={query} lines={2}>
        {({ signals: { items, open } }) =>
          open === 0 ? (
            <p>No signal is open.</p>
          ) : (
            <>
              <ul className="nhsuk-list">
                {items.map((signal) => (
                  <li key={signal.id}>
                    <OneSignal signal={signal} />
                  </li>
                ))}
              </ul>
              <LinkButton to="/signals" small>
                {open > items.length ? `All ${open} signals` : 'All signals'}
              </LinkButton>
            </>
          )
        }
      </QueryState>
    </Section>
  );
}

function OneSignal({ signal }: { readonly signal: SignalItem }) {
  const isManager = useActsAs('PROVIDER_MANAGER');
  const { id, level, providerName, scope, since, stage, stageDueOn, closedAt } = signal;
  return (
    <>
      <Tag tone={LEVELS[level].tone}>{LEVELS[level].word}</Tag> <Link to={`/signals/${id}`}>{providerName}</Link>: less
      part in {scopeWords(scope)} since about {formatDate(since)}. {STAGES[stage]}
      {stageDueOn ? `, until ${formatDate(stageDueOn)}` : ''}.{' '}
      {isManager && closedAt === null ? (
        <Link to={`/signals/${id}/rows?number=elsewhere.lost`}>Check the seats that count as lost</Link>
      ) : null}
    </>
  );
}
