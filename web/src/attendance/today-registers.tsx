import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { LinkButton } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDay, formatTime } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { registersToRecordQuery } from './register.queries.js';

type Row = ResultOf<typeof registersToRecordQuery>['registersToRecord'][number];

const columns: readonly Column<Row>[] = [
  { key: 'mdt', header: 'MDT', cell: (row) => row.mdtName },
  { key: 'when', header: 'When', cell: (row) => `${formatDay(row.startsAt)}, ${formatTime(row.startsAt)}` },
  { key: 'left', header: 'Left to record', cell: (row) => `${row.seatsLeft} of ${row.seats}` },
  {
    key: 'open',
    header: 'Open',
    headerHidden: true,
    cell: (row) => (
      <LinkButton to={`/meetings/${row.meetingId}/register`} small about={row.mdtName}>
        Register
      </LinkButton>
    ),
  },
];

/** For a co-ordinator's Today: meetings whose attendance is not completely recorded, the oldest first. */
export function TodayRegisters() {
  const query = useQuery(registersToRecordQuery, { variables: { first: 10 }, fetchPolicy: 'network-only' });
  return (
    <Section heading="Attendance not yet recorded">
      <QueryState query={query} lines={3}>
        {({ registersToRecord }) => (
          <DataTable
            caption="Meetings with attendance left to record"
            captionHidden
            columns={columns}
            rows={registersToRecord}
            rowKey={(row) => row.meetingId}
            stack
            empty={<EmptyState heading="Every register is complete" />}
          />
        )}
      </QueryState>
    </Section>
  );
}
