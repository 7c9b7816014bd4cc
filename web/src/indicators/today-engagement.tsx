import { useQuery } from '@apollo/client/react';
import { monthsWords } from '@quorate/libs/engagement';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { Section } from '../ui/page.js';
import { Stat, StatRow } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import { engagementQuery } from './engagement.queries.js';
import { filterOf, NO_FILTER } from './engagement-filter.js';
import { HIDDEN, type Overview } from './engagement-words.js';

/** The figures of a commissioner's Today: what the engagement page opens with, of the same months and the same counts. */
export function TodayEngagement() {
  const query = useQuery(engagementQuery, { variables: { filter: filterOf(NO_FILTER) } });
  return (
    <Section heading="Engagement">
      <QueryState query={query} lines={3}>
        {({ engagement }) =>
          engagement && engagement.providers.length > 0 ? (
            <Figures overview={engagement} />
          ) : (
            <EmptyState heading="No meeting of the last twelve months has been counted" />
          )
        }
      </QueryState>
    </Section>
  );
}

function Figures({ overview: { economy, funnel, months, providers } }: { readonly overview: Overview }) {
  const points = funnel?.points ?? [];
  const outside = points.filter(({ zone }) => zone !== 'within');
  return (
    <>
      <p>{monthsWords(months)}.</p>
      <StatRow>
        <Stat
          label="Counted seats in which staff took part"
          value={economy?.isHidden === false ? economy.tookPart : null}
          of={economy?.counted}
          showShare
          missing={HIDDEN}
        >
          <Link to="/engagement">By provider, role and month</Link>
        </Stat>
        <Stat
          label="Providers outside what chance explains"
          value={funnel ? outside.length : null}
          of={points.length}
          missing="Too few to compare"
        >
          <Link to="/engagement">The chart, and the rows behind it</Link>
        </Stat>
        <Stat label="Providers with a seat in an MDT" value={providers.length} />
      </StatRow>
    </>
  );
}
