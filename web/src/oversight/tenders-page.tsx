import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { formatDate } from '../ui/dates.js';
import { Details, Page, Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { TenderNotice } from './tender-notice.js';
import { tendersQuery } from './tenders.queries.js';
import { ChangeTenderForm, CloseTenderForm, OpenTenderForm } from './tenders-forms.js';

type Tender = ResultOf<typeof tendersQuery>['tenders'][number];

const STATES: Readonly<Record<Tender['state'], string>> = {
  COMING: 'To come',
  OPEN: 'Open',
  ENDED: 'Ended',
  CLOSED: 'Closed early',
};

/** Tenders of the own organisation: who bids, who has a conflict, and until when content is hidden from them. */
export function TendersPage() {
  const query = useQuery(tendersQuery);
  return (
    <Page
      title="Tenders"
      lead="While a tender is open, staff of each bidder, and colleagues with a conflict of interest, see nobody else’s sensitive content. Care, meetings and registers are never hidden."
    >
      <TenderNotice />
      <QueryState query={query} lines={6}>
        {({ tenders, hidingTenders }) => (
          <>
            {hidingTenders.length === 0 ? (
              <Details summary="Open a tender">
                <OpenTenderForm onDone={() => void query.refetch()} />
              </Details>
            ) : null}
            {tenders.length === 0 ? (
              <EmptyState heading="No tender is shown">
                {hidingTenders.length === 0
                  ? 'Nothing is hidden because of a tender of your organisation.'
                  : 'A tender binds you, so colleagues run tenders until it is over.'}
              </EmptyState>
            ) : (
              tenders.map((tender) => <One key={tender.id} tender={tender} />)
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function One({ tender }: { readonly tender: Tender }) {
  const { title, state, startsOn, endsOn, reason, bidders, mdts, conflicts, closedBecause } = tender;
  const isRunning = state === 'OPEN' || state === 'COMING';
  return (
    <Section heading={title}>
      <SummaryList
        items={[
          { key: 'State', value: STATES[state] },
          { key: 'Period', value: `${formatDate(startsOn)} to ${formatDate(endsOn)}` },
          { key: 'Why content is hidden', value: reason },
          { key: 'Bidders', value: namesOf(bidders) },
          ...(mdts.length > 0 ? [{ key: 'MDTs out to tender', value: namesOf(mdts) }] : []),
          { key: 'Colleagues with a conflict', value: namesOf(conflicts) },
          ...(closedBecause ? [{ key: 'Closed because', value: closedBecause }] : []),
        ]}
      />
      {isRunning ? (
        <>
          <Details summary={`Change the tender: ${title}`}>
            <ChangeTenderForm key={tender.version} tender={tender} />
          </Details>
          <Details summary={`Close the tender: ${title}`}>
            <CloseTenderForm tender={tender} />
          </Details>
        </>
      ) : null}
    </Section>
  );
}

function namesOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ') || 'None';
}
