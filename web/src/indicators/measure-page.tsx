import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs, useViewer } from '../app/viewer.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { EmptyState, Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { measuresFilters } from './filter-choices.js';
import { ByProvider, Contrast, Outside } from './measure-charts.js';
import { ByOrganisation, ByType } from './measure-tables.js';
import { measureFinding, measureSentence, type OneMeasure, trustsWords } from './measure-words.js';
import { engagementMeasureQuery } from './measures.queries.js';
import { MeasuresAsOf, NothingPublished } from './measures-as-of.js';
import { type MeasuresFilterValues, measuresAddress, measuresFilterOf, NO_MEASURES_FILTER } from './measures-filter.js';
import { usePublished } from './use-published.js';

/** One measure: the sentence, who lies outside what chance explains, by provider, by type of counterpart and by pair. */
export function MeasurePage() {
  const { code = '' } = useParams();
  const [filter, setFilter] = useUrlFilter(NO_MEASURES_FILTER);
  const viewer = useViewer();
  const isCommissioner = useActsAs('COMMISSIONER');
  const published = usePublished();
  const query = useQuery(engagementMeasureQuery, { variables: { code, filter: measuresFilterOf(filter) } });
  return (
    <QueryState query={query} lines={8}>
      {({ engagementMeasure: found }) => {
        if (!found) return <NotFoundPage />;
        const { summary } = found;
        return (
          <Page
            title={summary.measure.name}
            heading={measureFinding(summary)}
            lead={
              <MeasuresAsOf
                scope={found.scope}
                asOf={found.asOf}
                about={summary.measure.isOfPeople ? 'people' : 'staff'}
              />
            }
            back={{ to: measuresAddress(filter), label: 'All measures' }}
          >
            <PrintHeader
              title={`${summary.measure.name}, ${found.scope}`}
              printedBy={viewer.name}
              printedAt={new Date().toISOString()}
            />
            <FilterPanel
              filters={measuresFilters(found.choices, published.choices)}
              value={filter}
              onChange={setFilter}
              result={found.scope}
            />
            {isCommissioner && !found.asOf.publishedAt ? (
              <NothingPublished known={published.known} />
            ) : (
              <Numbers found={found} filter={filter} />
            )}
          </Page>
        );
      }}
    </QueryState>
  );
}

interface NumbersProps {
  readonly found: OneMeasure;
  readonly filter: MeasuresFilterValues;
}

function Numbers({ found, filter }: NumbersProps) {
  const { summary, providers } = found;
  const trusts = trustsWords(summary.trustsLessOthers);
  return (
    <>
      <p>
        {measureSentence(summary)} {trusts ? `${trusts}.` : ''}
      </p>
      <Inset>
        {summary.measure.counts} {found.disclosureNote ?? ''}
      </Inset>
      {providers.length === 0 ? (
        <EmptyState heading="Nothing to show">
          <p>Nothing was counted in these months. Choose other months, or another provider.</p>
        </EmptyState>
      ) : (
        <>
          <Outside found={found} filter={filter} />
          <ByProvider found={found} filter={filter} />
          <Contrast found={found} filter={filter} />
          <ByType found={found} />
          <ByOrganisation found={found} />
        </>
      )}
    </>
  );
}
