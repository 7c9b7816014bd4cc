import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Details, Section } from '../ui/page.js';
import { engagementByRoleQuery } from './engagement.queries.js';
import { COUNTED, type EngagementFilterValues, filterOf, roleAddress, rowsAddress } from './engagement-filter.js';
import { type ByRole, HIDDEN, type Rate, rateWords } from './engagement-words.js';

/** Roles against providers: each cell says its share and counts; the shade says the same again, and nothing more. */
export function RoleHeatTable({ filter }: { readonly filter: EngagementFilterValues }) {
  const query = useQuery(engagementByRoleQuery, { variables: { filter: filterOf(filter) } });
  return (
    <Section heading="By role and provider">
      <QueryState query={query} lines={6}>
        {({ engagementByRole }) =>
          engagementByRole ? (
            <>
              <p>{hiddenWords(engagementByRole)} Choose a role to compare it in all providers.</p>
              <DataTable
                caption="Seats taken part in, by role and provider, both by name"
                captionHidden
                columns={columnsFor(engagementByRole, filter)}
                rows={engagementByRole.roles}
                rowKey={({ roleCode }) => roleCode}
                empty="No role"
                tall
              />
              <Details summary="What the shades say">
                <ul className="nhsuk-list">
                  {SHADES.map(({ name, words }) => (
                    <li key={name}>
                      <span className={`q-shade q-shade--${name}`}>{words}</span>
                    </li>
                  ))}
                </ul>
                <p>An empty cell is a provider without a seat of that role.</p>
              </Details>
            </>
          ) : null
        }
      </QueryState>
    </Section>
  );
}

type Row = ByRole['roles'][number];

function hiddenWords({ roles }: ByRole): string {
  const cells = roles.flatMap(({ providers }) => providers);
  const hidden = cells.filter(({ all }) => all.isHidden).length;
  return hidden === 0 ? '' : `${hidden} of ${cells.length} cells are hidden because of small numbers.`;
}

/** A table of which less than one in so many cells has something to say names the providers in the cells instead. */
const LEAST_FILLED = 3;

/** All providers of a role in one cell, by name. */
function besideColumn(providers: ByRole['providers'], filter: EngagementFilterValues): Column<Row> {
  const nameOf = new Map(providers.map(({ value, label }) => [value, label]));
  return {
    key: 'providers',
    header: 'Providers with a seat of the role',
    cell: (row) => (
      <ul className="q-shades">
        {row.providers.map(({ organisationId, all }) => {
          const name = nameOf.get(organisationId) ?? '';
          const to = rowsAddress(organisationId, { role: row.roleCode, classes: COUNTED }, filter);
          return (
            <li key={organisationId}>
              <Shade rate={all} name={name} to={to} about={`${row.roleName}, ${name}, open the rows`} />
            </li>
          );
        })}
      </ul>
    ),
  };
}

function columnsFor({ providers, roles }: ByRole, filter: EngagementFilterValues): Column<Row>[] {
  const role: Column<Row> = {
    key: 'role',
    header: 'Role',
    roomy: true,
    cell: ({ roleCode, roleName }) => <Link to={roleAddress(roleCode, filter)}>{roleName}</Link>,
  };
  const filled = roles.reduce((sum, row) => sum + row.providers.length, 0);
  if (filled < (roles.length * providers.length) / LEAST_FILLED) return [role, besideColumn(providers, filter)];
  return [
    role,
    ...providers.map(
      ({ value, label }): Column<Row> => ({
        key: value,
        header: label,
        cell: (row) => {
          const found = row.providers.find(({ organisationId }) => organisationId === value);
          if (!found) return null;
          return (
            <Shade
              rate={found.all}
              to={rowsAddress(value, { role: row.roleCode, classes: COUNTED }, filter)}
              about={`${row.roleName}, ${label}, open the rows`}
            />
          );
        },
      }),
    ),
  ];
}

interface ShadeProps {
  readonly rate: Rate;
  readonly to: string;
  readonly about: string;
  /** Said before the share, where no column heading says it. */
  readonly name?: string;
}

function Shade({ rate, to, about, name }: ShadeProps) {
  const before = name ? `${name} ` : '';
  if (rate.isHidden) return <span className="q-shade q-shade--none">{`${before}${HIDDEN}`}</span>;
  const shade = rate.share === null ? 'none' : (SHADES.find(({ from }) => (rate.share ?? 0) >= from)?.name ?? 'none');
  return (
    <span className={`q-shade q-shade--${shade}${name ? '' : ' q-nowrap'}`}>
      {before}
      {rate.counted === 0 ? (
        rateWords(rate)
      ) : (
        <Link to={to}>
          {rateWords(rate)}
          <span className="nhsuk-u-visually-hidden"> {about}</span>
        </Link>
      )}
    </span>
  );
}

/** Light to dark as more is missing: what needs looking at stands out, without red or green. */
const SHADES = [
  { name: 'most', from: 0.9, words: '90% and more taken part in' },
  { name: 'more', from: 0.75, words: '75% to 89%' },
  { name: 'some', from: 0.5, words: '50% to 74%' },
  { name: 'few', from: 0, words: 'Under 50%' },
] as const;
