import { Link } from 'react-router';
import { useActsAs } from '../app/viewer.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { COUNTED, type EngagementFilterValues, providerAddress, rowsAddress } from './engagement-filter.js';
import { differenceWords, type Figures, HIDDEN } from './engagement-words.js';
import { CountLink, RateLink } from './number-link.js';
import { type ProviderPower, powerInShort, useProviderPower } from './provider-power.js';

/** Providers by name, never by rate: what counted, own against other sites, and everything that was left out. */
export function ProviderTable({
  providers,
  filter,
}: {
  readonly providers: readonly Figures[];
  readonly filter: EngagementFilterValues;
}) {
  // One seat left out for leave is one person's absence: its rows are for the provider and the MDT's co-ordinator.
  const isCommissioner = useActsAs('COMMISSIONER');
  const powers = useProviderPower();
  return (
    <DataTable
      caption="Providers by name: seats taken part in of seats counted, and the seats left out"
      columns={columnsFor(providers, filter, isCommissioner, powers)}
      rows={providers}
      rowKey={(provider) => provider.organisationId}
      empty="No provider"
    />
  );
}

function columnsFor(
  providers: readonly Figures[],
  filter: EngagementFilterValues,
  isCommissioner: boolean,
  powers: ReadonlyMap<string, ProviderPower> | null,
): Column<Figures>[] {
  const to = (provider: Figures, cell: Parameters<typeof rowsAddress>[1]) =>
    rowsAddress(provider.organisationId, cell, filter);
  const exclusions = providers[0]?.exclusions ?? [];
  return [
    {
      key: 'name',
      header: 'Provider',
      roomy: true,
      cell: (provider) => (
        <Link to={providerAddress(provider.organisationId, filter)}>{provider.organisationName}</Link>
      ),
    },
    {
      key: 'all',
      header: 'Took part',
      numeric: true,
      cell: (provider) => (
        <RateLink
          rate={provider.all}
          to={to(provider, { classes: COUNTED })}
          about={`of ${provider.organisationName}, open the rows`}
        />
      ),
    },
    {
      key: 'own',
      header: 'Own sites',
      numeric: true,
      cell: (provider) => (
        <RateLink
          rate={provider.ownSites}
          to={to(provider, { classes: COUNTED, site: 'own' })}
          about={`of ${provider.organisationName} at its own sites, open the rows`}
        />
      ),
    },
    {
      key: 'other',
      header: 'Other sites',
      numeric: true,
      cell: (provider) => (
        <RateLink
          rate={provider.otherSites}
          to={to(provider, { classes: COUNTED, site: 'other' })}
          about={`of ${provider.organisationName} at other sites, open the rows`}
        />
      ),
    },
    {
      key: 'difference',
      header: 'Difference',
      roomy: true,
      cell: ({ difference }) => differenceWords(difference) ?? 'Nothing to compare',
    },
    {
      key: 'lost',
      header: 'Did not take part',
      numeric: true,
      cell: (provider) => (
        <CountLink
          count={provider.lost}
          to={to(provider, { classes: ['lost'] })}
          about={`of ${provider.organisationName} not taken part in, open the rows`}
        />
      ),
    },
    ...(powers
      ? [
          {
            key: 'power',
            header: 'Would a fall be seen?',
            roomy: true,
            cell: ({ organisationId }: Figures) => powerInShort(powers.get(organisationId)),
          },
        ]
      : []),
    ...exclusions.map(
      ({ code, label }): Column<Figures> => ({
        key: code,
        header: `Left out: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
        numeric: true,
        cell: (provider) => {
          const found = provider.exclusions.find((exclusion) => exclusion.code === code);
          return found ? (
            <CountLink
              count={found.seats}
              to={isCommissioner ? null : to(provider, { classes: [code] })}
              about={`of ${provider.organisationName} left out: ${label}, open the rows`}
            />
          ) : (
            HIDDEN
          );
        },
      }),
    ),
  ];
}
