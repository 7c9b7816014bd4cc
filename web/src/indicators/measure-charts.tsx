import { monthsWords } from '@quorate/libs/engagement';
import { Link, useNavigate } from 'react-router';
import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { describeZone, summariseContrast, summariseFunnel } from '../ui/charts/chart-words.js';
import { ContrastChart } from '../ui/charts/contrast-chart.js';
import { FunnelChart } from '../ui/charts/funnel-chart.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import { formatOf, formatShare } from '../ui/stat.js';
import {
  differenceWords,
  figureWords,
  type MeasureProvider,
  measureContrastProps,
  measureFunnelProps,
  type OneMeasure,
  rangeWords,
  zoneOf,
} from './measure-words.js';
import { type MeasuresFilterValues, measureAddress } from './measures-filter.js';

interface MeasureProps {
  readonly found: OneMeasure;
  readonly filter: MeasuresFilterValues;
}

/** Both tails alike, in the order of the names. */
export function Outside({ found: { funnel, summary }, filter }: MeasureProps) {
  if (!funnel) return null;
  const outside = funnel.points
    .filter(({ zone }) => zone !== 'within')
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return (
    <Section heading="Outside what chance explains">
      {outside.length === 0 ? <p>No provider lies outside the limits.</p> : null}
      <ul className="nhsuk-list nhsuk-list--bullet">
        {outside.map((point) => (
          <li key={point.organisationId}>
            <Link to={measureAddress(summary.measure.code, { ...filter, provider: point.organisationId })}>
              {point.name}
            </Link>
            : {formatShare(point.share)} ({formatOf(point.lost, point.counted)}), {describeZone(zoneOf(point.zone))}.
          </li>
        ))}
      </ul>
      <p>
        Being outside the limits is a question to ask, not a finding. Ask those above and those below what they do: one
        may have something that the other can use.
      </p>
    </Section>
  );
}

/** Providers by name, against what chance explains where there are enough of them. */
export function ByProvider({ found, filter }: MeasureProps) {
  const navigate = useNavigate();
  const { summary, providers } = found;
  const { code, isOfPeople } = summary.measure;
  const addressOf = (provider: string) => measureAddress(code, { ...filter, provider });
  const columns: Column<MeasureProvider>[] = [
    {
      key: 'name',
      header: 'Provider',
      roomy: true,
      cell: (row) => <Link to={addressOf(row.organisationId)}>{row.organisationName}</Link>,
    },
    { key: 'all', header: 'Share', numeric: true, cell: ({ all }) => figureWords(all, isOfPeople) },
    { key: 'range', header: '95% range', numeric: true, cell: ({ all }) => rangeWords(all) },
  ];
  if (providers.length < 2) return null;
  const props = measureFunnelProps(found, periodOf(found));
  if (!props)
    return (
      <Section heading="By provider">
        <p>Not enough providers can be shown to say what chance explains: it takes three.</p>
        <DataTable
          caption="Providers by name"
          columns={columns}
          rows={providers}
          rowKey={(row) => row.organisationId}
          empty="None"
          stack
        />
      </Section>
    );
  return (
    <ChartWithTable
      title={props.title}
      subtitle={props.subtitle}
      summary={summariseFunnel(props)}
      chart={(width) => (
        <FunnelChart {...props} width={width} hrefOf={addressOf} onOpen={(id) => void navigate(addressOf(id))} />
      )}
      stacked
      caption="Providers by name"
      rows={providers}
      rowKey={(row) => row.organisationId}
      columns={columns}
    />
  );
}

/** Each provider towards NHS trusts and towards all others (guidance 4.1). */
export function Contrast({ found, filter }: MeasureProps) {
  const navigate = useNavigate();
  const props = measureContrastProps(found, periodOf(found));
  if (!props) return null;
  const { isOfPeople, code } = found.summary.measure;
  const addressOf = (point: string) => measureAddress(code, { ...filter, provider: point.split(':')[0] ?? '' });
  return (
    <ChartWithTable
      title={props.title}
      subtitle={props.subtitle}
      summary={summariseContrast(props)}
      chart={(width) => (
        <ContrastChart {...props} width={width} hrefOf={addressOf} onOpen={(id) => void navigate(addressOf(id))} />
      )}
      stacked
      caption="NHS trusts and other organisations, providers by name"
      rows={found.providers.filter(({ organisationId }) => props.rows.some(({ id }) => id === organisationId))}
      rowKey={({ organisationId }) => organisationId}
      columns={[
        { key: 'name', header: 'Provider', roomy: true, cell: ({ organisationName }) => organisationName },
        { key: 'trusts', header: 'NHS trusts', numeric: true, cell: ({ trusts }) => figureWords(trusts, isOfPeople) },
        {
          key: 'others',
          header: 'Other organisations',
          numeric: true,
          cell: ({ others }) => figureWords(others, isOfPeople),
        },
        {
          key: 'difference',
          header: 'Difference',
          roomy: true,
          cell: ({ trustsLessOthers }) => differenceWords(trustsLessOthers),
        },
      ]}
    />
  );
}

/** The months that the measure is of: of people those that are published. */
function periodOf({ asOf, summary }: OneMeasure): string {
  return monthsWords(summary.measure.isOfPeople ? (asOf.peopleMonths ?? asOf.months) : asOf.months);
}
