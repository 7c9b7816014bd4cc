import { contrastProps } from '@quorate/libs/engagement';
import { useNavigate } from 'react-router';
import { ChartWithTable } from '../ui/charts/chart-with-table.js';
import { summariseContrast } from '../ui/charts/chart-words.js';
import { ContrastChart } from '../ui/charts/contrast-chart.js';
import { COUNTED, type EngagementFilterValues, rowsAddress, svgAddress } from './engagement-filter.js';
import { differenceWords, type Overview } from './engagement-words.js';
import { RateLink } from './number-link.js';

/** Own against other sites, provider by provider in the order of their names. Nothing where none has both. */
export function ContrastSection({
  overview,
  filter,
}: {
  readonly overview: Overview;
  readonly filter: EngagementFilterValues;
}) {
  const navigate = useNavigate();
  const props = contrastProps(overview);
  if (!props) return null;
  const drawn = overview.providers.filter(({ organisationId }) => props.rows.some(({ id }) => id === organisationId));
  const addressOf = (point: string) => {
    const [id = '', side] = point.split(':');
    return rowsAddress(id, { site: side === 'first' ? 'own' : 'other', classes: COUNTED }, filter);
  };
  return (
    <>
      <ChartWithTable
        title={props.title}
        subtitle={props.subtitle}
        summary={summariseContrast(props)}
        chart={(width) => (
          <ContrastChart {...props} width={width} hrefOf={addressOf} onOpen={(id) => void navigate(addressOf(id))} />
        )}
        stacked
        caption="Own and other sites, by name"
        rows={drawn}
        rowKey={({ organisationId }) => organisationId}
        columns={[
          { key: 'name', header: 'Provider', roomy: true, cell: ({ organisationName }) => organisationName },
          {
            key: 'own',
            header: 'Own sites',
            numeric: true,
            cell: ({ organisationId, organisationName, ownSites }) => (
              <RateLink
                rate={ownSites}
                to={addressOf(`${organisationId}:first`)}
                about={`of ${organisationName} at its own sites, open the rows`}
              />
            ),
          },
          {
            key: 'other',
            header: 'Other sites',
            numeric: true,
            cell: ({ organisationId, organisationName, otherSites }) => (
              <RateLink
                rate={otherSites}
                to={addressOf(`${organisationId}:second`)}
                about={`of ${organisationName} at other sites, open the rows`}
              />
            ),
          },
          {
            key: 'difference',
            header: 'Difference',
            roomy: true,
            cell: ({ difference }) => differenceWords(difference) ?? 'Nothing to compare',
          },
        ]}
      />
      <p className="q-no-print">
        <a href={svgAddress('contrast', filter)}>This chart as an SVG file</a>
      </p>
    </>
  );
}
