import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { DataTable } from '../ui/data-table.js';
import { formatMonth } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { formatCount, formatOf, formatShare } from '../ui/stat.js';
import { EmptyState } from '../ui/states.js';
import { ownMonthsQuery } from './figures.queries.js';
import { chanceWords } from './figures-words.js';
import { WhatIf } from './what-if.js';

type OwnMonth = ResultOf<typeof ownMonthsQuery>['ownMonths'][number];

/** How the own provider stood at the end of each month, in words and without a score. */
export function OwnMonthsPage() {
  const query = useQuery(ownMonthsQuery);
  return (
    <Page
      title="Your organisation, month by month"
      back={{ to: '/signals', label: 'Signals' }}
      lead={
        <p>
          What each month said of your part in meetings at other sites.{' '}
          <Link to="/engagement/method">How a signal arises and what it cannot say</Link>
        </p>
      }
    >
      <QueryState query={query} lines={8}>
        {({ ownMonths }) => (
          <>
            <Power newest={ownMonths[0]} />
            <DataTable
              caption="Months, newest first"
              captionHidden
              rows={ownMonths}
              rowKey={({ month }) => month}
              stack
              empty={
                <EmptyState heading="No month has been judged yet">
                  <p>Months are judged once they are over and your staff were expected at other sites.</p>
                </EmptyState>
              }
              columns={[
                { key: 'month', header: 'Month', cell: ({ month }) => formatMonth(month), rowHeader: true },
                { key: 'said', header: 'What it said', cell: standingWords },
                {
                  key: 'seats',
                  header: 'Expected seats in two years',
                  numeric: true,
                  cell: ({ crossRows }) => formatCount(crossRows),
                },
              ]}
            />
          </>
        )}
      </QueryState>
    </Page>
  );
}

/** What it is worth that nothing was found: how far a fall would stand out with as many seats as there are. */
function Power({ newest }: { readonly newest: OwnMonth | undefined }) {
  if (!newest) return null;
  const { standing, crossRows, leastCrossRows, power, month } = newest;
  return (
    <Section heading="Would a fall be seen?">
      {standing === 'notEnough' ? (
        <p>
          Not enough meetings to judge ({formatCount(crossRows)}): {formatCount(leastCrossRows)} expected seats at other
          sites in two years are needed. That nothing was found says nothing.
        </p>
      ) : null}
      {power ? (
        <>
          <p>
            At the end of {formatMonth(month)}: with your {formatCount(power.rows)} expected seats at other sites in a
            year, a fall to {formatShare(power.fallTo)} would lie below the usual range {chanceWords(power.probability)}
            . A signal needs more than that.
          </p>
          <WhatIf power={power} who="Your organisation" />
        </>
      ) : (
        <p>
          Your staff were expected at no other site in the last year, so there is nothing by which a fall could be seen.
        </p>
      )}
    </Section>
  );
}

const LEVEL_WORDS: Readonly<Record<string, string>> = {
  none: 'No pattern',
  earlyNotice: 'Early notice, for you alone',
  watch: 'A pattern: watch',
  alert: 'A pattern: alert',
  alarm: 'A pattern: alarm',
};

const MEND_WORDS: Readonly<Record<string, string>> = {
  registersNotRecorded: 'seats without a register',
  reasonsMissing: 'apologies without a reason',
  minutesMissing: 'part attendances without minutes',
  oneRecorder: 'lost seats for which there is one person’s word alone',
};

function standingWords({ standing, level, crossRows, toMend }: OwnMonth): string {
  switch (standing) {
    case 'notEnough':
      return `Not enough meetings to judge (${crossRows})`;
    case 'dataFirst':
      return `Data to put right first: ${toMend.map(({ kind, count, of }) => `${formatOf(count, of)} ${MEND_WORDS[kind] ?? kind}`).join('; ')}`;
    default:
      return LEVEL_WORDS[level] ?? level;
  }
}
