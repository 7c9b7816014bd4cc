import { Link } from 'react-router';
import { describeZone } from '../ui/charts/chart-words.js';
import { Section } from '../ui/page.js';
import { formatOf, formatShare } from '../ui/stat.js';
import { type EngagementFilterValues, providerAddress } from './engagement-filter.js';
import { changeWords, type Figures, isApart, type Overview } from './engagement-words.js';
import { useOpenSignals } from './use-open-signals.js';

interface FindingsProps {
  readonly overview: Overview;
  readonly filter: EngagementFilterValues;
}

/**
 * What the figures say in sentences, both tails alike, each with a next step: who lies outside what chance explains, and
 * whose share changed. In the order of the names, never of the shares.
 */
export function Findings({ overview, filter }: FindingsProps) {
  const signals = useOpenSignals();
  const outside = (overview.funnel?.points ?? []).filter(({ zone }) => zone !== 'within').sort(byName);
  const changed = overview.providers.filter(({ change }) => isApart(change));
  if (!overview.funnel && changed.length === 0) return null;
  return (
    <>
      <Section heading="Outside what chance explains">
        {outside.length === 0 ? <p>No provider lies outside the limits.</p> : null}
        <ul className="nhsuk-list nhsuk-list--bullet">
          {outside.map((point) => {
            const figures = overview.providers.find(({ organisationId }) => organisationId === point.organisationId);
            const signal = signals.find(({ providerId }) => providerId === point.organisationId);
            return (
              <li key={point.organisationId}>
                <Link to={providerAddress(point.organisationId, filter)}>{point.name}</Link>: {formatShare(point.share)}{' '}
                not taken part in
                {overview.funnel?.isAdjusted ? ' after adjustment' : ''} ({formatOf(point.lost, point.counted)} as
                counted), {describeZone(point.zone as Parameters<typeof describeZone>[0])}.{' '}
                {nextStepOutside(point.zone, figures)}{' '}
                {signal ? (
                  <Link to={`/signals/${signal.id}`}>Why it was flagged, and what the provider says</Link>
                ) : null}
              </li>
            );
          })}
        </ul>
        <p>Being outside the limits is a question to ask, not a finding.</p>
      </Section>
      {changed.length > 0 ? (
        <Section heading="Changed against the months before">
          <ul className="nhsuk-list nhsuk-list--bullet">
            {changed.map(({ organisationId, organisationName, change }) => (
              <li key={organisationId}>
                <Link to={providerAddress(organisationId, filter)}>{organisationName}</Link>: {changeWords(change)}.{' '}
                {(change?.difference ?? 0) > 0
                  ? 'Next: ask what they changed, and whether others could do it too.'
                  : 'Next: look at the months and the reasons on its page.'}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

type Point = NonNullable<Overview['funnel']>['points'][number];

function byName(a: Point, b: Point): number {
  return a.name.localeCompare(b.name, 'en-GB');
}

function nextStepOutside(zone: string, figures: Figures | undefined): string {
  if (zone.startsWith('below')) return 'Next: ask what they do so that staff can come, and offer it to the others.';
  const difference = figures?.difference;
  if (difference && difference.lower > 0)
    return 'Its staff come less to other sites than to its own. Next: see which roles are missing there, then ask the provider how release is decided.';
  return 'It is alike at its own sites or cannot be told. Next: see the reasons on its page; look at vacancies, leave and notice first.';
}
