import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDateTimeForPeople } from '../ui/dates.js';
import { EmptyState, RefusalPanel } from '../ui/states.js';
import { whoHasLookedQuery } from './patients.queries.js';

type Look = Extract<
  ResultOf<typeof whoHasLookedQuery>['whoHasLooked'],
  { __typename: 'WhoHasLooked' }
>['looks'][number];

/** Who has looked at a person's record, for the person, their carer, and the information governance lead. */
export function WhoHasLooked({ patientId }: { readonly patientId: string }) {
  const query = useQuery(whoHasLookedQuery, { variables: { patientId } });
  return (
    <QueryState query={query}>
      {({ whoHasLooked }) =>
        whoHasLooked.__typename === 'NotPermitted' ? (
          <RefusalPanel heading="You cannot see this" refusal={whoHasLooked} />
        ) : (
          <DataTable
            caption="Who has looked, newest first"
            captionHidden
            columns={COLUMNS}
            rows={whoHasLooked.looks}
            rowKey={(look) => `${look.at} ${look.name} ${look.what}`}
            stack
            empty={<EmptyState heading="Nobody has looked yet" />}
          />
        )
      }
    </QueryState>
  );
}

const COLUMNS: readonly Column<Look>[] = [
  { key: 'at', header: 'When', cell: (look) => formatDateTimeForPeople(look.at) },
  {
    key: 'who',
    header: 'Who',
    cell: (look) => [look.name, look.roleName.toLowerCase(), look.organisationName].filter(Boolean).join(', '),
  },
  { key: 'what', header: 'What they did', cell: (look) => look.what },
  { key: 'why', header: 'Why they could', cell: (look) => look.why ?? '' },
];
