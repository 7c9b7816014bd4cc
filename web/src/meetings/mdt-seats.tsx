import { LinkButton } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import { Tag } from '../ui/tag.js';
import { counted, type Mdt, type MdtSeat, SEAT_KINDS } from './meeting-words.js';

/** Who sits in the MDT: role by provider, vacant seats said plainly. */
export function MdtSeats({ mdt }: { readonly mdt: Mdt }) {
  const vacant = mdt.seats.filter((seat) => seat.holder === null).length;
  const columns: readonly Column<MdtSeat>[] = [
    { key: 'role', header: 'Role', cell: (seat) => seat.roleName },
    { key: 'provider', header: 'Provider', cell: (seat) => seat.provider.name },
    {
      key: 'holder',
      header: 'Held by',
      cell: (seat) => (seat.holder ? seat.holder.name : <Tag tone="attention">Vacant</Tag>),
    },
    {
      key: 'deputies',
      header: 'Deputies',
      cell: (seat) => (seat.deputies.length > 0 ? seat.deputies.map((one) => one.name).join(', ') : 'None named'),
    },
    {
      key: 'kind',
      header: 'Expected',
      cell: (seat) => `${SEAT_KINDS[seat.kind]}${seat.countsForQuorum ? ', counts for quorum' : ''}`,
    },
    ...(mdt.mayEdit && mdt.status !== 'INACTIVE' ? [changeColumn(mdt.id)] : []),
  ];
  return (
    <Section
      heading="Seats"
      actions={
        mdt.mayEdit && mdt.status !== 'INACTIVE' ? (
          <LinkButton small to={`/mdts/${mdt.id}/revise`}>
            Add or remove seats
          </LinkButton>
        ) : undefined
      }
    >
      <p>
        {counted(mdt.seats.length, 'seat')}
        {vacant > 0 ? `, ${vacant} vacant. A vacant seat counts against nobody.` : ', all held.'}
      </p>
      <DataTable
        caption="Seats of the MDT"
        captionHidden
        columns={columns}
        rows={mdt.seats}
        rowKey={(seat) => seat.id}
        stack
        empty="No seats"
      />
    </Section>
  );
}

function changeColumn(mdtId: string): Column<MdtSeat> {
  return {
    key: 'change',
    header: 'Change',
    headerHidden: true,
    cell: (seat) => (
      <LinkButton
        look="quiet"
        to={`/mdts/${mdtId}/seats/${seat.id}`}
        about={`who holds or deputises: ${seat.roleName}, ${seat.provider.name}`}
      >
        Change
      </LinkButton>
    ),
  };
}
