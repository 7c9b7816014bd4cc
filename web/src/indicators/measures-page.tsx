import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs, useViewer } from '../app/viewer.js';
import { TenderNotice } from '../oversight/tender-notice.js';
import { AfterHeading } from '../ui/after-heading.js';
import { DataTable } from '../ui/data-table.js';
import { FilterPanel } from '../ui/filter-panel.js';
import { Page, Section } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { Inset } from '../ui/states.js';
import { useUrlFilter } from '../ui/use-url-filter.js';
import { measuresFilters } from './filter-choices.js';
import {
  differenceWords,
  figureWords,
  isApart,
  type Measures,
  measureSentence,
  rangeWords,
  trustsWords,
} from './measure-words.js';
import { engagementMeasuresQuery } from './measures.queries.js';
import { MeasuresAsOf, NothingPublished } from './measures-as-of.js';
import { EquitySection } from './measures-equity.js';
import { type MeasuresFilterValues, measureAddress, measuresFilterOf, NO_MEASURES_FILTER } from './measures-filter.js';
import { usePublished } from './use-published.js';

/** Everything that is measured beside attendance, in sentences first; and what cannot be measured yet. */
export function MeasuresPage() {
  const [filter, setFilter] = useUrlFilter(NO_MEASURES_FILTER);
  const viewer = useViewer();
  const isCommissioner = useActsAs('COMMISSIONER');
  const published = usePublished();
  const query = useQuery(engagementMeasuresQuery, { variables: { filter: measuresFilterOf(filter) } });
  return (
    <QueryState query={query} lines={8}>
      {({ engagementMeasures: measures }) => {
        if (!measures) return <NotFoundPage />;
        const [first, ...others] = measures.groups;
        return (
          <Page
            title="Measures beside attendance"
            lead={<MeasuresAsOf scope={measures.scope} asOf={measures.asOf} />}
            back={{ to: '/engagement', label: 'Engagement' }}
          >
            <TenderNotice />
            <PrintHeader
              title={`Measures beside attendance, ${measures.scope}`}
              printedBy={viewer.name}
              printedAt={new Date().toISOString()}
            />
            <FilterPanel
              filters={measuresFilters(measures.providers, published.choices)}
              value={filter}
              onChange={setFilter}
              result={measures.scope}
            />
            {isCommissioner && !measures.asOf.publishedAt ? (
              <NothingPublished known={published.known} />
            ) : measures.disclosureNote ? (
              <Inset>{measures.disclosureNote}</Inset>
            ) : null}
            {first ? <Group group={first} filter={filter} /> : null}
            <AfterHeading>
              {others.map((group) => (
                <Group key={group.code} group={group} filter={filter} />
              ))}
              {measures.equity.length > 0 ? <EquitySection equity={measures.equity} /> : null}
            </AfterHeading>
          </Page>
        );
      }}
    </QueryState>
  );
}

type GroupOfMeasures = Measures['groups'][number];

function Group({ group, filter }: { readonly group: GroupOfMeasures; readonly filter: MeasuresFilterValues }) {
  const counted = group.measures.filter(({ all }) => all.isHidden || all.share !== null);
  return (
    <Section heading={group.name}>
      {group.measures.length > 0 && counted.length === 0 ? <p>Nothing was counted in these months.</p> : null}
      {counted.length > 0 ? (
        <>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {counted.map((summary) => (
              <li key={summary.measure.code}>
                {measureSentence(summary)}
                {isApart(summary.trustsLessOthers) ? ` ${trustsWords(summary.trustsLessOthers)}.` : ''}
              </li>
            ))}
          </ul>
          <DataTable
            caption={`${group.name}: the numbers`}
            rows={counted}
            rowKey={({ measure }) => measure.code}
            empty="None"
            stack
            columns={[
              {
                key: 'name',
                header: 'Measure',
                roomy: true,
                cell: ({ measure }) => <Link to={measureAddress(measure.code, filter)}>{measure.name}</Link>,
              },
              {
                key: 'all',
                header: 'All together',
                numeric: true,
                cell: ({ all, measure }) => figureWords(all, measure.isOfPeople),
              },
              { key: 'range', header: '95% range', numeric: true, cell: ({ all }) => rangeWords(all) },
              {
                key: 'trusts',
                header: 'NHS trusts less others',
                roomy: true,
                cell: ({ trustsLessOthers }) => differenceWords(trustsLessOthers),
              },
            ]}
          />
        </>
      ) : null}
      {group.toCome.length > 0 ? (
        <>
          <h3 className="nhsuk-heading-s">Not measured yet</h3>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {group.toCome.map(({ name, needs }) => (
              <li key={name}>
                {name}: needs {needs}.
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  );
}
