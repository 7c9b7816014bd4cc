import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { formatDateTime } from '../ui/dates.js';
import { Details } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { auditChainQuery } from './audit.queries.js';

/** Whether the trail is still the one whose head was signed and kept outside the database. */
export function ChainSummary() {
  const query = useQuery(auditChainQuery);
  return (
    <QueryState query={query} lines={2}>
      {({ auditChain: { events, head, checkpointAt, checkpointEvents, agrees } }) => (
        <>
          {agrees === false ? (
            <RefusalPanel
              heading="The audit trail was changed"
              refusal={{
                code: 'CHECKPOINT_DIFFERS',
                message: 'It is no longer the one that was signed at the last checkpoint.',
              }}
              whatToDo={
                <p>
                  Keep the database and its data directory as they are, and have the operator run{' '}
                  <code>quorate audit verify</code>, which names the first event that is not as it was.
                </p>
              }
            />
          ) : null}
          <Details
            summary={`${events.toLocaleString('en-GB')} acts are chained${checkpointAt ? `; last checkpoint ${formatDateTime(checkpointAt)}` : ''}`}
          >
            <SummaryList
              compact
              items={[
                {
                  key: 'Last checkpoint',
                  value: checkpointAt
                    ? `${formatDateTime(checkpointAt)}, after ${(checkpointEvents ?? 0).toLocaleString('en-GB')} acts`
                    : 'None yet; one is signed every five minutes',
                },
                { key: 'Agrees with the trail', value: agrees === null ? 'Not known yet' : agrees ? 'Yes' : 'No' },
                { key: 'Newest hash', value: <code>{head}</code> },
              ]}
            />
          </Details>
        </>
      )}
    </QueryState>
  );
}
